//! Move the flow of a ticket to another step.

use axum::{extract::State, http::StatusCode};
use desk::Desk;
use model::{key::NodeKey, record::RunToken};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::{PLACE, id};
use crate::{
    rest::{Endpoint, caller::Caller, input::Input, query::Place},
    trouble::Result,
};

/// From where, where to, and why.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct JumpTo {
    /// The path that is moved, one of the ticket's `places`.
    from: RunToken,
    /// The key of the node it is moved to, one of those that the place names.
    to: NodeKey,
    /// The reason, which stays in the timeline and the audit log.
    reason: String,
}

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/tickets/{ticket}/jump", handler)
        .named("tickets", "jump_ticket", "Move the flow of a ticket to another step")
        .about(
            "Needs the right `move_tickets`. Out of a parallel everything under way in it is given up; into one there \
             is no way but through it.",
        )
        .part::<String>("ticket", PLACE)
        .takes::<JumpTo>(json!({ "from": 3, "to": "triage", "reason": "走错了分支" }))
        .gives_nothing()
        .refuses(&[400, 404, 409, 413, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    input: Input<JumpTo>,
) -> Result<StatusCode> {
    let ticket = id(&desk, &actor, &place).await?;
    let JumpTo { from, to, reason } = input.body;
    desk.jump(&actor, ticket, from, to, reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
