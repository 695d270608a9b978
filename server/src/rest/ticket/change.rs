//! Change a ticket's title or priority.

use axum::{Json, extract::State};
use desk::Desk;
use model::view::{TicketChange, TicketRow};
use serde_json::json;

use super::{PLACE, id};
use crate::{
    rest::{Endpoint, caller::Caller, input::Input, query::Place},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::patch("/tickets/{ticket}", handler)
        .named("tickets", "change_ticket", "Change a ticket's title or priority")
        .about("A new priority is held against the policy at once; the time that was used is carried over.")
        .part::<String>("ticket", PLACE)
        .takes::<TicketChange>(json!({ "priority": "urgent" }))
        .gives::<TicketRow>()
        .repeatable()
        .refuses(&[400, 404, 409, 413, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    caller: Caller,
    place: Place,
    input: Input<TicketChange>,
) -> Result<Json<TicketRow>> {
    let ticket = id(&desk, &caller.0, &place).await?;
    let request = caller.key(input.request);
    Ok(Json(desk.change_ticket(&caller.0, ticket, input.body, request).await?))
}
