//! A person ends a task: its answers are written, and the path goes on by the outcome.

use model::{
    Fields,
    flow::Door,
    id::{PersonId, TaskId},
    key::OutcomeKey,
    record::{Happening, TaskState, Visibility},
};

use super::{act, approval, back, delegate, offer, ticket, walk::Walk};
use crate::refusal::Refusal;

pub(super) fn done(
    walk: &mut Walk<'_>,
    id: TaskId,
    who: &(PersonId, String),
    outcome: &OutcomeKey,
    fields: &Fields,
) -> Result<(), Refusal> {
    walk.active_run()?;
    let by = who.0;
    let task = walk.open_task(id)?;
    let Some(ended) = task.outcomes.iter().find(|one| one.key == *outcome).cloned() else {
        return Err(Refusal::UnknownOutcome { given: outcome.to_string() });
    };
    let (token, owner) = (task.token, task.owner);
    let is_vote = approval::token_of(walk, id).is_some();
    if is_vote && owner != Some(by) {
        return Err(Refusal::NotAsked);
    }
    super::hold::end(walk);
    if let Some(to) = delegate::comes_back_to(walk, id, by) {
        delegate::done(walk, id, by, to, ended, fields);
        return Ok(());
    }
    let Some(task) = walk.task(id) else { return Err(Refusal::NoSuchTask) };
    let done = Happening::StepDone {
        node: task.node.clone(),
        title: task.title.clone(),
        task: id,
        outcome: ended.key,
        outcome_title: ended.title,
        fields: fields.clone(),
        on_behalf_of: task.delegated_by.filter(|_| is_vote).map(|person| walk.named(person)),
    };
    // The timers are dropped while the task is still known as open and due. Those of an approval are for all its tasks.
    let lifted = if is_vote { None } else { Some(walk.lift(token).ok_or(Refusal::NoSuchTask)?) };
    let place = walk.token(token).or(lifted.as_ref().map(|(token, _)| token));
    let inside = place.map_or(walk.inside, |token| token.frame);
    let place = place.map(|token| Walk::place(token.frame, &token.node));
    walk.inside = inside;
    offer::settle(walk, id, who, None);
    let now = walk.now;
    if let Some(task) = walk.task_mut(id) {
        task.state = TaskState::Done { at: now, by, outcome: outcome.clone() };
        task.owner = task.owner.or(Some(by));
    }
    walk.count(owner, -1);
    walk.subject = Some(id);
    act::write(walk, fields);
    if let (Some(run), Some(place)) = (&mut walk.case.run, place) {
        run.done_by.insert(place, by);
    }
    walk.acted(done, Visibility::Internal);
    ticket::follow_answers(walk, fields);
    ticket::work_begins(walk);
    match lifted {
        None => approval::answered(walk, token, id, outcome),
        Some((_, mut walker)) => {
            walker.pass();
            if let Err(trouble) = back::on(walk, &walker, &[Door::Outcome { outcome: outcome.clone() }]) {
                walk.stick(&walker, &trouble);
            }
        }
    }
    walk.go();
    Ok(())
}
