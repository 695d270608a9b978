//! Publish the caller's draft.

use axum::{Json, extract::State, http::StatusCode};
use desk::Desk;
use model::view::VersionRow;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::placed;
use crate::{
    rest::{Endpoint, caller::Caller, input::Input, query::Place},
    trouble::Result,
};

/// What is said about a version.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Note {
    /// What changed, for whoever reads the list of versions.
    note: String,
    /// Whether a calendar or a policy counts for open tickets too: their running times are counted anew in the background.
    open_too: bool,
}

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    placed(Endpoint::post("/definitions/{kind}/{key}/publish", handler))
        .named("definitions", "publish_definition", "Publish the caller's draft as a new version")
        .about("Refused while the draft has errors; `problems` names them by the draft's own paths.")
        .takes::<Note>(json!({ "note": "新增退款原因" }))
        .makes::<VersionRow>()
        .refuses(&[400, 404, 409, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    input: Input<Note>,
) -> Result<(StatusCode, Json<VersionRow>)> {
    let (kind, key) = place.definition()?;
    let Note { note, open_too } = input.body;
    Ok((StatusCode::CREATED, Json(desk.publish_for(&actor, kind, &key, note, open_too).await?)))
}
