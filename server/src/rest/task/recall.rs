//! Bring a task back that was given to someone.

use axum::{extract::State, http::StatusCode};
use desk::Desk;
use model::id::TaskId;

use super::PLACE;
use crate::{
    rest::{Endpoint, caller::Caller, query::Place},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/tasks/{task}/recall", handler)
        .named("tasks", "recall_task", "Call a task back that was given to someone, or give it back undone")
        .part::<TaskId>("task", PLACE)
        .gives_nothing()
        .refuses(&[404, 409, 503])
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller, place: Place) -> Result<StatusCode> {
    desk.recall(&actor, place.part("task")?).await?;
    Ok(StatusCode::NO_CONTENT)
}
