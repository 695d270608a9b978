//! Messages for the person who is signed in.

use leptos::prelude::*;
use model::{id::NoticeId, record::Notice};
use server_fn::codec::Json;

#[cfg(feature = "ssr")]
use crate::ssr;
use crate::{ApiError, WireJson};

/// The newest messages.
#[server(name = NoticeListCall, prefix = "/_fn", endpoint = "notice/list", input = Json, output = WireJson)]
pub async fn list() -> Result<Vec<Notice>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.notices(&actor).await?)
}

/// Marks one of them read.
#[server(name = NoticeReadOneCall, prefix = "/_fn", endpoint = "notice/read_one", input = Json, output = WireJson)]
pub async fn read_one(notice: NoticeId) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.read_notice(&actor, notice).await?)
}

/// Marks all of them read.
#[server(name = NoticeReadCall, prefix = "/_fn", endpoint = "notice/read", input = Json, output = WireJson)]
pub async fn read() -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.read_notices(&actor).await?)
}
