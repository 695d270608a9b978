//! Getting a run going again where it is stuck: what is mended first, and whether the node is tried again or left out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{Fields, Value, key::VariableKey};

/// What is written before a node is tried again; null empties. What is not named stays.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Mends {
    /// Fields of the ticket.
    pub fields: Fields,
    /// Variables of the flow that is stuck.
    pub variables: BTreeMap<VariableKey, Value>,
}

/// How an incident is settled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum Settling {
    /// The node is tried again, or what was to be sent is sent again.
    Retry {
        /// What is written before.
        #[serde(default)]
        mends: Mends,
    },
    /// It goes on without.
    Skip,
}

impl Settling {
    /// Trying again, with nothing mended before.
    #[must_use]
    pub fn again() -> Self {
        Self::Retry { mends: Mends::default() }
    }
}
