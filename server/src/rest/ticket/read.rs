//! Read a ticket.

use axum::{Json, extract::State};
use desk::Desk;
use model::view::TicketPage;

use super::{PLACE, named};
use crate::{
    rest::{Endpoint, caller::Caller, query::Place},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::get("/tickets/{ticket}", handler)
        .named("tickets", "read_ticket", "Read a ticket with its open tasks and clocks")
        .part::<String>("ticket", PLACE)
        .gives::<TicketPage>()
        .refuses(&[404])
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller, place: Place) -> Result<Json<TicketPage>> {
    Ok(Json(desk.ticket(&actor, named(&place)?).await?))
}
