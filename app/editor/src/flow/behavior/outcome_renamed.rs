//! The link that leaves by an outcome follows when the outcome gets another key.

use model::{
    flow::{Door, Flow},
    key::LinkKey,
};

use super::super::{Edit, SetNode};
use crate::Scribe;

pub(super) fn behave(scribe: &mut Scribe<'_, Flow>, edit: &Edit) {
    let Edit::SetNode { node, to: SetNode::RenameOutcome { from, to } } = edit else { return };
    let leaves = |door: &Door| matches!(door, Door::Outcome { outcome } if outcome == from);
    let links: Vec<LinkKey> =
        scribe.document().links_from(node).filter(|link| leaves(&link.leaves)).map(|link| link.key.clone()).collect();
    for key in links {
        scribe.change_link(&key, |link| link.leaves = Door::Outcome { outcome: to.clone() });
    }
}
