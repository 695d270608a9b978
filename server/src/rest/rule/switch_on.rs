//! Switch a rule on again that was switched off because it failed again and again.

use axum::{extract::State, http::StatusCode};
use desk::Desk;

use super::placed;
use crate::{
    rest::{Endpoint, caller::Caller, query::Place},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    placed(Endpoint::post("/rules/{key}/switch-on", handler))
        .named(
            "definitions",
            "switch_rule_on",
            "Switch on a rule that was switched off because it failed again and again",
        )
        .gives_nothing()
        .refuses(&[404])
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller, place: Place) -> Result<StatusCode> {
    desk.switch_rule_on(&actor, &place.text("key")?.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}
