//! A ticket is held for a while, and taken up again.

use chrono::{DateTime, Utc};
use engine::step::Stimulus;
use model::{Code, id::TicketId, role::Right};

use super::{Besides, Scene, transfer::needed_reason};
use crate::{
    Actor, Desk,
    error::{Error, Result},
};

impl Desk {
    /// Holds a ticket, with a reason in words: its steps stay, and their time stands still. It goes on at an instant if
    /// one is named, and when the customer writes if `on_reply` says so.
    pub async fn hold(
        &self,
        actor: &Actor,
        ticket: TicketId,
        until: Option<DateTime<Utc>>,
        on_reply: bool,
        reason: String,
    ) -> Result<()> {
        let reason = needed_reason(&reason)?;
        if !self.may_see(actor, ticket).await? {
            return Err(Error::NotFound);
        }
        let who = actor.clone();
        let stimulus = move |scene: &Scene<'_>, _: &mut store::Changes| {
            if !who.may_write_in(&scene.case.ticket, &scene.case.tasks) {
                return Err(Error::Forbidden { right: Right::WorkTickets });
            }
            if until.is_some_and(|until| until <= scene.now) {
                return Err(Error::invalid(Code::TimePassed, "/until"));
            }
            Ok(Stimulus::Hold { by: who.by(), until, on_reply, reason: reason.clone() })
        };
        self.act(actor.workspace(), ticket, None, stimulus, |_, _| Ok(()), Besides::default()).await
    }

    /// Takes a ticket up again that is on hold.
    pub async fn resume(&self, actor: &Actor, ticket: TicketId) -> Result<()> {
        if !self.may_see(actor, ticket).await? {
            return Err(Error::NotFound);
        }
        let who = actor.clone();
        let stimulus = move |scene: &Scene<'_>, _: &mut store::Changes| {
            if !who.may_write_in(&scene.case.ticket, &scene.case.tasks) {
                return Err(Error::Forbidden { right: Right::WorkTickets });
            }
            Ok(Stimulus::Resume { by: who.by() })
        };
        self.act(actor.workspace(), ticket, None, stimulus, |_, _| Ok(()), Besides::default()).await
    }
}
