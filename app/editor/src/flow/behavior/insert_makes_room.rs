//! A node inserted into a short link pushes what comes after it to the right.

use std::collections::BTreeSet;

use model::{
    flow::{Flow, Point},
    key::NodeKey,
};

use super::super::{Edit, apply::GAP, fresh};
use crate::{
    Scribe,
    geometry::{GRID, plus},
};

pub(super) fn behave(scribe: &mut Scribe<'_, Flow>, edit: &Edit) {
    let Edit::Insert { link, .. } = edit else { return };
    let flow = scribe.document();
    let Some(link) = flow.links.iter().find(|one| one.key == *link) else { return };
    let next = flow.links_from(&link.to).next().and_then(|next| flow.node(&next.to));
    let (Some(from), Some(node), Some(next)) = (flow.node(&link.from), flow.node(&link.to), next) else { return };
    let (from, own, next_rect) = (fresh::rect(from), fresh::rect(node), fresh::rect(next));
    // Only where the flow runs to the right can there be too little room between left and right.
    if next_rect.x < from.right() {
        return;
    }
    let wanted_x = from.right() + GAP + own.width / 2.0;
    let moves_self = Point { x: (wanted_x - own.centre().x).max(0.0), y: 0.0 };
    let lack = own.right() + moves_self.x + GAP - next_rect.x;
    let key = node.key.clone();
    let behind: Vec<NodeKey> =
        if lack > 0.0 { behind(flow, next.key.clone(), &link.from, next_rect.x) } else { Vec::new() };
    let by = Point { x: (lack / GRID).ceil() * GRID, y: 0.0 };
    if moves_self.x > 0.0 {
        scribe.change_node(&key, |node| node.at = plus(node.at, moves_self));
    }
    for one in behind.iter().filter(|one| **one != key) {
        scribe.change_node(one, |node| node.at = plus(node.at, by));
    }
}

/// Everything that comes after a node and stands at its left edge or further right.
fn behind(flow: &Flow, first: NodeKey, before: &NodeKey, left: f64) -> Vec<NodeKey> {
    let mut seen = BTreeSet::from([before.clone(), first.clone()]);
    let mut found = vec![first];
    let mut index = 0;
    while let Some(key) = found.get(index).cloned() {
        for link in flow.links_from(&key) {
            let is_right = flow.node(&link.to).is_some_and(|node| fresh::rect(node).x >= left);
            if is_right && seen.insert(link.to.clone()) {
                found.push(link.to.clone());
            }
        }
        index += 1;
    }
    found
}
