//! Rename a team, or set who is in it.

use axum::{Json, extract::State};
use desk::Desk;
use model::{
    id::TeamId,
    view::{TeamCard, TeamChange},
};
use serde_json::json;

use crate::{
    rest::{Endpoint, caller::Caller, input::Input, query::Place},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::patch("/teams/{team}", handler)
        .named("people", "change_team", "Rename a team, or set who is in it")
        .part::<TeamId>("team", "The team's id.")
        .takes::<TeamChange>(json!({ "name": "二线" }))
        .gives::<TeamCard>()
        .refuses(&[400, 404, 409, 413, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    input: Input<TeamChange>,
) -> Result<Json<TeamCard>> {
    Ok(Json(desk.set_team(&actor, place.part("team")?, input.body).await?))
}
