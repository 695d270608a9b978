//! Settle an incident.

use axum::{extract::State, http::StatusCode};
use desk::Desk;
use model::incident::Settling;
use serde_json::json;

use super::placed;
use crate::{
    rest::{Endpoint, caller::Caller, input::Input, query::Place},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    placed(Endpoint::post("/incidents/{incident}/settle", handler))
        .named(
            "incidents",
            "settle_incident",
            "Try a stuck step again, with fields and variables mended before, or go on without it",
        )
        .takes::<Settling>(json!({ "how": "retry", "mends": { "fields": {}, "variables": { "total": 3 } } }))
        .gives_nothing()
        .refuses(&[400, 404, 409, 413, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    input: Input<Settling>,
) -> Result<StatusCode> {
    desk.settle(&actor, place.part("incident")?, input.body).await?;
    Ok(StatusCode::NO_CONTENT)
}
