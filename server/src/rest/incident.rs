//! Incidents: what is stuck, and getting it going again.

pub mod list;
pub mod read;
pub mod settle;

use model::id::IncidentId;

use super::Endpoint;

/// Names the incident in the path.
fn placed(endpoint: Endpoint) -> Endpoint {
    endpoint.part::<IncidentId>("incident", "The id of the incident.")
}
