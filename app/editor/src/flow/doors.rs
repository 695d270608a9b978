//! Doors: by which ways each kind of node can be left, and which of them are still free.

use model::{
    condition::Condition,
    flow::{Does, Door, Flow, Leaves, Node},
};

/// The doors a node has, in the order in which they are offered. What asks conditions and a parallel have one more
/// whenever all are taken.
#[must_use]
pub fn of(node: &Node) -> Vec<Door> {
    match &node.does {
        Does::Start | Does::Join(_) | Does::ForEach(_) | Does::Parallel => vec![Door::Next],
        Does::SubFlow(_) => {
            let ends = [Leaves::Cancelled, Leaves::Resolved, Leaves::Closed];
            std::iter::once(Door::Next).chain(ends.map(|leaves| Door::Ended { leaves })).collect()
        }
        does @ (Does::Task(_) | Does::Approval(_)) => {
            let mut doors: Vec<Door> =
                does.ways().into_iter().map(|outcome| Door::Outcome { outcome: outcome.key }).collect();
            if does.limit().is_some_and(|limit| limit.leave_when_late) {
                doors.push(Door::Late);
            }
            doors
        }
        Does::Choice | Does::Inclusive => vec![Door::Otherwise, blank()],
        Does::Wait(wait) => {
            let mut doors = vec![Door::Next];
            if wait.timeout.is_some() {
                doors.push(Door::Timeout);
            }
            doors
        }
        Does::Action(_) => vec![Door::Next, Door::Error],
        Does::End { .. } => Vec::new(),
    }
}

/// The door of a choice whose condition nobody wrote yet: it never holds, so it surprises nobody.
#[must_use]
pub const fn blank() -> Door {
    Door::When { condition: Condition::Any { of: Vec::new() } }
}

/// The doors of a node by which one more link can leave.
#[must_use]
pub fn free(flow: &Flow, node: &Node) -> Vec<Door> {
    of(node).into_iter().filter(|door| is_free(flow, node, door)).collect()
}

/// Whether one more link can leave a node by a door.
#[must_use]
pub fn is_free(flow: &Flow, node: &Node, door: &Door) -> bool {
    match (&node.does, door) {
        (does, door) if has_many(does, door) => true,
        _ => !flow.links_from(&node.key).any(|link| same(&link.leaves, door)),
    }
}

/// Whether any number of links can leave by a door.
#[must_use]
pub const fn has_many(does: &Does, door: &Door) -> bool {
    matches!((does, door), (Does::Parallel, Door::Next) | (Does::Choice | Does::Inclusive, Door::When { .. }))
}

/// Whether a node has a door of this kind, free or not.
#[must_use]
pub fn fits(node: &Node, door: &Door) -> bool {
    of(node).iter().any(|own| same(own, door))
}

/// Whether two doors are the same one; all conditions of a choice count as one door.
#[must_use]
pub fn same(one: &Door, other: &Door) -> bool {
    match (one, other) {
        (Door::When { .. }, Door::When { .. }) => true,
        _ => one == other,
    }
}

/// The door by which the flow mainly goes on from a node: the one that remains when the node is taken out.
#[must_use]
pub fn main_way<'a>(flow: &'a Flow, node: &'a Node) -> Option<&'a model::flow::Link> {
    let rank = |door: &Door| match door {
        Door::Next => 0,
        Door::Outcome { .. } => 1,
        Door::Otherwise => 2,
        Door::When { .. } => 3,
        Door::Ended { .. } => 4,
        Door::Late | Door::Timeout | Door::Error => 5,
    };
    flow.links_from(&node.key).filter(|link| link.to != node.key).min_by_key(|link| rank(&link.leaves))
}
