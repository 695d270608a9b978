//! Take a step back after doing it.

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

/// Why.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeBack {
    /// The reason, which stays in the timeline.
    #[serde(default)]
    reason: String,
}

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/tasks/{task}/take-back", handler)
        .named("tasks", "take_back_task", "Take the step before a task back, after doing it")
        .part::<TaskId>("task", PLACE)
        .takes::<TakeBack>(json!({ "reason": "填错了金额" }))
        .gives_nothing()
        .refuses(&[400, 404, 409, 413, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    input: Input<TakeBack>,
) -> Result<StatusCode> {
    desk.take_back(&actor, place.part("task")?, input.body.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
