//! Who calls, and what they may do.

use axum::{Json, extract::State};
use desk::Desk;
use model::view::Me;

use super::{Endpoint, caller::Caller};
use crate::trouble::Result;

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::get("/me", handler).named("me", "who_am_i", "Who calls, and what they may do").gives::<Me>()
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller) -> Result<Json<Me>> {
    Ok(Json(desk.me(&actor).await?))
}
