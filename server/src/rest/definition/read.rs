//! Read a definition: the caller's draft, or the newest version if there is none.

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
    placed(Endpoint::get("/definitions/{kind}/{key}", handler))
        .named("definitions", "read_definition", "Read a definition as the caller has drawn it")
        .about("The caller's own draft, or the newest version if there is none, and what is wrong with it.")
        .gives::<DefinitionPage>()
        .refuses(&[404])
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller, place: Place) -> Result<Json<DefinitionPage>> {
    let (kind, key) = place.definition()?;
    Ok(Json(desk.definition(&actor, kind, &key).await?))
}
