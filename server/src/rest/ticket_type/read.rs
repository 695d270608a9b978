//! Read what it takes to file a ticket of a type.

use axum::{Json, extract::State};
use desk::Desk;
use model::{key::DefinitionKey, view::Intake};

use crate::{
    rest::{Endpoint, caller::Caller, query::Place},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::get("/ticket_types/{key}", handler)
        .named("tickets", "read_ticket_type", "Read the form that a ticket of this type is filed with")
        .part::<DefinitionKey>("key", "The type's key.")
        .gives::<Intake>()
        .refuses(&[404])
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller, place: Place) -> Result<Json<Intake>> {
    Ok(Json(desk.intake(&actor, &place.text("key")?.into()).await?))
}
