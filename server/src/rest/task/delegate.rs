//! Give a task to someone for a time.

use axum::{extract::State, http::StatusCode};
use desk::Desk;
use model::id::{PersonId, TaskId};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::PLACE;
use crate::{
    rest::{Endpoint, caller::Caller, input::Input, query::Place},
    trouble::Result,
};

/// To whom, and why.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Delegate {
    /// The id of the person.
    to: PersonId,
    /// The reason, which stays in the timeline.
    #[serde(default)]
    reason: String,
}

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/tasks/{task}/delegate", handler)
        .named("tasks", "delegate_task", "Give a task of one's own to someone for a time")
        .about(
            "When they have done it, it comes back for the final word. In an approval they decide in the name of \
             whoever was asked.",
        )
        .part::<TaskId>("task", PLACE)
        .takes::<Delegate>(json!({ "to": "019b2f6e-7c1a-7a55-9c1e-1f2a3b4c5d6e", "reason": "你更熟悉这种型号" }))
        .gives_nothing()
        .refuses(&[400, 404, 409, 413, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    input: Input<Delegate>,
) -> Result<StatusCode> {
    desk.delegate(&actor, place.part("task")?, input.body.to, input.body.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
