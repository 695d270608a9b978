//! An agent puts a task back into a queue, for someone else to take.

use engine::step::Stimulus;
use model::{Code, Problem, id::TaskId, key::DefinitionKey, role::Right, view::TaskView};

use super::{Besides, Scene, transfer::checked_reason};
use crate::{
    Actor, Desk,
    error::{Error, Result},
};

impl Desk {
    /// Puts a task back into its queue, or into another one that is named. A task that never waited in a queue goes
    /// to the ticket's.
    ///
    /// Guard: the task's version, so that a release never undoes someone's completion.
    pub async fn release(
        &self,
        actor: &Actor,
        task: TaskId,
        queue: Option<DefinitionKey>,
        reason: String,
    ) -> Result<TaskView> {
        let reason = checked_reason(&reason)?;
        let ticket = self.visible_task(actor, task).await?.ticket;
        let who = actor.clone();
        let stimulus = move |scene: &Scene<'_>, _: &mut store::Changes| {
            let Some(open) = scene.case.tasks.iter().find(|open| open.id == task) else {
                return Err(Error::Moved { by: None });
            };
            if !who.may_work_on(open) {
                return Err(Error::Forbidden { right: Right::WorkTickets });
            }
            let own = open.queue.clone().or_else(|| scene.case.ticket.queue.clone());
            let Some(into) = queue.clone().or(own) else { return Err(Error::refused("no_queue_to_wait_in")) };
            if engine::step::Library::queue(scene.lookup, &into).is_none() {
                return Err(Error::Invalid(vec![
                    Problem::error(Code::MissingReference, "/queue")
                        .with("kind", model::Kind::Queue)
                        .with("key", &into),
                ]));
            }
            Ok(Stimulus::Transfer { task, by: who.by(), to: None, queue: Some(into), reason: reason.clone() })
        };
        self.act(actor.workspace(), ticket, None, stimulus, |_, _| Ok(()), Besides::default()).await?;
        // Whoever put it back may no longer see it.
        self.task_unchecked(actor, task).await
    }

    /// The queues of the workspace, into which tasks can be put and by which lists can be narrowed: by key.
    pub async fn queues(&self, actor: &Actor) -> Result<Vec<(DefinitionKey, model::Text)>> {
        actor.may(Right::ReadTickets)?;
        let shelf = self.shelf(actor.workspace()).await?;
        let all =
            shelf.all(model::Kind::Queue).map(|(header, version)| (header.key.clone(), version.content.title.clone()));
        let mut queues: Vec<_> = all.collect();
        queues.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(queues)
    }
}
