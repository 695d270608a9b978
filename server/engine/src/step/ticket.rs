//! Changes of the ticket itself, each with its event; what is already so stays unsaid.

use model::{
    Fields, Value,
    flow::Priority,
    form::Choice,
    id::PersonId,
    key::DefinitionKey,
    record::{Happening, Status, Visibility},
    trace::Trace,
};

use super::walk::Walk;
use crate::clock;

/// Sets the status. A ticket that becomes resolved meets its resolution target.
pub(super) fn set_status(walk: &mut Walk<'_>, to: Status) {
    let from = walk.case.ticket.status;
    if from == to {
        return;
    }
    walk.case.ticket.status = to;
    walk.changed.insert("ticket.status".to_owned());
    walk.say(Happening::StatusSet { from, to });
    if to == Status::Resolved {
        clock::meet(walk, model::record::Target::Resolution);
    }
    clock::pause::follow(walk, to);
}

/// Someone works on it now.
pub(super) fn work_begins(walk: &mut Walk<'_>) {
    if walk.case.ticket.status == Status::New {
        set_status(walk, Status::InProgress);
    }
}

/// Sets the priority, and the answer that stands for it, so that the two never disagree.
pub(super) fn set_priority(walk: &mut Walk<'_>, to: Priority) {
    if let Some(set) = put_priority(walk, to) {
        walk.happened(set);
        answer_priority(walk, to);
    }
}

/// The same, as the doing of whoever caused this step.
pub(super) fn choose_priority(walk: &mut Walk<'_>, to: Priority) {
    if let Some(set) = put_priority(walk, to) {
        walk.acted(set, Visibility::Internal);
        answer_priority(walk, to);
    }
}

/// The answer that stands for the priority was written: the priority follows.
pub(super) fn follow_answers(walk: &mut Walk<'_>, written: &Fields) {
    let kind = walk.library.ticket_type(walk.case.ticket.type_version);
    if let Some(to) = kind.and_then(|kind| kind.priority_in(written))
        && let Some(set) = put_priority(walk, to)
    {
        walk.happened(set);
    }
}

fn put_priority(walk: &mut Walk<'_>, to: Priority) -> Option<Happening> {
    let from = walk.case.ticket.priority;
    if from == to {
        return None;
    }
    walk.case.ticket.priority = to;
    walk.changed.insert("ticket.priority".to_owned());
    Some(Happening::PrioritySet { from, to })
}

/// Writes into the field that decides the priority the first option that means it, if the form has one and the answer
/// means another priority.
fn answer_priority(walk: &mut Walk<'_>, to: Priority) {
    let Some(kind) = walk.library.ticket_type(walk.case.ticket.type_version) else { return };
    let Some(key) = kind.priority_field.clone() else { return };
    if kind.priority_in(&walk.case.ticket.fields) == Some(to) {
        return;
    }
    let Some(form) = walk.library.form(walk.case.ticket.form_version) else { return };
    let options = form.form().field(&key).and_then(|field| field.holds.options()).unwrap_or_default();
    // An option that is named after a priority speaks for it before others that mean the same.
    let fits = |option: &&Choice| !option.retired && kind.priority_of(&option.key) == to;
    let named = options.iter().filter(fits).find(|option| option.key.as_str() == to.as_str());
    if let Some(option) = named.or_else(|| options.iter().find(fits)) {
        let answer = Fields::from([(key, Value::from(option.key.as_str()))]);
        super::act::write(walk, &answer);
    }
}

/// Puts the ticket into a queue.
pub(super) fn set_queue(walk: &mut Walk<'_>, queue: DefinitionKey) {
    if walk.case.ticket.queue.as_ref() != Some(&queue) {
        walk.case.ticket.queue = Some(queue.clone());
        walk.changed.insert("ticket.queue".to_owned());
        walk.happened(Happening::QueueSet { queue });
    }
}

/// Gives the ticket an owner, or takes it away. A decision with a trace is told even if it changes nothing.
pub(super) fn set_owner(walk: &mut Walk<'_>, owner: Option<PersonId>, traces: Vec<Trace>) {
    if walk.case.ticket.owner == owner && traces.is_empty() {
        return;
    }
    if walk.case.ticket.owner != owner {
        walk.case.ticket.owner = owner;
        walk.changed.insert("ticket.owner".to_owned());
    }
    let named = owner.map(|owner| walk.named(owner));
    walk.decided(Happening::OwnerSet { owner: named }, traces);
}
