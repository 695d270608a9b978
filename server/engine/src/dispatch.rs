//! Dispatch: who gets a piece of work, and why.

mod duty;
#[cfg(test)]
mod tests;

use std::{cmp::Reverse, collections::BTreeMap, sync::Arc};

use chrono::{DateTime, TimeDelta, Utc};
use model::{
    id::PersonId,
    key::DefinitionKey,
    queue::{Queue, Strategy},
    record::Person,
    trace::{Barred, Candidate, OwnerTrace},
};

pub use duty::{At, barred, stand_in};

/// A person who may be given work.
#[derive(Clone, Debug, PartialEq)]
pub struct Colleague {
    /// Who.
    pub person: Arc<Person>,
    /// Open tasks they own.
    pub open: i64,
    /// The same by weight.
    pub load: i64,
    /// When they were last given one.
    pub last_assigned: Option<DateTime<Utc>>,
}

/// What a piece of work asks of people.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    /// The skills it needs.
    pub skills: &'a [DefinitionKey],
    /// How well at least, where more than having it is asked.
    pub levels: Option<&'a BTreeMap<DefinitionKey, u8>>,
    /// What it takes of a person's capacity; nothing of one who is meant by name.
    pub weight: u16,
    /// To whom of several it is given.
    pub strategy: Strategy,
    /// Who is given it before all others, where they can.
    pub favoured: Option<PersonId>,
    /// Who was asked already, and did not accept it.
    pub passed: &'a [PersonId],
}

/// Picks the person with the fewest open tasks; see [`pick`].
#[must_use]
pub fn fewest_open(
    rule: &str,
    place: Option<&DefinitionKey>,
    colleagues: &[&Colleague],
    skills: &[DefinitionKey],
    at: At<'_>,
) -> OwnerTrace {
    pick(rule, place, colleagues, &Wanted { skills, ..Wanted::default() }, at)
}

/// Picks a person as the strategy says; among equals the one who has the needed skills best, then the one whose last
/// assignment is longest ago, then the smallest id. Everyone who was looked at is in the trace, with the reason of those
/// who cannot be picked. The same people give the same answer.
#[must_use]
pub fn pick(
    rule: &str,
    place: Option<&DefinitionKey>,
    colleagues: &[&Colleague],
    wanted: &Wanted<'_>,
    at: At<'_>,
) -> OwnerTrace {
    let candidates = colleagues
        .iter()
        .map(|colleague| Candidate {
            person: colleague.person.id,
            name: colleague.person.name.clone(),
            open: colleague.open,
            load: colleague.load,
            capacity: colleague.person.capacity,
            level: level(&colleague.person, wanted.skills),
            barred: unfit(colleague, wanted, at),
            stands_in_for: None,
            is_favoured: wanted.favoured == Some(colleague.person.id),
        })
        .collect();
    let picked = colleagues
        .iter()
        .filter(|colleague| unfit(colleague, wanted, at).is_none())
        .min_by_key(|colleague| {
            let Colleague { person, open, load, last_assigned } = colleague;
            let level = Reverse(level(person, wanted.skills));
            let (busy, turn) = ((*load, *open), *last_assigned);
            let is_other = wanted.favoured != Some(person.id);
            // The order of what is compared is the strategy.
            match wanted.strategy {
                Strategy::FewestOpen => (false, Some(busy), level, turn, None, person.id),
                Strategy::RoundRobin => (false, None, Reverse(0), turn, Some(busy), person.id),
                Strategy::BestSkill => (false, None, level, None, Some(busy), person.id),
                Strategy::LastAgent | Strategy::OwnManager => (is_other, Some(busy), level, turn, None, person.id),
            }
        })
        .map(|colleague| colleague.person.id);
    OwnerTrace { rule: rule.to_owned(), place: place.cloned(), candidates, picked }
}

/// Why a person cannot be given a piece of work; nothing when they can.
#[must_use]
pub fn unfit(colleague: &Colleague, wanted: &Wanted<'_>, at: At<'_>) -> Option<Barred> {
    let person = &colleague.person;
    let least = |skill: &DefinitionKey| wanted.levels.and_then(|levels| levels.get(skill)).copied().unwrap_or(1);
    barred(person, wanted.skills, at)
        .or_else(|| wanted.skills.iter().any(|skill| person.level(skill) < least(skill)).then_some(Barred::Skill))
        .or_else(|| wanted.passed.contains(&person.id).then_some(Barred::Passed))
        .or_else(|| {
            let capacity = person.capacity.filter(|_| wanted.weight > 0)?;
            (colleague.load + i64::from(wanted.weight) > i64::from(capacity)).then_some(Barred::Full)
        })
}

/// The skills that work of a queue asks for when it has waited so long: those that are needed, and those that are
/// preferred and not given up yet.
#[must_use]
pub fn skills(queue: &Queue, waited: TimeDelta) -> Vec<DefinitionKey> {
    let preferred = queue.preferred.iter().filter(|one| waited < TimeDelta::minutes(one.minutes.0));
    let mut skills = queue.skills.clone();
    skills.extend(preferred.map(|one| one.skill.clone()).filter(|skill| !queue.skills.contains(skill)));
    skills
}

/// How well a person has skills, all levels together.
fn level(person: &Person, skills: &[DefinitionKey]) -> u8 {
    skills.iter().fold(0, |sum, skill| sum.saturating_add(person.level(skill)))
}

/// Whether a person serves a queue: by role, by mail address, or because the person's own record says so.
#[must_use]
pub fn does_serve(person: &Person, key: &DefinitionKey, queue: &Queue) -> bool {
    person.queues.contains(key)
        || person.roles.iter().any(|role| queue.roles.contains(role))
        || queue.people.iter().any(|email| email.trim().eq_ignore_ascii_case(&person.email))
}

/// Everyone who serves a queue.
#[must_use]
pub fn serves<'a>(key: &DefinitionKey, queue: &Queue, colleagues: &'a [Colleague]) -> Vec<&'a Colleague> {
    colleagues.iter().filter(|colleague| does_serve(&colleague.person, key, queue)).collect()
}

/// Everyone who has a role.
#[must_use]
pub fn with_role<'a>(role: &DefinitionKey, colleagues: &'a [Colleague]) -> Vec<&'a Colleague> {
    colleagues.iter().filter(|colleague| colleague.person.roles.contains(role)).collect()
}
