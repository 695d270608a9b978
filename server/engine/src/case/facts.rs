//! Facts: a case as expressions, conditions and filled-in words see it.

use model::{
    Value,
    id::PersonId,
    record::{FrameId, Round, Run, Task, Who},
};
use serde_json::{Map, json};

use super::Case;
use crate::{expression::written, step::Library};

/// The variables of a case, by root:
///
/// * `ticket`: `id`, `number`, `type`, `title`, `status`, `priority`, `channel`, `queue`, `owner`, `filed_by`,
///   `created_at`, `updated_at`, `due_at`, `closed_at`, `episode`, `heard_at` (when the customer was last heard),
///   `answered_at` (when a colleague last wrote to them), `moved_at` (when a person last did anything);
/// * `fields`: the answers; `customer`: `id`, `name`, `email`, `phone`;
/// * `run`: `id`, `state`, `started_at`, `passes` (how often each node was entered), `done_by` (who did each node),
///   `item` and `index` (from 1) of the round of a for-each;
/// * `task`: `id`, `node`, `title`, `owner`, `outcome`, `opened_at`, `due_at` of the step in question, else empty;
/// * `actor`: who caused what happens now, else empty; `vars`: the variables of the flow; `organisation`, `asset`: empty
///   for now.
///
/// A person is an object of `id`, `name` and `email`. Instants are RFC 3339 texts in UTC. Whatever is missing is an
/// empty object or null, so that reading a part of it gives null.
#[must_use]
pub fn facts(case: &Case, library: &dyn Library) -> Value {
    facts_of(case, library, FrameId(0), None, None)
}

/// The variables of a case as one of its flows sees them, with the step in question and whoever caused what happens now.
pub(crate) fn facts_of(
    case: &Case,
    library: &dyn Library,
    frame: FrameId,
    task: Option<&Task>,
    actor: Option<&Who>,
) -> Value {
    let frames = case.run.as_ref().map_or(&[][..], |run| &run.frames);
    let vars = frames.iter().find(|one| one.id == frame).map(|frame| &frame.vars);
    let round = case.run.as_ref().and_then(|run| round(run, frame));
    let ticket = &case.ticket;
    let nothing = || Value::Object(Map::new());
    json!({
        "ticket": {
            "id": ticket.id,
            "number": ticket.number,
            "type": ticket.ticket_type,
            "title": ticket.title,
            "status": ticket.status,
            "priority": ticket.priority,
            "channel": ticket.channel,
            "queue": ticket.queue,
            "owner": person(ticket.owner, library),
            "filed_by": person(ticket.filed_by, library),
            "created_at": written(ticket.created_at),
            "updated_at": written(ticket.updated_at),
            "due_at": ticket.due_at.map(written),
            "closed_at": ticket.closed_at.map(written),
            "episode": ticket.episode,
            "heard_at": written(ticket.heard_at),
            "answered_at": ticket.answered_at.map(written),
            "moved_at": written(ticket.moved_at),
        },
        "fields": ticket.fields,
        "customer": case.customer.as_ref().map_or_else(nothing, |customer| json!({
            "id": customer.id,
            "name": customer.name,
            "email": customer.email,
            "phone": customer.phone,
        })),
        "run": case.run.as_ref().map_or_else(nothing, |run| json!({
            "id": run.id,
            "state": run.state.as_str(),
            "started_at": written(run.started_at),
            "passes": run.passes,
            "done_by": run.done_by.iter().map(|(node, who)| (node.as_str(), person(Some(*who), library)))
                .collect::<std::collections::BTreeMap<_, _>>(),
            "item": round.map(|round| &round.item),
            "index": round.map(|round| round.index),
        })),
        "task": task.map_or_else(nothing, |task| json!({
            "id": task.id,
            "node": task.node,
            "title": task.title.in_lang(library.lang()),
            "owner": person(task.owner, library),
            "outcome": match &task.state {
                model::record::TaskState::Done { outcome, .. } => Some(outcome),
                _ => None,
            },
            "opened_at": written(task.opened_at),
            "due_at": task.due_at.map(written),
        })),
        "actor": match actor {
            Some(Who::Person { id, name }) => match person(Some(*id), library) {
                Value::Object(known) if known.contains_key("name") => Value::Object(known),
                _ => json!({ "id": id, "name": name }),
            },
            Some(Who::Customer { id, name }) => json!({ "id": id, "name": name }),
            Some(Who::System) | None => nothing(),
        },
        "organisation": {},
        "asset": {},
        "vars": vars.map_or_else(nothing, |vars| json!(vars)),
    })
}

/// The round that a flow is in: its own, else that of the flow that called it.
pub(crate) fn round(run: &Run, frame: FrameId) -> Option<&Round> {
    let mut at = frame;
    // Callers come before what they call, so that this ends.
    loop {
        let found = run.frames.iter().find(|one| one.id == at)?;
        if found.round.is_some() {
            return found.round.as_ref();
        }
        at = run.tokens.iter().find(|token| Some(token.id) == found.caller)?.frame;
    }
}

fn person(id: Option<PersonId>, library: &dyn Library) -> Value {
    let Some(id) = id else { return Value::Object(Map::new()) };
    match library.person(id) {
        Some(known) => json!({ "id": id, "name": known.person.name, "email": known.person.email }),
        None => json!({ "id": id }),
    }
}
