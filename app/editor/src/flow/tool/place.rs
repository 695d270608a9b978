//! Bringing a new node from the palette.

use model::{
    Text,
    flow::{Does, Point},
    key::LinkKey,
};

use super::{Act, Held, Next, Scene, Tool};
use crate::{
    flow::{Edit, fresh, guide, hit},
    geometry::{Rect, plus},
};

/// The node was carried on.
pub(super) fn moved(does: Box<Does>, title: Text, at: Point, held: Held, scene: &Scene<'_>) -> Next {
    let rect = Rect::around(at, fresh::size(&does));
    let others: Vec<Rect> = scene.routes.rects().map(|(_, rect)| rect).collect();
    let by = if held.alt { Point::default() } else { guide::snap(rect, &others, 6.0 / scene.view.scale).by };
    let at = plus(at, by);
    let splits = !matches!(*does, Does::Start | Does::End { .. });
    let onto = if splits { hit::link_at(scene.routes, at, 20.0, &|_| true).map(|(key, _)| key) } else { None };
    (Tool::Placing { does, title, at: Some(at), onto }, Vec::new())
}

/// The node was let go; beside the canvas it is forgotten.
pub(super) fn dropped(does: Box<Does>, title: Text, at: Option<Point>, onto: Option<LinkKey>) -> Next {
    let make = |at| Act::Make(Box::new(Edit::Add { does: *does, title, at, onto }));
    (Tool::Idle, at.map(make).into_iter().collect())
}
