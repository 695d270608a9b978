//! Definitions: forms, flows, ticket types and everything else that is drawn.

pub mod check;
pub mod diff;
pub mod discard;
pub mod list;
pub mod migration;
pub mod publish;
pub mod read;
pub mod reckoning;
pub mod restore;
pub mod trash;
pub mod untrash;
pub mod usage;
pub mod version;
pub mod versions;
pub mod write;

use model::{Kind, key::DefinitionKey};
use schemars::JsonSchema;
use serde::Serialize;

use super::Endpoint;

/// Names the kind and the key in the path.
fn placed(endpoint: Endpoint) -> Endpoint {
    endpoint.part::<Kind>("kind", "The kind of definition.").part::<DefinitionKey>("key", "Its key within its kind.")
}

/// What is wrong with a definition, each with its sentence.
#[derive(Serialize, JsonSchema)]
pub struct Findings {
    /// Whether it could be published.
    pub publishable: bool,
    /// What is wrong: severity, code, path, message, facts.
    pub problems: Vec<serde_json::Value>,
}
