//! Working calendars: local wall time in an IANA zone, several periods a day, holidays, half days, and working days
//! moved to a weekend (调休). Never UTC offsets: the zone's rules decide, so daylight saving is right by construction.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::Text;

/// A working calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Calendar {
    /// The format of this document; see [`Calendar::FORMAT`].
    pub format: u32,
    /// The IANA zone, such as `Asia/Shanghai`.
    pub zone: String,
    /// The working periods of each weekday, Monday first.
    #[serde(default)]
    pub week: [Vec<Period>; 7],
    /// Days that differ from their weekday.
    #[serde(default)]
    pub days: Vec<Day>,
}

impl Calendar {
    /// The format this version writes.
    pub const FORMAT: u32 = 1;
}

/// A stretch of working time within one day, in minutes after local midnight; `from < to <= 1440`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Period {
    /// The first minute.
    pub from: u16,
    /// The minute after the last one; 1440 is midnight.
    pub to: u16,
}

/// A day that differs from its weekday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Day {
    /// Which day, in the calendar's zone.
    pub date: NaiveDate,
    /// Its working periods; none for a holiday.
    #[serde(default)]
    pub periods: Vec<Period>,
    /// Why: the name of the holiday.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub name: Text,
}
