//! What the command palette finds.

use leptos::prelude::*;
use model::view::Found;
use server_fn::codec::Json;

#[cfg(feature = "ssr")]
use crate::ssr;
use crate::{ApiError, WireJson};

/// Tickets, definitions and people that fit some words.
#[server(name = FindAllCall, prefix = "/_fn", endpoint = "find/all", input = Json, output = WireJson)]
pub async fn all(text: String) -> Result<Found, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.find(&actor, &text).await?)
}
