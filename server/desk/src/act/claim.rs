//! An agent takes a task that nobody has, or takes one over.

use engine::step::Stimulus;
use model::{id::TaskId, role::Right, view::TaskView};

use super::{Besides, Scene};
use crate::{
    Actor, Desk,
    error::{Error, Result},
};

impl Desk {
    /// Makes the actor the owner of a task.
    ///
    /// Guard: the task's version. Of two who claim it at once, one wins and the other is told.
    pub async fn claim(&self, actor: &Actor, task: TaskId) -> Result<TaskView> {
        let seen = self.visible_task(actor, task).await?;
        if seen.owner == Some(actor.person().id) && seen.state.is_open() {
            return self.task(actor, task).await;
        }
        let before = seen.version;
        let who = actor.clone();
        let stimulus = move |scene: &Scene<'_>, _: &mut store::Changes| {
            let Some(open) = scene.case.tasks.iter().find(|open| open.id == task) else {
                return Err(Error::Moved { by: None });
            };
            if open.version != before {
                let by = open.owner.and_then(|owner| scene.lookup.name(owner)).map(str::to_owned);
                return Err(Error::Moved { by });
            }
            if !who.may_claim(open) {
                return Err(Error::Forbidden { right: Right::WorkTickets });
            }
            Ok(Stimulus::Claim { task, by: who.by() })
        };
        self.act(actor.workspace(), seen.ticket, None, stimulus, |_, _| Ok(()), Besides::default()).await?;
        self.task(actor, task).await
    }
}
