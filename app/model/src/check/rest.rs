//! The small kinds: ticket types, policies, ladders, queues, skills, roles, phrases.

use std::collections::BTreeSet;

use super::{
    condition, email,
    flow::{acts_outside, receiver_outside},
    short, span, template, title, within, words,
};
use crate::{
    Code, Problem, Problems,
    calendar::Period,
    flow::Receiver,
    key::DefinitionKey,
    ladder::Ladder,
    phrase::Phrase,
    policy::{Policy, Targets},
    queue::{Offering, Queue},
    record::Person,
    role::Role,
    skill::Skill,
    ticket_type::TicketType,
};

/// What is wrong with a ticket type.
#[must_use]
pub fn ticket_type(kind: &TicketType) -> Problems {
    let mut problems = Problems::new();
    words(&kind.about, "/about", &mut problems);
    needed(&kind.form, "/form", &mut problems);
    needed(&kind.flow, "/flow", &mut problems);
    for (weight, path) in [(kind.weight, "/weight"), (kind.urgent_weight, "/urgent_weight")] {
        if let Some(weight) = weight {
            within(i64::from(weight), 1, 1_000, path, &mut problems);
        }
    }
    problems
}

/// What is wrong with a policy.
#[must_use]
pub fn policy(policy: &Policy) -> Problems {
    let mut problems = Problems::new();
    needed(&policy.calendar, "/calendar", &mut problems);
    for (index, rule) in policy.rules.iter().enumerate() {
        title(&rule.title, &format!("/rules/{index}/title"), &mut problems);
        condition(&rule.when, &format!("/rules/{index}/when"), None, &mut problems);
        targets(&rule.targets, &format!("/rules/{index}/targets"), &mut problems);
    }
    targets(&policy.otherwise, "/otherwise", &mut problems);
    problems
}

fn targets(targets: &Targets, path: &str, problems: &mut Problems) {
    let named = [
        (targets.first_response, "first_response"),
        (targets.next_response, "next_response"),
        (targets.resolution, "resolution"),
    ];
    for (limit, name) in named {
        if let Some(limit) = limit {
            span(limit, &format!("{path}/{name}"), problems);
        }
    }
}

/// What is wrong with a ladder.
#[must_use]
pub fn ladder(ladder: &Ladder) -> Problems {
    let mut problems = Problems::new();
    let mut before = 0;
    for (index, level) in ladder.levels.iter().enumerate() {
        let path = format!("/levels/{index}");
        within(i64::from(level.at_percent), 1, 1_000, &format!("{path}/at_percent"), &mut problems);
        if level.at_percent < before {
            problems.push(Problem::error(Code::LevelsOutOfOrder, path.as_str()));
        }
        before = level.at_percent;
        if level.tell.is_empty() && level.acts.is_empty() {
            problems.push(Problem::error(Code::Required, format!("{path}/tell")));
        }
        for told in &level.tell {
            let found = problems.len();
            receiver_outside(told, &path, &mut problems);
            for problem in problems.iter_mut().skip(found) {
                problem.path = format!("{path}/tell");
            }
        }
        template(&level.text, &format!("{path}/text"), None, &mut problems);
        acts_outside(&level.acts, &format!("{path}/acts"), &mut problems);
        if let Some(repeat) = level.repeat {
            let path = format!("{path}/repeat");
            within(repeat.every.0, 5, 7 * 24 * 60, &format!("{path}/every"), &mut problems);
            within(i64::from(repeat.most), 1, 100, &format!("{path}/most"), &mut problems);
        }
    }
    if let Some(quiet) = ladder.quiet {
        for minute in [quiet.from, quiet.to] {
            if minute > Period::MIDNIGHT {
                let given = format!("{:02}:{:02}", minute / 60, minute % 60);
                problems.push(Problem::error(Code::BadTime, "/quiet").with("given", given));
            }
        }
        if quiet.from == quiet.to {
            problems.push(Problem::error(Code::BadPeriods, "/quiet"));
        }
    }
    if let Some(digest) = ladder.digest {
        within(digest.0, 5, 24 * 60, "/digest", &mut problems);
    }
    if let Some(most) = ladder.most_per_hour {
        within(i64::from(most), 1, 1_000, "/most_per_hour", &mut problems);
    }
    problems
}

