//! Do once more with a flow what was done with real tickets.

use axum::{Json, extract::State};
use desk::Desk;
use model::{key::DefinitionKey, replay::Replay};
use serde_json::json;

use super::{Drawn, drawn, placed};
use crate::{
    rest::{Endpoint, caller::Caller, input::Input, query::Place},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    placed(Endpoint::post("/flows/{key}/replay", handler))
        .named("definitions", "replay_flow", "Replay the tickets of the last thirty days with a flow")
        .about("What people did with tickets that have ended is done once more, by the version that each followed and by this flow; what comes out otherwise is listed, the newest tickets first.")
        .takes::<Drawn>(json!({}))
        .gives::<Replay>()
        .refuses(&[400, 404, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    input: Input<Drawn>,
) -> Result<Json<Replay>> {
    let key: DefinitionKey = place.text("key")?.into();
    let flow = drawn(&desk, &actor, &key, input.body.flow).await?;
    Ok(Json(desk.replay_flow(&actor, key, flow).await?))
}
