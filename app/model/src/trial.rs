//! Test runs: a flow is walked by the real engine with a virtual clock, and nothing is stored. The whole state of a test
//! run is what was done in it, so that it can be wound back by leaving the last moves out.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{
    Fields, Value,
    flow::Priority,
    id::PersonId,
    key::{DefinitionKey, LinkKey, NodeKey, OutcomeKey, SignalKey, VariableKey},
    record::{Channel, Effect, Event, FrameId, Incident, RunToken, Standing, Task, Ticket},
    span::Minutes,
};

/// The most moves of one test run.
pub const MOST_MOVES: usize = 200;

/// A test run: a made-up ticket and what happened to it, in order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Trial {
    /// When the ticket comes in; the present, if absent.
    #[serde(default)]
    pub start: Option<DateTime<Utc>>,
    /// The ticket.
    #[serde(default)]
    pub ticket: TrialTicket,
    /// What happens to it.
    #[serde(default)]
    pub moves: Vec<Move>,
    /// The nodes at which passing time stops, as soon as a path comes to them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub breaks: BTreeSet<NodeKey>,
}

/// A made-up ticket.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TrialTicket {
    /// Its type: its queue, policy and priority count. The first type that uses the flow, if absent.
    #[serde(default)]
    pub ticket_type: Option<DefinitionKey>,
    /// How pressing it is; as its type says, if absent.
    #[serde(default)]
    pub priority: Option<Priority>,
    /// How it comes in.
    #[serde(default)]
    pub channel: Channel,
    /// The answers. They are taken as they are.
    #[serde(default)]
    pub fields: Fields,
}

/// One thing that happens in a test run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "move", rename_all = "snake_case")]
pub enum Move {
    /// The open step at a node ends, by its owner or by whoever tries.
    Finish {
        /// In which flow; 0 is the one that is tried.
        #[serde(default)]
        frame: FrameId,
        /// Which node.
        node: NodeKey,
        /// How it ends.
        outcome: OutcomeKey,
        /// What is filled in.
        #[serde(default)]
        fields: Fields,
    },
    /// The customer writes.
    CustomerWrites,
    /// The outside gives a signal.
    Signal {
        /// Which.
        name: SignalKey,
        /// What it writes. The answers are taken as they are.
        #[serde(default)]
        fields: Fields,
    },
    /// A web address answers a path that waits for it, or the call is given up.
    Answered {
        /// Which path.
        token: RunToken,
        /// What it says; the call was given up, if absent.
        #[serde(default)]
        body: Option<Value>,
    },
    /// A colleague answers the customer in public.
    ColleagueWrites,
    /// Time passes until the next timer goes off.
    NextEvent,
    /// Time passes, timer by timer, until a path comes to a breakpoint, someone has something new to do, or no timer is
    /// left.
    Go,
    /// What the ticket and its flow know is changed by hand, and the flow goes on with it.
    Set {
        /// Answers; null empties one. They are taken as they are.
        #[serde(default)]
        fields: Fields,
        /// Variables of the flow that is tried; null takes one away.
        #[serde(default)]
        vars: BTreeMap<VariableKey, Value>,
    },
    /// So much time passes, night and day.
    Pass {
        /// How long.
        minutes: Minutes,
    },
    /// So much working time passes.
    PassWorking {
        /// How long.
        minutes: Minutes,
    },
    /// It becomes the same time of the next working day.
    NextWorkingDay,
    /// A path that is stuck tries its node again.
    Retry {
        /// Which path.
        token: RunToken,
    },
    /// A path that is stuck goes on without its node.
    Skip {
        /// Which path.
        token: RunToken,
    },
}

/// Where a test run stands after its moves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tried {
    /// When the ticket came in.
    pub start: DateTime<Utc>,
    /// The virtual time.
    pub now: DateTime<Utc>,
    /// The type whose queue and policy counted.
    pub ticket_type: Option<DefinitionKey>,
    /// The ticket as it is.
    pub ticket: Ticket,
    /// Where the run stands.
    pub tokens: Vec<Stand>,
    /// The signals that are waited for.
    #[serde(default)]
    pub signals: Vec<SignalKey>,
    /// Whether the run is over.
    pub is_over: bool,
    /// The open steps, oldest first.
    pub open: Vec<TrialTask>,
    /// When the next timer goes off.
    pub next: Option<DateTime<Utc>>,
    /// What happened, in order.
    pub events: Vec<Told>,
    /// What would have gone out into the world.
    pub effects: Vec<Captured>,
    /// What people would have been told inside the product.
    pub notices: Vec<TrialNotice>,
    /// What could not be done.
    pub incidents: Vec<Incident>,
    /// The nodes that were passed, in the flow that is tried.
    pub walked: Vec<NodeKey>,
    /// The links that were taken, in the flow that is tried.
    pub taken: Vec<LinkKey>,
    /// The variables before the last move.
    pub before: Value,
    /// The variables now.
    pub variables: Value,
    /// The breakpoint that a path came to because of the last move.
    #[serde(default)]
    pub broke_at: Option<NodeKey>,
    /// The first move that could not be made; the ones behind it were left out.
    #[serde(default)]
    pub stopped: Option<Stopped>,
}

/// One place where a test run stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Stand {
    /// Its name.
    pub token: RunToken,
    /// In which flow; 0 is the one that is tried.
    pub frame: FrameId,
    /// At which node.
    pub node: NodeKey,
    /// What it waits for there.
    pub standing: Standing,
}

/// An open step of a test run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TrialTask {
    /// In which flow; 0 is the one that is tried.
    pub frame: FrameId,
    /// The step.
    pub task: Task,
    /// What its owner is called.
    pub owner: Option<String>,
}

/// One thing that happened in a test run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Told {
    /// Because of which move: 0 is the filing, 1 the first move.
    pub because: usize,
    /// What happened.
    pub event: Event,
}

/// Something that would have gone out into the world.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Captured {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub effect: Effect,
}

/// What someone would have been told inside the product.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TrialNotice {
    /// When.
    pub at: DateTime<Utc>,
    /// Whom.
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    /// The words.
    pub text: crate::Text,
}

/// Why a test run stopped before its last move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Stopped {
    /// Which move could not be made, from 0.
    pub at: usize,
    /// Why: the code of a refusal, `too_long` when more happened than a test run may hold, `too_slow` when it took too
    /// long, `nothing_waits` when no timer is set.
    pub why: String,
}
