//! A step is given to a colleague for a time, and called back.

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
    /// Gives the actor's own open task to someone for a time. When they have done it, it comes back for the final word;
    /// in an approval they decide in the actor's name.
    ///
    /// Guard: the task's version, so that it never undoes someone's completion.
    pub async fn delegate(&self, actor: &Actor, task: TaskId, to: PersonId, reason: String) -> Result<()> {
        let reason = checked_reason(&reason)?;
        let ticket = self.visible_task(actor, task).await?.ticket;
        let who = actor.clone();
        let stimulus = move |scene: &Scene<'_>, _: &mut store::Changes| {
            let open = scene.case.tasks.iter().find(|open| open.id == task).ok_or(Error::Moved { by: None })?;
            if !who.may_work_on(open) {
                return Err(Error::Forbidden { right: Right::WorkTickets });
            }
            if !scene.lookup.colleagues.iter().any(|one| one.person.id == to && one.person.active) {
                return Err(Error::Invalid(vec![Problem::error(Code::UnknownPerson, "/to").with("given", to)]));
            }
            Ok(Stimulus::Delegate { task, by: who.by(), to, reason: reason.clone() })
        };
        self.act(actor.workspace(), ticket, None, stimulus, |_, _| Ok(()), Besides::default()).await
    }

    /// Brings a task back to whoever gave it away: they call it back, or whoever got it gives it back undone.
    pub async fn recall(&self, actor: &Actor, task: TaskId) -> Result<()> {
        let ticket = self.visible_task(actor, task).await?.ticket;
        let who = actor.clone();
        let stimulus = move |scene: &Scene<'_>, _: &mut store::Changes| {
            let open = scene.case.tasks.iter().find(|open| open.id == task).ok_or(Error::Moved { by: None })?;
            if !open.is_with(who.person().id) && !who.may_work_on(open) {
                return Err(Error::Forbidden { right: Right::WorkTickets });
            }
            Ok(Stimulus::Recall { task, by: who.by() })
        };
        self.act(actor.workspace(), ticket, None, stimulus, |_, _| Ok(()), Besides::default()).await
    }
}
