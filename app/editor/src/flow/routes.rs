//! All links as they are drawn. After an edit only what was touched is routed again; after a gesture everything is, so
//! that the picture depends on the flow alone and not on how it came about.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use model::{
    flow::{Flow, Link, Point},
    key::{LinkKey, NodeKey},
};

use super::{Name, fresh, route::Route};
use crate::geometry::{Rect, distance, from_to};

/// A link as it was last drawn, with what it was drawn from.
#[derive(Clone, Debug, PartialEq)]
struct Drawn {
    from: NodeKey,
    to: NodeKey,
    ends: (Rect, Rect),
    bends: Vec<Point>,
    route: Route,
}

/// All nodes and links as they are drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Routes {
    rects: BTreeMap<NodeKey, Rect>,
    drawn: BTreeMap<LinkKey, Drawn>,
    /// The links at each node, so that moving one node looks at its own links only.
    at: BTreeMap<NodeKey, BTreeSet<LinkKey>>,
}

impl Routes {
    /// Draws a flow.
    #[must_use]
    pub fn of(flow: &Flow) -> Self {
        let mut routes = Self::default();
        routes.settle(flow);
        routes
    }

    /// The rectangle of a node.
    #[must_use]
    pub fn rect(&self, node: &NodeKey) -> Option<Rect> {
        self.rects.get(node).copied()
    }

    /// Every node with its rectangle.
    pub fn rects(&self) -> impl Iterator<Item = (&NodeKey, Rect)> {
        self.rects.iter().map(|(key, rect)| (key, *rect))
    }

    /// The way of a link; none if it dangles.
    #[must_use]
    pub fn route(&self, link: &LinkKey) -> Option<&Route> {
        self.drawn.get(link).map(|drawn| &drawn.route)
    }

    /// Every link with its way.
    pub fn routes(&self) -> impl Iterator<Item = (&LinkKey, &Route)> {
        self.drawn.iter().map(|(key, drawn)| (key, &drawn.route))
    }

    /// The smallest rectangle around everything.
    #[must_use]
    pub fn bounds(&self) -> Option<Rect> {
        let links = self.drawn.values().filter_map(|drawn| drawn.route.bounds());
        Rect::bounds(self.rects.values().copied().chain(links))
    }

    /// Draws what was touched, and the links at touched nodes, and says which links got another way.
    pub fn update(&mut self, flow: &Flow, touched: &BTreeSet<Name>) -> Vec<LinkKey> {
        let nodes: BTreeSet<&NodeKey> = touched.iter().filter_map(Name::node).collect();
        let links: BTreeSet<&LinkKey> = touched.iter().filter_map(Name::link).collect();
        let mut stale: BTreeSet<LinkKey> = links.into_iter().cloned().collect();
        for key in &nodes {
            self.rects.remove(*key);
            stale.extend(self.at.get(*key).into_iter().flatten().cloned());
        }
        for node in flow.nodes.iter().rev().filter(|node| nodes.contains(&node.key)) {
            self.rects.insert(node.key.clone(), fresh::rect(node));
        }
        self.draw(flow, stale)
    }

    /// Draws everything anew, and says which links got another way.
    pub fn settle(&mut self, flow: &Flow) -> Vec<LinkKey> {
        self.rects = flow.nodes.iter().rev().map(|node| (node.key.clone(), fresh::rect(node))).collect();
        let gone = self.drawn.keys().cloned();
        let stale = flow.links.iter().map(|link| link.key.clone()).chain(gone).collect();
        let before: BTreeMap<LinkKey, Drawn> = std::mem::take(&mut self.drawn);
        let mut changed = self.draw(flow, stale);
        changed.retain(|key| before.get(key).map(|drawn| &drawn.route) != self.route(key));
        changed.extend(before.into_keys().filter(|key| !self.drawn.contains_key(key)));
        changed
    }

    fn draw(&mut self, flow: &Flow, stale: BTreeSet<LinkKey>) -> Vec<LinkKey> {
        let mut known: HashMap<&LinkKey, &Link> = HashMap::with_capacity(stale.len());
        for link in flow.links.iter().rev().filter(|link| stale.contains(&link.key)) {
            known.insert(&link.key, link);
        }
        // Collected once: every link looks at the same obstacles.
        let others: Vec<Rect> = self.rects.values().copied().collect();
        let mut changed = Vec::new();
        for key in stale {
            let old = self.drawn.remove(&key);
            if let Some(old) = &old {
                for node in [&old.from, &old.to] {
                    if let Some(links) = self.at.get_mut(node) {
                        links.remove(&key);
                    }
                }
            }
            let new = known.get(&key).and_then(|link| self.drawn_again(link, old.as_ref(), &others));
            if new.as_ref().map(|drawn| &drawn.route) != old.as_ref().map(|drawn| &drawn.route) {
                changed.push(key.clone());
            }
            if let Some(link) = known.get(&key) {
                // A dangling link waits at its ends too: it is drawn as soon as both are there.
                for node in [&link.from, &link.to] {
                    self.at.entry(node.clone()).or_default().insert(key.clone());
                }
            }
            if let Some(new) = new {
                self.drawn.insert(key, new);
            }
        }
        changed
    }

    fn drawn_again(&self, link: &Link, old: Option<&Drawn>, others: &[Rect]) -> Option<Drawn> {
        let ends = (self.rect(&link.from)?, self.rect(&link.to)?);
        let moved = old.and_then(|old| carried(old, ends, &link.bends));
        let route = moved.unwrap_or_else(|| Route::between(ends.0, ends.1, &link.bends, others));
        Some(Drawn { from: link.from.clone(), to: link.to.clone(), ends, bends: link.bends.clone(), route })
    }
}

/// The old way pushed along, if both ends and all bends moved by the same amount.
fn carried(old: &Drawn, ends: (Rect, Rect), bends: &[Point]) -> Option<Route> {
    let by = |from: Rect, to: Rect| from_to(from.centre(), to.centre());
    let (first, second) = (by(old.ends.0, ends.0), by(old.ends.1, ends.1));
    let same_size = |a: Rect, b: Rect| (a.width - b.width).abs() + (a.height - b.height).abs() < 1e-9;
    let is_carried = distance(first, second) < 1e-6
        && same_size(old.ends.0, ends.0)
        && same_size(old.ends.1, ends.1)
        && old.bends.len() == bends.len()
        && old.bends.iter().zip(bends).all(|(a, b)| distance(from_to(*a, *b), first) < 1e-6);
    is_carried.then(|| old.route.moved(first))
}
