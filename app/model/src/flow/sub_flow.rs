//! Flows within flows: one that runs once, and one that runs for each entry of a list.

use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::key::{DefinitionKey, FieldKey, VariableKey};

/// Another flow runs, then this one goes on, by the way in which the other ended or else by the next one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SubFlow {
    /// Which flow; the version current when the node is entered.
    pub flow: DefinitionKey,
    /// The variables that it begins with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gives: Vec<Gives>,
    /// What is kept of it when it ends.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub takes: Vec<Takes>,
}

/// Another flow runs for each entry of a list, or so many times; then this one goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ForEach {
    /// Which flow; the version current when the node is entered, for every round of it.
    pub flow: DefinitionKey,
    /// A Rhai expression that gives the list, or the number of times.
    #[serde(default)]
    pub over: String,
    /// Whether a round begins when the one before it has ended, instead of all at once.
    #[serde(default)]
    pub in_turn: bool,
    /// How many rounds there may be, 1 to [`ForEach::MOST`]. A longer list is not begun with.
    #[serde(default = "ForEach::usual_most")]
    pub most: u32,
    /// After how many rounds it goes on and gives the others up; after all of them, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enough: Option<u32>,
}

impl ForEach {
    /// The most rounds that any node can allow.
    pub const MOST: u32 = 100;

    /// The most rounds of a node that names none.
    #[must_use]
    pub const fn usual_most() -> u32 {
        20
    }
}

/// A variable with an expression that gives its value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Gives {
    /// The variable: `vars.` and its name.
    pub name: VariableKey,
    /// A Rhai expression.
    #[serde(default)]
    pub from: String,
}

/// A place in the ticket or the flow, with an expression that gives what is written there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Takes {
    /// Where it is written.
    #[serde(default)]
    pub into: Place,
    /// A Rhai expression.
    #[serde(default)]
    pub from: String,
}

/// Where a value is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "place", rename_all = "snake_case")]
pub enum Place {
    /// In a field of the ticket.
    Field {
        /// Which.
        field: FieldKey,
    },
    /// In a variable of the flow.
    Variable {
        /// Which.
        name: VariableKey,
    },
}

impl Default for Place {
    fn default() -> Self {
        Self::Field { field: FieldKey::default() }
    }
}
