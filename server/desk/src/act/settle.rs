//! An administrator settles an incident: try again, or go on without.

use engine::step::Stimulus;
use model::{id::IncidentId, record::Standing, role::Right};

use super::{Besides, Scene};
use crate::{
    Actor, Desk,
    error::{Error, Result},
};

impl Desk {
    /// Retries the node at which a run is stuck, or skips it. An incident of an effect puts the effect back into the
    /// outbox, or lets it be.
    pub async fn settle(&self, actor: &Actor, incident: IncidentId, skip: bool) -> Result<()> {
        actor.may(Right::Administer)?;
        let scope = self.0.store.scope(actor.workspace());
        let incidents = scope.incidents(true).await?;
        let found = incidents.into_iter().find(|one| one.id == incident).ok_or(Error::NotFound)?;
        let now = self.now();
        if let Some(outbox) = found.outbox {
            let mut changes = self.changes(actor);
            changes.settle_incident(incident, now);
            if !skip {
                changes.revive_effect(outbox);
            }
            self.0.store.commit(changes).await?;
            self.0.wake.notify_one();
            return Ok(());
        }
        let stimulus = |scene: &Scene<'_>, changes: &mut store::Changes| {
            let stuck = scene.case.run.iter().flat_map(|run| &run.tokens).find(|token| {
                token.standing == Standing::Stuck && found.node.as_ref().is_none_or(|node| token.node == *node)
            });
            let token = stuck.ok_or(Error::refused("nothing_stuck"))?.id;
            changes.settle_incident(incident, now);
            Ok(if skip {
                Stimulus::Skip { token, by: actor.by(), link: None }
            } else {
                Stimulus::Retry { token, by: actor.by() }
            })
        };
        self.act(actor.workspace(), found.ticket, None, stimulus, |_, _| Ok(()), Besides::default()).await
    }
}
