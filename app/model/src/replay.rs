//! Replays: what people did with real tickets is done once more with a draft of their flow, and what comes out otherwise
//! is told. Nothing is stored and nothing goes out.

use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{Text, key::NodeKey, record::Status};

/// What came of replaying real tickets.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Replay {
    /// How many tickets were replayed.
    pub looked: u32,
    /// How many of them come out as before.
    pub same: u32,
    /// How many cannot be replayed even by the version that they followed: people did what a test run cannot do.
    pub left_out: u32,
    /// Those that come out otherwise, the newest first.
    pub tickets: Vec<Replayed>,
    /// Whether every ticket of the time was looked at.
    pub is_whole: bool,
}

/// A ticket that comes out otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Replayed {
    /// Its number.
    pub number: i64,
    /// What it is about.
    pub title: String,
    /// What is otherwise.
    pub differences: Vec<Otherwise>,
}

/// One thing that is otherwise by the draft than by the version that the ticket followed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "differs", rename_all = "snake_case")]
pub enum Otherwise {
    /// What somebody did cannot be done any more: nobody is asked for it then.
    Stops {
        /// At which node.
        node: Option<NodeKey>,
        /// What people call it.
        title: Text,
        /// Why: the code of a refusal.
        why: String,
    },
    /// It ends, or is left so, otherwise; it goes on, where absent.
    Ends {
        /// By the version it followed.
        was: Option<Status>,
        /// By the draft.
        is: Option<Status>,
    },
    /// It comes to a node that it did not come to.
    Passes {
        /// Which.
        node: NodeKey,
        /// What people call it.
        title: Text,
    },
    /// It does not come to a node that it came to.
    Misses {
        /// Which.
        node: NodeKey,
        /// What people call it.
        title: Text,
    },
    /// More or fewer mails and calls go out.
    Sends {
        /// By the version it followed.
        was: u32,
        /// By the draft.
        is: u32,
    },
    /// More or fewer steps and targets are late.
    Late {
        /// By the version it followed.
        was: u32,
        /// By the draft.
        is: u32,
    },
    /// Something goes wrong that did not.
    Incident {
        /// In words for an administrator.
        text: String,
    },
}
