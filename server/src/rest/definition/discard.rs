//! Throw the caller's draft away.

use axum::{extract::State, http::StatusCode};
use desk::Desk;

use super::placed;
use crate::{
    rest::{Endpoint, caller::Caller, query::Place},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    placed(Endpoint::delete("/definitions/{kind}/{key}/draft", handler))
        .named("definitions", "discard_draft", "Throw the caller's draft away")
        .gives_nothing()
        .refuses(&[404])
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller, place: Place) -> Result<StatusCode> {
    let (kind, key) = place.definition()?;
    desk.discard_draft(&actor, kind, &key).await?;
    Ok(StatusCode::NO_CONTENT)
}
