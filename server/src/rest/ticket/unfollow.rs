//! Let someone follow a ticket no more.

use axum::{extract::State, http::StatusCode};
use desk::Desk;
use model::id::PersonId;

use super::{PLACE, id};
use crate::{
    rest::{Endpoint, caller::Caller, query::Place},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::delete("/tickets/{ticket}/followers/{person}", handler)
        .named("tickets", "unfollow_ticket", "Let someone follow a ticket no more")
        .part::<String>("ticket", PLACE)
        .part::<PersonId>("person", "The id of the person who follows no more.")
        .gives_nothing()
        .refuses(&[404, 409, 503])
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller, place: Place) -> Result<StatusCode> {
    let ticket = id(&desk, &actor, &place).await?;
    desk.unfollow(&actor, ticket, place.part("person")?).await?;
    Ok(StatusCode::NO_CONTENT)
}
