//! Bring a package in: all of it, or nothing.

use axum::{Json, extract::State};
use desk::Desk;
use model::{package::Package, problem::has_error, role::Right, view::ImportReport};

use crate::{
    rest::{Endpoint, caller::Caller, input::Raw, query::Params},
    trouble::{Result, Trouble},
};

/// Its documentation and route.
pub fn endpoint() -> Endpoint {
    Endpoint::post("/packages/import", handler)
        .named("packages", "import_package", "Publish everything in a package, or nothing")
        .about("What is already here, the same, stays as it is: importing twice changes nothing. A dry run always gives its report; without one, a package with errors is refused and `problems` names them.")
        .asks::<bool>("dry_run", "Only say what would happen.")
        .takes::<Package>(super::example())
        .gives::<ImportReport>()
        .refuses(&[400, 409, 413, 415, 422, 503])
}

async fn handler(
    State(desk): State<Desk>,
    Caller(actor): Caller,
    mut params: Params,
    Raw(bytes): Raw,
) -> Result<Json<ImportReport>> {
    let dry_run = params.flag("dry_run").unwrap_or_default();
    params.done()?;
    // Before anything is said about the content.
    actor.may(if dry_run { Right::DesignDefinitions } else { Right::PublishDefinitions })?;
    let package = desk::read_package(&bytes).map_err(Trouble::invalid)?;
    let report = desk.import(&actor, package, dry_run).await?;
    if !dry_run && !report.stored && has_error(&report.problems) {
        return Err(Trouble::invalid(report.problems));
    }
    Ok(Json(report))
}
