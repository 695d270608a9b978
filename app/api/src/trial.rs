//! Test runs of drafts.

use leptos::prelude::*;
use model::{
    flow::Flow,
    key::DefinitionKey,
    replay::Replay,
    scenario::ScenarioReport,
    trial::{Trial, Tried},
};
use server_fn::codec::Json;

#[cfg(feature = "ssr")]
use crate::ssr;
use crate::{ApiError, WireJson};

/// Walks a draft of a flow; nothing is stored.
#[server(name = TryFlowCall, prefix = "/_fn", endpoint = "trial/flow", input = Json, output = WireJson)]
pub async fn flow(key: DefinitionKey, flow: Flow, trial: Trial) -> Result<Tried, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.try_flow(&actor, key, flow, trial).await?)
}

/// Walks every scenario of a draft of a flow; nothing is stored.
#[server(name = TryScenariosCall, prefix = "/_fn", endpoint = "trial/scenarios", input = Json, output = WireJson)]
pub async fn scenarios(key: DefinitionKey, flow: Flow) -> Result<ScenarioReport, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.try_scenarios(&actor, key, flow).await?)
}

/// Does once more with a draft of a flow what was done with the tickets of the last thirty days; nothing is stored.
#[server(name = ReplayFlowCall, prefix = "/_fn", endpoint = "trial/replay", input = Json, output = WireJson)]
pub async fn replay(key: DefinitionKey, flow: Flow) -> Result<Replay, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.replay_flow(&actor, key, flow).await?)
}
