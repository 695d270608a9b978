//! Offers: a step is offered to one person after another, until someone accepts it. Nobody has it meanwhile, and it
//! stays in its queue; what it weighs counts for whoever is asked, so that offers overload nobody.
//!
//! Whoever passes is not asked again in the same round. A round is over when somebody was asked in it and nobody is left
//! who could be; after the last one the step goes where its queue says, and whoever is to be alarmed is told.

use chrono::TimeDelta;
use model::{
    id::{PersonId, TaskId},
    key::DefinitionKey,
    queue::Offering,
    record::{Happening, Offer, Offers, Purpose, Visibility},
    trace::{OwnerTrace, Trace},
};

use super::{claim, owner, sentence, tell, ticket, walk::Walk};
use crate::refusal::Refusal;

/// Gives a step that waits in its queue to whoever is next, or offers it to them. Nothing happens where somebody has it
/// or is asked already, or nobody is free.
pub(super) fn next(walk: &mut Walk<'_>, id: TaskId) {
    let waits = |task: &&model::record::Task| {
        task.state.is_open() && task.waits && task.owner.is_none() && task.offer().is_none()
    };
    let Some(task) = walk.task(id).filter(waits) else { return };
    let Some(key) = task.queue.clone() else { return };
    let (waited, before) = (walk.now - task.opened_at, task.offers.clone().unwrap_or_else(begun));
    let Some(queue) = walk.library.queue(&key) else { return };
    let passed = if queue.offer.is_some() { &before.passed[..] } else { &[] };
    let Ok(found) = owner::of_queue(walk, "queue", &key, waited, passed) else { return };
    match (found.owner, &queue.offer) {
        (Some(person), None) => give(walk, id, person, found.trace),
        (Some(person), Some(offering)) => make(walk, id, person, found.trace, offering),
        // Everyone who could be asked in this round was asked. One in which nobody was has not begun.
        (None, Some(offering)) if !before.passed.is_empty() => {
            if before.round < offering.rounds {
                if let Some(task) = walk.task_mut(id) {
                    owner::because(task, &found.trace);
                    task.offers = Some(Offers { round: before.round + 1, passed: Vec::new(), ..before });
                }
                next(walk, id);
            } else {
                fall(walk, id, found.trace, offering);
            }
        }
        (None, _) => {}
    }
}

/// Offers a step to someone.
pub(super) fn make(walk: &mut Walk<'_>, id: TaskId, person: PersonId, trace: OwnerTrace, offering: &Offering) {
    let until = walk.now + TimeDelta::seconds(offering.seconds.into());
    let Some(task) = walk.task_mut(id) else { return };
    let offers = task.offers.get_or_insert_with(begun);
    offers.made = offers.made.saturating_add(1);
    offers.open = Some(Offer { to: person, until });
    let (number, round, title) = (offers.made, offers.round, task.title.clone());
    task.waits = true;
    owner::because(task, &trace);
    walk.count(Some(person), 1);
    walk.timer(Purpose::Offer { task: id, number }, until);
    let text = sentence::offered(&walk.case.ticket, &title);
    walk.notice(person, text);
    let to = walk.named(person);
    walk.decided(Happening::Offered { task: id, title, to, until, round }, vec![Trace::Owner(trace)]);
}

/// Ends the offer that is open, if one is: its timer means nothing any more. Gives whoever was asked.
pub(super) fn end(walk: &mut Walk<'_>, id: TaskId) -> Option<PersonId> {
    let offers = walk.task_mut(id)?.offers.as_mut()?;
    let (offer, number) = (offers.open.take()?, offers.made);
    walk.count(Some(offer.to), -1);
    walk.drop_timer(Purpose::Offer { task: id, number });
    Some(offer.to)
}

/// A step is somebody's now, or is to be claimed by hand: nobody is asked any more. Whoever was asked is told, unless
/// it is they who have it or did it.
pub(super) fn settle(walk: &mut Walk<'_>, id: TaskId, by: &(PersonId, String), to: Option<PersonId>) {
    let asked = end(walk, id);
    let Some(task) = walk.task_mut(id) else { return };
    task.offers = None;
    let title = task.title.clone();
    if asked.is_some() {
        walk.count(to, 1);
    }
    if let Some(person) = asked.filter(|person| *person != by.0 && Some(*person) != to) {
        let text = sentence::offer_over(&walk.case.ticket, &title, &by.1);
        walk.notice(person, text);
    }
}

