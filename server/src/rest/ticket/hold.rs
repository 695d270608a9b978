//! Put a ticket on hold.

use axum::{extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use desk::Desk;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::{PLACE, id};
use crate::{
    rest::{Endpoint, caller::Caller, input::Input, query::Place},
    trouble::Result,
};

/// How long, and why.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Holding {
    /// When it goes on by itself; only when someone resumes it, if absent.
    #[serde(default)]
    until: Option<DateTime<Utc>>,
    /// Whether it goes on when the customer writes.
    #[serde(default)]
    on_reply: bool,
    /// The reason, which stays in the timeline.
    reason: String,
}

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/tickets/{ticket}/hold", handler)
        .named("tickets", "hold_ticket", "Put a ticket on hold")
        .about(
            "Its steps stay and their time stands still, and so do the clocks that the policy lets rest on hold. \
             Whoever works on it takes it up again.",
        )
        .part::<String>("ticket", PLACE)
        .takes::<Holding>(json!({ "until": "2026-12-01T01:00:00Z", "on_reply": true, "reason": "等配件到货" }))
        .gives_nothing()
        .refuses(&[400, 404, 409, 413, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    input: Input<Holding>,
) -> Result<StatusCode> {
    let ticket = id(&desk, &actor, &place).await?;
    let Holding { until, on_reply, reason } = input.body;
    desk.hold(&actor, ticket, until, on_reply, reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
