//! Urging: someone asks whoever has a step to do it.

use chrono::TimeDelta;
use model::{
    id::{PersonId, TaskId},
    record::{Happening, Urge, Visibility},
};

use super::{sentence, walk::Walk};
use crate::{dispatch, refusal::Refusal};

/// How long someone waits until they can urge for the same step again.
pub const URGE_AGAIN: TimeDelta = TimeDelta::minutes(30);

/// Tells whoever has the step or is asked to take it, else everyone who serves the queue that it waits in.
pub(super) fn urge(walk: &mut Walk<'_>, id: TaskId, by: &(PersonId, String), text: String) -> Result<(), Refusal> {
    if walk.active_run()?.hold.is_some() {
        return Err(Refusal::OnHold);
    }
    let now = walk.now;
    let task = walk.open_task(id)?;
    if task.owner == Some(by.0) {
        return Err(Refusal::OwnStep);
    }
    let again = task.urges.iter().find(|urge| urge.by == by.0).map(|urge| urge.last + URGE_AGAIN);
    if let Some(again) = again.filter(|again| *again > now) {
        // Rounded up, so that whoever waits so long is not refused again.
        let minutes = (again - now).num_seconds().saturating_add(59) / 60;
        return Err(Refusal::UrgedAlready { minutes });
    }
    let title = task.title.clone();
    let mut told: Vec<PersonId> = match (task.carrier(), &task.queue) {
        (Some(owner), _) => vec![owner],
        (None, Some(queue)) => walk.library.queue(queue).map_or_else(Vec::new, |found| {
            let people = dispatch::serves(queue, &found, walk.library.colleagues());
            people.iter().map(|one| one.person.id).collect()
        }),
        (None, None) => Vec::new(),
    };
    told.retain(|person| *person != by.0 && walk.library.person(*person).is_some_and(|one| one.person.active));
    if told.is_empty() {
        return Err(Refusal::NobodyToUrge);
    }
    if let Some(task) = walk.task_mut(id) {
        match task.urges.iter_mut().find(|urge| urge.by == by.0) {
            Some(urge) => (urge.times, urge.last) = (urge.times.saturating_add(1), now),
            None => task.urges.push(Urge { by: by.0, times: 1, last: now }),
        }
    }
    let words = sentence::urged(&walk.case.ticket, &title, &by.1, &text);
    for person in &told {
        walk.notice(*person, words.clone());
    }
    let told = told.into_iter().map(|person| walk.named(person)).collect();
    walk.acted(Happening::Urged { task: id, title, told, text }, Visibility::Internal);
    Ok(())
}
