//! Take note of what a ladder told.

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

/// Nothing needs to be said.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Noted {}

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/tickets/{ticket}/acknowledge", handler)
        .named("tickets", "acknowledge_ticket", "Take note of the levels of ladders that have fired")
        .about("What repeats until someone has it is not told again. Later levels fire as ever. Refused where nothing has fired, or someone has taken note already.")
        .part::<String>("ticket", PLACE)
        .takes::<Noted>(json!({}))
        .gives::<TicketRow>()
        .repeatable()
        .refuses(&[400, 404, 409, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    caller: Caller,
    place: Place,
    input: Input<Noted>,
) -> Result<Json<TicketRow>> {
    let ticket = id(&desk, &caller.0, &place).await?;
    let request = caller.key(input.request);
    Ok(Json(desk.acknowledge(&caller.0, ticket, request).await?))
}
