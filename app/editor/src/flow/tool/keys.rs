//! The keyboard twins of everything the pointer can do.

use model::{
    flow::{Does, Point},
    key::NodeKey,
};

use super::{Act, Ask, Key, Mode, Next, Scene, Tool, connect};
use crate::{
    flow::{Edit, Name},
    geometry::{Rect, from_to},
    view::NOTCH,
};

/// Answers a key.
pub(super) fn pressed(tool: Tool, key: Key<'_>, scene: &Scene<'_>) -> Next {
    if key.name == "Escape" {
        return escaped(tool, scene);
    }
    if let Tool::Connecting { from, over, at, by_keys: true, .. } = tool {
        return connecting(from, over, at, key, scene);
    }
    if tool.is_busy() {
        return (tool, Vec::new());
    }
    if let Some(by) = arrow(key.name) {
        return (Tool::Idle, arrows(by, key, scene));
    }
    if !key.held.ctrl && !key.held.alt && key.name.eq_ignore_ascii_case("c") {
        return begin_connecting(scene);
    }
    (Tool::Idle, shortcut(key, scene))
}

fn escaped(tool: Tool, scene: &Scene<'_>) -> Next {
    if tool.is_busy() {
        return tool.given_up();
    }
    if scene.mode != Mode::Select {
        return (Tool::Idle, vec![Act::SetMode(Mode::Select)]);
    }
    (Tool::Idle, if scene.selection.is_empty() { Vec::new() } else { vec![Act::Select(Vec::new())] })
}

fn shortcut(key: Key<'_>, scene: &Scene<'_>) -> Vec<Act> {
    let name = key.name.to_ascii_lowercase();
    let nodes = scene.selected_nodes();
    let make = |edit| vec![Act::Make(Box::new(edit))];
    match (name.as_str(), key.held.ctrl, key.held.shift, key.held.alt) {
        ("z", true, false, _) => vec![Act::Undo],
        ("z", true, true, _) | ("y", true, ..) => vec![Act::Redo],
        ("a", true, ..) => {
            let nodes = scene.flow.nodes.iter().map(|node| Name::Node(node.key.clone()));
            let links = scene.flow.links.iter().map(|link| Name::Link(link.key.clone()));
            vec![Act::Select(nodes.chain(links).collect())]
        }
        ("d", true, ..) => make(Edit::Duplicate { nodes }),
        ("s", true, ..) => vec![Act::Ask(Ask::Save)],
        ("f", true, ..) => vec![Act::Ask(Ask::Find)],
        ("enter", true, ..) => vec![Act::Ask(Ask::Test)],
        ("delete" | "backspace", _, shift, _) => {
            let links = scene.selection.iter().filter_map(Name::link).cloned().collect();
            make(Edit::Remove { nodes, links, heal: !shift })
        }
        ("t", _, true, true) => make(Edit::Tidy { nodes: if nodes.len() > 1 { nodes } else { Vec::new() } }),
        ("f2" | "e", false, ..) => {
            scene.selection.main().map(|name| Act::Ask(Ask::Rename(name.clone()))).into_iter().collect()
        }
        ("tab", false, false, false) => match scene.selection.only().and_then(Name::node) {
            Some(node) if !is_end(node, scene) => vec![Act::Ask(Ask::Append(node.clone(), None))],
            _ => Vec::new(),
        },
        ("enter", false, ..) if !scene.selection.is_empty() => vec![Act::Ask(Ask::Properties)],
        ("0", false, ..) => vec![Act::ZoomReset],
        ("1", false, ..) => vec![Act::Fit(Vec::new())],
        ("2", false, ..) => vec![Act::Fit(scene.selection.iter().cloned().collect())],
        ("+" | "=", false, ..) => vec![Act::Zoom(NOTCH)],
        ("-" | "_", false, ..) => vec![Act::Zoom(1.0 / NOTCH)],
        ("v", false, ..) => vec![Act::SetMode(Mode::Select)],
        ("h", false, ..) => vec![Act::SetMode(Mode::Hand)],
        ("l", false, ..) => vec![Act::SetMode(Mode::Lasso)],
        ("?", ..) => vec![Act::Ask(Ask::Help)],
        _ => Vec::new(),
    }
}

