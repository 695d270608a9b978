//! Flows beside their definitions: test runs, scenarios, and replays of real tickets. Nothing is stored by them.

pub mod replay;
pub mod scenarios;
pub mod trial;

use desk::{Actor, Desk};
use model::{Body, Kind, flow::Flow, key::DefinitionKey};
use schemars::JsonSchema;
use serde::Deserialize;

use super::Endpoint;
use crate::trouble::Result;

/// A flow as it is drawn.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Drawn {
    /// The flow; the caller's draft or the newest version, if absent.
    flow: Option<Flow>,
}

/// Names the flow in the path.
fn placed(endpoint: Endpoint) -> Endpoint {
    endpoint.part::<DefinitionKey>("key", "The key of the flow.")
}

/// The flow that is given, else the caller's draft or the newest version.
async fn drawn(desk: &Desk, actor: &Actor, key: &DefinitionKey, given: Option<Flow>) -> Result<Flow> {
    if let Some(flow) = given {
        return Ok(flow);
    }
    match desk.definition(actor, Kind::Flow, key).await?.content.body {
        Body::Flow(flow) => Ok(flow),
        _ => Err(desk::Error::NotFound.into()),
    }
}
