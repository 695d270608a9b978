//! Move open tickets to a version of their flow, part by part.

use axum::{Json, extract::State};
use desk::{Actor, Desk};
use model::{
    Code, Kind, Problem,
    key::DefinitionKey,
    migration::Plan,
    role::Right,
    view::{MigrationForecast, MigrationPart},
};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::placed;
use crate::{
    rest::{Endpoint, caller::Caller, input::Input, query::Place},
    trouble::{Result, Trouble},
};

/// How tickets move.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Move {
    /// Only tickets that followed this version before they were moved.
    back: bool,
    /// Where steps go on that the version does not have, and what becomes of running times.
    plan: Plan,
    /// Where the part begins: the `next` of the part before; the oldest tickets, if absent. A forecast ignores it.
    after: Option<String>,
}

/// Documentation and route of the forecast.
pub fn forecast() -> Endpoint {
    placed(Endpoint::post("/definitions/{kind}/{key}/versions/{number}/migration/forecast", foresee))
        .named("definitions", "forecast_migration", "See what would become of open tickets in a version of their flow")
        .about("Flows only. Changes nothing.")
        .part::<i64>("number", "The number of the version they would move to.")
        .takes::<Move>(example())
        .gives::<MigrationForecast>()
        .refuses(&[400, 404, 415, 422])
}

/// Documentation and route of the move.
pub fn endpoint() -> Endpoint {
    placed(Endpoint::post("/definitions/{kind}/{key}/versions/{number}/migration", handler))
        .named("definitions", "migrate_tickets", "Move the next part of the open tickets to a version of their flow")
        .about(
            "Flows only. Each ticket moves whole or stays; ask again with `next` as `after` until there is no `next`. \
             Moving to an older version with `back` undoes an earlier move.",
        )
        .part::<i64>("number", "The number of the version they move to.")
        .takes::<Move>(example())
        .gives::<MigrationPart>()
        .refuses(&[400, 404, 415, 422, 503])
}

fn example() -> serde_json::Value {
    json!({ "plan": { "places": { "check": "review" }, "timers": "keep" } })
}

async fn foresee(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    input: Input<Move>,
) -> Result<Json<MigrationForecast>> {
    let (key, number) = flow(&actor, &place)?;
    let Move { back, plan, .. } = input.body;
    Ok(Json(desk.forecast_migration(&actor, &key, number, back, &plan).await?))
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    input: Input<Move>,
) -> Result<Json<MigrationPart>> {
    let (key, number) = flow(&actor, &place)?;
    let Move { back, plan, after } = input.body;
    Ok(Json(desk.migrate(&actor, &key, number, back, &plan, after.as_deref()).await?))
}

/// The flow and the version of the path, for whoever may move tickets.
fn flow(actor: &Actor, place: &Place) -> Result<(DefinitionKey, i64)> {
    actor.may(Right::PublishDefinitions)?;
    let (kind, key) = place.definition()?;
    if kind != Kind::Flow {
        return Err(Trouble::invalid(vec![Problem::error(Code::UnknownOption, "/kind").with("given", kind)]));
    }
    Ok((key, place.part("number")?))
}
