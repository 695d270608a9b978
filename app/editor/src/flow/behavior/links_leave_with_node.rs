//! A removed node takes the links that are left at it along, so that none dangles.

use std::collections::BTreeSet;

use model::{flow::Flow, key::NodeKey};

use super::super::{Edit, Part};
use crate::Scribe;

pub(super) fn behave(scribe: &mut Scribe<'_, Flow>, edit: &Edit) {
    if !matches!(edit, Edit::Remove { .. }) {
        return;
    }
    let removed: BTreeSet<NodeKey> = scribe
        .patch()
        .steps()
        .iter()
        .filter_map(|step| match (&step.before, &step.after) {
            (Some(Part::Node(node)), None) => Some(node.key.clone()),
            _ => None,
        })
        .collect();
    scribe.remove_links(|link| removed.contains(&link.from) || removed.contains(&link.to));
}
