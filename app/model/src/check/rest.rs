//! The small kinds: ticket types, policies, ladders, queues, skills, roles, phrases.

use std::collections::BTreeSet;

use super::{condition, email, short, span, template, title, within, words};
use crate::{
    Code, Problem, Problems,
    flow::Receiver,
    key::DefinitionKey,
    ladder::Ladder,
    phrase::Phrase,
    policy::{Policy, Targets},
    queue::Queue,
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
        if level.tell.is_empty() {
            problems.push(Problem::error(Code::Required, format!("{path}/tell")));
        }
        for receiver in &level.tell {
            if let Receiver::Person { email: address } = receiver {
                email(address, &format!("{path}/tell"), &mut problems);
            }
        }
        template(&level.text, &format!("{path}/text"), None, &mut problems);
    }
    problems
}

/// What is wrong with a queue.
#[must_use]
pub fn queue(queue: &Queue) -> Problems {
    let mut problems = Problems::new();
    once(&queue.roles, "/roles", &mut problems);
    once(&queue.skills, "/skills", &mut problems);
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
