//! Where a path can be moved to by hand: anywhere in its flow, but never into a parallel from outside it.

use std::collections::HashSet;

use model::{
    flow::{Does, Flow},
    key::NodeKey,
    record::Token,
    view::JumpTo,
};

use super::Program;

/// Whether a path can be moved to a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jump {
    /// It can.
    To {
        /// In how many of its parallels it still is there.
        depth: usize,
    },
    /// The flow has no such node.
    Unknown,
    /// The node lies in a parallel, or in a branch of one, that the path is not in.
    IntoParallel,
}

impl Program {
    /// Whether the path of a token can be moved to a node of the same flow.
    #[must_use]
    pub fn jump(&self, token: &Token, to: &NodeKey) -> Jump {
        if self.node(to).is_none() {
            return Jump::Unknown;
        }
        let around_here = self.branches_around(&token.node);
        let around_there = self.branches_around(to);
        // Each parallel around the node must be around the path too, in the same branch.
        let is_in = |(parallel, branches): &(&NodeKey, HashSet<&NodeKey>)| {
            let here = around_here.iter().find(|(around, _)| around == parallel);
            here.is_some_and(|(_, here)| !here.is_disjoint(branches))
        };
        if !around_there.iter().all(is_in) {
            return Jump::IntoParallel;
        }
        let stays = |fork: &&model::record::Fork| around_there.iter().any(|(around, _)| **around == fork.node);
        Jump::To { depth: token.forks.iter().take_while(stays).count() }
    }

    /// The nodes that the path of a token can be moved to, in the order of the flow.
    #[must_use]
    pub fn jumps(&self, token: &Token) -> Vec<JumpTo> {
        let nodes = self.flow.nodes.iter().filter(|node| node.key != token.node);
        let reached = nodes.filter(|node| matches!(self.jump(token, &node.key), Jump::To { .. }));
        let steps = reached.filter(|node| !matches!(node.does, Does::Start));
        steps.map(|node| JumpTo { node: node.key.clone(), title: node.title.clone() }).collect()
    }

    /// The parallels that a node lies in, each with the branches of it that lead to the node: every way from the start
    /// comes through the parallel, and one leads on to the node without closing it.
    fn branches_around(&self, node: &NodeKey) -> Vec<(&NodeKey, HashSet<&NodeKey>)> {
        let parallels = self.flow.nodes.iter().filter(|one| one.does.splits() && one.key != *node);
        let around = parallels.filter_map(|parallel| {
            let past: HashSet<&NodeKey> = HashSet::from([&parallel.key]);
            if reached(&self.flow, &self.start, &past).contains(node) {
                return None;
            }
            let closing = self.flow.nodes.iter().filter(|one| self.closes(&one.key, &parallel.key));
            let walls: HashSet<&NodeKey> = closing.map(|join| &join.key).chain([&parallel.key]).collect();
            let branches: HashSet<&NodeKey> = self
                .links(&parallel.key)
                .map(|link| &link.to)
                .filter(|first| *first == node || reached(&self.flow, first, &walls).contains(node))
                .collect();
            (!branches.is_empty()).then_some((&parallel.key, branches))
        });
        around.collect()
    }
}

/// The nodes that can be reached from one, it included; a wall is reached, but nothing behind it.
fn reached<'a>(flow: &'a Flow, from: &'a NodeKey, walls: &HashSet<&NodeKey>) -> HashSet<&'a NodeKey> {
    let mut seen = HashSet::from([from]);
    let mut ahead = vec![from];
    while let Some(at) = ahead.pop() {
        if walls.contains(at) {
            continue;
        }
        ahead.extend(flow.links_from(at).map(|link| &link.to).filter(|to| seen.insert(to)));
    }
    seen
}
