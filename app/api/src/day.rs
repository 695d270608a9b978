//! My day: queues, risks and mentions around one's own tasks, and what one has finished.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::view::{Day, DoneStep};
use server_fn::codec::Json;

#[cfg(feature = "ssr")]
use crate::ssr;
use crate::{ApiError, WireJson};

/// What surrounds one's own tasks.
#[server(name = DayOpenCall, prefix = "/_fn", endpoint = "day/open", input = Json, output = WireJson)]
pub async fn open() -> Result<Day, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.day(&actor).await?)
}

/// The steps one has finished since an instant, such as the beginning of the reader's day.
#[server(name = DayDoneCall, prefix = "/_fn", endpoint = "day/done", input = Json, output = WireJson)]
pub async fn done(since: DateTime<Utc>) -> Result<Vec<DoneStep>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.done_since(&actor, since).await?)
}
