//! List people.

use axum::{Json, extract::State};
use desk::Desk;
use model::{record::Person, view::List};

use crate::{
    rest::{Endpoint, caller::Caller},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::get("/people", handler).named("people", "list_people", "List people").gives::<List<Person>>()
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller) -> Result<Json<List<Person>>> {
    Ok(Json(List { rows: desk.people(&actor).await?, next: None }))
}
