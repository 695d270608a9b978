//! Create a team.

use axum::{Json, extract::State, http::StatusCode};
use desk::Desk;
use model::{id::PersonId, view::TeamCard};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use crate::{
    rest::{Endpoint, caller::Caller, input::Input},
    trouble::Result,
};

/// A team to be made.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTeam {
    /// What people call it; unique in the workspace.
    name: String,
    /// The ids of its people.
    #[serde(default)]
    members: Vec<PersonId>,
}

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/teams", handler)
        .named("people", "create_team", "Create a team")
        .takes::<NewTeam>(json!({ "name": "一线" }))
        .makes::<TeamCard>()
        .refuses(&[400, 409, 413, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    input: Input<NewTeam>,
) -> Result<(StatusCode, Json<TeamCard>)> {
    Ok((StatusCode::CREATED, Json(desk.create_team(&actor, &input.body.name, input.body.members).await?)))
}
