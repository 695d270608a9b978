//! Working calendars, compiled: which instants are working time, how much of it lies between two instants, and when a
//! span of it is used up. Reckoned in the calendar's own zone, so daylight saving is right by construction.

use std::collections::HashMap;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use chrono_tz::Tz;
use model::{
    Problems, Text,
    calendar::{Calendar, Period},
    key::DefinitionKey,
    span::{Minutes, Span},
    trace::DueTrace,
};

/// A calendar that can be counted on.
#[derive(Clone, Debug)]
pub struct WorkCalendar {
    zone: Tz,
    week: [Vec<Period>; 7],
    days: HashMap<NaiveDate, (Vec<Period>, Text)>,
}

impl WorkCalendar {
    /// Compiles a calendar.
    ///
    /// # Errors
    /// The zone is unknown, or periods overlap or run backwards. A calendar without working time compiles.
    pub fn compile(calendar: &Calendar) -> Result<Self, Problems> {
        todo!("{calendar:?}")
    }

    /// The IANA zone.
    #[must_use]
    pub fn zone(&self) -> &str {
        self.zone.name()
    }

    /// Whether the instant lies in working time.
    #[must_use]
    pub fn is_working(&self, at: DateTime<Utc>) -> bool {
        todo!("{at}")
    }

    /// How much working time lies between two instants, exact to the millisecond; zero when they run backwards.
    #[must_use]
    pub fn working_minutes(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Duration {
        todo!("{from}{to}")
    }

    /// The instant at which so much working time is used up. If that is exactly the end of a period, it stays there.
    /// Never later than ten years after `from`.
    #[must_use]
    pub fn add(&self, from: DateTime<Utc>, span: Minutes) -> DateTime<Utc> {
        todo!("{from}{span:?}")
    }

    /// The due instant of a span with its reckoning, stretch by stretch. A span counted by the wall clock is counted
    /// so, in this calendar's zone.
    #[must_use]
    pub fn due(&self, key: &DefinitionKey, from: DateTime<Utc>, span: Span) -> (DateTime<Utc>, DueTrace) {
        todo!("{key}{from}{span:?}")
    }
}

/// The due instant of a span in which every minute counts.
#[must_use]
pub fn wall(zone: &str, from: DateTime<Utc>, span: Span) -> (DateTime<Utc>, DueTrace) {
    todo!("{zone}{from}{span:?}")
}

/// Reads an instant: RFC 3339, a local date and time, or a date (its first instant), the latter two in the zone.
#[must_use]
pub fn instant(text: &str, zone: &str) -> Option<DateTime<Utc>> {
    todo!("{text}{zone}")
}
