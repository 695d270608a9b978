//! Who owns a piece of work: the rule of a node, looked up among the people as they are now.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use model::{
    Value,
    flow::Owner,
    id::PersonId,
    key::DefinitionKey,
    queue::Strategy,
    record::{FrameId, Task},
    trace::{OwnerTrace, Trace},
};

use super::walk::{Trouble, Walk};
use crate::{
    dispatch::{self, Colleague, Wanted},
    program::Program,
};

/// What a rule found.
pub(super) struct Found {
    /// Who; nobody when the work waits to be claimed.
    pub owner: Option<PersonId>,
    /// Where it waits, or would wait.
    pub queue: Option<DefinitionKey>,
    /// Why.
    pub trace: OwnerTrace,
    /// Whether it is given to the next one of its queue who is free, where nobody is now.
    pub waits: bool,
    /// Whether the people of the queue were looked at.
    pub is_of_queue: bool,
}

/// Looks for the owner that a rule asks for. Nobody available is no trouble: the work then waits in its queue.
pub(super) fn resolve(walk: &Walk<'_>, program: &Program, frame: FrameId, rule: &Owner) -> Result<Found, Trouble> {
    let tickets_queue = || walk.case.ticket.queue.clone();
    match rule {
        Owner::TicketQueue => match tickets_queue() {
            Some(queue) => of_queue(walk, name(rule), &queue, TimeDelta::zero(), &[]),
            None => Ok(pick(walk, name(rule), None, None, &[], &Wanted::default())),
        },
        Owner::Queue { queue } => of_queue(walk, name(rule), queue, TimeDelta::zero(), &[]),
        Owner::Role { role } => {
            let people = dispatch::with_role(role, walk.library.colleagues());
            let wanted = Wanted { weight: weight(walk), ..Wanted::default() };
            Ok(pick(walk, name(rule), Some(role), tickets_queue(), &people, &wanted))
        }
        Owner::Person { email } => {
            let people: Vec<&Colleague> = walk.library.person_by_email(email).into_iter().collect();
            Ok(meant(walk, name(rule), tickets_queue(), &people, &Wanted::default()))
        }
        Owner::SameAs { node } => {
            let run = walk.case.run.as_ref();
            let before = run.and_then(|run| run.done_by.get(&Walk::place(frame, node)).copied());
            Ok(meant(walk, name(rule), tickets_queue(), &known(walk, before), &Wanted::default()))
        }
        Owner::TicketOwner => {
            let owner = known(walk, walk.case.ticket.owner);
            Ok(meant(walk, name(rule), tickets_queue(), &owner, &Wanted::default()))
        }
        Owner::Expression { text } => {
            let people = given_by(walk, program, text)?;
            // One person is meant by name; of several only those who are free.
            let wanted = Wanted { weight: if people.len() > 1 { weight(walk) } else { 0 }, ..Wanted::default() };
            Ok(meant(walk, name(rule), tickets_queue(), &people, &wanted))
        }
        Owner::Claim { queue } => {
            if walk.library.queue(queue).is_none() {
                return Err(missing(queue));
            }
            let trace = OwnerTrace {
                rule: name(rule).to_owned(),
                place: Some(queue.clone()),
                candidates: vec![],
                picked: None,
            };
            Ok(Found { owner: None, queue: Some(queue.clone()), trace, waits: false, is_of_queue: false })
        }
    }
}

/// The people that an expression gives.
pub(super) fn given_by<'a>(walk: &Walk<'a>, program: &Program, text: &str) -> Result<Vec<&'a Colleague>, Trouble> {
    let expression = program
        .expression(text)
        .ok_or_else(|| Trouble::new(format!("the expression is not part of the flow: {text}")))?;
    let value = expression.value(&walk.scope())?;
    let mut people = Vec::new();
    named_by(walk, &value, &mut people).map_err(|what| {
        Trouble::new(format!("it must give a mail address, an id or a list of them, not {what}: {text}"))
    })?;
    Ok(people)
}

/// Looks for someone of a queue for work that has waited so long, and that some have passed already.
pub(super) fn of_queue(
    walk: &Walk<'_>,
    rule: &str,
    key: &DefinitionKey,
    waited: TimeDelta,
    passed: &[PersonId],
) -> Result<Found, Trouble> {
    let queue = walk.library.queue(key).ok_or_else(|| missing(key))?;
    let people = dispatch::serves(key, &queue, walk.library.colleagues());
    let skills = dispatch::skills(&queue, waited);
    let favoured = match queue.strategy {
        Strategy::LastAgent => walk.library.last_agent(),
        Strategy::OwnManager => walk.case.customer.as_ref().and_then(|customer| customer.manager),
        Strategy::FewestOpen | Strategy::RoundRobin | Strategy::BestSkill => None,
    };
    let (levels, weight, strategy) = (Some(&queue.levels), weight(walk), queue.strategy);
    let wanted = Wanted { skills: &skills, levels, weight, strategy, favoured, passed };
    let found = pick(walk, rule, Some(key), Some(key.clone()), &people, &wanted);
    Ok(Found { waits: found.owner.is_none(), is_of_queue: true, ..found })
}

