//! Someone has leave: their open steps go to whoever stands in for them, or back into their queues, as they asked.

use model::{
    id::{PersonId, TaskId},
    record::{Handover, Happening, Status},
    trace::Trace,
};

use super::{approval, assign, owner, sentence, walk::Walk};
use crate::dispatch;

/// Nothing happens where the step is no longer theirs, they are there, or the step is to wait for them. Where nobody can
/// stand in, it goes into its queue; where it has none, or someone is asked by name for their vote, it waits.
pub(super) fn hand_over(walk: &mut Walk<'_>, id: TaskId, person: PersonId) {
    let Some(task) = walk.task(id).filter(|task| task.state.is_open() && task.owner == Some(person)) else { return };
    let Some(absent) = walk.library.person(person) else { return };
    let Some(absence) = absent.person.absence(walk.now) else { return };
    let waits = walk.case.ticket.status == Status::WaitingForCustomer;
    let wanted = if waits { absence.leave.waiting } else { absence.leave.work };
    let is_vote = approval::token_of(walk, id).is_some();
    let queue = task.queue.clone().or_else(|| walk.case.ticket.queue.clone()).filter(|_| !is_vote);
    let (title, from) = (task.title.clone(), (person, absent.person.name.clone()));
    let stand_in = dispatch::stand_in(absent, walk.now, |id| walk.library.person(id))
        .filter(|one| dispatch::barred(&one.person, &[], walk.at()).is_none())
        .filter(|one| approval::may_have(walk, id, one.person.id).is_ok())
        .filter(|_| wanted == Handover::StandIn);
    walk.subject = Some(id);
    if let Some(stand_in) = stand_in {
        let trace = owner::stood_in(absent, stand_in);
        let to = (stand_in.person.id, stand_in.person.name.clone());
        approval::handed(walk, id, to.0);
        if let Some(task) = walk.task_mut(id) {
            task.owner = Some(to.0);
            task.traces.retain(|trace| !matches!(trace, Trace::Owner(_)));
            task.traces.insert(0, Trace::Owner(trace.clone()));
        }
        walk.count(Some(person), -1);
        walk.count(Some(to.0), 1);
        let text = sentence::stands_in(&walk.case.ticket, &title, &from.1);
        walk.notice(to.0, text);
        walk.decided(Happening::HandedOver { task: id, title, from, to: Some(to) }, vec![Trace::Owner(trace)]);
    } else if let Some(queue) = queue.filter(|_| wanted != Handover::Keep) {
        if let Some(task) = walk.task_mut(id) {
            task.owner = None;
            task.delegated_by = None;
            task.queue = Some(queue);
            task.waits = true;
        }
        walk.count(Some(person), -1);
        walk.decided(Happening::HandedOver { task: id, title, from, to: None }, Vec::new());
        assign::assign(walk, id);
    }
}
