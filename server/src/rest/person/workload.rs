//! Say how work was spread.

use axum::{Json, extract::State};
use desk::Desk;
use model::{
    key::DefinitionKey,
    view::{WorkloadQuery, WorkloadReport},
};

use crate::{
    rest::{Endpoint, caller::Caller, query::Params},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::get("/workload", handler)
        .named("people", "workload", "Say how the steps of the last days were spread, and who has which skill")
        .asks::<u32>("days", "How many days are counted, 1 to 365; 30 when absent.")
        .asks::<String>("queue", "The key of a queue: its steps only, and the people who serve it.")
        .gives::<WorkloadReport>()
        .refuses(&[422])
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller, mut params: Params) -> Result<Json<WorkloadReport>> {
    let query = WorkloadQuery { days: params.number("days"), queue: params.text("queue").map(DefinitionKey::new) };
    params.done()?;
    Ok(Json(desk.workload(&actor, query).await?))
}
