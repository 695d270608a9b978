//! List the ticket types the caller may file.

use axum::{Json, extract::State};
use desk::Desk;
use model::view::{List, TypeCard};

use crate::{
    rest::{Endpoint, caller::Caller},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::get("/ticket_types", handler)
        .named("tickets", "list_ticket_types", "List the ticket types the caller may file")
        .gives::<List<TypeCard>>()
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller) -> Result<Json<List<TypeCard>>> {
    Ok(Json(List { rows: desk.types(&actor).await?, next: None }))
}
