//! What is under the pointer.

use model::{
    flow::{Does, Flow, Point},
    key::{LinkKey, NodeKey},
};

use super::{End, Name, Routes, route::Side};
use crate::geometry::{Rect, distance};

/// How near the pointer must come to a line or a handle, in pixels of the screen.
pub const REACH: f64 = 8.0;

/// What is under the pointer.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Hit {
    /// The bare canvas.
    #[default]
    Canvas,
    /// A node.
    Node(NodeKey),
    /// The handle on the right of a node, from which links are drawn.
    Handle(NodeKey),
    /// A link, and the number of its piece.
    Link(LinkKey, usize),
    /// An end of a selected link.
    End(LinkKey, End),
    /// A bend of a selected link.
    Bend(LinkKey, usize),
}

impl Hit {
    /// What it belongs to.
    #[must_use]
    pub fn name(&self) -> Option<Name> {
        match self {
            Self::Canvas => None,
            Self::Node(key) | Self::Handle(key) => Some(Name::Node(key.clone())),
            Self::Link(key, _) | Self::End(key, _) | Self::Bend(key, _) => Some(Name::Link(key.clone())),
        }
    }
}

/// What is at a point of the canvas. Handles of what is selected come first, then nodes (the last drawn is on top),
/// then links.
#[must_use]
pub fn at(flow: &Flow, routes: &Routes, selected: &dyn Fn(&Name) -> bool, point: Point, scale: f64) -> Hit {
    let reach = REACH / scale.max(0.01);
    for link in flow.links.iter().filter(|link| selected(&Name::Link(link.key.clone()))) {
        if let Some(index) = link.bends.iter().position(|bend| distance(*bend, point) <= reach) {
            return Hit::Bend(link.key.clone(), index);
        }
        if let Some(route) = routes.route(&link.key) {
            let is_near = |end: Option<&Point>| end.is_some_and(|end| distance(*end, point) <= reach);
            if is_near(route.points.last()) {
                return Hit::End(link.key.clone(), End::To);
            }
            if is_near(route.points.first()) {
                return Hit::End(link.key.clone(), End::From);
            }
        }
    }
    for node in flow.nodes.iter().rev() {
        let Some(rect) = routes.rect(&node.key) else { continue };
        let handle = Side::Right.of(rect);
        let has_handle = !matches!(node.does, Does::End { .. }) && selected(&Name::Node(node.key.clone()));
        if has_handle && distance(handle, point) <= reach * 1.5 {
            return Hit::Handle(node.key.clone());
        }
        if rect.contains(point) {
            return Hit::Node(node.key.clone());
        }
    }
    link_at(routes, point, reach, &|_| true).map_or(Hit::Canvas, |(key, piece)| Hit::Link(key, piece))
}

/// The node at a point, the last drawn on top.
#[must_use]
pub fn node_at(flow: &Flow, routes: &Routes, point: Point) -> Option<NodeKey> {
    let is_under = |key: &NodeKey| routes.rect(key).is_some_and(|rect| rect.contains(point));
    flow.nodes.iter().rev().map(|node| &node.key).find(|key| is_under(key)).cloned()
}

/// The nearest link within reach of a point, and the number of its piece.
#[must_use]
pub fn link_at(
    routes: &Routes,
    point: Point,
    reach: f64,
    counts: &dyn Fn(&LinkKey) -> bool,
) -> Option<(LinkKey, usize)> {
    let near = routes
        .routes()
        .filter(|(key, route)| counts(key) && route.bounds().is_some_and(|bounds| bounds.grown(reach).contains(point)));
    near.filter_map(|(key, route)| Some((key, route.nearest(point)?)))
        .filter(|(_, (_, distance))| *distance <= reach)
        .min_by(|(_, (_, a)), (_, (_, b))| a.total_cmp(b))
        .map(|(key, (piece, _))| (key.clone(), piece))
}

/// Everything that lies in a rectangle entirely: nodes, and links both of whose ends do.
#[must_use]
pub fn inside(flow: &Flow, routes: &Routes, lasso: Rect) -> Vec<Name> {
    let nodes: Vec<&NodeKey> = routes.rects().filter(|(_, rect)| lasso.holds(*rect)).map(|(key, _)| key).collect();
    let links = flow
        .links
        .iter()
        .filter(|link| nodes.binary_search(&&link.from).is_ok() && nodes.binary_search(&&link.to).is_ok());
    let links: Vec<Name> = links.map(|link| Name::Link(link.key.clone())).collect();
    nodes.iter().map(|key| Name::Node((*key).clone())).chain(links).collect()
}
