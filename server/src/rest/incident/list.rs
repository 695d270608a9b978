//! List what is stuck.

use axum::{Json, extract::State};
use desk::Desk;
use model::{
    id::IncidentId,
    view::{IncidentQuery, IncidentRow, List},
};

use crate::{
    rest::{Endpoint, caller::Caller, query::Params},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::get("/incidents", handler)
        .named("incidents", "list_incidents", "List incidents: where flows are stuck and what could not be sent")
        .asks::<bool>("settled", "Those that are settled as well.")
        .asks::<IncidentId>("before", "The place to go on from: `next` of the part before.")
        .asks::<u32>("limit", "How many, 1 to 200; 50 when absent.")
        .gives::<List<IncidentRow>>()
        .refuses(&[422])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    mut params: Params,
) -> Result<Json<List<IncidentRow>>> {
    let query = IncidentQuery {
        settled: params.flag("settled").unwrap_or_default(),
        before: params.word("before"),
        limit: params.number("limit"),
    };
    params.done()?;
    Ok(Json(desk.incidents(&actor, query).await?))
}
