//! Test runs of drafts.

use leptos::prelude::*;
use model::{
    flow::Flow,
    key::DefinitionKey,
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
