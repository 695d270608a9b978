//! Urge whoever has a task.

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

/// What to say.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Urge {
    /// Words for them, which stay in the timeline.
    #[serde(default)]
    text: String,
}

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/tasks/{task}/urge", handler)
        .named("tasks", "urge_task", "Urge whoever has a task, or everyone who could take it")
        .about("Each person can urge for the same task again after 30 minutes.")
        .part::<TaskId>("task", PLACE)
        .takes::<Urge>(json!({ "text": "客户还在等。" }))
        .gives_nothing()
        .refuses(&[400, 404, 409, 413, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    input: Input<Urge>,
) -> Result<StatusCode> {
    desk.urge(&actor, place.part("task")?, input.body.text).await?;
    Ok(StatusCode::NO_CONTENT)
}
