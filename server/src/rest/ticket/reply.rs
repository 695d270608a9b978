//! Answer the customer, or take a note.

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

/// Words about a ticket.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// The words, in plain text.
    text: String,
    /// Whether the customer is sent them; else it is a note among colleagues.
    public: bool,
}

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/tickets/{ticket}/replies", handler)
        .named("tickets", "reply_to_ticket", "Answer the customer, or take a note")
        .part::<String>("ticket", PLACE)
        .takes::<Reply>(json!({ "text": "已为您重新开具发票。", "public": true }))
        .gives_nothing()
        .repeatable()
        .refuses(&[400, 404, 409, 413, 415, 422, 503])
}

async fn handler(State(desk): State<Desk>, caller: Caller, place: Place, input: Input<Reply>) -> Result<StatusCode> {
    let ticket = id(&desk, &caller.0, &place).await?;
    let request = caller.key(input.request);
    desk.reply(&caller.0, ticket, input.body.text, input.body.public, request).await?;
    Ok(StatusCode::NO_CONTENT)
}
