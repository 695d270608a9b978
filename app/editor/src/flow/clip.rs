//! The clipboard of the flow designer: nodes and the links between them as JSON text. What is pasted may come from
//! anywhere, so reading believes nothing and keeps only what is sound.

use std::collections::BTreeMap;

use model::{
    flow::{Act, Does, Flow, Limit, Link, Node, Owner, Receiver},
    key::NodeKey,
};
use serde_json::{Value, json};
use wire::Decode;

/// The longest text that is looked at, in bytes.
const LONGEST: usize = 4_000_000;
/// The most nodes of one clip.
const MOST: usize = 500;

/// Nodes and the links between them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clip {
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The links between them.
    pub links: Vec<Link>,
}

impl Clip {
    /// Copies nodes of a flow.
    #[must_use]
    pub fn of(flow: &Flow, nodes: &[NodeKey]) -> Self {
        let nodes: Vec<Node> = flow.nodes.iter().filter(|node| nodes.contains(&node.key)).cloned().collect();
        let is_in = |key: &NodeKey| nodes.iter().any(|node| node.key == *key);
        let links = flow.links.iter().filter(|link| is_in(&link.from) && is_in(&link.to)).cloned().collect();
        Self { nodes, links }
    }

    /// The text for the system's clipboard.
    #[must_use]
    pub fn to_text(&self) -> String {
        json!({ "deskloom": "flow", "format": Flow::FORMAT, "nodes": self.nodes, "links": self.links }).to_string()
    }

    /// Reads a text from the system's clipboard; none if nothing in it can be used.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let whole: Value = wire::from_str(text).ok()?;
        if whole.get("deskloom")?.as_str()? != "flow" {
            return None;
        }
        let list = |name: &str| whole.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        let nodes: Vec<Node> =
            list("nodes").into_iter().take(MOST).filter_map(|node| Decode::decode(node).ok()).collect();
        let is_in = |key: &NodeKey| nodes.iter().any(|node| node.key == *key);
        let links: Vec<Link> = list("links")
            .into_iter()
            .take(2 * MOST)
            .filter_map(|link| Link::decode(link).ok())
            .filter(|link| is_in(&link.from) && is_in(&link.to))
            .collect();
        if nodes.is_empty() { None } else { Some(Self { nodes, links }) }
    }
}

/// Makes a node that names other nodes name their copies.
pub(super) fn rename_owners(does: &mut Does, renamed: &BTreeMap<NodeKey, NodeKey>) {
    let rename = |node: &mut NodeKey| {
        if let Some(new) = renamed.get(node) {
            *node = new.clone();
        }
    };
    let follow = |owner: &mut Owner| {
        if let Owner::SameAs { node } = owner {
            rename(node);
        }
    };
    let follow_receiver = |receiver: &mut Receiver| {
        if let Receiver::SameAs { node } | Receiver::ManagerOf { node } = receiver {
            rename(node);
        }
    };
    let follow_acts = |acts: &mut Vec<Act>| {
        for act in acts {
            match act {
                Act::Assign { to } => follow(to),
                Act::Notify { to, .. } | Act::Mail { to, .. } | Act::Cc { to } => follow_receiver(to),
                _ => {}
            }
        }
    };
    let follow_limit = |limit: &mut Limit| {
        follow_acts(&mut limit.when_late);
        for warning in &mut limit.warnings {
            follow_acts(&mut warning.acts);
        }
    };
    match does {
        Does::Approval(approval) => {
            approval.approvers.iter_mut().for_each(follow_receiver);
            approval.limit.iter_mut().for_each(follow_limit);
        }
        Does::Task(task) => {
            follow(&mut task.owner);
            task.limit.iter_mut().for_each(follow_limit);
        }
        Does::Action(action) => follow_acts(&mut action.acts),
        _ => {}
    }
}
