//! Bends go along when both ends of their link are moved; when only one is, they stay where the person put them.

use std::collections::BTreeSet;

use model::{
    flow::Flow,
    key::{LinkKey, NodeKey},
};

use super::super::Edit;
use crate::{
    Scribe,
    geometry::{plus, sane},
};

pub(super) fn behave(scribe: &mut Scribe<'_, Flow>, edit: &Edit) {
    let Edit::Move { nodes, by, .. } = edit else { return };
    let moved: BTreeSet<&NodeKey> = nodes.iter().collect();
    let links: Vec<LinkKey> = scribe
        .document()
        .links
        .iter()
        .filter(|link| !link.bends.is_empty() && moved.contains(&link.from) && moved.contains(&link.to))
        .map(|link| link.key.clone())
        .collect();
    for key in links {
        scribe.change_link(&key, |link| {
            for bend in &mut link.bends {
                *bend = sane(plus(*bend, *by));
            }
        });
    }
}
