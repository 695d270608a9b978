//! Read how a rule fares.

use axum::{Json, extract::State};
use desk::Desk;
use model::view::RuleStanding;

use super::placed;
use crate::{
    rest::{Endpoint, caller::Caller, query::Place},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    placed(Endpoint::get("/rules/{key}", handler))
        .named("definitions", "read_rule", "Read how a rule fares, and when it looks at tickets next")
        .gives::<RuleStanding>()
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller, place: Place) -> Result<Json<RuleStanding>> {
    Ok(Json(desk.rule_standing(&actor, &place.text("key")?.into()).await?))
}
