//! Take a task that nobody has.

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
    Endpoint::post("/tasks/{task}/claim", handler)
        .named("tasks", "claim_task", "Take a task that nobody has")
        .about("Claiming one's own task again changes nothing.")
        .part::<TaskId>("task", PLACE)
        .gives::<TaskView>()
        .refuses(&[404, 409, 503])
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller, place: Place) -> Result<Json<TaskView>> {
    Ok(Json(desk.claim(&actor, place.part("task")?).await?))
}
