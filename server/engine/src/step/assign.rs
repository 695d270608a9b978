//! A step that waited in its queue is given to whoever is free now.

use model::{id::TaskId, record::Happening, trace::Trace};

use super::{owner, ticket, walk::Walk};

/// Nothing happens where somebody has it already, or nobody is free.
pub(super) fn assign(walk: &mut Walk<'_>, id: TaskId) {
    if walk.active_run().is_err() {
        return;
    }
    let Some(task) = walk.task(id).filter(|task| task.state.is_open() && task.waits && task.owner.is_none()) else {
        return;
    };
    let (title, waited) = (task.title.clone(), walk.now - task.opened_at);
    let Some(queue) = task.queue.clone() else { return };
    let Ok(found) = owner::of_queue(walk, "queue", &queue, waited) else { return };
    let Some(person) = found.owner else { return };
    if let Some(task) = walk.task_mut(id) {
        task.owner = Some(person);
        task.waits = false;
        task.traces.retain(|trace| !matches!(trace, Trace::Owner(_)));
        task.traces.insert(0, Trace::Owner(found.trace.clone()));
    }
    walk.count(Some(person), 1);
    let to = walk.named(person);
    walk.decided(Happening::Assigned { task: id, title, to }, vec![Trace::Owner(found.trace)]);
    if walk.case.ticket.owner.is_none() {
        ticket::set_owner(walk, Some(person), Vec::new());
    }
}
