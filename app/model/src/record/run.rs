//! Runs: one execution of a flow version for a ticket, and where it stands.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use wire::Decode;

use super::ticket::{Pause, Status};
use crate::{
    Value,
    id::{PersonId, RunId, TaskId, TicketId, VersionId},
    key::{DefinitionKey, NodeKey, VariableKey},
};

/// A token's name within its run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct TokenId(pub u32);

/// A frame's name within its run; 0 is the ticket type's flow, the others are sub-flows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct FrameId(pub u32);

/// One execution of a flow for a ticket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Run {
    /// Its id.
    pub id: RunId,
    /// For which ticket.
    pub ticket: TicketId,
    /// Where it stands as a whole.
    pub state: RunState,
    /// Where it stands in detail.
    pub tokens: Vec<Token>,
    /// The flows it is in.
    pub frames: Vec<Frame>,
    /// The name the next token or fork gets.
    pub next_token: u32,
    /// The name the next frame gets.
    pub next_frame: u32,
    /// Who did each node last.
    pub done_by: BTreeMap<NodeKey, PersonId>,
    /// Who has agreed in an approval.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub agreed_by: BTreeSet<PersonId>,
    /// How often each node was entered.
    pub passes: BTreeMap<NodeKey, u32>,
    /// The rules that act once or by a schedule: when each last did.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub ruled: BTreeMap<DefinitionKey, DateTime<Utc>>,
    /// Why it stands still, while a person holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<Hold>,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// Grows with each step; the guard of every write.
    pub version: i64,
}

/// A ticket that a person holds: its steps stay, and their time stands still.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Hold {
    /// Who holds it.
    pub by: PersonId,
    /// Since when.
    pub since: DateTime<Utc>,
    /// When it goes on by itself; only when someone resumes it, if absent.
    pub until: Option<DateTime<Utc>>,
    /// Whether it goes on when the customer writes.
    pub on_reply: bool,
    /// In words.
    pub reason: String,
    /// What the ticket was before, and will be again.
    pub status: Status,
}

/// Where a run stands as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum RunState {
    /// It goes on.
    Active,
    /// It has an incident; a person must retry or skip.
    Stuck,
    /// It is over.
    Ended {
        /// When.
        at: DateTime<Utc>,
    },
}

impl RunState {
    /// The name as it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Stuck => "stuck",
            Self::Ended { .. } => "ended",
        }
    }
}

/// A flow the run is in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Frame {
    /// Its name.
    pub id: FrameId,
    /// The version of the flow it follows, to the end unless it is moved.
    pub flow: VersionId,
    /// The version it followed before it was moved last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<VersionId>,
    /// The token that waits for it at a sub-flow node; none for the first frame.
    pub caller: Option<TokenId>,
    /// Its variables.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub vars: BTreeMap<VariableKey, Value>,
    /// Which round of a for-each it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<Round>,
}

impl Frame {
    /// A flow at its beginning.
    #[must_use]
    pub const fn new(id: FrameId, flow: VersionId, caller: Option<TokenId>) -> Self {
        Self { id, flow, before: None, caller, vars: BTreeMap::new(), round: None }
    }
}

/// One round of a for-each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Round {
    /// Which, from 1.
    pub index: u32,
    /// The entry of the list; the index once more where there is only a number of times.
    pub item: Value,
}

/// How far a for-each has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rounds {
    /// The version of the flow that every round follows.
    pub flow: VersionId,
    /// How many rounds there are.
    pub of: u32,
    /// How many have ended.
    pub done: u32,
    /// After how many it goes on.
    pub enough: u32,
    /// The entries whose rounds have not begun.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ahead: Vec<Value>,
}

/// One place where a run stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Token {
    /// Its name.
    pub id: TokenId,
    /// In which flow.
    pub frame: FrameId,
    /// At which node.
    pub node: NodeKey,
    /// What it is waiting for there.
    pub standing: Standing,
    /// Since when.
    pub since: DateTime<Utc>,
    /// The parallels it came through, innermost last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forks: Vec<Fork>,
    /// The warnings of the step's limit that were given, by their place in it. A doubled wake changes nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warned: Vec<u32>,
    /// Whether what happens at the due time has happened.
    #[serde(default)]
    pub late: bool,
    /// When its time stood still, in order; the last one may not be over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<Pause>,
    /// The instant that a wait waits for, where the flow gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<DateTime<Utc>>,
    /// When a wait is over or gives up by time, as it was counted last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<DateTime<Utc>>,
    /// The version of its calendar by which its time was last counted anew, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_by: Option<i64>,
    /// The steps of people that this path has passed in its flow, the oldest first: where it can be sent back to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trail: Vec<Passed>,
    /// Where the path goes when this step is done, instead of on: to the step that sent it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returns_to: Option<NodeKey>,
    /// Who decides at an approval, in the order in which they are asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub votes: Vec<Vote>,
    /// How far it has come at a for-each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounds: Option<Rounds>,
}

/// A step that a path has passed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Passed {
    /// Which node.
    pub node: NodeKey,
    /// In how many parallels the path was there.
    pub depth: u32,
}

/// One person's part in an approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Vote {
    /// Who is asked.
    pub person: PersonId,
    /// Their task; none until it is their turn, and none for whoever is not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<TaskId>,
    /// How they decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// Whose decision must come before this one is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits_for: Option<PersonId>,
    /// Who asked them besides those that the flow asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added_by: Option<PersonId>,
}

/// How someone decided in an approval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// For it.
    Agreed,
    /// Against it.
    Refused,
    /// Left to the others.
    Abstained,
}

/// One passage through a parallel or an inclusive split. All the tokens it opened carry it until they are joined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fork {
    /// Its name within the run; the same parallel has another one at each passage.
    pub id: u32,
    /// Which split.
    pub node: NodeKey,
}

/// What a token waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "at", rename_all = "snake_case")]
pub enum Standing {
    /// A person's work.
    Task {
        /// Which.
        task: TaskId,
    },
    /// The decision of several people; they are in [`Token::votes`].
    Approval,
    /// Time, or an event.
    Wait,
    /// The other paths of a parallel.
    Join,
    /// A sub-flow.
    SubFlow {
        /// Its frame.
        frame: FrameId,
    },
    /// The answer to a call.
    Effect,
    /// The rounds of a for-each; see [`Token::rounds`].
    ForEach,
    /// An incident, settled by a person.
    Stuck,
}
