//! What waits in queues is given out as soon as someone is free: the most pressing tickets first, then the oldest.

use std::collections::BTreeSet;

use engine::step::Stimulus;
use model::{id::WorkspaceId, key::DefinitionKey};

use crate::{
    Desk,
    act::Besides,
    error::{Error, Result},
};

/// The most waiting tasks that are looked at in one go.
const BATCH: u32 = 200;

impl Desk {
    /// Gives out what waits. Returns how much was given. Nothing is remembered between two looks: what waits says so
    /// itself, so that nothing is lost when a worker dies.
    pub(crate) async fn drain(&self, workspaces: &[WorkspaceId]) -> Result<usize> {
        let mut given = 0;
        for workspace in workspaces {
            given += self.drain_in(*workspace).await?;
        }
        Ok(given)
    }

    async fn drain_in(&self, workspace: WorkspaceId) -> Result<usize> {
        let mut given = 0;
        // Whoever is next in a queue is never passed by one behind it.
        let mut held_up: BTreeSet<DefinitionKey> = BTreeSet::new();
        for (task, ticket, queue) in self.0.store.scope(workspace).waiting_tasks(BATCH).await? {
            if held_up.contains(&queue) {
                continue;
            }
            let stimulus = move |_: &crate::act::Scene<'_>, _: &mut store::Changes| Ok(Stimulus::Assign { task });
            let answer =
                move |step: &engine::step::Step, _: &crate::shelf::Lookup| Ok(step.touched.tasks.contains(&task));
            match self.act(workspace, ticket, None, stimulus, answer, Besides::default()).await {
                Ok(true) => given += 1,
                Ok(false) | Err(Error::Busy) => {
                    held_up.insert(queue);
                }
                Err(Error::NotFound | Error::Moved { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(given)
    }
}
