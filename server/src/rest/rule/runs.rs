//! Read what a rule did.

use axum::{Json, extract::State};
use desk::Desk;
use model::{
    id::RuleRunId,
    view::{List, RuleRunRow},
};

use super::placed;
use crate::{
    rest::{
        Endpoint,
        caller::Caller,
        query::{Params, Place},
    },
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    placed(Endpoint::get("/rules/{key}/runs", handler))
        .named("definitions", "list_rule_runs", "Read what a rule did, the newest first, with what it saw")
        .asks::<RuleRunId>("before", "The place to go on from: `next` of the part before.")
        .asks::<u32>("limit", "How many entries, 1 to 100; 30 when absent.")
        .gives::<List<RuleRunRow>>()
        .refuses(&[422])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    mut params: Params,
) -> Result<Json<List<RuleRunRow>>> {
    let before = params.word("before");
    let limit = params.number("limit");
    params.done()?;
    Ok(Json(desk.rule_runs(&actor, &place.text("key")?.into(), before, limit).await?))
}
