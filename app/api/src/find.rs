//! What the command palette finds.

use leptos::prelude::*;
use model::view::Found;
use server_fn::codec::Json;

use crate::ApiError;
#[cfg(feature = "ssr")]
use crate::ssr;

/// Tickets, definitions and people that fit some words.
#[server(name = FindAllCall, prefix = "/_fn", endpoint = "find/all", input = Json)]
pub async fn all(text: String) -> Result<Found, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.find(&actor, &text).await?)
}
