//! Human work, durable wake-ups, effects on the world, and what went wrong with them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use wire::Decode;

use super::run::TokenId;
use crate::{
    Text,
    flow::Outcome,
    id::{ClockId, IncidentId, OutboxId, PersonId, RunId, TaskId, TicketId, TimerId},
    key::{DefinitionKey, LayoutKey, NodeKey, OutcomeKey},
    trace::Trace,
};

/// One piece of human work at a node.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// Of which ticket.
    pub ticket: TicketId,
    /// In which run.
    pub run: RunId,
    /// Which token stands here.
    pub token: TokenId,
    /// At which node.
    pub node: NodeKey,
    /// What people call it.
    pub title: Text,
    /// What to do, in Markdown.
    pub instructions: Text,
    /// What is filled in.
    pub layout: Option<LayoutKey>,
    /// How it can end.
    pub outcomes: Vec<Outcome>,
    /// Whether it is one person's part in an approval: then only they can end it.
    #[serde(default)]
    pub is_vote: bool,
    /// Phrases offered here.
    pub phrases: Vec<DefinitionKey>,
    /// Who works on it; nobody while it waits to be claimed.
    pub owner: Option<PersonId>,
    /// Whether it is given to the next person of its queue who is free, while nobody has it.
    #[serde(default)]
    pub waits: bool,
    /// How far the offering of it has come, where its queue offers work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offers: Option<Offers>,
    /// How much work it is: what it takes of its owner's capacity.
    #[serde(default = "one")]
    pub weight: u16,
    /// Who gave it to its owner for a time: it comes back to them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delegated_by: Option<PersonId>,
    /// Who has urged its owner, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub urges: Vec<Urge>,
    /// Where it waits.
    pub queue: Option<DefinitionKey>,
    /// Where it stands.
    pub state: TaskState,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// When it is due.
    pub due_at: Option<DateTime<Utc>>,
    /// Why this owner, why this due time.
    pub traces: Vec<Trace>,
    /// Grows with each change; the guard of every write.
    pub version: i64,
}

const fn one() -> u16 {
    1
}

impl Task {
    /// Whether someone has it: as its owner, or as whoever it comes back to.
    #[must_use]
    pub fn is_with(&self, person: PersonId) -> bool {
        self.owner == Some(person) || self.delegated_by == Some(person)
    }

    /// The offer that is open now.
    #[must_use]
    pub fn offer(&self) -> Option<&Offer> {
        self.offers.as_ref().and_then(|offers| offers.open.as_ref())
    }

    /// To whom it is offered now.
    #[must_use]
    pub fn offered_to(&self) -> Option<PersonId> {
        self.offer().map(|offer| offer.to)
    }

    /// Whose capacity it takes: its owner's, else that of whoever it is offered to.
    #[must_use]
    pub fn carrier(&self) -> Option<PersonId> {
        self.owner.or_else(|| self.offered_to())
    }

    /// How often its owner was urged.
    #[must_use]
    pub fn urged(&self) -> u32 {
        self.urges.iter().map(|urge| urge.times).sum()
    }
}

/// How far the offering of a task has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Offers {
    /// For the how manieth time everyone is asked, from 1.
    pub round: u16,
    /// Who has passed in this round: declined, or let the time go by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passed: Vec<PersonId>,
    /// How many offers there were; the number of the one that is open.
    pub made: u32,
    /// The offer that waits for an answer; none while nobody is free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<Offer>,
}

/// One offer that waits for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Offer {
    /// To whom.
    pub to: PersonId,
    /// Until when they can accept.
    pub until: DateTime<Utc>,
}

/// How someone has urged the owner of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Urge {
    /// Who.
    pub by: PersonId,
    /// How often.
    pub times: u32,
    /// When last.
    pub last: DateTime<Utc>,
}

/// Where a task stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum TaskState {
    /// To be done.
    Open,
    /// Done.
    Done {
        /// When.
        at: DateTime<Utc>,
        /// By whom.
        by: PersonId,
        /// How.
        outcome: OutcomeKey,
    },
    /// No longer needed: it was late and given up, or another path decided.
    Cancelled {
        /// When.
        at: DateTime<Utc>,
    },
}

impl TaskState {
    /// Whether it is to be done.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Open)
    }

    /// The name as it is stored.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done { .. } => "done",
            Self::Cancelled { .. } => "cancelled",
        }
    }
}

/// A durable wake-up. A late or doubled wake is harmless: whoever is woken looks whether it still means something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Timer {
    /// Its id.
    pub id: TimerId,
    /// For which ticket.
    pub ticket: TicketId,
    /// What for.
    pub purpose: Purpose,
    /// When.
    pub due_at: DateTime<Utc>,
}

/// What a timer wakes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "purpose", rename_all = "snake_case")]
pub enum Purpose {
    /// A step's warning.
    Warn {
        /// Which run.
        run: RunId,
        /// Which token.
        token: TokenId,
        /// Which warning of the node's limit, from 0.
        warning: u32,
    },
    /// A step is due.
    Due {
        /// Which run.
        run: RunId,
        /// Which token.
        token: TokenId,
    },
    /// A wait is over.
    Wait {
        /// Which run.
        run: RunId,
        /// Which token.
        token: TokenId,
    },
    /// A wait for an event has waited long enough.
    Timeout {
        /// Which run.
        run: RunId,
        /// Which token.
        token: TokenId,
    },
    /// An offer was not answered in time.
    Offer {
        /// Of which task.
        task: TaskId,
        /// Which of its offers, from 1.
        number: u32,
    },
    /// A hold is over.
    Resume {
        /// Which run.
        run: RunId,
    },
    /// A clock passes a level of its ladder.
    Level {
        /// Which clock.
        clock: ClockId,
        /// Which level of the ladder, from 0.
        level: u32,
    },
    /// A level of a ladder is told again.
    Repeat {
        /// Which clock.
        clock: ClockId,
        /// Which level of the ladder, from 0.
        level: u32,
        /// For the how manieth time, from 1.
        time: u16,
    },
    /// A clock is due.
    ClockDue {
        /// Which clock.
        clock: ClockId,
    },
}

/// What the engine asks the world to do. Run at least once by workers, each with the outbox id as its idempotency key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum Effect {
    /// Send a mail.
    Mail {
        /// The receiver's address.
        to: String,
        /// The subject.
        subject: String,
        /// The body in plain text.
        body: String,
    },
    /// Call a web address: POST.
    Webhook {
        /// The address.
        url: String,
        /// The JSON body as text.
        body: String,
        /// Which path waits for the answer, if one does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asks: Option<Asks>,
    },
}

/// The path that waits for the answer to a call, and how long the call is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Asks {
    /// In which run.
    pub run: RunId,
    /// Which path.
    pub token: TokenId,
    /// How often a call that failed is tried again.
    pub retries: u32,
    /// How many seconds later the first time.
    pub pause: u32,
    /// How many times longer each further pause is.
    pub factor: u32,
}

impl Effect {
    /// The name as it is stored.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Mail { .. } => "mail",
            Self::Webhook { .. } => "webhook",
        }
    }
}

/// Something the engine or a worker could not do and a person must look at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Incident {
    /// Its id.
    pub id: IncidentId,
    /// Of which ticket.
    pub ticket: TicketId,
    /// In which run.
    pub run: Option<RunId>,
    /// At which node.
    pub node: Option<NodeKey>,
    /// Which effect.
    pub outbox: Option<OutboxId>,
    /// What went wrong, for an administrator.
    pub text: String,
    /// When.
    pub at: DateTime<Utc>,
    /// When it was settled.
    pub settled_at: Option<DateTime<Utc>>,
}
