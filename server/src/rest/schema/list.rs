//! List the schemas.

use axum::Json;
use model::Kind;
use schemars::JsonSchema;
use serde::Serialize;

use super::PACKAGE;
use crate::rest::{Endpoint, ROOT};

/// The schemas there are.
#[derive(Serialize, JsonSchema)]
pub struct Schemas {
    rows: Vec<SchemaRow>,
}

/// One schema.
#[derive(Serialize, JsonSchema)]
pub struct SchemaRow {
    /// A kind of definition, or `package`.
    name: String,
    /// Where it is.
    url: String,
    /// The newest format of documents it describes.
    format: u32,
}

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::get("/schemas", handler)
        .named("schemas", "list_schemas", "List the schemas")
        .gives::<Schemas>()
        .open_to_all()
}

async fn handler() -> Json<Schemas> {
    let row = |name: &str, format| SchemaRow { name: name.to_owned(), url: format!("{ROOT}/schemas/{name}"), format };
    let mut rows: Vec<SchemaRow> = Kind::ALL.map(|kind| row(kind.as_str(), kind.format())).into();
    rows.push(row(PACKAGE, model::package::Package::FORMAT));
    Json(Schemas { rows })
}
