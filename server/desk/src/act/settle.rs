//! An administrator settles an incident: try again, with what was wrong mended, or go on without.

use engine::step::{Stimulus, unfit};
use model::{
    id::IncidentId,
    incident::{Mends, Settling},
    record::{Incident, Standing, Token},
    role::Right,
    view::Changed,
};

use super::{Besides, Scene};
use crate::{
    Actor, Desk,
    error::{Error, Result},
    intake::known_people,
    view,
};

impl Desk {
    /// Retries the node at which a run is stuck, or skips it; if nothing is stuck there any more, the incident is just
    /// settled. An incident of an effect puts the effect back into the outbox, or lets it be. What is mended is judged
    /// as any answer is, and written together with what comes of it, or not at all.
    ///
    /// Guard: the ticket's version; of two who settle the same incident the second finds it settled.
    pub async fn settle(&self, actor: &Actor, incident: IncidentId, how: Settling) -> Result<()> {
        actor.may(Right::Administer)?;
        let scope = self.0.store.scope(actor.workspace());
        let found = scope.incident(incident).await?.ok_or(Error::NotFound)?;
        if found.settled_at.is_some() {
            return Err(Error::refused("nothing_stuck"));
        }
        let (skip, mends) = match how {
            Settling::Skip => (true, Mends::default()),
            Settling::Retry { mends } => (false, mends),
        };
        let mends_something = mends != Mends::default();
        let now = self.now();
        let mut changes = self.changes(actor);
        changes.settle_incident(incident, now);
        noted(actor, &found, skip, &mut changes);
        if let Some(outbox) = found.outbox {
            if mends_something {
                return Err(Error::refused("nothing_to_mend"));
            }
            if !skip {
                changes.revive_effect(outbox);
            }
            self.0.store.commit(changes).await?;
            self.0.wake.notify_one();
            return Ok(());
        }
        let (case, _) = self.case(actor.workspace(), found.ticket).await?;
        if !case.run.iter().flat_map(|run| &run.tokens).any(|token| is_stuck(token, &found)) {
            if mends_something {
                return Err(Error::refused("nothing_stuck"));
            }
            // What was stuck has gone on or is over: there is nothing left to try.
            self.0.store.commit(changes).await?;
            self.tell(actor.workspace(), Changed { ticket: found.ticket });
            return Ok(());
        }
        let (who, ticket) = (actor.clone(), found.ticket);
        let stimulus = move |scene: &Scene<'_>, changes: &mut store::Changes| {
            let stuck = scene.case.run.iter().flat_map(|run| &run.tokens).find(|token| is_stuck(token, &found));
            let stuck = stuck.ok_or(Error::refused("nothing_stuck"))?;
            // An incident of a node is settled by the step itself, as its path goes on.
            if found.node.is_none() {
                changes.settle_incident(incident, now);
            }
            noted(&who, &found, skip, changes);
            Ok(if skip {
                Stimulus::Skip { token: stuck.id, by: who.by(), link: None }
            } else {
                Stimulus::Retry { token: stuck.id, by: who.by(), mends: fitting(scene, &who, stuck, &mends)? }
            })
        };
        self.act(actor.workspace(), ticket, None, stimulus, |_, _| Ok(()), Besides::default()).await
    }
}

/// Whether a path is stuck where an incident was.
pub(crate) fn is_stuck(token: &Token, incident: &Incident) -> bool {
    token.standing == Standing::Stuck && incident.node.as_ref().is_none_or(|node| token.node == *node)
}

/// What is mended, as the form and the flow take it, with the computed fields that follow.
fn fitting(scene: &Scene<'_>, actor: &Actor, stuck: &Token, given: &Mends) -> Result<Mends> {
    let frame = scene.case.run.iter().flat_map(|run| &run.frames).find(|frame| frame.id == stuck.frame);
    let problems = frame.map(|frame| unfit(frame, &given.variables)).unwrap_or_default();
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let mut mends = given.clone();
    if !given.fields.is_empty() {
        let ticket = &scene.case.ticket;
        let form = scene.lookup.shelf.form(ticket.form_version).ok_or(Error::refused("form_missing"))?;
        let scope = view::scope(scene.case, scene.lookup, &ticket.fields, Some(actor), scene.now);
        mends.fields = form.written(&given.fields, &ticket.fields, &scope, scene.lookup).map_err(Error::Invalid)?;
        known_people(form.form(), &mends.fields, scene.lookup)?;
    }
    Ok(mends)
}

/// Who settled an incident, and how, belongs into the audit log.
fn noted(actor: &Actor, incident: &Incident, skip: bool, changes: &mut store::Changes) {
    let facts = serde_json::json!({ "incident": incident.id, "ticket": incident.ticket, "skip": skip });
    changes.audit(actor.author(), "incident_settled", &facts);
}
