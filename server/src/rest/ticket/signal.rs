//! Give a ticket a signal that its flow waits for.

use axum::{extract::State, http::StatusCode};
use desk::Desk;
use model::{Fields, key::SignalKey};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::{PLACE, id};
use crate::{
    rest::{Endpoint, caller::Caller, input::Input, query::Place},
    trouble::Result,
};

/// What comes with the signal.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signal {
    /// Answers, by field; only those that the flow lets this signal write.
    #[serde(default)]
    fields: Fields,
}

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/tickets/{ticket}/signals/{name}", handler)
        .named("tickets", "signal_ticket", "Give a ticket a signal that its flow waits for")
        .part::<String>("ticket", PLACE)
        .part::<SignalKey>("name", "The signal's name, as the flow calls it.")
        .takes::<Signal>(json!({ "fields": { "paid_at": "2026-11-26" } }))
        .gives_nothing()
        .repeatable()
        .refuses(&[400, 404, 409, 413, 415, 422, 503])
}

async fn handler(State(desk): State<Desk>, caller: Caller, place: Place, input: Input<Signal>) -> Result<StatusCode> {
    let ticket = id(&desk, &caller.0, &place).await?;
    let name = SignalKey::new(place.text("name")?);
    let request = caller.key(input.request);
    desk.signal(&caller.0, ticket, name, input.body.fields, request).await?;
    Ok(StatusCode::NO_CONTENT)
}
