//! Compare two versions, or a version and the caller's draft.

use axum::{Json, extract::State};
use desk::Desk;
use model::{
    Code, Problem,
    view::{Difference, List},
};

use super::placed;
use crate::{
    rest::{
        Endpoint,
        caller::Caller,
        query::{Params, Place},
    },
    trouble::{Result, Trouble},
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    placed(Endpoint::get("/definitions/{kind}/{key}/diff", handler))
        .named("definitions", "compare_versions", "Compare two versions, element by element")
        .asks::<i64>("from", "The older version's number.")
        .asks::<i64>("to", "The newer version's number; the caller's draft, if absent.")
        .gives::<List<Difference>>()
        .refuses(&[404, 422])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    mut params: Params,
) -> Result<Json<List<Difference>>> {
    let (kind, key) = place.definition()?;
    let from = params.number("from");
    let to = params.number("to");
    params.done()?;
    let from = from.ok_or_else(|| Trouble::invalid(vec![Problem::error(Code::Required, "?from")]))?;
    Ok(Json(List { rows: desk.diff(&actor, kind, &key, from, to).await?, next: None }))
}
