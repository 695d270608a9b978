//! Changes of the ticket itself, each with its event; what is already so stays unsaid.

use model::{
    flow::Priority,
    id::PersonId,
    key::DefinitionKey,
    record::{Happening, Status},
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
}

/// Someone works on it now.
pub(super) fn work_begins(walk: &mut Walk<'_>) {
    if walk.case.ticket.status == Status::New {
        set_status(walk, Status::InProgress);
    }
}

/// Sets the priority.
pub(super) fn set_priority(walk: &mut Walk<'_>, to: Priority) {
    let from = walk.case.ticket.priority;
    if from != to {
        walk.case.ticket.priority = to;
        walk.changed.insert("ticket.priority".to_owned());
        walk.happened(Happening::PrioritySet { from, to });
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
