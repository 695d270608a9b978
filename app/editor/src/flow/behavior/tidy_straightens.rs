//! Links between nodes that were tidied up forget their bends: those belonged to the old places.

use model::{flow::Flow, key::LinkKey};

use super::super::Edit;
use crate::Scribe;

pub(super) fn behave(scribe: &mut Scribe<'_, Flow>, edit: &Edit) {
    let Edit::Tidy { nodes } = edit else { return };
    let is_in = |key| nodes.is_empty() || nodes.contains(key);
    let bent = scribe.document().links.iter().filter(|link| !link.bends.is_empty());
    let links: Vec<LinkKey> =
        bent.filter(|link| is_in(&link.from) && is_in(&link.to)).map(|link| link.key.clone()).collect();
    for key in links {
        scribe.change_link(&key, |link| link.bends.clear());
    }
}
