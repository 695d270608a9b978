//! Tidy-up: the flow drawn anew from left to right by the layered method of crate `dagre`. The places depend on nodes
//! and links alone, not on where things stood, so running it again changes nothing.

use std::collections::BTreeMap;

use dagre::{
    Align, EdgeLabel, LayoutOptions, NodeLabel, RankDir,
    graph::{Graph, GraphOptions},
};
use model::{
    flow::{Flow, Point},
    key::NodeKey,
};

use super::{doors, fresh};
use crate::geometry::{GRID, Rect, on_grid};

/// The gap between columns: room for the words on a link.
const BETWEEN_COLUMNS: f64 = 88.0;
/// The gap between nodes of one column.
const BETWEEN_ROWS: f64 = 48.0;

/// Where each node goes; all nodes, or only the named ones. Nodes that no key tells apart stay where they are.
#[must_use]
pub fn places(flow: &Flow, only: &[NodeKey]) -> Vec<(NodeKey, Point)> {
    let mut graph: Graph<NodeLabel, EdgeLabel> =
        Graph::with_options(GraphOptions { directed: true, multigraph: false, compound: false });
    let mut names: BTreeMap<&NodeKey, String> = BTreeMap::new();
    let mut old: Vec<Rect> = Vec::new();
    for node in flow.nodes.iter().filter(|node| only.is_empty() || only.contains(&node.key)) {
        if names.contains_key(&node.key) {
            continue;
        }
        let name = format!("n{}", names.len());
        let size = fresh::size(&node.does);
        graph
            .set_node(name.clone(), Some(NodeLabel { width: size.width, height: size.height, ..NodeLabel::default() }));
        names.insert(&node.key, name);
        old.push(fresh::rect(node));
    }
    for link in &flow.links {
        if let (Some(from), Some(to)) = (names.get(&link.from), names.get(&link.to))
            && from != to
            && !graph.has_edge(from, to, None)
        {
            // The main way is drawn as straight as can be; a way back pulls at nothing.
            let is_main = flow
                .node(&link.from)
                .and_then(|node| doors::main_way(flow, node))
                .is_some_and(|main| main.key == link.key);
            let label = EdgeLabel { weight: if is_main { 4 } else { 1 }, ..EdgeLabel::default() };
            graph.set_edge(from.as_str(), to.as_str(), Some(label), None);
        }
    }
    dagre::layout(
        &mut graph,
        Some(LayoutOptions {
            rankdir: RankDir::LR,
            nodesep: BETWEEN_ROWS,
            ranksep: BETWEEN_COLUMNS,
            edgesep: 24.0,
            // The main way runs straight along the top instead of being balanced between its branches.
            align: Some(Align::UL),
            tie_keep_first: true,
            ..LayoutOptions::default()
        }),
    );
    let placed: Vec<(NodeKey, Point)> = names
        .iter()
        .filter_map(|(key, name)| {
            let label = graph.node(name)?;
            Some(((*key).clone(), Point { x: label.x?, y: label.y? }))
        })
        .collect();
    // All begin near the origin; a part begins at the corner where the part stood.
    let corner = match Rect::bounds(old) {
        Some(bounds) if !only.is_empty() => on_grid(Point { x: bounds.x, y: bounds.y }),
        _ => Point { x: 4.0 * GRID, y: 4.0 * GRID },
    };
    let half = |key: &NodeKey| flow.node(key).map(|node| fresh::size(&node.does)).unwrap_or_default();
    let left = placed.iter().map(|(key, at)| at.x - half(key).width / 2.0).fold(f64::INFINITY, f64::min);
    let top = placed.iter().map(|(key, at)| at.y - half(key).height / 2.0).fold(f64::INFINITY, f64::min);
    let whole = |value: f64| (value / 4.0).round() * 4.0;
    placed
        .into_iter()
        .map(|(key, at)| (key, Point { x: whole(corner.x + at.x - left), y: whole(corner.y + at.y - top) }))
        .collect()
}
