//! Accept a task that is offered to one.

use axum::{Json, extract::State};
use desk::Desk;
use model::{id::TaskId, view::TaskView};

use super::PLACE;
use crate::{
    rest::{Endpoint, caller::Caller, query::Place},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/tasks/{task}/accept", handler)
        .named("tasks", "accept_task", "Accept a task that is offered to the caller")
        .about("`offered_until` of the task says for how long that is possible. Accepting again changes nothing.")
        .part::<TaskId>("task", PLACE)
        .gives::<TaskView>()
        .refuses(&[404, 409, 503])
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller, place: Place) -> Result<Json<TaskView>> {
    Ok(Json(desk.accept(&actor, place.part("task")?).await?))
}
