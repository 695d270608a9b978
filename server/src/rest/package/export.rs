//! Pack definitions, with everything they point at.

use axum::{Json, extract::State};
use desk::Desk;
use model::{Kind, key::DefinitionKey, package::Package};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use crate::{
    rest::{Endpoint, caller::Caller, input::Input},
    trouble::Result,
};

/// What to pack.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// The definitions; what they point at comes with them.
    what: Vec<Named>,
}

/// One definition.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Its kind.
    kind: Kind,
    /// Its key.
    key: DefinitionKey,
}

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/packages/export", handler)
        .named("packages", "export_package", "Pack published definitions, with everything they point at")
        .takes::<Wanted>(json!({ "what": [{ "kind": "ticket_type", "key": "complaint" }] }))
        .gives::<Package>()
        .refuses(&[400, 413, 415, 422])
}

async fn handler(State(desk): State<Desk>, Caller(actor): Caller, input: Input<Wanted>) -> Result<Json<Package>> {
    let what = input.body.what.into_iter().map(|Named { kind, key }| (kind, key)).collect();
    Ok(Json(desk.export(&actor, what).await?))
}
