//! Dispatch: who gets a piece of work, and why.

use chrono::{DateTime, Utc};
use model::{key::DefinitionKey, queue::Queue, record::Person, trace::OwnerTrace};

/// A person who may be given work.
#[derive(Clone, Debug, PartialEq)]
pub struct Colleague {
    /// Who.
    pub person: Person,
    /// Open tasks they own.
    pub open: i64,
    /// When they were last given one.
    pub last_assigned: Option<DateTime<Utc>>,
}

/// Picks the person with the fewest open tasks; among equals the one whose last assignment is longest ago, then the
/// smallest id. Everyone who was looked at is in the trace, with the reason of those who cannot be picked.
#[must_use]
pub fn fewest_open(
    rule: &str,
    place: Option<&DefinitionKey>,
    colleagues: &[&Colleague],
    skills: &[DefinitionKey],
) -> OwnerTrace {
    todo!("{rule}{place:?}{colleagues:?}{skills:?}")
}

/// Everyone who serves a queue, by role or by mail address.
#[must_use]
pub fn serves<'a>(queue: &Queue, colleagues: &'a [Colleague]) -> Vec<&'a Colleague> {
    todo!("{queue:?}{colleagues:?}")
}

/// Everyone who has a role.
#[must_use]
pub fn with_role<'a>(role: &DefinitionKey, colleagues: &'a [Colleague]) -> Vec<&'a Colleague> {
    todo!("{role:?}{colleagues:?}")
}
