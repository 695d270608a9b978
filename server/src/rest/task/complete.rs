//! Complete a task.

use axum::{Json, extract::State};
use desk::Desk;
use model::{
    Fields,
    id::TaskId,
    key::OutcomeKey,
    view::{Completion, TicketRow},
};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::PLACE;
use crate::{
    rest::{Endpoint, caller::Caller, input::Input, query::Place},
    trouble::Result,
};

/// How a task ends.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Done {
    /// The key of its outcome.
    outcome: OutcomeKey,
    /// What was filled in, by field of the task's layout.
    #[serde(default)]
    fields: Fields,
}

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/tasks/{task}/complete", handler)
        .named("tasks", "complete_task", "Complete a task")
        .about("The flow goes on by the link of the outcome. Gives the ticket as it is then. A task is completed once: whoever comes second is told who was first.")
        .part::<TaskId>("task", PLACE)
        .takes::<Done>(json!({ "outcome": "resolved", "fields": { "solution": "重新开票" } }))
        .gives::<TicketRow>()
        .repeatable()
        .refuses(&[400, 404, 409, 413, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    caller: Caller,
    place: Place,
    input: Input<Done>,
) -> Result<Json<TicketRow>> {
    let Done { outcome, fields } = input.body;
    let request = caller.key(input.request);
    let completion = Completion { outcome, fields };
    Ok(Json(desk.complete(&caller.0, place.part("task")?, completion, request).await?))
}
