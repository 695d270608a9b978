//! A ticket that was closed is opened again.

use engine::step::Stimulus;
use model::{id::TicketId, role::Right, view::TicketRow};

use super::{Besides, Request, Scene, transfer::needed_reason};
use crate::{
    Actor, Desk,
    error::{Error, Result},
    view,
};

impl Desk {
    /// Opens a ticket again whose flow has ended: its flow begins anew, as a new episode with clocks of its own.
    ///
    /// Guard: the ticket's version, so that it is opened once.
    pub async fn reopen(
        &self,
        actor: &Actor,
        ticket: TicketId,
        reason: String,
        request: Option<Request>,
    ) -> Result<TicketRow> {
        let reason = needed_reason(&reason)?;
        if !self.may_see(actor, ticket).await? {
            return Err(Error::NotFound);
        }
        let who = actor.clone();
        let stimulus = move |scene: &Scene<'_>, _: &mut store::Changes| {
            if !who.may_write_in(&scene.case.ticket, &scene.case.tasks) {
                return Err(Error::Forbidden { right: Right::WorkTickets });
            }
            Ok(Stimulus::Reopened { by: who.who(), reason: reason.clone() })
        };
        let answer = |step: &engine::step::Step, lookup: &crate::shelf::Lookup| Ok(view::row_of(&step.case, lookup));
        self.act(actor.workspace(), ticket, request.as_ref(), stimulus, answer, Besides::default()).await
    }
}
