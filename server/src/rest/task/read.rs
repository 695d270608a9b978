//! Read a task.

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
    Endpoint::get("/tasks/{task}", handler)
        .named("tasks", "read_task", "Read a task with its layout and its outcomes")
        .part::<TaskId>("task", PLACE)
        .gives::<TaskView>()
        .refuses(&[404])
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller, place: Place) -> Result<Json<TaskView>> {
    Ok(Json(desk.task(&actor, place.part("task")?).await?))
}
