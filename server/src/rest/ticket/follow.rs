//! Let people follow a ticket.

use axum::{extract::State, http::StatusCode};
use desk::Desk;
use model::id::PersonId;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::{PLACE, id};
use crate::{
    rest::{Endpoint, caller::Caller, input::Input, query::Place},
    trouble::Result,
};

/// Who follows.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Follow {
    /// The ids of the people; one's own, to follow it oneself.
    people: Vec<PersonId>,
}

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/tickets/{ticket}/followers", handler)
        .named("tickets", "follow_ticket", "Let people follow a ticket")
        .about(
            "They may read it, and are told of words to and from the customer, of what several people decided, and of \
             its end.",
        )
        .part::<String>("ticket", PLACE)
        .takes::<Follow>(json!({ "people": ["019b2f6e-7c1a-7a55-9c1e-1f2a3b4c5d6e"] }))
        .gives_nothing()
        .refuses(&[400, 404, 409, 413, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    input: Input<Follow>,
) -> Result<StatusCode> {
    let ticket = id(&desk, &actor, &place).await?;
    desk.follow(&actor, ticket, input.body.people).await?;
    Ok(StatusCode::NO_CONTENT)
}
