//! Spare someone who was asked besides in an approval.

use axum::{extract::State, http::StatusCode};
use desk::Desk;
use model::id::{PersonId, TaskId};

use super::PLACE;
use crate::{
    rest::{Endpoint, caller::Caller, query::Place},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::delete("/tasks/{task}/approvers/{person}", handler)
        .named("tasks", "remove_approver", "Spare someone who was asked besides in the approval of a task")
        .part::<TaskId>("task", PLACE)
        .part::<PersonId>("person", "The id of the person who is not asked any more.")
        .gives_nothing()
        .refuses(&[404, 409, 503])
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller, place: Place) -> Result<StatusCode> {
    desk.remove_approver(&actor, place.part("task")?, place.part("person")?).await?;
    Ok(StatusCode::NO_CONTENT)
}
