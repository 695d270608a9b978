//! Hand a task to someone else.

use axum::{Json, extract::State};
use desk::Desk;
use model::{
    id::{PersonId, TaskId},
    view::TaskView,
};
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
pub struct Transfer {
    /// The id of the person who gets it.
    to: PersonId,
    /// The reason, which stays in the timeline.
    #[serde(default)]
    reason: String,
}

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/tasks/{task}/transfer", handler)
        .named("tasks", "transfer_task", "Hand a task to someone else")
        .part::<TaskId>("task", PLACE)
        .takes::<Transfer>(json!({ "to": "019a0000-0000-7000-8000-000000000000", "reason": "她熟悉这位客户" }))
        .gives::<TaskView>()
        .refuses(&[400, 404, 409, 413, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    input: Input<Transfer>,
) -> Result<Json<TaskView>> {
    let Transfer { to, reason } = input.body;
    Ok(Json(desk.transfer(&actor, place.part("task")?, to, reason).await?))
}
