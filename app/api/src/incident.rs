//! Incidents: what is stuck, and getting it going again.

use leptos::prelude::*;
use model::{
    id::IncidentId,
    incident::Settling,
    view::{IncidentPage, IncidentQuery, IncidentRow, List},
};
use server_fn::codec::Json;

#[cfg(feature = "ssr")]
use crate::ssr;
use crate::{ApiError, WireJson};

/// The incidents of the workspace, the newest first.
#[server(name = IncidentListCall, prefix = "/_fn", endpoint = "incident/list", input = Json, output = WireJson)]
pub async fn list(query: IncidentQuery) -> Result<List<IncidentRow>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.incidents(&actor, query).await?)
}

/// One incident, with what may be mended.
#[server(name = IncidentOpenCall, prefix = "/_fn", endpoint = "incident/open", input = Json, output = WireJson)]
pub async fn open(incident: IncidentId) -> Result<IncidentPage, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.incident(&actor, incident).await?)
}

/// Settles an incident: tries again, with what was wrong mended, or goes on without.
#[server(name = IncidentSettleCall, prefix = "/_fn", endpoint = "incident/settle", input = Json, output = WireJson)]
pub async fn settle(incident: IncidentId, how: Settling) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.settle(&actor, incident, how).await?)
}
