//! Read an incident, with what may be mended.

use axum::{Json, extract::State};
use desk::Desk;
use model::view::IncidentPage;

use super::placed;
use crate::{
    rest::{Endpoint, caller::Caller, query::Place},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    placed(Endpoint::get("/incidents/{incident}", handler))
        .named("incidents", "read_incident", "Read an incident, with the fields and variables that may be mended")
        .gives::<IncidentPage>()
        .refuses(&[404])
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller, place: Place) -> Result<Json<IncidentPage>> {
    Ok(Json(desk.incident(&actor, place.part("incident")?).await?))
}
