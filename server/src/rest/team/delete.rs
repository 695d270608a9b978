//! Delete a team.

use axum::{extract::State, http::StatusCode};
use desk::Desk;
use model::id::TeamId;

use crate::{
    rest::{Endpoint, caller::Caller, query::Place},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::delete("/teams/{team}", handler)
        .named("people", "delete_team", "Delete a team")
        .about("Its people leave it, and no longer see each other's tickets by it.")
        .part::<TeamId>("team", "The team's id.")
        .gives_nothing()
        .refuses(&[404, 409, 503])
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller, place: Place) -> Result<StatusCode> {
    desk.delete_team(&actor, place.part("team")?).await?;
    Ok(StatusCode::NO_CONTENT)
}
