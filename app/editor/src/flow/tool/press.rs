//! Pressing: what is under the pointer decides what happens when it is dragged or let go.

use model::flow::{Does, Point};

use super::{Act, Ask, Button, Mode, Next, Pointer, Scene, Tool, bend, connect, drag, lasso};
use crate::flow::{Name, hit::Hit};

/// A button went down.
pub(super) fn down(button: Button, pointer: Pointer, at: Point, scene: &Scene<'_>) -> Next {
    match (button, scene.mode) {
        (Button::Middle, _) | (Button::Main, Mode::Hand) => (Tool::Panning { last: pointer.screen }, Vec::new()),
        (Button::Second, _) => {
            let name = scene.hit(at).name();
            let selects = name.clone().filter(|name| !scene.selection.contains(name));
            let mut acts: Vec<Act> = selects.map(|name| Act::Select(vec![name])).into_iter().collect();
            acts.push(Act::Ask(Ask::Menu(name, pointer.screen)));
            (Tool::Idle, acts)
        }
        (Button::Main, Mode::Lasso) => pressing(Hit::Canvas, pointer, at),
        (Button::Main, Mode::Select | Mode::Connect) => pressing(scene.hit(at), pointer, at),
    }
}

fn pressing(on: Hit, pointer: Pointer, at: Point) -> Next {
    let adds = pointer.held.shift || pointer.held.ctrl;
    (Tool::Pressing { on, screen: pointer.screen, at, adds }, Vec::new())
}

/// The pointer was pressed and let go without being dragged: something is selected.
pub(super) fn up(on: &Hit, adds: bool, scene: &Scene<'_>) -> Next {
    let acts = match (on, on.name()) {
        (Hit::Handle(key), _) => vec![Act::Ask(Ask::Append(key.clone(), None))],
        (_, Some(name)) if adds => vec![Act::Toggle(name)],
        (_, Some(name)) => vec![Act::Select(vec![name])],
        (_, None) if adds || scene.selection.is_empty() => Vec::new(),
        (_, None) => vec![Act::Select(Vec::new())],
    };
    (Tool::Idle, acts)
}

/// The pointer was pressed twice: titles are edited in place, bends go, the canvas offers nodes.
pub(super) fn twice(at: Point, scene: &Scene<'_>) -> Next {
    let acts = match scene.hit(at) {
        Hit::Canvas => vec![Act::Ask(Ask::Add(at))],
        Hit::Bend(link, index) => bend::removed(&link, index, scene),
        other => other.name().map(|name| Act::Ask(Ask::Rename(name))).into_iter().collect(),
    };
    (Tool::Idle, acts)
}

/// Pressing became dragging.
pub(super) fn becomes_drag(on: &Hit, began: Point, adds: bool, at: Point, pointer: Pointer, scene: &Scene<'_>) -> Next {
    let is_connecting = scene.mode == Mode::Connect;
    match on {
        Hit::Canvas => {
            let keeps = if adds { scene.selection.iter().cloned().collect() } else { Vec::new() };
            lasso::moved(began, at, keeps, scene)
        }
        Hit::Handle(key) => connect::moved(key.clone(), at, scene),
        Hit::Node(key)
            if is_connecting && !scene.flow.node(key).is_some_and(|n| matches!(n.does, Does::End { .. })) =>
        {
            connect::moved(key.clone(), at, scene)
        }
        Hit::Node(key) => drag::begins(key, began, adds, at, pointer.held, scene),
        Hit::End(link, end) => connect::end_moved(link.clone(), *end, at, scene),
        Hit::Bend(link, index) => bend::begins(link, *index, at, scene),
        Hit::Link(link, piece) => {
            let (tool, mut acts) = bend::adds(link, *piece, at, scene);
            acts.insert(0, Act::Select(vec![Name::Link(link.clone())]));
            (tool, acts)
        }
    }
}
