//! Someone says that they have taken note of what a ladder told: it is not told again.

use engine::step::Stimulus;
use model::{id::TicketId, role::Right, view::TicketRow};

use super::{Besides, Request, Scene};
use crate::{
    Actor, Desk,
    error::{Error, Result},
    view,
};

impl Desk {
    /// Takes note of every level of a ladder that has fired for a ticket. Later levels fire as ever.
    ///
    /// Guard: the ticket's version.
    pub async fn acknowledge(&self, actor: &Actor, ticket: TicketId, request: Option<Request>) -> Result<TicketRow> {
        if !self.may_see(actor, ticket).await? {
            return Err(Error::NotFound);
        }
        let who = actor.clone();
        let stimulus = move |scene: &Scene<'_>, _: &mut store::Changes| {
            if !who.may_write_in(&scene.case.ticket, &scene.case.tasks) {
                return Err(Error::Forbidden { right: Right::WorkTickets });
            }
            Ok(Stimulus::Acknowledge { by: who.by() })
        };
        let answer = |step: &engine::step::Step, lookup: &crate::shelf::Lookup| Ok(view::row_of(&step.case, lookup));
        self.act(actor.workspace(), ticket, request.as_ref(), stimulus, answer, Besides::default()).await
    }
}