/// What is wrong with a queue.
#[must_use]
pub fn queue(queue: &Queue) -> Problems {
    let mut problems = Problems::new();
    once(&queue.roles, "/roles", &mut problems);
    once(&queue.skills, "/skills", &mut problems);
    for (skill, level) in &queue.levels {
        within(i64::from(*level), 1, i64::from(Person::BEST), &format!("/levels/{skill}"), &mut problems);
    }
    for (index, preferred) in queue.preferred.iter().enumerate() {
        let path = format!("/preferred/{index}");
        needed(&preferred.skill, &format!("{path}/skill"), &mut problems);
        within(preferred.minutes.0, 1, 30 * 24 * 60, &format!("{path}/minutes"), &mut problems);
    }
    if let Some(offer) = &queue.offer {
        offering(offer, &mut problems);
    }
    let mut seen = BTreeSet::new();
    for (index, address) in queue.people.iter().enumerate() {
        let path = format!("/people/{index}");
        email(address, &path, &mut problems);
        if !seen.insert(address.trim().to_lowercase()) {
            problems.push(Problem::warning(Code::DuplicateKey, path).with("key", short(address)));
        }
    }
    if queue.roles.is_empty() && queue.people.is_empty() {
        problems.push(Problem::warning(Code::Required, "/roles"));
    }
    problems
}

fn offering(offer: &Offering, problems: &mut Problems) {
    let (least, most) = (Offering::LEAST_SECONDS, Offering::MOST_SECONDS);
    within(offer.seconds.into(), least.into(), most.into(), "/offer/seconds", problems);
    within(offer.rounds.into(), 1, Offering::MOST_ROUNDS.into(), "/offer/rounds", problems);
    if let Some(then) = &offer.then {
        needed(then, "/offer/then", problems);
    }
    for receiver in &offer.alarm {
        let found = problems.len();
        receiver_outside(receiver, "/offer", problems);
        for problem in problems.iter_mut().skip(found) {
            "/offer/alarm".clone_into(&mut problem.path);
        }
        // Who has what inside the house is nothing for the customer.
        if *receiver == Receiver::Customer {
            problems.push(Problem::error(Code::UnknownOption, "/offer/alarm").with("given", "customer"));
        }
    }
}

/// What is wrong with a skill.
#[must_use]
pub fn skill(skill: &Skill) -> Problems {
    let mut problems = Problems::new();
    words(&skill.about, "/about", &mut problems);
    problems
}

/// What is wrong with a role.
#[must_use]
pub fn role(role: &Role) -> Problems {
    let mut problems = Problems::new();
    let mut seen = BTreeSet::new();
    for (index, grant) in role.grants.iter().enumerate() {
        if !seen.insert(grant.right) {
            let key = serde_json::to_value(grant.right).unwrap_or_default();
            problems.push(
                Problem::warning(Code::DuplicateKey, format!("/grants/{index}"))
                    .with("key", key.as_str().unwrap_or_default()),
            );
        }
    }
    if role.grants.is_empty() {
        problems.push(Problem::warning(Code::Required, "/grants"));
    }
    problems
}

/// What is wrong with a phrase.
#[must_use]
pub fn phrase(phrase: &Phrase) -> Problems {
    let mut problems = Problems::new();
    if phrase.text.is_empty() {
        problems.push(Problem::error(Code::MissingTitle, "/text"));
    }
    template(&phrase.text, "/text", None, &mut problems);
    if phrase.shortcut.chars().any(|c| c.is_whitespace() || c == '/') || phrase.shortcut.chars().count() > 40 {
        problems.push(Problem::error(Code::BadKey, "/shortcut").with("given", short(&phrase.shortcut)));
    }
    problems
}

fn needed(key: &DefinitionKey, path: &str, problems: &mut Problems) {
    if key.as_str().is_empty() {
        problems.push(Problem::error(Code::Required, path));
    }
}

fn once(keys: &[DefinitionKey], path: &str, problems: &mut Problems) {
    let mut seen = BTreeSet::new();
    for key in keys {
        if !seen.insert(key) {
            problems.push(Problem::warning(Code::DuplicateKey, path).with("key", key));
        }
    }
}
