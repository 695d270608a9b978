//! The lasso: a rectangle selects what lies in it, while it is drawn.

use model::flow::Point;

use super::{Act, Next, Scene, Tool};
use crate::{
    flow::{Name, hit},
    geometry::Rect,
};

/// The pointer went on.
pub(super) fn moved(from: Point, to: Point, keeps: Vec<Name>, scene: &Scene<'_>) -> Next {
    let mut names = keeps.clone();
    for name in hit::inside(scene.flow, scene.routes, Rect::between(from, to)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let is_same = names.len() == scene.selection.len() && names.iter().all(|name| scene.selection.contains(name));
    let acts = if is_same { Vec::new() } else { vec![Act::Select(names)] };
    (Tool::Lasso { from, to, keeps }, acts)
}
