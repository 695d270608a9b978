//! Human work: a list of it, what it takes to end it, and where it can go.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use wire::Decode;

use super::Named;
use crate::{
    Fields, Text,
    flow::{Outcome, Priority},
    form::Layout,
    id::{CustomerId, PersonId, TaskId, TicketId},
    key::{DefinitionKey, LayoutKey, NodeKey, OutcomeKey},
    record::Channel,
    trace::Trace,
};

/// One task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[expect(clippy::struct_excessive_bools, reason = "each allows one thing on the page")]
pub struct TaskView {
    /// Its id.
    pub id: TaskId,
    /// Of which ticket.
    pub ticket: TicketId,
    /// The ticket's number.
    pub number: i64,
    /// What the ticket is about.
    pub ticket_title: String,
    /// How pressing the ticket is.
    pub priority: Priority,
    /// How the ticket came in.
    pub channel: Channel,
    /// Whose ticket it is.
    pub customer: Option<Named<CustomerId>>,
    /// At which node.
    pub node: NodeKey,
    /// What people call the step.
    pub title: Text,
    /// What to do, in Markdown.
    pub instructions: Text,
    /// Which layout it fills.
    pub layout_key: Option<LayoutKey>,
    /// What is filled in.
    pub layout: Option<Layout>,
    /// How it can end.
    pub outcomes: Vec<Outcome>,
    /// Whether it is one person's part in an approval.
    #[serde(default)]
    pub is_vote: bool,
    /// Everyone's part in the approval, in the order in which they are asked; on the page of one ticket only.
    #[serde(default)]
    pub votes: Vec<VoteView>,
    /// Where the person who looks may send it back to; on the page of one ticket only.
    #[serde(default)]
    pub back_to: Vec<BackTo>,
    /// Whether the person who looks did the step before and may take it back; on the page of one ticket only.
    #[serde(default)]
    pub may_take_back: bool,
    /// Who works on it.
    pub owner: Option<Named<PersonId>>,
    /// To whom it is offered now, while nobody has it.
    #[serde(default)]
    pub offered_to: Option<Named<PersonId>>,
    /// Until when they can accept.
    #[serde(default)]
    pub offered_until: Option<DateTime<Utc>>,
    /// Whether it is offered to the person who looks.
    #[serde(default)]
    pub may_accept: bool,
    /// Who gave it to its owner for a time.
    #[serde(default)]
    pub delegated_by: Option<Named<PersonId>>,
    /// How often its owner was urged.
    #[serde(default)]
    pub urged: u32,
    /// Whether the person who looks may urge whoever has it; on the page of one ticket only.
    #[serde(default)]
    pub may_urge: bool,
    /// Where it waits.
    pub queue: Option<DefinitionKey>,
    /// Open, done or cancelled.
    pub state: crate::record::TaskState,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// When it is due.
    pub due_at: Option<DateTime<Utc>>,
    /// Why this owner, why this due time.
    pub traces: Vec<Trace>,
    /// What the person who looks has typed so far and not handed in.
    pub draft: Option<Fields>,
    /// Whether the person who looks may complete it.
    pub may_complete: bool,
    /// Whether the person who looks may claim it.
    pub may_claim: bool,
    /// Its version, as a guard against two windows.
    pub version: i64,
}

/// A step that a path can be sent back to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BackTo {
    /// Which node.
    pub node: NodeKey,
    /// What people call it.
    pub title: Text,
    /// Whether the path can come straight back from there.
    pub returns: bool,
}

/// A step that a path can be moved to by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JumpTo {
    /// Which node.
    pub node: NodeKey,
    /// What people call it.
    pub title: Text,
}

/// One person's part in an approval.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VoteView {
    /// Who.
    pub person: Named<PersonId>,
    /// How they decided, if they have.
    pub answer: Option<crate::record::Answer>,
    /// Whether they are asked now.
    pub is_asked: bool,
    /// Who asked them besides those that the flow asks.
    pub added_by: Option<Named<PersonId>>,
    /// Who decides in their name.
    #[serde(default)]
    pub delegate: Option<Named<PersonId>>,
}

/// What a list of tasks shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each narrows the list by itself")]
pub struct TaskQuery {
    /// Of this ticket.
    pub ticket: Option<TicketId>,
    /// Of this owner.
    pub owner: Option<PersonId>,
    /// Of the person who asks.
    pub mine: bool,
    /// Offered to the person who asks.
    pub offered: bool,
    /// Nobody's, in queues the person serves.
    pub claimable: bool,
    /// In this queue.
    pub queue: Option<DefinitionKey>,
    /// At this node.
    pub node: Option<NodeKey>,
    /// Also those that are done or cancelled.
    pub closed: bool,
    /// The place to go on from.
    pub after: Option<String>,
    /// How many rows, 1 to 200; 50 when absent.
    pub limit: Option<u32>,
}

/// How a task is completed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Completion {
    /// How it ends.
    pub outcome: OutcomeKey,
    /// What was filled in.
    #[serde(default)]
    pub fields: Fields,
}