/// Arrows move what is selected: a pixel, with Shift ten. With Ctrl, or when nothing is selected, they walk to the next node.
fn arrows(by: Point, key: Key<'_>, scene: &Scene<'_>) -> Vec<Act> {
    let nodes = scene.selected_nodes();
    if key.held.ctrl || nodes.is_empty() {
        let from = scene.selection.main().and_then(Name::node);
        let next = from.map_or_else(|| first(scene), |from| neighbour(from, by, None, scene));
        return next.map(|key| Act::Select(vec![Name::Node(key)])).into_iter().collect();
    }
    let far = if key.held.shift { 10.0 } else { 1.0 };
    let by = Point { x: by.x * far, y: by.y * far };
    vec![Act::Make(Box::new(Edit::Move { nodes, by, onto: None }))]
}

fn begin_connecting(scene: &Scene<'_>) -> Next {
    let from = scene.selection.only().and_then(Name::node);
    let Some((from, rect)) = from.and_then(|from| Some((from.clone(), scene.routes.rect(from)?))) else {
        return (Tool::Idle, vec![Act::SetMode(Mode::Connect)]);
    };
    if is_end(&from, scene) {
        return (Tool::Idle, Vec::new());
    }
    let over = neighbour(&from, Point { x: 1.0, y: 0.0 }, None, scene);
    let at = over.as_ref().and_then(|key| scene.routes.rect(key)).unwrap_or(rect).centre();
    (connect::towards(from, over, at, true, scene), Vec::new())
}

/// While connecting by keys, arrows choose the node, Enter connects.
fn connecting(from: NodeKey, over: Option<NodeKey>, at: Point, key: Key<'_>, scene: &Scene<'_>) -> Next {
    if key.name == "Enter" {
        return connect::dropped(from, over, at);
    }
    let Some(by) = arrow(key.name) else { return (connect::towards(from, over, at, true, scene), Vec::new()) };
    let here = over.clone().unwrap_or_else(|| from.clone());
    let next = neighbour(&here, by, Some(&from), scene).or(over);
    let at = next.as_ref().and_then(|key| scene.routes.rect(key)).map_or(at, Rect::centre);
    (connect::towards(from, next, at, true, scene), Vec::new())
}

fn is_end(node: &NodeKey, scene: &Scene<'_>) -> bool {
    scene.flow.node(node).is_none_or(|node| matches!(node.does, Does::End { .. }))
}

fn arrow(name: &str) -> Option<Point> {
    let (x, y) = match name {
        "ArrowLeft" => (-1.0, 0.0),
        "ArrowRight" => (1.0, 0.0),
        "ArrowUp" => (0.0, -1.0),
        "ArrowDown" => (0.0, 1.0),
        _ => return None,
    };
    Some(Point { x, y })
}

/// Where walking begins: the start, else the first node.
fn first(scene: &Scene<'_>) -> Option<NodeKey> {
    let start = scene.flow.nodes.iter().find(|node| matches!(node.does, Does::Start));
    start.or_else(|| scene.flow.nodes.first()).map(|node| node.key.clone())
}

/// The nearest node in a direction: what is straight ahead counts as nearer than what is aside.
fn neighbour(from: &NodeKey, by: Point, without: Option<&NodeKey>, scene: &Scene<'_>) -> Option<NodeKey> {
    let centre = scene.routes.rect(from)?.centre();
    let far = |rect: Rect| {
        let way = from_to(centre, rect.centre());
        let ahead = way.x * by.x + way.y * by.y;
        let aside = (way.x * by.y).abs() + (way.y * by.x).abs();
        (ahead > 1.0).then_some(ahead + 2.0 * aside)
    };
    scene
        .routes
        .rects()
        .filter(|(key, _)| *key != from && Some(*key) != without)
        .filter_map(|(key, rect)| Some((key, far(rect)?)))
        .min_by(|(_, a), (_, b)| a.total_cmp(b))
        .map(|(key, _)| key.clone())
}