/// Whoever stands in for someone who has leave and can take what is meant for them, and why.
pub(super) fn stand_in(walk: &Walk<'_>, absent: &Colleague) -> Option<(PersonId, OwnerTrace)> {
    let trace = meant(walk, "stand_in", None, &[absent], &Wanted::default()).trace;
    let picked = trace.picked.filter(|picked| *picked != absent.person.id)?;
    Some((picked, trace))
}

/// Picks among people who are meant by name; whoever has leave is stood in for.
fn meant(
    walk: &Walk<'_>,
    rule: &str,
    queue: Option<DefinitionKey>,
    people: &[&Colleague],
    wanted: &Wanted<'_>,
) -> Found {
    let mut all = people.to_vec();
    let mut stands_in = BTreeMap::new();
    for absent in people {
        let Some(one) = dispatch::stand_in(absent, walk.now, |id| walk.library.person(id)) else { continue };
        stands_in.insert(one.person.id, absent.person.id);
        if all.iter().all(|known| known.person.id != one.person.id) {
            all.push(one);
        }
    }
    let mut found = pick(walk, rule, None, queue, &all, wanted);
    for candidate in &mut found.trace.candidates {
        let is_meant = people.iter().any(|one| one.person.id == candidate.person);
        candidate.stands_in_for = stands_in.get(&candidate.person).copied().filter(|_| !is_meant);
    }
    found
}

/// Notes why a task is whose it is, in the place of what was said before.
pub(super) fn because(task: &mut Task, trace: &OwnerTrace) {
    task.traces.retain(|trace| !matches!(trace, Trace::Owner(_)));
    task.traces.insert(0, Trace::Owner(trace.clone()));
}

/// How much work a step of the ticket is.
pub(super) fn weight(walk: &Walk<'_>) -> u16 {
    let ticket = &walk.case.ticket;
    walk.library.ticket_type(ticket.type_version).map_or(1, |kind| kind.weight_of(ticket.priority))
}

/// Picks among people as they are with what was given and closed in this step.
fn pick(
    walk: &Walk<'_>,
    rule: &str,
    place: Option<&DefinitionKey>,
    queue: Option<DefinitionKey>,
    people: &[&Colleague],
    wanted: &Wanted<'_>,
) -> Found {
    let weight = i64::from(weight(walk));
    let adjusted: Vec<Colleague> = people
        .iter()
        .map(|one| match walk.given(one.person.id) {
            0 => (*one).clone(),
            more => Colleague {
                open: one.open.saturating_add(more).max(0),
                load: one.load.saturating_add(more.saturating_mul(weight)).max(0),
                last_assigned: if more > 0 { Some(walk.now) } else { one.last_assigned },
                ..(*one).clone()
            },
        })
        .collect();
    let looked_at: Vec<&Colleague> = adjusted.iter().collect();
    let trace = dispatch::pick(rule, place, &looked_at, wanted, walk.at());
    Found { owner: trace.picked, queue, trace, waits: false, is_of_queue: false }
}

fn known<'a>(walk: &Walk<'a>, person: Option<PersonId>) -> Vec<&'a Colleague> {
    person.and_then(|id| walk.library.person(id)).into_iter().collect()
}

/// Adds the people that a value names; the error says what it is instead.
fn named_by<'a>(walk: &Walk<'a>, value: &Value, people: &mut Vec<&'a Colleague>) -> Result<(), String> {
    match value {
        Value::Null => Ok(()),
        Value::String(text) => {
            let text = text.trim();
            let found = match text.parse::<PersonId>() {
                Ok(id) => walk.library.person(id),
                Err(_) => walk.library.person_by_email(text),
            };
            people.extend(found.filter(|found| people.iter().all(|one| one.person.id != found.person.id)));
            Ok(())
        }
        Value::Array(entries) => entries.iter().try_for_each(|entry| named_by(walk, entry, people)),
        // A person among the facts, such as `ticket.owner`.
        Value::Object(parts) if parts.is_empty() => Ok(()),
        Value::Object(parts) => match parts.get("id").or_else(|| parts.get("email")) {
            Some(Value::String(text)) => named_by(walk, &Value::String(text.clone()), people),
            _ => Err(shortened(value)),
        },
        Value::Bool(_) | Value::Number(_) => Err(shortened(value)),
    }
}

fn shortened(value: &Value) -> String {
    value.to_string().chars().take(100).collect()
}

pub(super) fn missing(queue: &DefinitionKey) -> Trouble {
    Trouble::new(format!("the queue {queue} cannot be found"))
}

const fn name(rule: &Owner) -> &'static str {
    match rule {
        Owner::TicketQueue => "ticket_queue",
        Owner::Queue { .. } => "queue",
        Owner::Role { .. } => "role",
        Owner::Person { .. } => "person",
        Owner::SameAs { .. } => "same_as",
        Owner::TicketOwner => "ticket_owner",
        Owner::Expression { .. } => "expression",
        Owner::Claim { .. } => "claim",
    }
}
