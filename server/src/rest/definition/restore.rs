//! Bring an old version back, as the caller's draft.

use axum::{Json, extract::State};
use desk::Desk;
use model::view::DefinitionPage;

use super::placed;
use crate::{
    rest::{Endpoint, caller::Caller, query::Place},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    placed(Endpoint::post("/definitions/{kind}/{key}/versions/{number}/restore", handler))
        .named("definitions", "restore_version", "Bring an old version back, as the caller's draft")
        .part::<i64>("number", "The version's number.")
        .gives::<DefinitionPage>()
        .refuses(&[404, 409, 503])
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller, place: Place) -> Result<Json<DefinitionPage>> {
    let (kind, key) = place.definition()?;
    Ok(Json(desk.restore(&actor, kind, &key, place.part("number")?).await?))
}
