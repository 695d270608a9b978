//! Teams.

use leptos::prelude::*;
use model::{
    id::{PersonId, TeamId},
    view::{TeamCard, TeamChange},
};
use server_fn::codec::Json;

#[cfg(feature = "ssr")]
use crate::ssr;
use crate::{ApiError, WireJson};

/// The teams with their people.
#[server(name = TeamListCall, prefix = "/_fn", endpoint = "team/list", input = Json, output = WireJson)]
pub async fn list() -> Result<Vec<TeamCard>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.teams(&actor).await?)
}

/// Makes a team.
#[server(name = TeamCreateCall, prefix = "/_fn", endpoint = "team/create", input = Json, output = WireJson)]
pub async fn create(name: String, members: Vec<PersonId>) -> Result<TeamCard, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.create_team(&actor, &name, members).await?)
}

/// Renames a team, or sets who is in it.
#[server(name = TeamChangeCall, prefix = "/_fn", endpoint = "team/change", input = Json, output = WireJson)]
pub async fn change(team: TeamId, change: TeamChange) -> Result<TeamCard, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.set_team(&actor, team, change).await?)
}

/// Deletes a team, and gives it as it was.
#[server(name = TeamDeleteCall, prefix = "/_fn", endpoint = "team/delete", input = Json, output = WireJson)]
pub async fn delete(team: TeamId) -> Result<TeamCard, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.delete_team(&actor, team).await?)
}
