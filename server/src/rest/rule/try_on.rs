//! Try a rule on the tickets that are there.

use axum::{Json, extract::State};
use desk::Desk;
use model::{rule::Rule, view::RuleTried};
use serde_json::json;

use super::placed;
use crate::{
    rest::{Endpoint, caller::Caller, input::Input, query::Place},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    placed(Endpoint::post("/rules/{key}/try", handler))
        .named(
            "definitions",
            "try_rule",
            "Say which tickets a rule would act on, and what it would do; changes nothing",
        )
        .takes::<Rule>(json!({
            "format": 1,
            "when": { "on": "schedule", "every": { "cron": "0 9 * * *" } },
            "condition": { "is": "long_ago", "left": "ticket.heard_at", "minutes": 21_600 },
            "once": true,
            "acts": [{ "act": "notify", "to": { "who": "owner" }, "text": { "zh-CN": "客户十五天没有消息" } }],
        }))
        .gives::<RuleTried>()
        .refuses(&[400, 413, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    input: Input<Rule>,
) -> Result<Json<RuleTried>> {
    Ok(Json(desk.try_rule(&actor, place.text("key")?.into(), input.body).await?))
}
