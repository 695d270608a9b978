//! Customers: those who ask.

use axum::{Json, extract::State};
use desk::Desk;
use model::{record::Customer, view::List};

use super::{Endpoint, caller::Caller, query::Params};
use crate::trouble::Result;

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::get("/customers", handler)
        .named("customers", "find_customers", "Find customers by name, mail address or telephone number")
        .asks::<String>("text", "What their name, address or number contains.")
        .gives::<List<Customer>>()
        .refuses(&[422])
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller, mut params: Params) -> Result<Json<List<Customer>>> {
    let text = params.text("text").unwrap_or_default();
    params.done()?;
    Ok(Json(List { rows: desk.customers(&actor, &text).await?, next: None }))
}
