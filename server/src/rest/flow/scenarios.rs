//! Walk every scenario of a flow.

use axum::{Json, extract::State};
use desk::Desk;
use model::{key::DefinitionKey, scenario::ScenarioReport};
use serde_json::json;

use super::{Drawn, drawn, placed};
use crate::{
    rest::{Endpoint, caller::Caller, input::Input, query::Place},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    placed(Endpoint::post("/flows/{key}/scenarios", handler))
        .named("definitions", "try_scenarios", "Walk every scenario of a flow")
        .about("What came of each, and which nodes and links none of them came to.")
        .takes::<Drawn>(json!({}))
        .gives::<ScenarioReport>()
        .refuses(&[400, 404, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    input: Input<Drawn>,
) -> Result<Json<ScenarioReport>> {
    let key: DefinitionKey = place.text("key")?.into();
    let flow = drawn(&desk, &actor, &key, input.body.flow).await?;
    Ok(Json(desk.try_scenarios(&actor, key, flow).await?))
}
