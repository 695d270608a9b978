//! A loose node dropped on a link splits it: the link leads to the node, and a new one from there on.

use model::{
    flow::{Does, Flow},
    key::{LinkKey, NodeKey},
};

use super::super::{Edit, doors, rules};
use crate::Scribe;

pub(super) fn behave(scribe: &mut Scribe<'_, Flow>, edit: &Edit) {
    let (link, node) = match edit {
        Edit::Add { onto: Some(link), .. } | Edit::Insert { link, .. } => {
            let added = scribe.patch().added();
            let Some(node) = added.iter().find_map(|name| name.node().cloned()) else { return };
            (link, node)
        }
        Edit::Move { nodes, onto: Some(link), .. } => {
            let [node] = nodes.as_slice() else { return };
            (link, node.clone())
        }
        _ => return,
    };
    split(scribe, link, &node);
}

/// Whether a node could split a link: it has no links yet, one can lead to it, and it has a way on.
pub(crate) fn can_split(flow: &Flow, link: &LinkKey, node: &NodeKey) -> bool {
    let Some(found) = flow.links.iter().find(|one| one.key == *link) else { return false };
    let (Some(from), Some(to), Some(node)) = (flow.node(&found.from), flow.node(&found.to), flow.node(node)) else {
        return false;
    };
    let is_loose = !flow.links.iter().any(|one| one.from == node.key || one.to == node.key);
    is_loose
        && !matches!(node.does, Does::Start | Does::End { .. })
        && !doors::free(flow, node).is_empty()
        && rules::may_lead(from, node).is_ok()
        && rules::may_lead(node, to).is_ok()
}

fn split(scribe: &mut Scribe<'_, Flow>, link: &LinkKey, node: &NodeKey) {
    if !can_split(scribe.document(), link, node) {
        return;
    }
    let flow = scribe.document();
    let Some(to) = flow.links.iter().find(|one| one.key == *link).map(|link| link.to.clone()) else { return };
    let Some(door) = flow.node(node).and_then(|node| doors::free(flow, node).into_iter().next()) else { return };
    scribe.change_link(link, |link| {
        link.to = node.clone();
        link.bends.clear();
    });
    scribe.add_link(node, &to, door);
}
