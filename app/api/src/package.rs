//! Packages: definitions carried out of one workspace and into another, as files.

use leptos::prelude::*;
use model::{Kind, key::DefinitionKey, view::ImportReport};
use server_fn::codec::Json;

#[cfg(feature = "ssr")]
use crate::ssr;
use crate::{ApiError, WireJson};

/// The text of a package file with published definitions and everything they point at.
#[server(name = PackageExportCall, prefix = "/_fn", endpoint = "package/export", input = Json, output = WireJson)]
pub async fn export(what: Vec<(Kind, DefinitionKey)>) -> Result<String, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.export_file(&actor, what).await?)
}

/// Brings a package file in, or says what it would do.
#[server(name = PackageImportCall, prefix = "/_fn", endpoint = "package/import", input = Json, output = WireJson)]
pub async fn import(text: String, dry_run: bool) -> Result<ImportReport, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.import_file(&actor, &text, dry_run).await?)
}
