//! Who is there: shifts, leave and skills that count, at one moment.

use chrono::{DateTime, NaiveDate, Utc};
use model::{id::PersonId, key::DefinitionKey, record::Person, trace::Barred};

use super::Colleague;
use crate::condition::Calendars;

/// The moment at which people are looked at, and the calendars of their shifts.
#[derive(Clone, Copy)]
pub struct At<'a> {
    now: DateTime<Utc>,
    today: NaiveDate,
    calendars: &'a dyn Calendars,
}

impl<'a> At<'a> {
    /// An instant, in the zone by whose days skills count.
    #[must_use]
    pub fn new(now: DateTime<Utc>, zone: &str, calendars: &'a dyn Calendars) -> Self {
        let today =
            zone.parse().map_or_else(|_| now.date_naive(), |zone: chrono_tz::Tz| now.with_timezone(&zone).date_naive());
        Self { now, today, calendars }
    }

    /// The day, in that zone.
    #[must_use]
    pub const fn today(&self) -> NaiveDate {
        self.today
    }

    /// Whether it is outside of a person's shifts. A calendar that is not there holds nobody up.
    fn is_off_shift(&self, person: &Person) -> bool {
        let calendar = person.shifts.as_ref().and_then(|key| self.calendars.calendar(key));
        calendar.is_some_and(|calendar| !calendar.is_working(self.now))
    }

    /// Whether a skill of a person counts no longer.
    fn is_expired(&self, person: &Person, skill: &DefinitionKey) -> bool {
        person.skills_until.get(skill).is_some_and(|last| *last < self.today)
    }
}

/// Why a person cannot be given work that needs these skills, however busy they are; nothing when they can.
#[must_use]
pub fn barred(person: &Person, skills: &[DefinitionKey], at: At<'_>) -> Option<Barred> {
    if !person.active {
        Some(Barred::Inactive)
    } else if person.away {
        Some(Barred::Away)
    } else if person.absence(at.now).is_some() {
        Some(Barred::Absent)
    } else if at.is_off_shift(person) {
        Some(Barred::OffShift)
    } else if skills.iter().any(|skill| !person.skills.contains(skill)) {
        Some(Barred::Skill)
    } else if skills.iter().any(|skill| at.is_expired(person, skill)) {
        Some(Barred::SkillExpired)
    } else {
        None
    }
}

/// Whoever is there for someone who has leave: their stand-in, that one's stand-in where they have leave too, and so on.
/// Nobody where the person is there, or nobody is named, or the names go in a circle.
#[must_use]
pub fn stand_in<'a>(
    colleague: &Colleague,
    now: DateTime<Utc>,
    find: impl Fn(PersonId) -> Option<&'a Colleague>,
) -> Option<&'a Colleague> {
    let mut passed = vec![colleague.person.id];
    let mut named = colleague.person.absence(now)?.leave.stand_in?;
    loop {
        if passed.contains(&named) {
            return None;
        }
        let found = find(named)?;
        let Some(absence) = found.person.absence(now) else { return Some(found) };
        passed.push(named);
        named = absence.leave.stand_in?;
    }
}
