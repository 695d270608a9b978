//! Say what is wrong with a package, without storing anything.

use axum::{Json, extract::State, http::HeaderMap};
use desk::Desk;
use model::{package::Package, problem::has_error, role::Right};

use crate::{
    guard::answer::lang,
    rest::{Endpoint, caller::Caller, definition::Findings, input::Raw},
    trouble::{Result, Trouble, worded},
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/packages/check", handler)
        .named("packages", "check_package", "Say what is wrong with a package, without storing anything")
        .takes::<Package>(super::example())
        .gives::<Findings>()
        .refuses(&[400, 413, 415, 422])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    headers: HeaderMap,
    Raw(bytes): Raw,
) -> Result<Json<Findings>> {
    // Before anything is said about the content.
    actor.may(Right::DesignDefinitions)?;
    let package = desk::read_package(&bytes).map_err(Trouble::invalid)?;
    let problems = desk.import(&actor, package, true).await?.problems;
    let lang = lang(&headers);
    Ok(Json(Findings {
        publishable: !has_error(&problems),
        problems: problems.iter().map(|problem| worded(lang, problem)).collect(),
    }))
}
