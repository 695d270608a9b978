//! List what points at a definition.

use axum::{Json, extract::State};
use desk::Desk;
use model::view::{List, Usage};

use super::placed;
use crate::{
    rest::{Endpoint, caller::Caller, query::Place},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    placed(Endpoint::get("/definitions/{kind}/{key}/usage", handler))
        .named("definitions", "list_usage", "List what points at a definition")
        .gives::<List<Usage>>()
        .refuses(&[404])
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller, place: Place) -> Result<Json<List<Usage>>> {
    let (kind, key) = place.definition()?;
    Ok(Json(List { rows: desk.usage(&actor, kind, &key).await?, next: None }))
}
