//! End the flow of a ticket by hand.

use axum::{extract::State, http::StatusCode};
use desk::Desk;
use model::flow::Leaves;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::{PLACE, id};
use crate::{
    rest::{Endpoint, caller::Caller, input::Input, query::Place},
    trouble::Result,
};

/// How, and why.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Termination {
    /// What the ticket is left as.
    #[serde(default = "cancelled")]
    leaves: Leaves,
    /// Whether the customer is told by mail, with the reason.
    #[serde(default)]
    tells: bool,
    /// The reason, which stays in the timeline and the audit log.
    reason: String,
}

const fn cancelled() -> Leaves {
    Leaves::Cancelled
}

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/tickets/{ticket}/terminate", handler)
        .named("tickets", "terminate_ticket", "End the flow of a ticket before its time")
        .about("Needs the right `end_tickets`. Its open steps are cancelled and its clocks stop.")
        .part::<String>("ticket", PLACE)
        .takes::<Termination>(json!({ "leaves": "cancelled", "tells": true, "reason": "重复提交" }))
        .gives_nothing()
        .refuses(&[400, 404, 409, 413, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    input: Input<Termination>,
) -> Result<StatusCode> {
    let ticket = id(&desk, &actor, &place).await?;
    let Termination { leaves, tells, reason } = input.body;
    desk.terminate(&actor, ticket, leaves, tells, reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
