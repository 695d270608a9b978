//! Change a person.

use axum::{Json, extract::State};
use desk::Desk;
use model::{id::PersonId, record::Person, view::PersonChange};
use serde_json::json;

use crate::{
    rest::{Endpoint, caller::Caller, input::Input, query::Place},
    trouble::Result,
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::patch("/people/{person}", handler)
        .named("people", "change_person", "Change a person's name, roles, teams, skills and presence")
        .part::<PersonId>("person", "The person's id.")
        .takes::<PersonChange>(json!({ "away": true }))
        .gives::<Person>()
        .refuses(&[400, 404, 409, 413, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    input: Input<PersonChange>,
) -> Result<Json<Person>> {
    Ok(Json(desk.set_person(&actor, place.part("person")?, input.body).await?))
}
