//! Let a calendar or a policy count for open tickets too, and see what comes of it.

use axum::{Json, extract::State, http::StatusCode};
use desk::{Actor, Desk};
use model::{
    Code, Kind, Problem,
    key::DefinitionKey,
    reckoning::Published,
    role::Right,
    view::{ReckoningForecast, ReckoningProgress},
};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::placed;
use crate::{
    rest::{Endpoint, caller::Caller, input::Input, query::Place},
    trouble::{Result, Trouble},
};

/// By what times would be counted.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct By {
    /// By the caller's draft instead of the newest version.
    drawn: bool,
}

/// Documentation and route of the forecast.
pub fn forecast() -> Endpoint {
    placed(Endpoint::post("/definitions/{kind}/{key}/reckoning/forecast", foresee))
        .named(
            "definitions",
            "forecast_reckoning",
            "See which running times of open tickets a calendar or policy moves",
        )
        .about("Calendars and policies only. Changes nothing; the tickets in which something would be late come first.")
        .takes::<By>(json!({ "drawn": true }))
        .gives::<ReckoningForecast>()
        .refuses(&[400, 404, 415, 422])
}

/// Documentation and route of the reckoning.
pub fn endpoint() -> Endpoint {
    placed(Endpoint::post("/definitions/{kind}/{key}/reckoning", handler))
        .named("definitions", "reckon_tickets", "Let the newest version count for open tickets too")
        .about(
            "Calendars and policies only. The running times are counted anew in the background; what is late by it alone \
             is told to nobody. Asked for again, it begins again, and what was counted already stays as it is.",
        )
        .makes::<ReckoningProgress>()
        .refuses(&[404, 422, 503])
}

/// Documentation and route of its progress.
pub fn progress() -> Endpoint {
    placed(Endpoint::get("/definitions/{kind}/{key}/reckoning", look))
        .named("definitions", "read_reckoning", "See how far the last reckoning has come")
        .about("Null when there was none.")
        .gives::<Option<ReckoningProgress>>()
        .refuses(&[404, 422])
}

async fn foresee(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    input: Input<By>,
) -> Result<Json<ReckoningForecast>> {
    let (kind, key) = timed(&actor, &place)?;
    Ok(Json(desk.forecast_reckoning(&actor, kind, &key, input.body.drawn).await?))
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
) -> Result<(StatusCode, Json<ReckoningProgress>)> {
    let (kind, key) = timed(&actor, &place)?;
    Ok((StatusCode::CREATED, Json(desk.reckon(&actor, kind, &key).await?)))
}

async fn look(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
) -> Result<Json<Option<ReckoningProgress>>> {
    let (kind, key) = timed(&actor, &place)?;
    Ok(Json(desk.reckoning(&actor, kind, &key).await?))
}

/// The calendar or policy of the path, for whoever may publish it.
fn timed(actor: &Actor, place: &Place) -> Result<(Kind, DefinitionKey)> {
    actor.may(Right::PublishDefinitions)?;
    let (kind, key) = place.definition()?;
    if !Published::can_be(kind) {
        return Err(Trouble::invalid(vec![Problem::error(Code::UnknownOption, "/kind").with("given", kind)]));
    }
    Ok((kind, key))
}
