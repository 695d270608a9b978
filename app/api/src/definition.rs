//! Definitions: lists, private drafts, checks, versions, usage.

use leptos::prelude::*;
use model::{
    Definition, Kind, Problem, Text,
    calendar::Calendar,
    ical::IcalFile,
    key::DefinitionKey,
    ladder::Ladder,
    queue::Queue,
    record::Version,
    span::Span,
    trace::OwnerTrace,
    view::{DefinitionPage, Difference, DueTry, Forecast, Health, Mailbox, Saved, StudioRow, Usage, VersionRow},
};
use server_fn::codec::Json;

#[cfg(feature = "ssr")]
use crate::ssr;
use crate::{ApiError, WireJson};

/// Every definition, by kind and key, those in the trash too.
#[server(name = DefinitionListCall, prefix = "/_fn", endpoint = "definition/list", input = Json, output = WireJson)]
pub async fn list() -> Result<Vec<StudioRow>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.studio(&actor).await?)
}

/// How every definition of a kind stands its checks.
#[server(name = DefinitionHealthCall, prefix = "/_fn", endpoint = "definition/health", input = Json, output = WireJson)]
pub async fn health(kind: Kind) -> Result<Vec<Health>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.health(&actor, kind).await?)
}

/// A definition opened for drawing: the caller's draft, else the newest version.
#[server(name = DefinitionOpenCall, prefix = "/_fn", endpoint = "definition/open", input = Json, output = WireJson)]
pub async fn open(kind: Kind, key: DefinitionKey) -> Result<DefinitionPage, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.definition(&actor, kind, &key).await?)
}

/// Begins a definition with a title, a flow for a form if one is named; its key comes back.
#[server(name = DefinitionCreateCall, prefix = "/_fn", endpoint = "definition/create", input = Json, output = WireJson)]
pub async fn create(kind: Kind, title: Text, form: Option<DefinitionKey>) -> Result<DefinitionKey, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.create(&actor, kind, title, form).await?)
}

/// Begins a definition as a copy of another one; its key comes back.
#[server(name = DefinitionDuplicateCall, prefix = "/_fn", endpoint = "definition/duplicate", input = Json, output = WireJson)]
pub async fn duplicate(kind: Kind, key: DefinitionKey, title: Text) -> Result<DefinitionKey, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.duplicate(&actor, kind, &key, title).await?)
}

/// Saves the caller's private draft over the one of this revision.
#[server(name = DefinitionSaveCall, prefix = "/_fn", endpoint = "definition/save_draft", input = Json, output = WireJson)]
pub async fn save_draft(content: Definition, revision: i64, empties: bool) -> Result<Saved, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.save_draft(&actor, content, revision, empties).await?)
}

/// Throws the caller's draft away.
#[server(name = DefinitionDiscardCall, prefix = "/_fn", endpoint = "definition/discard_draft", input = Json, output = WireJson)]
pub async fn discard_draft(kind: Kind, key: DefinitionKey) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.discard_draft(&actor, kind, &key).await?)
}

/// Says that the caller's draft has seen the newest version and may replace it.
#[server(name = DefinitionRebaseCall, prefix = "/_fn", endpoint = "definition/rebase", input = Json, output = WireJson)]
pub async fn rebase(kind: Kind, key: DefinitionKey) -> Result<DefinitionPage, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.rebase(&actor, kind, &key).await?)
}

/// Everything that is wrong with a definition.
#[server(name = DefinitionCheckCall, prefix = "/_fn", endpoint = "definition/check", input = Json, output = WireJson)]
pub async fn check(content: Definition) -> Result<Vec<Problem>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.check(&actor, content).await?)
}

/// Publishes the caller's draft as the next version; with `open_too`, a calendar or a policy counts for open tickets too.
#[server(name = DefinitionPublishCall, prefix = "/_fn", endpoint = "definition/publish", input = Json, output = WireJson)]
pub async fn publish(kind: Kind, key: DefinitionKey, note: String, open_too: bool) -> Result<VersionRow, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.publish_for(&actor, kind, &key, note, open_too).await?)
}

