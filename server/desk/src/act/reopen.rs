//! A ticket that was closed is opened again.

use engine::step::Stimulus;
use model::{Code, Problem, id::TicketId, role::Right, view::TicketRow};

use super::{Besides, Request, Scene};
use crate::{
    Actor, Desk,
    error::{Error, Result},
    view,
};

/// The longest reason, in characters.
const LONGEST_REASON: usize = 2_000;

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
        let reason = reason.trim().to_owned();
        if reason.is_empty() {
            return Err(Error::invalid(Code::Required, "/reason"));
        }
        if reason.chars().count() > LONGEST_REASON {
            return Err(Error::Invalid(vec![Problem::error(Code::TooLong, "/reason").with("most", LONGEST_REASON)]));
        }
        if reason.contains('\0') {
            return Err(Error::invalid(Code::BadCharacter, "/reason"));
        }
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
