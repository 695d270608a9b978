//! Change a person.

use axum::{Json, extract::State};
use desk::{Desk, PersonChange};
use model::{Lang, id::PersonId, key::DefinitionKey, record::Person};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use crate::{
    rest::{Endpoint, caller::Caller, input::Input, query::Place},
    trouble::Result,
};

/// What changes; what is absent stays.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// What people call them.
    #[serde(default)]
    name: Option<String>,
    /// The language of their interface and messages.
    #[serde(default)]
    lang: Option<Lang>,
    /// The keys of their roles; none may allow more than the caller may.
    #[serde(default)]
    roles: Option<Vec<DefinitionKey>>,
    /// Whether they can sign in and be given work. Switching it off ends their sessions.
    #[serde(default)]
    active: Option<bool>,
    /// Whether they are away and get no new work.
    #[serde(default)]
    away: Option<bool>,
    /// A new password. It ends their sessions.
    #[serde(default)]
    password: Option<String>,
}

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::patch("/people/{person}", handler)
        .named("people", "change_person", "Change a person's name, roles and presence")
        .part::<PersonId>("person", "The person's id.")
        .takes::<Change>(json!({ "away": true }))
        .gives::<Person>()
        .refuses(&[400, 404, 409, 413, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    place: Place,
    input: Input<Change>,
) -> Result<Json<Person>> {
    let Change { name, lang, roles, active, away, password } = input.body;
    let change = PersonChange { name, lang, roles, active, away, password };
    Ok(Json(desk.set_person(&actor, place.part("person")?, change).await?))
}