/// Whoever is asked accepts: the step becomes theirs.
pub(super) fn accept(walk: &mut Walk<'_>, id: TaskId, by: &(PersonId, String)) -> Result<(), Refusal> {
    walk.active_run()?;
    let task = walk.open_task(id)?;
    if task.owner != Some(by.0) && task.offered_to() != Some(by.0) {
        return Err(Refusal::NotOffered);
    }
    claim::claim(walk, id, by)
}

/// Whoever is asked passes; the next one is asked at once.
pub(super) fn decline(walk: &mut Walk<'_>, id: TaskId, by: PersonId, reason: String) -> Result<(), Refusal> {
    walk.active_run()?;
    let task = walk.open_task(id)?;
    if task.offered_to() != Some(by) {
        return Err(Refusal::NotOffered);
    }
    let declined = Happening::OfferDeclined { task: id, title: task.title.clone(), reason };
    walk.subject = Some(id);
    pass(walk, id);
    walk.acted(declined, Visibility::Internal);
    next(walk, id);
    Ok(())
}

/// An offer was not answered in time. One that is over means nothing any more, and a later one has a timer of its own.
pub(super) fn due(walk: &mut Walk<'_>, id: TaskId, number: u32) {
    let Some(task) = walk.task(id).filter(|task| task.state.is_open()) else { return };
    let is_meant = |offers: &&Offers| offers.made == number;
    let Some(offer) = task.offers.as_ref().filter(is_meant).and_then(|offers| offers.open) else { return };
    let title = task.title.clone();
    if walk.now < offer.until {
        return walk.timer_again(Purpose::Offer { task: id, number }, offer.until);
    }
    walk.subject = Some(id);
    pass(walk, id);
    let to = walk.named(offer.to);
    walk.happened(Happening::OfferLapsed { task: id, title, to });
    next(walk, id);
}

/// Whoever is asked is not asked again in this round.
fn pass(walk: &mut Walk<'_>, id: TaskId) {
    let asked = end(walk, id);
    if let Some(offers) = walk.task_mut(id).and_then(|task| task.offers.as_mut()) {
        offers.passed.extend(asked);
    }
}

/// Nobody has accepted: the step goes into the queue that is named for that, and by its rules, or stays to be claimed.
fn fall(walk: &mut Walk<'_>, id: TaskId, trace: OwnerTrace, offering: &Offering) {
    let then = offering.then.clone().filter(|then| walk.library.queue(then).is_some());
    let Some(task) = walk.task_mut(id) else { return };
    task.offers = None;
    task.waits = then.is_some();
    task.queue = then.clone().or(task.queue.take());
    owner::because(task, &trace);
    let title = task.title.clone();
    let told = alarm(walk, offering, &sentence::not_accepted(&walk.case.ticket, &title));
    let told = told.into_iter().map(|person| walk.named(person)).collect();
    walk.decided(Happening::NotAccepted { task: id, title, then, told }, vec![Trace::Owner(trace)]);
    next(walk, id);
}

/// Tells everyone who is to be alarmed, each once.
fn alarm(walk: &mut Walk<'_>, offering: &Offering, text: &model::Text) -> Vec<PersonId> {
    let mut told: Vec<PersonId> = Vec::new();
    for receiver in &offering.alarm {
        match tell::receivers(walk, receiver, None) {
            Ok(people) => {
                let new: Vec<PersonId> = people.into_iter().filter(|person| !told.contains(person)).collect();
                told.extend(new);
            }
            Err(trouble) => walk.incident(None, &trouble, false),
        }
    }
    tell::notify(walk, &told, text);
    told
}

/// A step that has waited becomes someone's.
fn give(walk: &mut Walk<'_>, id: TaskId, person: PersonId, trace: OwnerTrace) {
    let Some(task) = walk.task_mut(id) else { return };
    task.owner = Some(person);
    task.waits = false;
    task.offers = None;
    owner::because(task, &trace);
    let title = task.title.clone();
    walk.count(Some(person), 1);
    let to = walk.named(person);
    walk.decided(Happening::Assigned { task: id, title, to }, vec![Trace::Owner(trace)]);
    if walk.case.ticket.owner.is_none() {
        ticket::set_owner(walk, Some(person), Vec::new());
    }
}

/// Nobody was asked yet.
const fn begun() -> Offers {
    Offers { round: 1, passed: Vec::new(), made: 0, open: None }
}

/// The queue that offers what waits in it, if it does.
pub(super) fn offering(walk: &Walk<'_>, queue: Option<&DefinitionKey>) -> Option<Offering> {
    walk.library.queue(queue?)?.offer.clone()
}
