//! Read the JSON Schema of a kind of definition, or of a package.

use axum::{
    Json,
    http::{HeaderName, header},
};
use model::{Code, Problem};
use serde_json::Value;

use super::named;
use crate::{
    rest::{Endpoint, query::Place},
    trouble::{Result, Trouble},
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::get("/schemas/{name}", handler)
        .named("schemas", "read_schema", "Read the JSON Schema of a kind of definition, or of a package")
        .part::<String>("name", "A kind of definition, or `package`.")
        .gives::<Value>()
        .open_to_all()
        .refuses(&[404])
}

async fn handler(place: Place) -> Result<([(HeaderName, &'static str); 1], Json<Value>)> {
    let name = place.text("name")?;
    let schema = named(name).ok_or_else(|| {
        let given: String = name.chars().take(80).collect();
        Trouble::not_found().naming(vec![Problem::error(Code::UnknownKind, "").with("given", given)])
    })?;
    Ok(([(header::CONTENT_TYPE, "application/schema+json")], Json(schema)))
}