/// The versions of a definition, the newest first.
#[server(name = DefinitionVersionsCall, prefix = "/_fn", endpoint = "definition/versions", input = Json, output = WireJson)]
pub async fn versions(kind: Kind, key: DefinitionKey) -> Result<Vec<VersionRow>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.versions(&actor, kind, &key).await?)
}

/// One version, whole.
#[server(name = DefinitionVersionCall, prefix = "/_fn", endpoint = "definition/version", input = Json, output = WireJson)]
pub async fn version(kind: Kind, key: DefinitionKey, number: i64) -> Result<Version, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.version(&actor, kind, &key, number).await?)
}

/// What differs between a version and another one, or the caller's draft.
#[server(name = DefinitionDiffCall, prefix = "/_fn", endpoint = "definition/diff", input = Json, output = WireJson)]
pub async fn diff(kind: Kind, key: DefinitionKey, from: i64, to: Option<i64>) -> Result<Vec<Difference>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.diff(&actor, kind, &key, from, to).await?)
}

/// Brings an old version back into the caller's draft.
#[server(name = DefinitionRestoreCall, prefix = "/_fn", endpoint = "definition/restore", input = Json, output = WireJson)]
pub async fn restore(kind: Kind, key: DefinitionKey, number: i64) -> Result<DefinitionPage, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.restore(&actor, kind, &key, number).await?)
}

/// What points at a definition.
#[server(name = DefinitionUsageCall, prefix = "/_fn", endpoint = "definition/usage", input = Json, output = WireJson)]
pub async fn usage(kind: Kind, key: DefinitionKey) -> Result<Vec<Usage>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.usage(&actor, kind, &key).await?)
}

/// Throws a definition away; refused while anything uses it.
#[server(name = DefinitionTrashCall, prefix = "/_fn", endpoint = "definition/trash", input = Json, output = WireJson)]
pub async fn trash(kind: Kind, key: DefinitionKey) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.trash(&actor, kind, &key).await?)
}

/// Fetches a definition back from the trash.
#[server(name = DefinitionUntrashCall, prefix = "/_fn", endpoint = "definition/untrash", input = Json, output = WireJson)]
pub async fn untrash(kind: Kind, key: DefinitionKey) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.untrash(&actor, kind, &key).await?)
}

/// Everyone a definition can name.
#[server(name = DefinitionMailboxesCall, prefix = "/_fn", endpoint = "definition/mailboxes", input = Json, output = WireJson)]
pub async fn mailboxes() -> Result<Vec<Mailbox>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.mailboxes(&actor).await?)
}

/// When a length of time would be over on a calendar as it is drawn, from a wall time in its zone, or from now.
#[server(name = DefinitionTryDueCall, prefix = "/_fn", endpoint = "definition/try_due", input = Json, output = WireJson)]
pub async fn try_due(calendar: Calendar, from: Option<String>, span: Span) -> Result<DueTry, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.try_due(&actor, calendar, from, span).await?)
}

/// What an iCal file holds of whole days, and what could not be read of it.
#[server(name = DefinitionReadIcalCall, prefix = "/_fn", endpoint = "definition/read_ical", input = Json, output = WireJson)]
pub async fn read_ical(text: String) -> Result<IcalFile, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.read_ical(&actor, text).await?)
}

/// What a ladder, as it is drawn, would have told in the last thirty days.
#[server(name = DefinitionForecastCall, prefix = "/_fn", endpoint = "definition/forecast", input = Json, output = WireJson)]
pub async fn forecast(key: DefinitionKey, ladder: Ladder) -> Result<Forecast, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.forecast(&actor, &key, Some(ladder)).await?)
}

/// Who would be given a piece of work of a queue, as it is drawn, now, and why not the others.
#[server(name = DefinitionTryQueueCall, prefix = "/_fn", endpoint = "definition/try_queue", input = Json, output = WireJson)]
pub async fn try_queue(key: DefinitionKey, queue: Queue) -> Result<OwnerTrace, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.try_queue(&actor, &key, queue).await?)
}
