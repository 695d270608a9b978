//! Tickets: what can be filed, lists, one ticket, its timeline, and words to the customer or among colleagues.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::{
    flow::Leaves,
    id::{EventId, PersonId, TicketId},
    key::{DefinitionKey, NodeKey},
    record::{Customer, RunToken},
    view::{
        BulkAct, Counted, CustomerChange, Entry, Filing, Intake, List, Named, PhraseView, TicketChange, TicketPage,
        TicketQuery, TicketRow, TypeCard,
    },
};
use server_fn::codec::Json;

#[cfg(feature = "ssr")]
use crate::ssr;
use crate::{ApiError, WireJson};

/// The ticket types one may file.
#[server(name = TicketTypesCall, prefix = "/_fn", endpoint = "ticket/types", input = Json, output = WireJson)]
pub async fn types() -> Result<Vec<TypeCard>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.types(&actor).await?)
}

/// The intake form of a ticket type.
#[server(name = TicketIntakeCall, prefix = "/_fn", endpoint = "ticket/intake", input = Json, output = WireJson)]
pub async fn intake(key: DefinitionKey) -> Result<Intake, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.intake(&actor, &key).await?)
}

/// Files a ticket. The same `once` again files nothing and answers the same.
#[server(name = TicketFileCall, prefix = "/_fn", endpoint = "ticket/file", input = Json, output = WireJson)]
pub async fn file(filing: Filing, once: String) -> Result<TicketRow, ApiError> {
    let (desk, actor) = ssr::caller()?;
    let request = ssr::request(once, &filing);
    Ok(desk.file(&actor, filing, model::record::Channel::Desk, request).await?)
}

/// A part of the list of tickets.
#[server(name = TicketListCall, prefix = "/_fn", endpoint = "ticket/list", input = Json, output = WireJson)]
pub async fn list(query: TicketQuery) -> Result<List<TicketRow>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.tickets(&actor, query).await?)
}

/// How many tickets a query finds, and how many of them are late.
#[server(name = TicketCountCall, prefix = "/_fn", endpoint = "ticket/count", input = Json, output = WireJson)]
pub async fn count(query: TicketQuery) -> Result<Counted, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.count_tickets(&actor, query).await?)
}

/// Does something to the open steps of one ticket of a selection, and says to how many.
#[server(name = TicketHandleCall, prefix = "/_fn", endpoint = "ticket/handle", input = Json, output = WireJson)]
pub async fn handle(ticket: TicketId, act: BulkAct) -> Result<u32, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.handle(&actor, ticket, &act).await?)
}

/// Changes who asks in a ticket.
#[server(name = TicketCustomerCall, prefix = "/_fn", endpoint = "ticket/customer", input = Json, output = WireJson)]
pub async fn change_customer(ticket: TicketId, change: CustomerChange) -> Result<Customer, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.change_customer(&actor, ticket, change).await?)
}

/// The phrases that can be put into a reply, filled in.
#[server(name = TicketPhrasesCall, prefix = "/_fn", endpoint = "ticket/phrases", input = Json, output = WireJson)]
pub async fn phrases(ticket: TicketId) -> Result<Vec<PhraseView>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.phrases(&actor, ticket).await?)
}

/// The colleagues that can be mentioned in a note.
#[server(name = TicketMentionableCall, prefix = "/_fn", endpoint = "ticket/mentionable", input = Json, output = WireJson)]
pub async fn mentionable(ticket: TicketId) -> Result<Vec<Named<PersonId>>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.mentionable(&actor, ticket).await?)
}

/// One ticket, by its number.
#[server(name = TicketOpenCall, prefix = "/_fn", endpoint = "ticket/open", input = Json, output = WireJson)]
pub async fn open(number: i64) -> Result<TicketPage, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.ticket(&actor, desk::TicketRef::Number(number)).await?)
}

/// The number of a ticket that is known by its id, as notices know it.
#[server(name = TicketNumberCall, prefix = "/_fn", endpoint = "ticket/number", input = Json, output = WireJson)]
pub async fn number(ticket: TicketId) -> Result<i64, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.ticket(&actor, desk::TicketRef::Id(ticket)).await?.row.number)
}

/// A part of a ticket's timeline, oldest first.
#[server(name = TicketTimelineCall, prefix = "/_fn", endpoint = "ticket/timeline", input = Json, output = WireJson)]
pub async fn timeline(ticket: TicketId, after: Option<EventId>, limit: u32) -> Result<List<Entry>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.timeline(&actor, ticket, after, limit).await?)
}

