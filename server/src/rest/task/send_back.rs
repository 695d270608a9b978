//! Send a task back to a step that was passed before.

use axum::{extract::State, http::StatusCode};
use desk::Desk;
use model::{id::TaskId, key::NodeKey};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::PLACE;
use crate::{
    rest::{Endpoint, caller::Caller, input::Input, query::Place},
    trouble::Result,
};

/// Where to, and why.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SendBack {
    /// The key of the node, one of those that the path has passed.
    to: NodeKey,
    /// Whether it comes straight back when that step is done, instead of going all the way again.
    #[serde(default)]
    returns: bool,
    /// The reason, which stays in the timeline.
    reason: String,
}

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/tasks/{task}/send-back", handler)
        .named("tasks", "send_back_task", "Send a task back to a step that was passed before")
        .part::<TaskId>("task", PLACE)
        .takes::<SendBack>(json!({ "to": "triage", "returns": true, "reason": "缺少发票" }))
        .gives_nothing()
        .refuses(&[400, 404, 409, 413, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    input: Input<SendBack>,
) -> Result<StatusCode> {
    let SendBack { to, returns, reason } = input.body;
    desk.send_back(&actor, place.part("task")?, to, returns, reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
