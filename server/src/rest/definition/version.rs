//! Read one version of a definition.

use axum::{Json, extract::State};
use desk::Desk;
use model::record::Version;

use super::placed;
use crate::{
    rest::{Endpoint, caller::Caller, query::Place},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    placed(Endpoint::get("/definitions/{kind}/{key}/versions/{number}", handler))
        .named("definitions", "read_version", "Read one version of a definition")
        .part::<i64>("number", "The version's number.")
        .gives::<Version>()
        .refuses(&[404])
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller, place: Place) -> Result<Json<Version>> {
    let (kind, key) = place.definition()?;
    Ok(Json(desk.version(&actor, kind, &key, place.part("number")?).await?))
}
