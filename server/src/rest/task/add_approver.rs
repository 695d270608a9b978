//! Ask someone else in an approval.

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

/// Whom, when, and why.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Approver {
    /// The id of the person who is asked.
    person: PersonId,
    /// Whether they decide before the owner of the task, instead of after.
    #[serde(default)]
    before: bool,
    /// The reason, which stays in the timeline.
    #[serde(default)]
    reason: String,
}

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/tasks/{task}/approvers", handler)
        .named("tasks", "add_approver", "Ask someone else in the approval of a task")
        .part::<TaskId>("task", PLACE)
        .takes::<Approver>(json!({
            "person": "019a0000-0000-7000-8000-000000000000", "before": true, "reason": "金额超过我的权限"
        }))
        .gives_nothing()
        .refuses(&[400, 404, 409, 413, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    input: Input<Approver>,
) -> Result<StatusCode> {
    let Approver { person, before, reason } = input.body;
    desk.add_approver(&actor, place.part("task")?, person, before, reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
