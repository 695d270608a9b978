//! What the studio shows of definitions besides themselves.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use wire::Decode;

use super::{DefinitionRow, Saved};
use crate::{
    Kind, Problem, Text,
    ical::{Brings, IcalDay},
    key::DefinitionKey,
    trace::DueTrace,
};

/// A definition in the studio's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
pub struct StudioRow {
    /// As in other lists.
    pub row: DefinitionRow,
    /// What people call the definitions that point at it.
    pub users: Vec<Text>,
}

/// How a definition stands its checks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
pub struct Health {
    /// Its kind.
    pub kind: Kind,
    /// Its key.
    pub key: DefinitionKey,
    /// How many errors it has.
    pub errors: u32,
    /// How many warnings it has.
    pub warnings: u32,
}

/// Someone a definition can name, by mail address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
pub struct Mailbox {
    /// What people call them.
    pub name: String,
    /// Their mail address.
    pub email: String,
}

/// When a length of time would be over, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
pub struct DueTry {
    /// From when it was counted.
    pub from: DateTime<Utc>,
    /// The reckoning.
    pub trace: DueTrace,
}

/// What an iCal file brings into a calendar.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Holidays {
    /// Its days, by date.
    pub days: Vec<HolidayRow>,
    /// What could not be read of it; the path is the line of the file.
    pub problems: Vec<Problem>,
    /// The draft, if something was changed and stored.
    pub saved: Option<Saved>,
}

/// A day of an iCal file, and what it brings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HolidayRow {
    /// The day.
    pub day: IcalDay,
    /// What taking it over changes.
    pub brings: Brings,
}

/// What a ladder would have told in the days before, had it watched these clocks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Forecast {
    /// Since when.
    pub since: DateTime<Utc>,
    /// How many clocks were looked at.
    pub clocks: u32,
    /// Whether these are the clocks that follow the ladder already; else all clocks of that time.
    pub is_used: bool,
    /// Whether there were more clocks than are looked at.
    pub is_cut: bool,
    /// How often a level would have fired.
    pub levels: u32,
    /// How many notices people would have got, folded as the ladder says.
    pub notices: u32,
    /// Who would have got how many, the most first.
    pub people: Vec<Forecasted>,
}

/// What one person would have been told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Forecasted {
    /// What people call them.
    pub name: String,
    /// How many notices.
    pub notices: u32,
    /// How many within the worst hour.
    pub worst_hour: u32,
}
