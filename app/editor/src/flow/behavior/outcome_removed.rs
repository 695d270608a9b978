//! An outcome that goes takes the link that left by it along.

use model::flow::{Door, Flow};

use super::super::{Edit, SetNode};
use crate::Scribe;

pub(super) fn behave(scribe: &mut Scribe<'_, Flow>, edit: &Edit) {
    let Edit::SetNode { node, to: SetNode::RemoveOutcome(gone) } = edit else { return };
    scribe.remove_links(|link| {
        link.from == *node && matches!(&link.leaves, Door::Outcome { outcome } if outcome == gone)
    });
}
