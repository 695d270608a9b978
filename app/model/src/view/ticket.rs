//! One ticket, a list of them, and what stands around it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use wire::Decode;

use super::{JumpTo, Named, TaskView};
use crate::{
    Fields, Text,
    flow::Priority,
    form::Form,
    id::{CustomerId, PersonId, TicketId},
    key::{DefinitionKey, NodeKey},
    record::{Channel, Clock, Event, RunToken, Status},
    trace::Trace,
};

/// A ticket in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TicketRow {
    /// Its id.
    pub id: TicketId,
    /// Its number.
    pub number: i64,
    /// What it is about.
    pub title: String,
    /// Its type.
    pub ticket_type: DefinitionKey,
    /// What people call the type.
    pub type_title: Text,
    /// Where it stands.
    pub status: Status,
    /// How pressing it is.
    pub priority: Priority,
    /// How it came in.
    pub channel: Channel,
    /// Who asks.
    pub customer: Option<Named<CustomerId>>,
    /// Where it waits.
    pub queue: Option<DefinitionKey>,
    /// Who is responsible.
    pub owner: Option<Named<PersonId>>,
    /// The steps it stands at.
    pub steps: Vec<Text>,
    /// How far it has come, step by step.
    pub progress: Vec<StepState>,
    /// The nearest due time.
    pub due_at: Option<DateTime<Utc>>,
    /// When the clock that gives `due_at` began; for how much of it is used.
    pub clock_from: Option<DateTime<Utc>>,
    /// When it was filed.
    pub created_at: DateTime<Utc>,
    /// When anything last happened.
    pub updated_at: DateTime<Utc>,
}

/// What a list of tickets shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct TicketQuery {
    /// Words that must occur.
    pub text: String,
    /// Only open ones, unless `status` names others.
    pub open: Option<bool>,
    /// Any of these states.
    pub status: Vec<Status>,
    /// Any of these priorities.
    pub priority: Vec<Priority>,
    /// Any of these types.
    pub ticket_type: Vec<DefinitionKey>,
    /// In this queue.
    pub queue: Option<DefinitionKey>,
    /// Of this owner.
    pub owner: Option<PersonId>,
    /// Of the person who asks.
    pub mine: bool,
    /// Without an owner.
    pub unowned: bool,
    /// Of this customer.
    pub customer: Option<CustomerId>,
    /// Late ones only.
    pub late: bool,
    /// Only those that are late or become so within this many minutes.
    pub due_within: Option<u32>,
    /// The order.
    pub sort: Sort,
    /// The place to go on from: [`List::next`].
    pub after: Option<String>,
    /// How many rows, 1 to 200; 50 when absent.
    pub limit: Option<u32>,
}

/// The order of a ticket list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// The newest first.
    #[default]
    Newest,
    /// The nearest due time first; those without one last.
    Due,
    /// The last touched first.
    Updated,
    /// The most pressing first, then the oldest.
    Priority,
}

/// One ticket, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TicketPage {
    /// As in lists.
    pub row: TicketRow,
    /// The answers that may be seen.
    pub fields: Fields,
    /// The form they follow.
    pub form: Form,
    /// The steps of the flow on the way from start to end, for the progress strip.
    pub progress: Vec<ProgressStep>,
    /// The open tasks.
    pub tasks: Vec<TaskView>,
    /// The clocks, running or done, of this episode.
    pub clocks: Vec<ClockView>,
    /// Why these targets.
    pub policy_trace: Option<Trace>,
    /// The customer.
    pub customer: Option<crate::record::Customer>,
    /// Whether the person who looks may work on it.
    pub may_work: bool,
    /// Why it is held, while a person holds it.
    #[serde(default)]
    pub hold: Option<HoldView>,
    /// Who follows it.
    #[serde(default)]
    pub followers: Vec<FollowerView>,
    /// Where the flow stands and the steps it can be moved to; empty for whoever may not move it.
    #[serde(default)]
    pub places: Vec<PlaceView>,
    /// Whether its flow goes on.
    #[serde(default)]
    pub is_under_way: bool,
    /// Whether the person who looks may end the flow.
    #[serde(default)]
    pub may_end: bool,
    /// What the flow cannot do by itself; empty when all is well.
    pub incidents: Vec<crate::record::Incident>,
    /// The ticket's version, as a guard for acts on the ticket itself.
    pub version: i64,
}

/// Why a ticket is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HoldView {
    /// Who holds it.
    pub by: Named<PersonId>,
    /// Since when.
    pub since: DateTime<Utc>,
    /// When it goes on by itself, if it does.
    pub until: Option<DateTime<Utc>>,
    /// Whether it goes on when the customer writes.
    pub on_reply: bool,
    /// In words.
    pub reason: String,
}

/// Someone who follows a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FollowerView {
    /// Who.
    pub person: Named<PersonId>,
    /// Whether they want to be told nothing.
    pub muted: bool,
}

/// A place where a flow stands, and where it can be moved to from there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlaceView {
    /// The path that stands here.
    pub token: RunToken,
    /// What people call the step.
    pub title: Text,
    /// The steps it can be moved to.
    pub to: Vec<JumpTo>,
}

/// One step of the progress strip.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProgressStep {
    /// Which node.
    pub node: NodeKey,
    /// What people call it.
    pub title: Text,
    /// Where the ticket is relative to it.
    pub state: StepState,
}

/// Where a ticket is relative to a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// It was here.
    Done,
    /// It is here.
    Now,
    /// It may come here.
    Ahead,
}

/// One clock and its reckoning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClockView {
    /// The clock.
    pub clock: Clock,
    /// How much of the target was used when the page was made, in percent; over 100 when late.
    pub used: u32,
    /// Why this due time.
    pub why: Option<Trace>,
}

/// One entry of a ticket's timeline.
pub type Entry = Event;
