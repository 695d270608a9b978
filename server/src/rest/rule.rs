//! Rules beside their definitions: how they fare, what they did, trying them.

pub mod read;
pub mod runs;
pub mod switch_on;
pub mod try_on;

use model::key::DefinitionKey;

use super::Endpoint;

/// Names the rule in the path.
fn placed(endpoint: Endpoint) -> Endpoint {
    endpoint.part::<DefinitionKey>("key", "The key of the rule.")
}
