//! Tasks: lists, claiming, handing over, drafts and completing.

use std::collections::BTreeMap;

use leptos::prelude::*;
use model::{
    Fields,
    form::FieldState,
    id::{PersonId, TaskId},
    key::{DefinitionKey, FieldKey, LayoutKey, NodeKey},
    view::{Completion, List, TaskQuery, TaskView, TicketRow},
};
use server_fn::codec::Json;

#[cfg(feature = "ssr")]
use crate::ssr;
use crate::{ApiError, WireJson};

/// A part of a list of tasks.
#[server(name = TaskListCall, prefix = "/_fn", endpoint = "task/list", input = Json, output = WireJson)]
pub async fn list(query: TaskQuery) -> Result<List<TaskView>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.tasks(&actor, query).await?)
}

/// Completes a task. The same `once` again does nothing and answers the same.
#[server(name = TaskCompleteCall, prefix = "/_fn", endpoint = "task/complete", input = Json, output = WireJson)]
pub async fn complete(task: TaskId, completion: Completion, once: String) -> Result<TicketRow, ApiError> {
    let (desk, actor) = ssr::caller()?;
    let request = ssr::request(once, &(task, &completion));
    Ok(desk.complete(&actor, task, completion, request).await?)
}

/// Takes a task.
#[server(name = TaskClaimCall, prefix = "/_fn", endpoint = "task/claim", input = Json, output = WireJson)]
pub async fn claim(task: TaskId) -> Result<TaskView, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.claim(&actor, task).await?)
}

/// Accepts a task that is offered to one.
#[server(name = TaskAcceptCall, prefix = "/_fn", endpoint = "task/accept", input = Json, output = WireJson)]
pub async fn accept(task: TaskId) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    desk.accept(&actor, task).await?;
    Ok(())
}

/// Declines a task that is offered to one.
#[server(name = TaskDeclineCall, prefix = "/_fn", endpoint = "task/decline", input = Json, output = WireJson)]
pub async fn decline(task: TaskId, reason: String) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    desk.decline(&actor, task, reason).await?;
    Ok(())
}

/// Takes the most urgent task that waits in one's queues, or in the one that is named.
#[server(name = TaskClaimNextCall, prefix = "/_fn", endpoint = "task/claim_next", input = Json, output = WireJson)]
pub async fn claim_next(queue: Option<DefinitionKey>) -> Result<Option<TaskView>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.claim_next(&actor, queue).await?)
}

/// Puts a task back into its queue, or into another one.
#[server(name = TaskReleaseCall, prefix = "/_fn", endpoint = "task/release", input = Json, output = WireJson)]
pub async fn release(task: TaskId, queue: Option<DefinitionKey>, reason: String) -> Result<TaskView, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.release(&actor, task, queue, reason).await?)
}

/// The queues that a task can be put into.
#[server(name = TaskQueuesCall, prefix = "/_fn", endpoint = "task/queues", input = Json, output = WireJson)]
pub async fn queues() -> Result<Vec<(DefinitionKey, model::Text)>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.queues(&actor).await?)
}

/// Hands a task to someone.
#[server(name = TaskTransferCall, prefix = "/_fn", endpoint = "task/transfer", input = Json, output = WireJson)]
pub async fn transfer(task: TaskId, to: PersonId, reason: String) -> Result<TaskView, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.transfer(&actor, task, to, reason).await?)
}

/// Gives a task of one's own to someone for a time.
#[server(name = TaskDelegateCall, prefix = "/_fn", endpoint = "task/delegate", input = Json, output = WireJson)]
pub async fn delegate(task: TaskId, to: PersonId, reason: String) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.delegate(&actor, task, to, reason).await?)
}

/// Brings a task back that was given to someone.
#[server(name = TaskRecallCall, prefix = "/_fn", endpoint = "task/recall", input = Json, output = WireJson)]
pub async fn recall(task: TaskId) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.recall(&actor, task).await?)
}

/// Urges whoever has a task.
#[server(name = TaskUrgeCall, prefix = "/_fn", endpoint = "task/urge", input = Json, output = WireJson)]
pub async fn urge(task: TaskId, text: String) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.urge(&actor, task, text).await?)
}

/// Sends a task back to a step that was passed before.
#[server(name = TaskSendBackCall, prefix = "/_fn", endpoint = "task/send_back", input = Json, output = WireJson)]
pub async fn send_back(task: TaskId, to: NodeKey, returns: bool, reason: String) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.send_back(&actor, task, to, returns, reason).await?)
}

/// Takes the step before a task back, which one did oneself.
#[server(name = TaskTakeBackCall, prefix = "/_fn", endpoint = "task/take_back", input = Json, output = WireJson)]
pub async fn take_back(task: TaskId, reason: String) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.take_back(&actor, task, reason).await?)
}

/// Asks someone else in the approval of one's own task, before oneself or after.
#[server(name = TaskAddApproverCall, prefix = "/_fn", endpoint = "task/add_approver", input = Json, output = WireJson)]
pub async fn add_approver(task: TaskId, person: PersonId, before: bool, reason: String) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.add_approver(&actor, task, person, before, reason).await?)
}

/// Spares someone whom one asked besides.
#[server(name = TaskRemoveApproverCall, prefix = "/_fn", endpoint = "task/remove_approver", input = Json, output = WireJson)]
pub async fn remove_approver(task: TaskId, person: PersonId) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.remove_approver(&actor, task, person).await?)
}

/// Keeps what someone has filled in so far.
#[server(name = TaskSaveDraftCall, prefix = "/_fn", endpoint = "task/save_draft", input = Json, output = WireJson)]
pub async fn save_draft(task: TaskId, fields: Fields) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.save_step_draft(&actor, task, fields).await?)
}

/// What holds for each field of a layout, where the browser alone cannot tell.
#[server(name = TaskFieldStatesCall, prefix = "/_fn", endpoint = "task/field_states", input = Json, output = WireJson)]
pub async fn field_states(
    ticket_type: DefinitionKey,
    layout: LayoutKey,
    fields: Fields,
) -> Result<BTreeMap<FieldKey, FieldState>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.field_states(&actor, &ticket_type, &layout, fields).await?)
}
