//! Where a step no longer gives up when late, or a wait no longer times out, the link for that case goes.

use model::flow::{Does, Door, Flow};

use super::super::{Edit, SetNode};
use crate::Scribe;

pub(super) fn behave(scribe: &mut Scribe<'_, Flow>, edit: &Edit) {
    let Edit::SetNode { node, to: SetNode::Limit(_) | SetNode::Timeout(_) | SetNode::Approval(_) } = edit else {
        return;
    };
    let closed = match scribe.document().node(node).map(|node| &node.does) {
        Some(does @ (Does::Task(_) | Does::Approval(_)))
            if !does.limit().is_some_and(|limit| limit.leave_when_late) =>
        {
            Door::Late
        }
        Some(Does::Wait(wait)) if wait.timeout.is_none() => Door::Timeout,
        _ => return,
    };
    scribe.remove_links(|link| link.from == *node && link.leaves == closed);
}
