//! An agent changes a ticket itself: its title or its priority.

use engine::step::Stimulus;
use model::{
    Code, Problem, Problems,
    id::TicketId,
    role::Right,
    view::{TicketChange, TicketRow},
};

use super::{Besides, Request, Scene};
use crate::{
    Actor, Desk,
    error::{Error, Result},
    intake::LONGEST_TITLE,
    view,
};

impl Desk {
    /// Changes a ticket's title or priority. A new priority is held against the policy at once: the clocks get their
    /// new targets, and the time that was used is carried over.
    pub async fn change_ticket(
        &self,
        actor: &Actor,
        ticket: TicketId,
        change: TicketChange,
        request: Option<Request>,
    ) -> Result<TicketRow> {
        let change = checked(change)?;
        if !self.may_see(actor, ticket).await? {
            return Err(Error::NotFound);
        }
        let who = actor.clone();
        let stimulus = move |scene: &Scene<'_>, _: &mut store::Changes| {
            if !who.may_write_in(&scene.case.ticket, &scene.case.tasks) {
                return Err(Error::Forbidden { right: Right::WorkTickets });
            }
            Ok(Stimulus::Changed { by: who.by(), title: change.title.clone(), priority: change.priority })
        };
        let answer = |step: &engine::step::Step, lookup: &crate::shelf::Lookup| Ok(view::row_of(&step.case, lookup));
        self.act(actor.workspace(), ticket, request.as_ref(), stimulus, answer, Besides::default()).await
    }
}

fn checked(mut change: TicketChange) -> Result<TicketChange> {
    let mut problems = Problems::new();
    if let Some(title) = &mut change.title {
        *title = title.trim().to_owned();
        if title.is_empty() {
            problems.push(Problem::error(Code::Required, "/title"));
        } else if title.chars().count() > LONGEST_TITLE {
            problems.push(Problem::error(Code::TooLong, "/title").with("most", LONGEST_TITLE));
        } else if title.chars().any(char::is_control) {
            problems.push(Problem::error(Code::BadCharacter, "/title"));
        }
    }
    if problems.is_empty() { Ok(change) } else { Err(Error::Invalid(problems)) }
}
