//! What is done to a flow by hand: moving it to another step, and ending it. Both are written into the audit log.

use engine::step::Stimulus;
use model::{flow::Leaves, id::TicketId, key::NodeKey, record::RunToken, role::Right};
use serde_json::json;

use super::{Besides, Scene, transfer::needed_reason};
use crate::{
    Actor, Desk,
    error::{Error, Result},
};

impl Desk {
    /// Moves the flow of a ticket from where one of its paths stands to another step, with a reason in words.
    ///
    /// Guard: the run's version, so that a path is moved from where it was seen.
    pub async fn jump(
        &self,
        actor: &Actor,
        ticket: TicketId,
        from: RunToken,
        to: NodeKey,
        reason: String,
    ) -> Result<()> {
        let reason = needed_reason(&reason)?;
        actor.may(Right::MoveTickets)?;
        if !self.may_see(actor, ticket).await? {
            return Err(Error::NotFound);
        }
        let who = actor.clone();
        let stimulus = move |scene: &Scene<'_>, changes: &mut store::Changes| {
            if !who.reaches(Right::MoveTickets, &scene.case.ticket, &scene.case.tasks) {
                return Err(Error::Forbidden { right: Right::MoveTickets });
            }
            let facts = json!({ "ticket": ticket, "to": to, "reason": reason });
            changes.audit(who.author(), "ticket_moved", &facts);
            Ok(Stimulus::Jump { token: from, by: who.by(), to: to.clone(), reason: reason.clone() })
        };
        self.act(actor.workspace(), ticket, None, stimulus, |_, _| Ok(()), Besides::default()).await
    }

    /// Ends the flow of a ticket, with a reason in words. `tells` says that the customer is told, with the reason.
    pub async fn terminate(
        &self,
        actor: &Actor,
        ticket: TicketId,
        leaves: Leaves,
        tells: bool,
        reason: String,
    ) -> Result<()> {
        let reason = needed_reason(&reason)?;
        actor.may(Right::EndTickets)?;
        if !self.may_see(actor, ticket).await? {
            return Err(Error::NotFound);
        }
        let who = actor.clone();
        let stimulus = move |scene: &Scene<'_>, changes: &mut store::Changes| {
            if !who.reaches(Right::EndTickets, &scene.case.ticket, &scene.case.tasks) {
                return Err(Error::Forbidden { right: Right::EndTickets });
            }
            let facts = json!({ "ticket": ticket, "leaves": leaves, "reason": reason });
            changes.audit(who.author(), "ticket_ended", &facts);
            Ok(Stimulus::Terminate { by: who.by(), leaves, reason: reason.clone(), tells })
        };
        self.act(actor.workspace(), ticket, None, stimulus, |_, _| Ok(()), Besides::default()).await
    }
}
