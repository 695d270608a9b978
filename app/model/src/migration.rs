//! Migration: an open ticket moves from the version of a flow that it follows to another one. What becomes of it is
//! said before anything is done.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{
    Problem, Text,
    key::{FieldKey, NodeKey},
};

/// How tickets move.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Plan {
    /// Where a path goes on that stands at a node: a node of the new version, which is begun anew. A path whose node is
    /// not named here stays, where the new version has the node too and it does the same.
    #[serde(default)]
    pub places: BTreeMap<NodeKey, NodeKey>,
    /// What becomes of the times that are running.
    #[serde(default)]
    pub timers: Timers,
}

/// What becomes of the times that are running at a step that stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Timers {
    /// They end when they would have ended. One that the new version no longer has ends now, without being late.
    #[default]
    Keep,
    /// They begin anew, as long as the new version says.
    Restart,
}

/// What becomes of one ticket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// It follows that version already, or no version of this flow.
    Current,
    /// It stays at the step where it is.
    Safe,
    /// It goes on where the plan says.
    Mapped,
    /// The new version has no such step, or it is another kind of step there: someone must say where it goes on.
    NeedsChoice {
        /// Where it stands.
        places: Vec<Place>,
    },
    /// It cannot be moved.
    Blocked {
        /// Why.
        why: Vec<Hindrance>,
    },
}

impl Verdict {
    /// Whether the ticket can be moved.
    #[must_use]
    pub const fn moves(&self) -> bool {
        matches!(self, Self::Safe | Self::Mapped)
    }
}

/// A node, with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place {
    /// Which.
    pub node: NodeKey,
    /// What people call it.
    pub title: Text,
}

/// What keeps a ticket from being moved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "hindrance", rename_all = "snake_case")]
pub enum Hindrance {
    /// The plan leads to a node that the new version does not have, or that cannot be begun: a start.
    NoSuchPlace {
        /// Which.
        node: NodeKey,
    },
    /// It came through a split that the new version does not have.
    SplitGone {
        /// The split.
        place: Place,
    },
    /// From where it would stand, the new version does not come to its end as it should.
    Unsound {
        /// What would go wrong, as in a check of the flow.
        problem: Problem,
    },
    /// A field that has an answer is gone from the form, or holds something else there.
    FieldChanged {
        /// Which.
        field: FieldKey,
    },
}
