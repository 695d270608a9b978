//! Someone has leave: their open steps go to whoever stands in for them, or back into their queues, as they asked.

use model::{
    id::{PersonId, TaskId},
    record::{Handover, Happening, Status},
    trace::Trace,
};

use super::{approval, assign, delegate, owner, sentence, walk::Walk};

/// Nothing happens where the step is no longer theirs, they are there, or the step is to wait for them. What was given to
/// them for a time goes back to whoever gave it. Where nobody can stand in, a step goes into its queue; where it has none,
/// or someone is asked by name for their vote, it waits.
pub(super) fn hand_over(walk: &mut Walk<'_>, id: TaskId, person: PersonId) {
    let Some(task) = walk.task(id).filter(|task| task.state.is_open() && task.owner == Some(person)) else { return };
    let Some(absent) = walk.library.person(person) else { return };
    let Some(absence) = absent.person.absence(walk.now) else { return };
    let waits = walk.case.ticket.status == Status::WaitingForCustomer;
    let wanted = if waits { absence.leave.waiting } else { absence.leave.work };
    if wanted == Handover::Keep {
        return;
    }
    let (title, from) = (task.title.clone(), (person, absent.person.name.clone()));
    let (is_vote, is_lent) = (task.is_vote, task.delegated_by.is_some());
    let queue = task.queue.clone().or_else(|| walk.case.ticket.queue.clone()).filter(|_| !is_vote);
    walk.subject = Some(id);
    if is_lent {
        // On a ticket that is held it waits.
        let _ = delegate::recall(walk, id, &from);
        return;
    }
    let stand_in = owner::stand_in(walk, absent)
        .filter(|(one, _)| wanted == Handover::StandIn && approval::may_have(walk, id, *one).is_ok());
    if let Some((to, trace)) = stand_in {
        approval::handed(walk, id, to);
        if let Some(task) = walk.task_mut(id) {
            task.owner = Some(to);
            owner::because(task, &trace);
        }
        walk.count(Some(person), -1);
        walk.count(Some(to), 1);
        let text = sentence::stands_in(&walk.case.ticket, &title, &from.1);
        walk.notice(to, text);
        let to = Some(walk.named(to));
        walk.decided(Happening::HandedOver { task: id, title, from, to }, vec![Trace::Owner(trace)]);
    } else if let Some(queue) = queue {
        if let Some(task) = walk.task_mut(id) {
            task.owner = None;
            task.queue = Some(queue);
            task.waits = true;
        }
        walk.count(Some(person), -1);
        walk.decided(Happening::HandedOver { task: id, title, from, to: None }, Vec::new());
        assign::assign(walk, id);
    }
}
