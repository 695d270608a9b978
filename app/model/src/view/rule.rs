//! What the studio shows of rules besides their definitions.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{
    id::TicketId,
    record::{RuleRun, RuleState, Status},
};

/// How a rule fares.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleStanding {
    /// What was counted, and whether the running version was switched off.
    pub state: RuleState,
    /// Whether the running version was switched off because it failed again and again.
    pub switched_off: bool,
    /// When it looks at tickets next, if it does so by itself.
    #[serde(default)]
    pub next: Option<DateTime<Utc>>,
}

/// One line of a rule's log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleRunRow {
    /// What came of it. What the condition saw is left out where the ticket may not be seen.
    pub run: RuleRun,
    /// The ticket, if it may be seen.
    pub ticket: Option<RuleTicket>,
}

/// A ticket as rules name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleTicket {
    /// Its id.
    pub id: TicketId,
    /// Its number.
    pub number: i64,
    /// One line that says what it is about.
    pub title: String,
    /// Where it stands.
    pub status: Status,
}

/// What a rule would do to the tickets that are there. Nothing was changed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleTried {
    /// How many tickets were looked at, the newest first.
    pub looked: u32,
    /// Whether there are more, which were not looked at.
    pub more: bool,
    /// Those that match, the newest first.
    pub matched: Vec<RuleMatch>,
}

/// A ticket that a rule would act on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleMatch {
    /// Which.
    pub ticket: RuleTicket,
    /// What would happen, by name.
    pub did: Vec<String>,
    /// Why it would fail, for an administrator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fails: Option<String>,
}
