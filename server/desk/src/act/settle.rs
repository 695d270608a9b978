//! An administrator settles an incident: try again, or go on without.

use engine::step::Stimulus;
use model::{
    id::IncidentId,
    record::{Incident, Standing},
    role::Right,
    view::Changed,
};

use super::{Besides, Scene};
use crate::{
    Actor, Desk,
    error::{Error, Result},
};

impl Desk {
    /// Retries the node at which a run is stuck, or skips it; if nothing is stuck there any more, the incident is just
    /// settled. An incident of an effect puts the effect back into the
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
            noted(actor, &found, skip, &mut changes);
            if !skip {
                changes.revive_effect(outbox);
            }
            self.0.store.commit(changes).await?;
            self.0.wake.notify_one();
            return Ok(());
        }
        let node = found.node.clone();
        let standing = move |token: &&model::record::Token| {
            token.standing == Standing::Stuck && node.as_ref().is_none_or(|node| token.node == *node)
        };
        let (case, _) = self.case(actor.workspace(), found.ticket).await?;
        if !case.run.iter().flat_map(|run| &run.tokens).any(|token| standing(&token)) {
            // What was stuck has gone on or is over: there is nothing left to try.
            let mut changes = self.changes(actor);
            changes.settle_incident(incident, now);
            noted(actor, &found, skip, &mut changes);
            self.0.store.commit(changes).await?;
            self.tell(actor.workspace(), Changed { ticket: found.ticket });
            return Ok(());
        }
        let (who, ticket) = (actor.clone(), found.ticket);
        let stimulus = move |scene: &Scene<'_>, changes: &mut store::Changes| {
            let stuck = scene.case.run.iter().flat_map(|run| &run.tokens).find(&standing);
            let token = stuck.ok_or(Error::refused("nothing_stuck"))?.id;
            // An incident of a node is settled by the step itself, as its path goes on.
            if found.node.is_none() {
                changes.settle_incident(incident, now);
            }
            noted(&who, &found, skip, changes);
            Ok(if skip {
                Stimulus::Skip { token, by: who.by(), link: None }
            } else {
                Stimulus::Retry { token, by: who.by() }
            })
        };
        self.act(actor.workspace(), ticket, None, stimulus, |_, _| Ok(()), Besides::default()).await
    }
}

/// Who settled an incident, and how, belongs into the audit log.
fn noted(actor: &Actor, incident: &Incident, skip: bool, changes: &mut store::Changes) {
    let facts = serde_json::json!({ "incident": incident.id, "ticket": incident.ticket, "skip": skip });
    changes.audit(actor.author(), "incident_settled", &facts);
}
