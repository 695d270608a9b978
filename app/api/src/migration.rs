//! Open tickets move to another version of their flow.

use leptos::prelude::*;
use model::{
    key::DefinitionKey,
    migration::Plan,
    view::{MigrationForecast, MigrationPart},
};
use server_fn::codec::Json;

#[cfg(feature = "ssr")]
use crate::ssr;
use crate::{ApiError, WireJson};

/// What would become of the open tickets of a flow if they moved to a version of it.
#[server(name = MigrationForecastCall, prefix = "/_fn", endpoint = "migration/forecast", input = Json, output = WireJson)]
pub async fn forecast(flow: DefinitionKey, number: i64, back: bool, plan: Plan) -> Result<MigrationForecast, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.forecast_migration(&actor, &flow, number, back, &plan).await?)
}

/// Moves the next part of the open tickets of a flow to a version of it.
#[server(name = MigrationCall, prefix = "/_fn", endpoint = "migration/migrate", input = Json, output = WireJson)]
pub async fn migrate(
    flow: DefinitionKey,
    number: i64,
    back: bool,
    plan: Plan,
    after: Option<String>,
) -> Result<MigrationPart, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.migrate(&actor, &flow, number, back, &plan, after.as_deref()).await?)
}
