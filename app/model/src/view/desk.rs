//! What the pages of an agent's day show besides lists: saved views, queues, mentions, phrases.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use wire::Decode;

use super::{Named, TaskView, TicketQuery, TicketRow};
use crate::{
    Text,
    id::{NoticeId, PersonId, TaskId, TicketId, ViewId},
    key::DefinitionKey,
    record::{SavedView, Shared},
};

/// A saved view in a list of views.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
pub struct ViewRow {
    /// The view.
    pub view: SavedView,
    /// The name of its owner.
    pub owner: String,
    /// Whether the person who looks may change or delete it.
    pub may_edit: bool,
}

/// What the rail counts for its reader. Nothing is counted beyond [`Ways::MOST`]: a number that reaches it means that
/// many or more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(default)]
pub struct Ways {
    /// The open steps that are the reader's.
    pub tasks: u32,
    /// The open tickets that the reader sees.
    pub tickets: u32,
    /// The tickets behind their saved views. Of very many views, some are missing.
    pub views: BTreeMap<ViewId, u32>,
}

impl Ways {
    /// The largest number.
    pub const MOST: u32 = 1_000;
}

/// What it takes to save a view.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[serde(default)]
pub struct ViewDraft {
    /// What people call it.
    pub title: String,
    /// Who finds it.
    pub shared: Shared,
    /// What it shows.
    pub query: TicketQuery,
    /// Which columns, by name.
    pub columns: Vec<String>,
}

/// How many tickets a query finds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
pub struct Counted {
    /// How many, as far as it was counted.
    pub count: u32,
    /// Whether there are more than were counted.
    pub more: bool,
    /// How many of them are late, as far as it was counted.
    pub late: u32,
}

/// What surrounds one's own tasks in a day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[serde(default)]
pub struct Day {
    /// What is offered to the person, the nearest due first.
    pub offers: Vec<TaskView>,
    /// The queues the person serves, with what waits in each.
    pub queues: Vec<QueueLoad>,
    /// Open tickets the person may see that are late or close to it, the latest first.
    pub at_risk: Vec<TicketRow>,
    /// The person's own tickets that wait for their customer.
    pub waiting: Vec<TicketRow>,
    /// Where colleagues mentioned the person, the newest first.
    pub mentions: Vec<Mention>,
}

/// What waits in a queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
pub struct QueueLoad {
    /// Which.
    pub key: DefinitionKey,
    /// What people call it.
    pub title: Text,
    /// How many tasks nobody has.
    pub waiting: u32,
    /// When the one that waits longest was opened.
    pub oldest: Option<DateTime<Utc>>,
    /// The nearest due time.
    pub due_at: Option<DateTime<Utc>>,
}

/// A colleague's words that mention the person who looks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
pub struct Mention {
    /// The message.
    pub id: NoticeId,
    /// Who wrote.
    pub by: Named<PersonId>,
    /// In which ticket.
    pub ticket: TicketId,
    /// The ticket's number.
    pub number: i64,
    /// The beginning of the words.
    pub text: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether the person has not read it yet.
    pub is_new: bool,
}

/// A step that someone finished.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
pub struct DoneStep {
    /// The task.
    pub task: TaskId,
    /// The ticket's number.
    pub number: i64,
    /// What the ticket is about.
    pub ticket_title: String,
    /// What people call the step.
    pub title: Text,
    /// What people call the outcome.
    pub outcome: Text,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether that was after the due time.
    pub late: bool,
}

/// A phrase that can be put into a reply, its variables already filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
pub struct PhraseView {
    /// Its key.
    pub key: DefinitionKey,
    /// What people call it.
    pub title: Text,
    /// The words.
    pub text: Text,
    /// What an agent types after `/` to find it.
    pub shortcut: String,
    /// Whether the step that is open now offers it.
    pub here: bool,
}

/// What is done to many tickets, one after the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum BulkAct {
    /// Takes the open steps that can be taken.
    Claim,
    /// Hands the open steps to someone.
    Transfer {
        /// To whom.
        to: PersonId,
        /// In words.
        reason: String,
    },
    /// Puts the open steps back into their queues.
    Release {
        /// In words.
        reason: String,
    },
    /// Urges whoever has the open steps.
    Urge {
        /// In words.
        text: String,
    },
    /// Holds the ticket until someone resumes it or the customer writes.
    Hold {
        /// In words.
        reason: String,
    },
    /// Ends the flow of the ticket and cancels it.
    End {
        /// In words.
        reason: String,
    },
}
