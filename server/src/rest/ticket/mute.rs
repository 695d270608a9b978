//! Be told nothing of a ticket that one follows.

use axum::{extract::State, http::StatusCode};
use desk::Desk;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::{PLACE, id};
use crate::{
    rest::{Endpoint, caller::Caller, input::Input, query::Place},
    trouble::Result,
};

/// Whether to be told.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mute {
    /// True to be told nothing, false to be told again.
    muted: bool,
}

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/tickets/{ticket}/mute", handler)
        .named("tickets", "mute_ticket", "Choose whether to be told of a ticket that one follows")
        .part::<String>("ticket", PLACE)
        .takes::<Mute>(json!({ "muted": true }))
        .gives_nothing()
        .refuses(&[400, 404, 409, 413, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    input: Input<Mute>,
) -> Result<StatusCode> {
    let ticket = id(&desk, &actor, &place).await?;
    desk.mute(&actor, ticket, input.body.muted).await?;
    Ok(StatusCode::NO_CONTENT)
}
