//! People: those to pick, and those to manage.

use leptos::prelude::*;
use model::{
    id::PersonId,
    record::{Customer, Person},
    view::{Directory, Named, NewPerson, PasswordLink, PersonChange, WorkloadQuery, WorkloadReport},
};
use server_fn::codec::Json;

#[cfg(feature = "ssr")]
use crate::ssr;
use crate::{ApiError, WireJson};

/// Everyone who can be given work.
#[server(name = PeopleColleaguesCall, prefix = "/_fn", endpoint = "people/colleagues", input = Json, output = WireJson)]
pub async fn colleagues() -> Result<Vec<Named<PersonId>>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.colleagues(&actor).await?)
}

/// How work was spread, and whether enough people have each skill.
#[server(name = PeopleWorkloadCall, prefix = "/_fn", endpoint = "people/workload", input = Json, output = WireJson)]
pub async fn workload(query: WorkloadQuery) -> Result<WorkloadReport, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.workload(&actor, query).await?)
}

/// Customers whose name, mail address or telephone number contains a text.
#[server(name = PeopleCustomersCall, prefix = "/_fn", endpoint = "people/customers", input = Json, output = WireJson)]
pub async fn customers(text: String) -> Result<Vec<Customer>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.customers(&actor, &text).await?)
}

/// Everyone, with everything that can be said about a person.
#[server(name = PeopleDirectoryCall, prefix = "/_fn", endpoint = "people/directory", input = Json, output = WireJson)]
pub async fn directory() -> Result<Directory, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.directory(&actor).await?)
}

/// Adds a person. The same `once` again adds nobody and answers the same.
#[server(name = PeopleCreateCall, prefix = "/_fn", endpoint = "people/create", input = Json, output = WireJson)]
pub async fn create(new: NewPerson, once: String) -> Result<Person, ApiError> {
    let (desk, actor) = ssr::caller()?;
    let request = ssr::request(once, &new);
    Ok(desk.create_person(&actor, new, request).await?)
}

/// Changes a person.
#[server(name = PeopleChangeCall, prefix = "/_fn", endpoint = "people/change", input = Json, output = WireJson)]
pub async fn change(person: PersonId, change: PersonChange) -> Result<Person, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.set_person(&actor, person, change).await?)
}

/// Makes the link by which a person sets their password; it is shown once.
#[server(name = PeopleMakeLinkCall, prefix = "/_fn", endpoint = "people/make_link", input = Json, output = WireJson)]
pub async fn make_link(person: PersonId) -> Result<PasswordLink, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.make_link(&actor, person).await?)
}
