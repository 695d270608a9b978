//! People to pick: colleagues and customers.

use leptos::prelude::*;
use model::{id::PersonId, record::Customer, view::Named};
use server_fn::codec::Json;

use crate::ApiError;
#[cfg(feature = "ssr")]
use crate::ssr;

/// Everyone who can be given work.
#[server(name = PeopleColleaguesCall, prefix = "/_fn", endpoint = "people/colleagues", input = Json)]
pub async fn colleagues() -> Result<Vec<Named<PersonId>>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.colleagues(&actor).await?)
}

/// Customers whose name, mail address or telephone number contains a text.
#[server(name = PeopleCustomersCall, prefix = "/_fn", endpoint = "people/customers", input = Json)]
pub async fn customers(text: String) -> Result<Vec<Customer>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.customers(&actor, &text).await?)
}
