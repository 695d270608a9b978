//! A person hands a task to someone else, or back to a queue.

use model::{
    id::{PersonId, TaskId},
    key::DefinitionKey,
    record::{Happening, Visibility},
};

use super::{approval, offer, sentence, walk::Walk};
use crate::refusal::Refusal;

pub(super) fn transfer(
    walk: &mut Walk<'_>,
    id: TaskId,
    by: &(PersonId, String),
    to: Option<PersonId>,
    queue: Option<DefinitionKey>,
    reason: String,
) -> Result<(), Refusal> {
    walk.active_run()?;
    walk.open_task(id)?;
    if to.is_none() && queue.is_none() {
        return Err(Refusal::NoReceiver);
    }
    if let Some(person) = to
        && !walk.library.person(person).is_some_and(|one| one.person.active)
    {
        return Err(Refusal::NoSuchPerson);
    }
    if let Some(queue) = &queue
        && walk.library.queue(queue).is_none()
    {
        return Err(Refusal::NoSuchQueue { given: queue.to_string() });
    }
    // Whoever got a step for a time hands on no more than that.
    let task = walk.task(id).ok_or(Refusal::NoSuchTask)?;
    let lender = task.delegated_by.filter(|_| task.owner == Some(by.0));
    if lender.is_some() && (to.is_none() || to == lender) {
        return Err(Refusal::GiveBack);
    }
    if approval::token_of(walk, id).is_some() {
        // Somebody is asked, not a queue.
        let to = to.filter(|_| queue.is_none()).ok_or(Refusal::NoReceiver)?;
        approval::may_have(walk, id, to)?;
        if lender.is_none() {
            approval::handed(walk, id, to);
        }
    }
    let Some(task) = walk.task_mut(id) else { return Err(Refusal::NoSuchTask) };
    let same_queue = queue.as_ref().is_none_or(|queue| task.queue.as_ref() == Some(queue));
    if task.owner == to && same_queue {
        return Ok(());
    }
    offer::settle(walk, id, by, to);
    let Some(task) = walk.task_mut(id) else { return Err(Refusal::NoSuchTask) };
    task.owner = to;
    task.delegated_by = lender;
    // Whoever hands work back into a queue does not want to be given it again.
    task.waits = false;
    task.queue = queue.or(task.queue.take());
    let title = task.title.clone();
    walk.subject = Some(id);
    if let Some(person) = to.filter(|person| *person != by.0) {
        let text = sentence::handed_over(&walk.case.ticket, &title, &by.1, &reason);
        walk.notice(person, text);
    }
    let to = to.map(|person| walk.named(person));
    walk.acted(Happening::Transferred { task: id, title, to, reason }, Visibility::Internal);
    Ok(())
}
