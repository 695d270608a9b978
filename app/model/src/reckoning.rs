//! Reckoning anew: a calendar or a policy was published, and the times that run by it are counted again. What becomes
//! of them is said before anything is done, and kept with the ticket afterwards.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{
    Kind, Text,
    id::{PersonId, ReckoningId, RunId},
    key::{DefinitionKey, NodeKey},
    record::Target,
};

/// What was published: a version of a calendar or of a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Published {
    /// A calendar or a policy.
    pub kind: Kind,
    /// Which.
    pub key: DefinitionKey,
    /// What people call it.
    #[serde(default)]
    pub title: Text,
    /// What people call its version.
    pub number: i64,
}

impl Published {
    /// Whether times run by definitions of a kind, so that publishing one can move them.
    #[must_use]
    pub const fn can_be(kind: Kind) -> bool {
        matches!(kind, Kind::Calendar | Kind::Policy)
    }
}

/// What becomes of one running time of a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Shift {
    /// Which time.
    pub what: Measured,
    /// When it was due; none of a target that was not promised before, and of a time that stands still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<DateTime<Utc>>,
    /// When it is due; none of a target that is not promised any more, and of a time that stands still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<DateTime<Utc>>,
    /// What that makes of it.
    pub became: Became,
}

/// A running time of a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "measures", rename_all = "snake_case")]
pub enum Measured {
    /// A clock.
    Clock {
        /// What it measures.
        target: Target,
    },
    /// The limit of a step.
    Step {
        /// Which node.
        node: NodeKey,
        /// What people call it.
        title: Text,
    },
    /// A wait.
    Wait {
        /// Which node.
        node: NodeKey,
        /// What people call it.
        title: Text,
    },
}

/// What a reckoning makes of a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Became {
    /// Neither late by it nor in time again.
    #[default]
    Moved,
    /// It has passed by the reckoning alone.
    Late,
    /// It was late, and is no longer.
    InTime,
    /// It is not measured any more.
    Gone,
}

/// A reckoning of every open ticket, done part by part. It survives whoever works on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reckoning {
    /// Its id.
    pub id: ReckoningId,
    /// Because of what.
    pub because: Published,
    /// Who asked for it.
    pub by: PersonId,
    /// When.
    pub began_at: DateTime<Utc>,
    /// When it was done; not yet, if absent.
    pub ended_at: Option<DateTime<Utc>>,
    /// The last run that was looked at.
    pub after: Option<RunId>,
    /// What came of it so far.
    pub counts: Counts,
}

/// What came of a reckoning: tickets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Counts {
    /// How many open tickets were looked at.
    pub looked: i64,
    /// In how many of them a time runs by what was published.
    pub uses: i64,
    /// In how many of them a time moves.
    pub moved: i64,
    /// In how many of them something is late that was not.
    pub late: i64,
    /// In how many of them something was late that is no longer.
    pub in_time: i64,
    /// How many could not be reckoned.
    pub failed: i64,
}

impl Counts {
    /// Counts a ticket by what becomes of its times.
    pub fn add(&mut self, uses: bool, shifts: &[Shift]) {
        let any = |became| i64::from(shifts.iter().any(|shift| shift.became == became));
        self.looked += 1;
        self.uses += i64::from(uses);
        self.moved += i64::from(!shifts.is_empty());
        self.late += any(Became::Late);
        self.in_time += any(Became::InTime);
    }
}
