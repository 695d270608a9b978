//! Say what is wrong with a definition, without storing it.

use axum::{Json, extract::State, http::HeaderMap};
use desk::Desk;
use model::{Definition, problem::has_error, role::Right};
use serde_json::{Value, json};

use super::Findings;
use crate::{
    guard::answer::lang,
    rest::{Endpoint, caller::Caller, input::Input},
    trouble::{Result, Trouble, worded},
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/definitions/check", handler)
        .named("definitions", "check_definition", "Say what is wrong with a definition, without storing it")
        .takes::<Definition>(json!({
            "key": "billing",
            "title": { "zh-CN": "账单组", "en": "Billing" },
            "kind": "queue",
            "body": { "format": 1, "roles": ["agent"] },
        }))
        .gives::<Findings>()
        .refuses(&[400, 413, 415, 422])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    headers: HeaderMap,
    input: Input<Value>,
) -> Result<Json<Findings>> {
    // Before anything is said about the content.
    actor.may(Right::DesignDefinitions)?;
    let content = desk::read_definition(&input.body, "").map_err(Trouble::invalid)?;
    let problems = desk.check(&actor, content).await?;
    let lang = lang(&headers);
    Ok(Json(Findings {
        publishable: !has_error(&problems),
        problems: problems.iter().map(|problem| worded(lang, problem)).collect(),
    }))
}
