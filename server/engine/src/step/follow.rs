//! Followers: people who read along, and are told what the customer hears and how it ends.

use model::{
    id::PersonId,
    record::{Event, Follower, Happening, Visibility, Who},
};

use super::{sentence, walk::Walk};
use crate::refusal::Refusal;

/// Lets people follow the ticket; whoever does already stays as they are. Whoever was added by someone else is told.
pub(super) fn add(walk: &mut Walk<'_>, by: &(PersonId, String), people: &[PersonId]) -> Result<(), Refusal> {
    if people.iter().any(|person| !walk.library.person(*person).is_some_and(|one| one.person.active)) {
        return Err(Refusal::NoSuchPerson);
    }
    let new = join(walk, people, Some(by.0));
    if new.is_empty() {
        return Ok(());
    }
    for person in new.iter().filter(|person| **person != by.0) {
        let text = sentence::follows(&walk.case.ticket, Some(&by.1));
        walk.notice(*person, text);
    }
    let people = new.into_iter().map(|person| walk.named(person)).collect();
    walk.acted(Happening::Followed { people }, Visibility::Internal);
    Ok(())
}

/// The flow lets people follow the ticket.
pub(super) fn cc(walk: &mut Walk<'_>, people: &[PersonId]) {
    let new = join(walk, people, None);
    if new.is_empty() {
        return;
    }
    for person in &new {
        let text = sentence::follows(&walk.case.ticket, None);
        walk.notice(*person, text);
    }
    let people = new.into_iter().map(|person| walk.named(person)).collect();
    walk.happened(Happening::Followed { people });
}

/// Someone follows the ticket no more.
pub(super) fn remove(walk: &mut Walk<'_>, person: PersonId) -> Result<(), Refusal> {
    let before = walk.case.followers.len();
    walk.case.followers.retain(|follower| follower.person != person);
    if walk.case.followers.len() == before {
        return Err(Refusal::NotFollowing);
    }
    let people = vec![walk.named(person)];
    walk.acted(Happening::Unfollowed { people }, Visibility::Internal);
    Ok(())
}

/// Adds those who do not follow yet, and gives them.
fn join(walk: &mut Walk<'_>, people: &[PersonId], by: Option<PersonId>) -> Vec<PersonId> {
    let since = walk.now;
    let mut new = Vec::new();
    for person in people {
        if walk.case.followers.iter().all(|follower| follower.person != *person) {
            let added_by = by.filter(|by| by != person);
            walk.case.followers.push(Follower { person: *person, muted: false, added_by, since });
            new.push(*person);
        }
    }
    new
}

/// Those who follow and want to be told.
pub(super) fn listeners(walk: &Walk<'_>) -> Vec<PersonId> {
    walk.case.followers.iter().filter(|follower| !follower.muted).map(|follower| follower.person).collect()
}

/// Tells the followers what happened in this step: words between the customer and the desk, what several people
/// decided, and the end. Nobody is told of what they did themselves.
pub(super) fn tell(walk: &mut Walk<'_>) {
    let mut listeners = listeners(walk);
    listeners.retain(|person| walk.library.person(*person).is_some_and(|one| one.person.active));
    if let Who::Person { id, .. } = walk.actor {
        listeners.retain(|person| *person != id);
    }
    if listeners.is_empty() {
        return;
    }
    let ticket = &walk.case.ticket;
    let told = |event: &Event| match &event.what {
        Happening::Reply { text } if event.visibility == Visibility::Public => {
            let name = match &event.who {
                Who::Person { name, .. } | Who::Customer { name, .. } => name.as_str(),
                Who::System => "",
            };
            Some(sentence::replied(ticket, name, text))
        }
        Happening::Decided { title, agreed, .. } => Some(sentence::decided(ticket, title, *agreed)),
        Happening::Ended { status } => Some(sentence::ended(ticket, *status)),
        _ => None,
    };
    let told: Vec<model::Text> = walk.account.events.iter().filter_map(told).collect();
    for text in told {
        super::tell::notify(walk, &listeners, &text);
    }
}
