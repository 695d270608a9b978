//! Say how much a ladder would have told.

use axum::{Json, extract::State};
use desk::Desk;
use model::{key::DefinitionKey, view::Forecast};

use crate::{
    rest::{Endpoint, caller::Caller, query::Place},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::get("/ladders/{key}/forecast", handler)
        .named("definitions", "forecast_ladder", "Say how much a ladder would have told in the last thirty days")
        .about("The caller's draft of it, else the newest version, is played over the clocks that follow it already, else over all of them. Nobody takes note of anything, so repeats count in full.")
        .part::<DefinitionKey>("key", "The ladder's key.")
        .gives::<Forecast>()
        .refuses(&[404, 422, 503])
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller, place: Place) -> Result<Json<Forecast>> {
    Ok(Json(desk.forecast(&actor, &place.text("key")?.into(), None).await?))
}
