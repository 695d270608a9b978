//! Dragging nodes: each frame moves them by what the pointer moved, lined up with others or on the grid.

use model::{flow::Point, key::NodeKey};

use super::{Act, Drag, Held, Next, Scene, Tool};
use crate::{
    Word,
    flow::{Edit, Name, guide, hit},
    geometry::{Rect, from_to, plus},
};

/// How near something must come to line up, in pixels of the screen.
const REACH: f64 = 6.0;

/// A node is taken hold of; with it, all that is selected, if it is.
pub(super) fn begins(key: &NodeKey, grabbed: Point, adds: bool, at: Point, held: Held, scene: &Scene<'_>) -> Next {
    let name = Name::Node(key.clone());
    let mut acts = Vec::new();
    let mut nodes = scene.selected_nodes();
    if !scene.selection.contains(&name) {
        if adds {
            acts.push(Act::Toggle(name));
            nodes.push(key.clone());
        } else {
            acts.push(Act::Select(vec![name]));
            nodes = vec![key.clone()];
        }
    }
    let Some(bounds) = Rect::bounds(nodes.iter().filter_map(|key| scene.routes.rect(key))) else {
        return (Tool::Idle, acts);
    };
    let is_loose = match nodes.as_slice() {
        [only] => !scene.flow.links.iter().any(|link| link.from == *only || link.to == *only),
        _ => false,
    };
    // Sorted, so that each frame can tell quickly what is dragged and what is not.
    nodes.sort();
    acts.push(Act::Begin(Word::Move));
    let drag = Drag { nodes, grabbed, bounds, moved: Point::default(), is_loose, onto: None, guides: Vec::new() };
    let (tool, more) = moved(drag, at, held, scene);
    acts.extend(more);
    (tool, acts)
}

/// The pointer went on.
pub(super) fn moved(mut drag: Drag, at: Point, held: Held, scene: &Scene<'_>) -> Next {
    let mut whole = from_to(drag.grabbed, at);
    if held.shift {
        // Along one axis only: the one that was meant more.
        if whole.x.abs() >= whole.y.abs() {
            whole.y = 0.0;
        } else {
            whole.x = 0.0;
        }
    }
    drag.guides.clear();
    if !held.alt {
        let wanted = drag.bounds.moved(whole);
        let near = wanted.grown(800.0);
        let others: Vec<Rect> = scene
            .routes
            .rects()
            .filter(|(key, rect)| rect.overlaps(near) && drag.nodes.binary_search(key).is_err())
            .map(|(_, rect)| rect)
            .collect();
        let snap = guide::snap(wanted, &others, REACH / scene.view.scale);
        whole = Point {
            x: if held.shift && whole.x == 0.0 { 0.0 } else { whole.x + snap.by.x },
            y: if held.shift && whole.y == 0.0 { 0.0 } else { whole.y + snap.by.y },
        };
        drag.guides = snap.guides;
    }
    drag.onto = match drag.nodes.as_slice() {
        [node] if drag.is_loose => {
            let centre = drag.bounds.moved(whole).centre();
            let can = |link: &model::key::LinkKey| crate::flow::can_split(scene.flow, link, node);
            hit::link_at(scene.routes, centre, 20.0, &can).map(|(key, _)| key)
        }
        _ => None,
    };
    let by = from_to(drag.moved, whole);
    drag.moved = plus(drag.moved, by);
    let moves = by.x != 0.0 || by.y != 0.0;
    let edit = Edit::Move { nodes: drag.nodes.clone(), by, onto: None };
    let acts = if moves { vec![Act::Make(Box::new(edit))] } else { Vec::new() };
    (Tool::Dragging(Box::new(drag)), acts)
}

/// The nodes were let go.
pub(super) fn dropped(drag: Drag) -> Next {
    let mut acts = Vec::new();
    if let Some(onto) = drag.onto {
        acts.push(Act::Make(Box::new(Edit::Move { nodes: drag.nodes, by: Point::default(), onto: Some(onto) })));
    }
    acts.push(Act::End);
    (Tool::Idle, acts)
}
