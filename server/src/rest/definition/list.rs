//! List definitions.

use axum::{Json, extract::State};
use desk::Desk;
use model::{
    Kind,
    view::{DefinitionRow, List},
};

use crate::{
    rest::{Endpoint, caller::Caller, query::Params},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::get("/definitions", handler)
        .named("definitions", "list_definitions", "List definitions")
        .asks::<Kind>("kind", "Of this kind.")
        .asks::<String>("text", "What key or title contains.")
        .gives::<List<DefinitionRow>>()
        .refuses(&[422])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    mut params: Params,
) -> Result<Json<List<DefinitionRow>>> {
    let kind = params.word("kind");
    let text = params.text("text").unwrap_or_default();
    params.done()?;
    Ok(Json(List { rows: desk.definitions(&actor, kind, &text).await?, next: None }))
}
