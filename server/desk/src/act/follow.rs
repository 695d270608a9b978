//! Who follows a ticket: by themselves, or because a colleague wants them to read along.

use engine::step::Stimulus;
use model::{
    Code, Problem,
    id::{PersonId, TicketId},
    role::Right,
    view::Changed,
};

use super::{Besides, Scene};
use crate::{
    Actor, Desk,
    error::{Error, Result},
};

/// The most people who are added at once.
const MOST: usize = 50;

impl Desk {
    /// Lets people follow a ticket. Whoever can see it may follow it; others are added by those who work on it.
    pub async fn follow(&self, actor: &Actor, ticket: TicketId, people: Vec<PersonId>) -> Result<()> {
        if people.is_empty() {
            return Err(Error::invalid(Code::Required, "/people"));
        }
        if people.len() > MOST {
            return Err(Error::Invalid(vec![Problem::error(Code::TooMany, "/people").with("most", MOST)]));
        }
        if !self.may_see(actor, ticket).await? {
            return Err(Error::NotFound);
        }
        let who = actor.clone();
        let stimulus = move |scene: &Scene<'_>, _: &mut store::Changes| {
            let own = who.person().id;
            if people.iter().any(|person| *person != own) && !who.may_write_in(&scene.case.ticket, &scene.case.tasks) {
                return Err(Error::Forbidden { right: Right::WorkTickets });
            }
            let is_known =
                |id: PersonId| scene.lookup.colleagues.iter().any(|one| one.person.id == id && one.person.active);
            let unknown = people.iter().enumerate().filter(|(_, person)| !is_known(**person));
            let problems: Vec<Problem> = unknown
                .map(|(place, person)| {
                    Problem::error(Code::UnknownPerson, format!("/people/{place}")).with("given", person)
                })
                .collect();
            if !problems.is_empty() {
                return Err(Error::Invalid(problems));
            }
            Ok(Stimulus::Follow { by: who.by(), people: people.clone() })
        };
        self.act(actor.workspace(), ticket, None, stimulus, |_, _| Ok(()), Besides::default()).await
    }

    /// Lets someone follow a ticket no more: oneself always, others by those who work on it.
    pub async fn unfollow(&self, actor: &Actor, ticket: TicketId, person: PersonId) -> Result<()> {
        if !self.may_see(actor, ticket).await? {
            return Err(Error::NotFound);
        }
        let who = actor.clone();
        let stimulus = move |scene: &Scene<'_>, _: &mut store::Changes| {
            if person != who.person().id && !who.may_write_in(&scene.case.ticket, &scene.case.tasks) {
                return Err(Error::Forbidden { right: Right::WorkTickets });
            }
            Ok(Stimulus::Unfollow { by: who.by(), person })
        };
        self.act(actor.workspace(), ticket, None, stimulus, |_, _| Ok(()), Besides::default()).await
    }

    /// Sets whether the actor, who follows a ticket, wants to be told nothing of it. They still may read it.
    pub async fn mute(&self, actor: &Actor, ticket: TicketId, muted: bool) -> Result<()> {
        if !self.may_see(actor, ticket).await? {
            return Err(Error::NotFound);
        }
        let followers = self.0.store.scope(actor.workspace()).followers(ticket).await?;
        if !followers.iter().any(|follower| follower.person == actor.person().id) {
            return Err(Error::refused("not_following"));
        }
        let mut changes = self.changes(actor);
        changes.mute_follower(ticket, actor.person().id, muted);
        self.0.store.commit(changes).await?;
        self.tell(actor.workspace(), Changed { ticket });
        Ok(())
    }
}
