//! List the versions of a definition.

use axum::{Json, extract::State};
use desk::Desk;
use model::view::{List, VersionRow};

use super::placed;
use crate::{
    rest::{Endpoint, caller::Caller, query::Place},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    placed(Endpoint::get("/definitions/{kind}/{key}/versions", handler))
        .named("definitions", "list_versions", "List the versions of a definition, newest first")
        .gives::<List<VersionRow>>()
        .refuses(&[404])
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller, place: Place) -> Result<Json<List<VersionRow>>> {
    let (kind, key) = place.definition()?;
    Ok(Json(List { rows: desk.versions(&actor, kind, &key).await?, next: None }))
}
