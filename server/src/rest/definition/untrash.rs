//! Take a definition out of the trash.

use axum::{extract::State, http::StatusCode};
use desk::Desk;

use super::placed;
use crate::{
    rest::{Endpoint, caller::Caller, query::Place},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    placed(Endpoint::post("/definitions/{kind}/{key}/untrash", handler))
        .named("definitions", "untrash_definition", "Take a definition out of the trash")
        .gives_nothing()
        .refuses(&[404, 409])
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller, place: Place) -> Result<StatusCode> {
    let (kind, key) = place.definition()?;
    desk.untrash(&actor, kind, &key).await?;
    Ok(StatusCode::NO_CONTENT)
}
