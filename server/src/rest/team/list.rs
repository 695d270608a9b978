//! List teams.

use axum::{Json, extract::State};
use desk::Desk;
use model::view::{List, TeamCard};

use crate::{
    rest::{Endpoint, caller::Caller},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::get("/teams", handler)
        .named("people", "list_teams", "List teams with their people")
        .gives::<List<TeamCard>>()
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller) -> Result<Json<List<TeamCard>>> {
    Ok(Json(List { rows: desk.teams(&actor).await?, next: None }))
}
