//! Find tickets, by a question in the body: for long lists and long texts.

use axum::{Json, extract::State};
use desk::Desk;
use model::view::{List, TicketQuery, TicketRow};
use serde_json::json;

use crate::{
    rest::{Endpoint, caller::Caller, input::Input},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/tickets/search", handler)
        .named("tickets", "search_tickets", "Find tickets")
        .about("Asks what `GET /tickets` asks, with the question in the body. Changes nothing.")
        .takes::<TicketQuery>(json!({ "text": "发票", "open": true, "priority": ["high", "urgent"], "limit": 20 }))
        .gives::<List<TicketRow>>()
        .refuses(&[400, 413, 415, 422])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    input: Input<TicketQuery>,
) -> Result<Json<List<TicketRow>>> {
    Ok(Json(desk.tickets(&actor, input.body).await?))
}
