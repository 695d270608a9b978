//! Scenarios: test runs that are kept with their flow, with what must come of them. They travel with its drafts and
//! versions, and can stand before publishing.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{
    Text,
    condition::Condition,
    flow::Flow,
    key::{LinkKey, NodeKey, ScenarioKey},
    record::Status,
    trial::{Stopped, Trial},
};

/// The most scenarios of one flow.
pub const MOST: usize = 50;
/// The most expectations of one scenario.
pub const MOST_EXPECTED: usize = 50;

/// A test run that is kept, and what must come of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Scenario {
    /// Its stable name.
    pub key: ScenarioKey,
    /// What people call it.
    #[serde(default)]
    pub title: Text,
    /// The ticket, and what happens to it.
    #[serde(default)]
    pub trial: Trial,
    /// What must hold when all of it has happened.
    #[serde(default)]
    pub expects: Vec<Expectation>,
}

/// What must hold at the end of a scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "expect", rename_all = "snake_case")]
pub enum Expectation {
    /// The flow is over.
    Over,
    /// The ticket is so.
    Status {
        /// How.
        status: Status,
    },
    /// The flow waits at a node.
    Stands {
        /// Which.
        node: NodeKey,
    },
    /// It has passed, or stands at, a node.
    Passes {
        /// Which.
        node: NodeKey,
    },
    /// It has never come to a node.
    Avoids {
        /// Which.
        node: NodeKey,
    },
    /// A condition about the ticket holds.
    Holds {
        /// Which.
        condition: Condition,
    },
    /// So many mails would have gone out.
    Mails {
        /// How many.
        times: u32,
    },
    /// So many web addresses would have been called.
    Calls {
        /// How many.
        times: u32,
    },
    /// Nothing went wrong.
    NoIncident,
}

/// What came of a scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScenarioResult {
    /// Which.
    pub key: ScenarioKey,
    /// What people call it.
    pub title: Text,
    /// What was expected and did not come.
    #[serde(default)]
    pub unmet: Vec<Expectation>,
    /// The first of its moves that could not be made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped: Option<Stopped>,
}

impl ScenarioResult {
    /// Whether everything came as expected.
    #[must_use]
    pub const fn is_met(&self) -> bool {
        self.unmet.is_empty() && self.stopped.is_none()
    }
}

/// What came of all scenarios of a flow, and which parts of it none of them has come to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScenarioReport {
    /// Each, in their order.
    pub results: Vec<ScenarioResult>,
    /// How many nodes the flow has.
    pub nodes: u32,
    /// Those that no scenario came to.
    pub missed_nodes: Vec<NodeKey>,
    /// How many links the flow has.
    pub links: u32,
    /// Those that no scenario took.
    pub missed_links: Vec<LinkKey>,
}

impl ScenarioReport {
    /// What came of scenarios that came to these nodes and took these links of a flow.
    #[must_use]
    pub fn of(
        flow: &Flow,
        results: Vec<ScenarioResult>,
        walked: &BTreeSet<NodeKey>,
        taken: &BTreeSet<LinkKey>,
    ) -> Self {
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let nodes = flow.nodes.iter().map(|node| &node.key);
        let links = flow.links.iter().map(|link| &link.key);
        Self {
            results,
            nodes: count(flow.nodes.len()),
            missed_nodes: nodes.filter(|key| !walked.contains(*key)).cloned().collect(),
            links: count(flow.links.len()),
            missed_links: links.filter(|key| !taken.contains(*key)).cloned().collect(),
        }
    }

    /// Whether every scenario came out as expected.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.results.iter().all(ScenarioResult::is_met)
    }
}
