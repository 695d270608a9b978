//! When a node becomes another kind, its links stay where they can: each leaves by its own door if the new kind has
//! it, else by a free one; what finds none goes.

use model::flow::{Does, Door, Flow, Link};

use super::super::{Edit, doors};
use crate::Scribe;

pub(super) fn behave(scribe: &mut Scribe<'_, Flow>, edit: &Edit) {
    let Edit::Replace { node: key, .. } = edit else { return };
    let Some(node) = scribe.document().node(key).cloned() else { return };
    if matches!(node.does, Does::Start) {
        scribe.remove_links(|link| link.to == *key);
    }
    let links: Vec<Link> = scribe.document().links_from(key).cloned().collect();
    let mut taken: Vec<Door> = Vec::new();
    for link in links {
        let is_free =
            |door: &Door| doors::has_many(&node.does, door) || !taken.iter().any(|one| doors::same(one, door));
        let own = Some(link.leaves.clone()).filter(|door| doors::fits(&node, door) && is_free(door));
        let door = own.or_else(|| doors::of(&node).into_iter().find(is_free));
        let leads_round = link.to == *key && !matches!(node.does, Does::Task(_) | Does::Approval(_));
        match door.filter(|_| !leads_round) {
            Some(door) => {
                taken.push(door.clone());
                scribe.change_link(&link.key, |link| link.leaves = door);
            }
            None => scribe.remove_links(|one| one.key == link.key && one.from == *key),
        }
    }
}
