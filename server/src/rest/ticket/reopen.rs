//! Open a ticket again.

use axum::{Json, extract::State};
use desk::Desk;
use model::view::TicketRow;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::{PLACE, id};
use crate::{
    rest::{Endpoint, caller::Caller, input::Input, query::Place},
    trouble::Result,
};

/// Why a ticket is opened again.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reopening {
    /// In words; the customer may read them.
    reason: String,
}

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/tickets/{ticket}/reopen", handler)
        .named("tickets", "reopen_ticket", "Open a ticket again whose flow has ended")
        .about("Its flow begins anew, as a new episode with clocks of its own.")
        .part::<String>("ticket", PLACE)
        .takes::<Reopening>(json!({ "reason": "客户反映问题又出现了。" }))
        .gives::<TicketRow>()
        .repeatable()
        .refuses(&[400, 404, 409, 413, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    caller: Caller,
    place: Place,
    input: Input<Reopening>,
) -> Result<Json<TicketRow>> {
    let ticket = id(&desk, &caller.0, &place).await?;
    let request = caller.key(input.request);
    Ok(Json(desk.reopen(&caller.0, ticket, input.body.reason, request).await?))
}
