//! Create a person.

use std::collections::BTreeMap;

use axum::{Json, extract::State, http::StatusCode};
use chrono::NaiveDate;
use desk::Desk;
use model::{Lang, id::TeamId, key::DefinitionKey, record::Person, view};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use crate::{
    rest::{Endpoint, caller::Caller, input::Input},
    trouble::Result,
};

/// A person to be created.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPerson {
    /// What people call them.
    name: String,
    /// The mail address, with which they sign in.
    email: String,
    /// Their language; the workspace's, if absent.
    #[serde(default)]
    lang: Option<Lang>,
    /// The keys of their roles; none may allow more than the caller may.
    #[serde(default)]
    roles: Vec<DefinitionKey>,
    /// The keys of their skills.
    #[serde(default)]
    skills: Vec<DefinitionKey>,
    /// How well they have each skill, 1 to 3.
    #[serde(default)]
    levels: BTreeMap<DefinitionKey, u8>,
    /// The keys of the queues they serve besides those of their roles.
    #[serde(default)]
    queues: Vec<DefinitionKey>,
    /// The ids of their teams.
    #[serde(default)]
    teams: Vec<TeamId>,
    /// The zone in which they are shown times, IANA; the workspace's, if absent.
    #[serde(default)]
    zone: Option<String>,
    /// A first password; without one they cannot sign in until a one-time link or an administrator sets it.
    #[serde(default)]
    password: Option<String>,
    /// The most open work that is given to them by itself, by weight; any, if absent.
    #[serde(default)]
    capacity: Option<u16>,
    /// The key of the calendar in whose hours they are given work by itself; at any time, if absent.
    #[serde(default)]
    shifts: Option<DefinitionKey>,
    /// The last day on which a skill counts, by its key.
    #[serde(default)]
    skills_until: BTreeMap<DefinitionKey, NaiveDate>,
}

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/people", handler)
        .named("people", "create_person", "Create a person")
        .takes::<NewPerson>(json!({ "name": "李雷", "email": "lilei@example.cn", "lang": "zh-CN", "roles": ["agent"] }))
        .makes::<Person>()
        .repeatable()
        .refuses(&[400, 409, 413, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    caller: Caller,
    input: Input<NewPerson>,
) -> Result<(StatusCode, Json<Person>)> {
    let request = caller.key(input.request);
    let given = input.body;
    let new = view::NewPerson {
        name: given.name,
        email: given.email,
        lang: given.lang,
        roles: given.roles,
        skills: given.skills,
        levels: given.levels,
        queues: given.queues,
        teams: given.teams,
        zone: given.zone,
        password: given.password,
        capacity: given.capacity,
        shifts: given.shifts,
        skills_until: given.skills_until,
    };
    Ok((StatusCode::CREATED, Json(desk.create_person(&caller.0, new, request).await?)))
}
