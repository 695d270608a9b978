//! Where nodes are taken out, what led to them leads to where they mainly led: the flow stays connected.

use std::collections::BTreeMap;

use model::{
    flow::{Flow, Node},
    key::{LinkKey, NodeKey},
};

use super::super::{Edit, Part, doors, rules};
use crate::Scribe;

pub(super) fn behave(scribe: &mut Scribe<'_, Flow>, edit: &Edit) {
    let gone: BTreeMap<NodeKey, Node> = match edit {
        Edit::Remove { heal: true, .. } => {
            let removed = scribe.patch().steps().iter().filter_map(|step| match (&step.before, &step.after) {
                (Some(Part::Node(node)), None) => Some((node.key.clone(), (**node).clone())),
                _ => None,
            });
            removed.collect()
        }
        Edit::Detach { nodes } => {
            nodes.iter().filter_map(|key| Some((key.clone(), scribe.document().node(key)?.clone()))).collect()
        }
        _ => return,
    };
    let flow = scribe.document();
    let mut turned: Vec<(LinkKey, NodeKey)> = Vec::new();
    for link in flow.links.iter().filter(|link| gone.contains_key(&link.to) && !gone.contains_key(&link.from)) {
        if let Some(to) = follow(flow, &gone, &link.to)
            && may_lead(flow, link, &to, &turned)
        {
            turned.push((link.key.clone(), to));
        }
    }
    for (key, to) in turned {
        scribe.change_link(&key, |link| {
            link.to = to;
            link.bends.clear();
        });
    }
    if matches!(edit, Edit::Detach { .. }) {
        scribe.remove_links(|link| gone.contains_key(&link.from) != gone.contains_key(&link.to));
    }
}

/// Where the main ways lead from a node that goes, past others that go.
fn follow(flow: &Flow, gone: &BTreeMap<NodeKey, Node>, from: &NodeKey) -> Option<NodeKey> {
    let mut at = from.clone();
    for _ in 0..=gone.len() {
        let Some(node) = gone.get(&at) else { return Some(at) };
        at = doors::main_way(flow, node)?.to.clone();
    }
    None
}

fn may_lead(flow: &Flow, link: &model::flow::Link, to: &NodeKey, turned: &[(LinkKey, NodeKey)]) -> bool {
    let (Some(from), Some(node)) = (flow.node(&link.from), flow.node(to)) else { return false };
    let goes_to = |one: &model::flow::Link| {
        let now = turned.iter().find(|(key, _)| *key == one.key).map_or(&one.to, |(_, to)| to);
        now == to
    };
    // Two links by the same door to the same node would be one too many.
    let is_double =
        flow.links_from(&link.from).any(|one| one.key != link.key && one.leaves == link.leaves && goes_to(one));
    rules::may_lead(from, node).is_ok() && !is_double
}
