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

/// A stretch of working time that begins on a day, in minutes after that day's local midnight. A night shift runs on
/// into the next day: `from < 1440`, `from < to <= from + 1440`. It belongs to the day it begins on, so that a holiday
/// takes away the shift that would begin on it, not the end of the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Period {
    /// The first minute.
    pub from: u16,
    /// The minute after the last one; 1440 is midnight, 1800 is six in the morning of the next day.
    pub to: u16,
}

impl Period {
    /// The minute at which a day ends.
    pub const MIDNIGHT: u16 = 1_440;

    /// The part that lies on the day it begins on.
    #[must_use]
    pub const fn own(self) -> Self {
        Self { from: self.from, to: if self.to < Self::MIDNIGHT { self.to } else { Self::MIDNIGHT } }
    }

    /// The part that lies on the next day, in its minutes; none of a period that ends by midnight.
    #[must_use]
    pub const fn spill(self) -> Option<Self> {
        match self.to.checked_sub(Self::MIDNIGHT) {
            None | Some(0) => None,
            Some(to) => Some(Self { from: 0, to }),
        }
    }
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
