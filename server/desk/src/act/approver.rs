//! Whoever is asked in an approval asks someone else besides, or spares them.

use engine::step::Stimulus;
use model::{
    Code, Problem,
    id::{PersonId, TaskId},
    role::Right,
};

use super::{Besides, Scene, transfer::checked_reason};
use crate::{
    Actor, Desk,
    error::{Error, Result},
};

impl Desk {
    /// Asks someone else in the approval of the actor's own open task: before the actor decides, or after.
    pub async fn add_approver(
        &self,
        actor: &Actor,
        task: TaskId,
        person: PersonId,
        before: bool,
        reason: String,
    ) -> Result<()> {
        let reason = checked_reason(&reason)?;
        let ticket = self.visible_task(actor, task).await?.ticket;
        let who = actor.clone();
        let stimulus = move |scene: &Scene<'_>, _: &mut store::Changes| {
            own(scene, &who, task)?;
            if !scene.lookup.colleagues.iter().any(|one| one.person.id == person && one.person.active) {
                return Err(Error::Invalid(vec![Problem::error(Code::UnknownPerson, "/person").with("given", person)]));
            }
            Ok(Stimulus::AddApprover { task, by: who.by(), person, before, reason: reason.clone() })
        };
        self.act(actor.workspace(), ticket, None, stimulus, |_, _| Ok(()), Besides::default()).await
    }

    /// Spares someone whom the actor asked besides, and who has not decided yet. `task` is any task of the approval.
    pub async fn remove_approver(&self, actor: &Actor, task: TaskId, person: PersonId) -> Result<()> {
        let ticket = self.visible_task(actor, task).await?.ticket;
        let who = actor.clone();
        let stimulus = move |scene: &Scene<'_>, _: &mut store::Changes| {
            if !who.may_write_in(&scene.case.ticket, &scene.case.tasks) {
                return Err(Error::Forbidden { right: Right::WorkTickets });
            }
            Ok(Stimulus::RemoveApprover { task, by: who.by(), person })
        };
        self.act(actor.workspace(), ticket, None, stimulus, |_, _| Ok(()), Besides::default()).await
    }
}

fn own(scene: &Scene<'_>, who: &Actor, task: TaskId) -> Result<()> {
    let open = scene.case.tasks.iter().find(|open| open.id == task).ok_or(Error::Moved { by: None })?;
    if who.may_work_on(open) { Ok(()) } else { Err(Error::Forbidden { right: Right::WorkTickets }) }
}
