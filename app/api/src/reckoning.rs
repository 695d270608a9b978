//! A calendar or a policy counts for open tickets too.

use leptos::prelude::*;
use model::{
    Kind,
    key::DefinitionKey,
    view::{ReckoningForecast, ReckoningProgress},
};
use server_fn::codec::Json;

#[cfg(feature = "ssr")]
use crate::ssr;
use crate::{ApiError, WireJson};

/// What would become of the running times of open tickets: by the caller's draft, else by the newest version.
#[server(name = ReckoningForecastCall, prefix = "/_fn", endpoint = "reckoning/forecast", input = Json, output = WireJson)]
pub async fn forecast(kind: Kind, key: DefinitionKey, drawn: bool) -> Result<ReckoningForecast, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.forecast_reckoning(&actor, kind, &key, drawn).await?)
}

/// Lets the newest version count for open tickets too.
#[server(name = ReckoningCall, prefix = "/_fn", endpoint = "reckoning/begin", input = Json, output = WireJson)]
pub async fn begin(kind: Kind, key: DefinitionKey) -> Result<ReckoningProgress, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.reckon(&actor, kind, &key).await?)
}

/// How far the last one has come.
#[server(name = ReckoningProgressCall, prefix = "/_fn", endpoint = "reckoning/progress", input = Json, output = WireJson)]
pub async fn progress(kind: Kind, key: DefinitionKey) -> Result<Option<ReckoningProgress>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.reckoning(&actor, kind, &key).await?)
}
