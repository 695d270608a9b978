//! Walk a flow with a made-up ticket.

use axum::{Json, extract::State};
use desk::Desk;
use model::{
    flow::Flow,
    key::DefinitionKey,
    trial::{Trial, Tried},
};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::{drawn, placed};
use crate::{
    rest::{Endpoint, caller::Caller, input::Input, query::Place},
    trouble::Result,
};

/// A test run.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TestRun {
    /// The flow; the caller's draft or the newest version, if absent.
    flow: Option<Flow>,
    /// The ticket, and what happens to it.
    trial: Trial,
}

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    placed(Endpoint::post("/flows/{key}/trial", handler))
        .named("definitions", "try_flow", "Walk a flow with a made-up ticket")
        .about("The engine itself, with a virtual clock and everything captured that would go out. The same trial gives the same answer; leaving the last moves out winds it back.")
        .takes::<TestRun>(json!({ "trial": { "moves": [{ "move": "next_event" }, { "move": "go" }] } }))
        .gives::<Tried>()
        .refuses(&[400, 404, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    input: Input<TestRun>,
) -> Result<Json<Tried>> {
    let key: DefinitionKey = place.text("key")?.into();
    let TestRun { flow, trial } = input.body;
    let flow = drawn(&desk, &actor, &key, flow).await?;
    Ok(Json(desk.try_flow(&actor, key, flow, trial).await?))
}