/// Says something: to the customer when public, else among colleagues.
#[server(name = TicketReplyCall, prefix = "/_fn", endpoint = "ticket/reply", input = Json, output = WireJson)]
pub async fn reply(ticket: TicketId, text: String, public: bool, once: String) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    let request = ssr::request(once, &(ticket, &text, public));
    Ok(desk.reply(&actor, ticket, text, public, request).await?)
}

/// Keeps what someone is writing.
#[server(name = TicketSaveDraftCall, prefix = "/_fn", endpoint = "ticket/save_draft", input = Json, output = WireJson)]
pub async fn save_draft(ticket: TicketId, text: String, public: bool) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.save_reply_draft(&actor, ticket, text, public).await?)
}

/// What someone was writing, and whether it was meant for the customer.
#[server(name = TicketDraftCall, prefix = "/_fn", endpoint = "ticket/draft", input = Json, output = WireJson)]
pub async fn draft(ticket: TicketId) -> Result<Option<(String, bool)>, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.reply_draft(&actor, ticket).await?)
}

/// Changes a ticket's title or priority.
#[server(name = TicketChangeCall, prefix = "/_fn", endpoint = "ticket/change", input = Json, output = WireJson)]
pub async fn change(ticket: TicketId, change: TicketChange, once: String) -> Result<TicketRow, ApiError> {
    let (desk, actor) = ssr::caller()?;
    let request = ssr::request(once, &(ticket, &change));
    Ok(desk.change_ticket(&actor, ticket, change, request).await?)
}

/// Opens a ticket again whose flow has ended.
#[server(name = TicketReopenCall, prefix = "/_fn", endpoint = "ticket/reopen", input = Json, output = WireJson)]
pub async fn reopen(ticket: TicketId, reason: String, once: String) -> Result<TicketRow, ApiError> {
    let (desk, actor) = ssr::caller()?;
    let request = ssr::request(once, &(ticket, &reason));
    Ok(desk.reopen(&actor, ticket, reason, request).await?)
}

/// Takes note of the levels of ladders that have fired: they are not told again.
#[server(name = TicketAcknowledgeCall, prefix = "/_fn", endpoint = "ticket/acknowledge", input = Json, output = WireJson)]
pub async fn acknowledge(ticket: TicketId) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    desk.acknowledge(&actor, ticket, None).await?;
    Ok(())
}

/// Lets people follow a ticket.
#[server(name = TicketFollowCall, prefix = "/_fn", endpoint = "ticket/follow", input = Json, output = WireJson)]
pub async fn follow(ticket: TicketId, people: Vec<PersonId>) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.follow(&actor, ticket, people).await?)
}

/// Lets someone follow a ticket no more.
#[server(name = TicketUnfollowCall, prefix = "/_fn", endpoint = "ticket/unfollow", input = Json, output = WireJson)]
pub async fn unfollow(ticket: TicketId, person: PersonId) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.unfollow(&actor, ticket, person).await?)
}

/// Sets whether one wants to be told nothing of a ticket that one follows.
#[server(name = TicketMuteCall, prefix = "/_fn", endpoint = "ticket/mute", input = Json, output = WireJson)]
pub async fn mute(ticket: TicketId, muted: bool) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.mute(&actor, ticket, muted).await?)
}

/// Holds a ticket.
#[server(name = TicketHoldCall, prefix = "/_fn", endpoint = "ticket/hold", input = Json, output = WireJson)]
pub async fn hold(
    ticket: TicketId,
    until: Option<DateTime<Utc>>,
    on_reply: bool,
    reason: String,
) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.hold(&actor, ticket, until, on_reply, reason).await?)
}

/// Takes a ticket up again that is on hold.
#[server(name = TicketResumeCall, prefix = "/_fn", endpoint = "ticket/resume", input = Json, output = WireJson)]
pub async fn resume(ticket: TicketId) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.resume(&actor, ticket).await?)
}

/// Moves the flow of a ticket to another step.
#[server(name = TicketJumpCall, prefix = "/_fn", endpoint = "ticket/jump", input = Json, output = WireJson)]
pub async fn jump(ticket: TicketId, from: RunToken, to: NodeKey, reason: String) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.jump(&actor, ticket, from, to, reason).await?)
}

/// Ends the flow of a ticket.
#[server(name = TicketTerminateCall, prefix = "/_fn", endpoint = "ticket/terminate", input = Json, output = WireJson)]
pub async fn terminate(ticket: TicketId, leaves: Leaves, tells: bool, reason: String) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.terminate(&actor, ticket, leaves, tells, reason).await?)
}
