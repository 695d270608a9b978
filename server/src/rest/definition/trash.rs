//! Put a definition into the trash.

use axum::{extract::State, http::StatusCode};
use desk::Desk;

use super::placed;
use crate::{
    rest::{Endpoint, caller::Caller, query::Place},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    placed(Endpoint::delete("/definitions/{kind}/{key}", handler))
        .named("definitions", "trash_definition", "Put a definition into the trash")
        .about("Refused while others point at it; `problems` names them.")
        .gives_nothing()
        .refuses(&[404, 409])
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller, place: Place) -> Result<StatusCode> {
    let (kind, key) = place.definition()?;
    desk.trash(&actor, kind, &key).await?;
    Ok(StatusCode::NO_CONTENT)
}
