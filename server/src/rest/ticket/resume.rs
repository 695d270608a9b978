//! Take a ticket up again that is on hold.

use axum::{extract::State, http::StatusCode};
use desk::Desk;

use super::{PLACE, id};
use crate::{
    rest::{Endpoint, caller::Caller, query::Place},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/tickets/{ticket}/resume", handler)
        .named("tickets", "resume_ticket", "Take a ticket up again that is on hold")
        .part::<String>("ticket", PLACE)
        .gives_nothing()
        .refuses(&[404, 409, 503])
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller, place: Place) -> Result<StatusCode> {
    let ticket = id(&desk, &actor, &place).await?;
    desk.resume(&actor, ticket).await?;
    Ok(StatusCode::NO_CONTENT)
}
