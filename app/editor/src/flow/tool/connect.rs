//! Drawing links and putting their ends elsewhere: the rules are asked on the way, so that a person sees the answer
//! before letting go.

use model::{
    flow::Point,
    key::{LinkKey, NodeKey},
};

use super::{Act, Ask, Next, Scene, Tool};
use crate::{
    Document, Verdict,
    flow::{Edit, End, hit},
};

/// A new link was drawn on.
pub(super) fn moved(from: NodeKey, at: Point, scene: &Scene<'_>) -> Next {
    let over = hit::node_at(scene.flow, scene.routes, at).filter(|node| *node != from);
    (towards(from, over, at, false, scene), Vec::new())
}

/// The state of a link that is drawn to a node, with the answer of the rules.
pub(super) fn towards(from: NodeKey, over: Option<NodeKey>, at: Point, by_keys: bool, scene: &Scene<'_>) -> Tool {
    let verdict = over.as_ref().map_or(Verdict::Ignore, |to| {
        scene.flow.judge(&Edit::Connect { from: from.clone(), to: to.clone(), door: None })
    });
    Tool::Connecting { from, at, over, verdict, by_keys }
}

/// A new link was let go: on a node it stays, on the canvas the menu of nodes opens.
pub(super) fn dropped(from: NodeKey, over: Option<NodeKey>, at: Point) -> Next {
    let act = match over {
        Some(to) => Act::Make(Box::new(Edit::Connect { from, to, door: None })),
        None => Act::Ask(Ask::Append(from, Some(at))),
    };
    (Tool::Idle, vec![act])
}

/// An end of a link was dragged on.
pub(super) fn end_moved(link: LinkKey, end: End, at: Point, scene: &Scene<'_>) -> Next {
    let over = hit::node_at(scene.flow, scene.routes, at);
    let verdict = over.as_ref().map_or(Verdict::Ignore, |node| {
        scene.flow.judge(&Edit::Reconnect { link: link.clone(), end, node: node.clone() })
    });
    (Tool::Reconnecting { link, end, at, over, verdict }, Vec::new())
}

/// An end of a link was let go; beside every node it springs back.
pub(super) fn end_dropped(link: LinkKey, end: End, over: Option<NodeKey>) -> Next {
    let make = |node| Act::Make(Box::new(Edit::Reconnect { link, end, node }));
    (Tool::Idle, over.map(make).into_iter().collect())
}
