//! A person takes a task that nobody has, or takes one over.

use model::{
    id::{PersonId, TaskId},
    record::{Happening, Visibility},
};

use super::{approval, offer, ticket, walk::Walk};
use crate::refusal::Refusal;

/// Whoever has it already keeps it; then nothing changes.
pub(super) fn claim(walk: &mut Walk<'_>, id: TaskId, who: &(PersonId, String)) -> Result<(), Refusal> {
    let by = who.0;
    walk.active_run()?;
    let task = walk.open_task(id)?;
    if task.owner == Some(by) {
        return Ok(());
    }
    let claimed = Happening::Claimed { task: id, title: task.title.clone() };
    approval::may_have(walk, id, by)?;
    approval::handed(walk, id, by);
    offer::settle(walk, id, who, Some(by));
    if let Some(task) = walk.task_mut(id) {
        task.owner = Some(by);
        task.waits = false;
        task.delegated_by = None;
    }
    walk.subject = Some(id);
    walk.acted(claimed, Visibility::Internal);
    ticket::work_begins(walk);
    if walk.case.ticket.owner.is_none() {
        ticket::set_owner(walk, Some(by), Vec::new());
    }
    Ok(())
}
