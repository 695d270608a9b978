//! Where a test run stands, as it is shown on the canvas.

use std::collections::{BTreeMap, BTreeSet};

use model::key::{LinkKey, NodeKey};

/// What a test run leaves on the canvas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// The nodes that were passed.
    pub walked: BTreeSet<NodeKey>,
    /// The links that were taken.
    pub taken: BTreeSet<LinkKey>,
    /// How many paths stand at a node.
    pub tokens: BTreeMap<NodeKey, usize>,
    /// The nodes where a path cannot go on.
    pub stuck: BTreeSet<NodeKey>,
    /// The nodes at which time stops.
    pub breaks: BTreeSet<NodeKey>,
}
