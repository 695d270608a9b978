//! Changes of the ticket itself, each with its event; what is already so stays unsaid.

use model::{
    Fields, Value,
    flow::Priority,
    id::PersonId,
    key::{DefinitionKey, FieldKey},
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
    let Some(field) = priority_field(walk) else { return };
    let chosen = written.get(&field).and_then(Value::as_str);
    if let Some(to) = chosen.and_then(|key| Priority::ALL.into_iter().find(|one| one.as_str() == key))
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

fn priority_field(walk: &Walk<'_>) -> Option<FieldKey> {
    walk.library.ticket_type(walk.case.ticket.type_version)?.priority_field.clone()
}

/// Writes the priority into its field, if the form has such an option.
fn answer_priority(walk: &mut Walk<'_>, to: Priority) {
    let Some(key) = priority_field(walk) else { return };
    let Some(form) = walk.library.form(walk.case.ticket.form_version) else { return };
    let options = form.form().field(&key).and_then(|field| field.holds.options());
    if options.is_some_and(|options| options.iter().any(|option| option.key.as_str() == to.as_str())) {
        super::act::write(walk, &Fields::from([(key, Value::from(to.as_str()))]));
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
