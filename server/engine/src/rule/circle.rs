//! Circles: what a rule does sets off other rules, and what they do sets it off again. Found before publishing.
//!
//! An act leads to a rule that listens to what it changes. A circle in which every value is only ever set to one and
//! the same comes to rest by itself and is none.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::Arc,
};

use model::{
    Body, Code, Definition, Problem,
    flow::{Act, Source},
    key::DefinitionKey,
    rule::{Rule, Trigger, When, is_always},
};

/// What an act changes: a variable and, where it is fixed, to what.
fn changes(rule: &Rule) -> Vec<(String, Option<String>)> {
    let said = |value: &model::Value| Some(value.to_string());
    rule.acts
        .iter()
        .filter_map(|act| match act {
            Act::SetField { field, to: Source::Value(value) } => Some((format!("fields.{field}"), said(value))),
            Act::SetField { field, to: Source::Expression(_) } => Some((format!("fields.{field}"), None)),
            Act::SetPriority { priority } => Some(("ticket.priority".to_owned(), Some(priority.as_str().to_owned()))),
            Act::SetStatus { status } => Some(("ticket.status".to_owned(), Some(format!("{status:?}")))),
            Act::SetQueue { queue } => Some(("ticket.queue".to_owned(), Some(queue.to_string()))),
            // Whom a rule finds depends on who is there.
            Act::Assign { .. } => Some(("ticket.owner".to_owned(), None)),
            _ => None,
        })
        .collect()
}

/// Whether a rule listens to a change of a variable.
fn listens(rule: &Rule, variable: &str) -> bool {
    let When::Events { any } = &rule.when else { return false };
    any.iter().any(|trigger| match trigger {
        Trigger::FieldsSet { fields } => variable
            .strip_prefix("fields.")
            .is_some_and(|field| fields.is_empty() || fields.iter().any(|one| one.as_str() == field)),
        Trigger::StatusSet => variable == "ticket.status",
        Trigger::PrioritySet => variable == "ticket.priority",
        Trigger::OwnerSet => variable == "ticket.owner",
        Trigger::QueueSet => variable == "ticket.queue",
        _ => false,
    })
}

/// Whether some tickets are of types that both rules are for.
fn meet(one: &Rule, other: &Rule) -> bool {
    one.ticket_types.is_empty() || other.ticket_types.is_empty() || one.ticket_types.iter().any(|key| other.is_for(key))
}

/// The variables by which one rule sets another off.
fn leads(from: &Rule, to: &Rule) -> Vec<String> {
    if to.off || !meet(from, to) {
        return Vec::new();
    }
    changes(from).into_iter().map(|(variable, _)| variable).filter(|variable| listens(to, variable)).collect()
}

/// The shortest circle that a rule is part of, with the other rules as they are published: an error where nothing in
/// it asks for anything, a warning else.
#[must_use]
pub fn of(key: &DefinitionKey, rule: &Rule, others: &[Arc<Definition>]) -> Option<Problem> {
    if rule.off {
        return None;
    }
    let mut rules: BTreeMap<&DefinitionKey, &Rule> = others
        .iter()
        .filter_map(|one| match &one.body {
            Body::Rule(rule) => Some((&one.key, rule)),
            _ => None,
        })
        .collect();
    rules.insert(key, rule);
    // Searched in breadth from the rule, so that the first way back is a shortest one.
    let mut before: BTreeMap<&DefinitionKey, &DefinitionKey> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut ahead = VecDeque::from([key]);
    while let Some(at) = ahead.pop_front() {
        let Some(from) = rules.get(at) else { continue };
        for (next, to) in &rules {
            if leads(from, to).is_empty() {
                continue;
            }
            if *next == key {
                let mut way = vec![at];
                while let Some(earlier) = before.get(way.last().copied().unwrap_or(key)) {
                    way.push(earlier);
                }
                way.reverse();
                if let Some(problem) = judged(&way, &rules) {
                    return Some(problem);
                }
                continue;
            }
            if seen.insert(*next) {
                before.insert(next, at);
                ahead.push_back(next);
            }
        }
    }
    None
}

/// What is wrong with a circle; nothing where it comes to rest by itself.
fn judged(way: &[&DefinitionKey], rules: &BTreeMap<&DefinitionKey, &Rule>) -> Option<Problem> {
    let members: Vec<&Rule> = way.iter().filter_map(|key| rules.get(*key).copied()).collect();
    let mut values: BTreeMap<String, BTreeSet<Option<String>>> = BTreeMap::new();
    for (at, from) in members.iter().enumerate() {
        let to = members.get(at + 1).or(members.first())?;
        let by = leads(from, to);
        for (variable, value) in changes(from) {
            if by.contains(&variable) {
                values.entry(variable).or_default().insert(value);
            }
        }
    }
    // Values that members set besides count too: they can undo what sets the next one off.
    for rule in &members {
        for (variable, value) in changes(rule) {
            if let Some(known) = values.get_mut(&variable) {
                known.insert(value);
            }
        }
    }
    if values.values().all(|values| values.len() == 1 && !values.contains(&None)) {
        return None;
    }
    let mut names: Vec<String> = way.iter().map(|key| (*key).to_string()).collect();
    names.extend(way.first().map(|key| (*key).to_string()));
    let path = names.join(" → ");
    let asks_nothing = members.iter().all(|rule| is_always(&rule.condition) && !rule.once);
    let problem = if asks_nothing {
        Problem::error(Code::RuleCircle, "/when")
    } else {
        Problem::warning(Code::RuleCircle, "/when")
    };
    Some(problem.with("path", path))
}
