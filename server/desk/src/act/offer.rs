//! Whoever a task is offered to accepts or declines it.

use engine::step::Stimulus;
use model::{id::TaskId, role::Right, view::TaskView};

use super::{Besides, Scene, transfer::checked_reason};
use crate::{
    Actor, Desk,
    error::{Error, Result},
};

impl Desk {
    /// Makes the actor, to whom it is offered, the owner of a task.
    ///
    /// Guard: the offer is still open. One that has lapsed, or that someone else has ended, is refused.
    pub async fn accept(&self, actor: &Actor, task: TaskId) -> Result<TaskView> {
        let who = actor.clone();
        self.answer_offer(actor, task, move || Stimulus::Accept { task, by: who.by() }).await?;
        self.task(actor, task).await
    }

    /// Lets a task that is offered to the actor go to the next one, with a reason in words if they give one.
    ///
    /// Guard: the offer is still open.
    pub async fn decline(&self, actor: &Actor, task: TaskId, reason: String) -> Result<TaskView> {
        let reason = checked_reason(&reason)?;
        let who = actor.clone();
        let stimulus = move || Stimulus::Decline { task, by: who.by(), reason: reason.clone() };
        self.answer_offer(actor, task, stimulus).await?;
        // Whoever declined may no longer see it.
        self.task_unchecked(actor, task).await
    }

    async fn answer_offer(
        &self,
        actor: &Actor,
        task: TaskId,
        stimulus: impl Fn() -> Stimulus + Send + Sync + 'static,
    ) -> Result<()> {
        actor.may(Right::WorkTickets)?;
        let ticket = self.visible_task(actor, task).await?.ticket;
        let who = actor.clone();
        let stimulus = move |scene: &Scene<'_>, _: &mut store::Changes| {
            let Some(open) = scene.case.tasks.iter().find(|open| open.id == task) else {
                return Err(Error::Moved { by: None });
            };
            // Whoever could have been asked is told that they are not, or not any more.
            let serves = open.queue.as_ref().is_some_and(|queue| who.queues().contains(queue));
            if !serves && !who.may_accept(open) && !who.may_work_on(open) {
                return Err(Error::Forbidden { right: Right::WorkTickets });
            }
            Ok(stimulus())
        };
        self.act(actor.workspace(), ticket, None, stimulus, |_, _| Ok(()), Besides::default()).await
    }
}
