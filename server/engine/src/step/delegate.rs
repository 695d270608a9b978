//! Delegation: whoever has a step gives it to someone for a time. When they have done it, it comes back for the final
//! word; their answers and how they would end it stand written. In an approval they decide in the other one's name.

use model::{
    Fields,
    flow::Outcome,
    id::{PersonId, TaskId},
    record::{Happening, Visibility},
};

use super::{act, approval, sentence, ticket, walk::Walk};
use crate::refusal::Refusal;

/// Gives a step to someone. Its limit runs on.
pub(super) fn delegate(
    walk: &mut Walk<'_>,
    id: TaskId,
    by: &(PersonId, String),
    to: PersonId,
    reason: String,
) -> Result<(), Refusal> {
    walk.active_run()?;
    let task = walk.open_task(id)?;
    let title = task.title.clone();
    if task.owner != Some(by.0) {
        return Err(Refusal::NotYours);
    }
    if task.delegated_by.is_some() {
        return Err(Refusal::DelegatedAlready);
    }
    if to == by.0 {
        return Err(Refusal::OwnStep);
    }
    if !walk.library.person(to).is_some_and(|one| one.person.active) {
        return Err(Refusal::NoSuchPerson);
    }
    approval::may_have(walk, id, to)?;
    give(walk, id, to, Some(by.0));
    let text = sentence::delegated(&walk.case.ticket, &title, &by.1, &reason);
    walk.notice(to, text);
    let to = walk.named(to);
    walk.acted(Happening::Delegated { task: id, title, to, reason }, Visibility::Internal);
    Ok(())
}

/// A step comes back undone: called back by whoever gave it, or given back by whoever got it.
pub(super) fn recall(walk: &mut Walk<'_>, id: TaskId, by: &(PersonId, String)) -> Result<(), Refusal> {
    walk.active_run()?;
    let task = walk.open_task(id)?;
    let (title, delegate) = (task.title.clone(), task.owner);
    let from = task.delegated_by.ok_or(Refusal::NotDelegated)?;
    give(walk, id, from, None);
    for person in delegate.into_iter().chain([from]).filter(|person| *person != by.0) {
        let text = if person == from {
            sentence::given_back(&walk.case.ticket, &title, &by.1)
        } else {
            sentence::called_back(&walk.case.ticket, &title, &by.1)
        };
        walk.notice(person, text);
    }
    let to = walk.named(from);
    walk.acted(Happening::Recalled { task: id, title, to }, Visibility::Internal);
    Ok(())
}

/// To whom a step comes back when someone ends it: only from whoever it was given to, and only to someone who can still
/// work. Anyone else who ends it has the final word.
pub(super) fn comes_back_to(walk: &Walk<'_>, id: TaskId, by: PersonId) -> Option<PersonId> {
    let task = walk.task(id).filter(|task| !task.is_vote && task.owner == Some(by))?;
    task.delegated_by.filter(|from| walk.library.person(*from).is_some_and(|one| one.person.active))
}

/// Whoever got the step has done it.
pub(super) fn done(walk: &mut Walk<'_>, id: TaskId, by: PersonId, to: PersonId, outcome: Outcome, fields: &Fields) {
    let title = walk.task(id).map(|task| task.title.clone()).unwrap_or_default();
    give(walk, id, to, None);
    walk.subject = Some(id);
    act::write(walk, fields);
    let text = sentence::delegate_done(&walk.case.ticket, &title, &walk.named(by).1, &outcome.title);
    let back = Happening::DelegateDone {
        task: id,
        title,
        outcome: outcome.key,
        outcome_title: outcome.title,
        fields: fields.clone(),
        to: walk.named(to),
    };
    walk.acted(back, Visibility::Internal);
    walk.notice(to, text);
    ticket::follow_answers(walk, fields);
    ticket::work_begins(walk);
}

fn give(walk: &mut Walk<'_>, id: TaskId, to: PersonId, delegated_by: Option<PersonId>) {
    let Some(task) = walk.task_mut(id) else { return };
    let before = task.owner.replace(to);
    task.delegated_by = delegated_by;
    walk.count(before, -1);
    walk.count(Some(to), 1);
}
