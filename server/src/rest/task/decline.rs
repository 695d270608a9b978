//! Decline a task that is offered to one.

use axum::{extract::State, http::StatusCode};
use desk::Desk;
use model::id::TaskId;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::PLACE;
use crate::{
    rest::{Endpoint, caller::Caller, input::Input, query::Place},
    trouble::Result,
};

/// Why not.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decline {
    /// In words, for the timeline.
    #[serde(default)]
    reason: String,
}

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/tasks/{task}/decline", handler)
        .named("tasks", "decline_task", "Decline a task that is offered to the caller")
        .about("The next one is asked at once.")
        .part::<TaskId>("task", PLACE)
        .takes::<Decline>(json!({ "reason": "正在接电话。" }))
        .gives_nothing()
        .refuses(&[400, 404, 409, 413, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    input: Input<Decline>,
) -> Result<StatusCode> {
    desk.decline(&actor, place.part("task")?, input.body.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
