//! What rules did: one entry for each time that one acted or failed to, and the durable wake-ups of those that look at
//! tickets by themselves.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{
    Value,
    id::{RuleRunId, TicketId, TimerId},
    key::DefinitionKey,
};

/// One time that a rule acted on a ticket, or failed to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleRun {
    /// Its id; ids grow with time.
    pub id: RuleRunId,
    /// Which rule.
    pub rule: DefinitionKey,
    /// Which version of it.
    pub version: i64,
    /// On which ticket.
    pub ticket: TicketId,
    /// When.
    pub at: DateTime<Utc>,
    /// What set it off: a trigger's name, or `schedule`.
    pub because: String,
    /// What came of it.
    pub came: Came,
    /// What it did, by the names of what happened; the same name twice where it happened twice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub did: Vec<String>,
    /// What the variables of its condition were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<(String, Value)>,
    /// The rules that led to it, the first one first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chain: Vec<DefinitionKey>,
    /// How long it took, in millionths of a second.
    #[serde(default)]
    pub micros: i64,
}

/// What came of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "came", rename_all = "snake_case")]
pub enum Came {
    /// Its condition held and it acted.
    Acted,
    /// Something went wrong, and nothing of what it did was kept.
    Failed {
        /// What, for an administrator.
        text: String,
    },
    /// What it did had set it off again; that was stopped.
    Circled {
        /// Why, for an administrator.
        text: String,
    },
}

impl Came {
    /// The name as it is stored.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Acted => "acted",
            Self::Failed { .. } => "failed",
            Self::Circled { .. } => "circled",
        }
    }
}

/// The durable wake-up of a rule that looks at tickets by itself. There is one for each such rule, so that it never
/// looks twice at the same time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleTimer {
    /// Its id.
    pub id: TimerId,
    /// Of which rule.
    pub rule: DefinitionKey,
    /// The time it is for, as it was planned.
    pub due_at: DateTime<Utc>,
    /// The last ticket that was looked at, when a look is under way.
    pub after: Option<TicketId>,
}

/// How a rule fares, beside what its definition says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleState {
    /// Which rule.
    pub rule: DefinitionKey,
    /// The version that was switched off because it failed again and again; a new version begins afresh.
    #[serde(default)]
    pub off_version: Option<i64>,
    /// When it was last switched, off or on again.
    #[serde(default)]
    pub off_at: Option<DateTime<Utc>>,
    /// Why, for an administrator.
    #[serde(default)]
    pub off_because: String,
    /// How often its condition was asked and did not hold.
    pub unmatched: i64,
    /// How often it acted.
    pub acted: i64,
    /// How often it failed or went round in a circle.
    pub failed: i64,
    /// Grows with each change.
    pub version: i64,
}
