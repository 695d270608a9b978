//! A step is sent back to one that was passed, or taken back by whoever did the one before.

use engine::step::Stimulus;
use model::{id::TaskId, key::NodeKey, role::Right};

use super::{
    Besides, Scene,
    transfer::{checked_reason, needed_reason},
};
use crate::{
    Actor, Desk,
    error::{Error, Result},
};

impl Desk {
    /// Sends the path of a task back to a step that it has passed, with a reason in words. `returns` says that it comes
    /// straight back when that step is done.
    ///
    /// Guard: the task's version, so that it never undoes someone's completion.
    pub async fn send_back(
        &self,
        actor: &Actor,
        task: TaskId,
        to: NodeKey,
        returns: bool,
        reason: String,
    ) -> Result<()> {
        let reason = needed_reason(&reason)?;
        let ticket = self.visible_task(actor, task).await?.ticket;
        let who = actor.clone();
        let stimulus = move |scene: &Scene<'_>, _: &mut store::Changes| {
            let open = scene.case.tasks.iter().find(|open| open.id == task).ok_or(Error::Moved { by: None })?;
            if !who.may_work_on(open) {
                return Err(Error::Forbidden { right: Right::WorkTickets });
            }
            Ok(Stimulus::SendBack { task, by: who.by(), to: to.clone(), returns, reason: reason.clone() })
        };
        self.act(actor.workspace(), ticket, None, stimulus, |_, _| Ok(()), Besides::default()).await
    }

    /// Takes the path back to the step before, which the actor did. `task` is an open task of the step after it, where
    /// nothing was done yet.
    pub async fn take_back(&self, actor: &Actor, task: TaskId, reason: String) -> Result<()> {
        let reason = checked_reason(&reason)?;
        actor.may(Right::WorkTickets)?;
        let ticket = self.visible_task(actor, task).await?.ticket;
        let who = actor.clone();
        let stimulus = move |scene: &Scene<'_>, _: &mut store::Changes| {
            if !scene.case.tasks.iter().any(|open| open.id == task) {
                return Err(Error::Moved { by: None });
            }
            Ok(Stimulus::TakeBack { task, by: who.by(), reason: reason.clone() })
        };
        self.act(actor.workspace(), ticket, None, stimulus, |_, _| Ok(()), Besides::default()).await
    }
}
