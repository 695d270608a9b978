//! Saved views: lists of tickets that people keep under a name and share.

use leptos::prelude::*;
use model::{
    id::ViewId,
    record::SavedView,
    view::{ViewDraft, ViewRow, Ways},
};
use server_fn::codec::Json;

#[cfg(feature = "ssr")]
use crate::ssr;
use crate::{ApiError, WireJson};

/// One's own views, and those that others share.
#[server(name = ViewListCall, prefix = "/_fn", endpoint = "view/list", input = Json, output = WireJson)]
pub async fn list() -> Result<Vec<ViewRow>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.views(&actor).await?)
}

/// What the rail counts for whoever asks.
#[server(name = ViewWaysCall, prefix = "/_fn", endpoint = "view/ways", input = Json, output = WireJson)]
pub async fn ways() -> Result<Ways, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.ways(&actor).await?)
}

/// Keeps a new view.
#[server(name = ViewCreateCall, prefix = "/_fn", endpoint = "view/create", input = Json, output = WireJson)]
pub async fn create(draft: ViewDraft) -> Result<SavedView, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.create_view(&actor, draft).await?)
}

/// Changes a view that was seen at this version.
#[server(name = ViewChangeCall, prefix = "/_fn", endpoint = "view/change", input = Json, output = WireJson)]
pub async fn change(view: ViewId, version: i64, draft: ViewDraft) -> Result<SavedView, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.change_view(&actor, view, version, draft).await?)
}

/// Forgets a view.
#[server(name = ViewDeleteCall, prefix = "/_fn", endpoint = "view/delete", input = Json, output = WireJson)]
pub async fn delete(view: ViewId) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.delete_view(&actor, view).await?)
}
