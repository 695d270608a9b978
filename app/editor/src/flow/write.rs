//! The few ways in which edits and behaviors write into a flow.

use model::{
    flow::{Door, Flow, Link, Node, Point},
    key::{LinkKey, NodeKey},
};

use super::{List, Part};
use crate::{Scribe, key::unique};

impl Scribe<'_, Flow> {
    /// Adds a node under a free key and gives the key back.
    pub(super) fn add_node(&mut self, mut node: Node) -> NodeKey {
        let flow = self.document();
        let key = NodeKey::new(unique(node.key.as_str(), |key| flow.nodes.iter().any(|n| n.key.as_str() == key)));
        node.key = key.clone();
        let index = flow.nodes.len();
        self.insert(List::Nodes, index, Part::Node(Box::new(node)));
        key
    }

    /// Adds a link under a free key, behind its siblings, and gives the key back.
    pub(super) fn add_link(&mut self, from: &NodeKey, to: &NodeKey, leaves: Door) -> LinkKey {
        self.add_whole_link(Link {
            key: LinkKey::new("link"),
            from: from.clone(),
            to: to.clone(),
            leaves,
            title: model::Text::default(),
            bends: Vec::new(),
        })
    }

    /// Adds a link with all it holds under a free key and gives the key back.
    pub(super) fn add_whole_link(&mut self, mut link: Link) -> LinkKey {
        let flow = self.document();
        let key = LinkKey::new(unique(link.key.as_str(), |key| flow.links.iter().any(|l| l.key.as_str() == key)));
        link.key = key.clone();
        let index = flow.links.len();
        self.insert(List::Links, index, Part::Link(Box::new(link)));
        key
    }

    /// Changes a node, if it is there.
    pub(super) fn change_node(&mut self, key: &NodeKey, change: impl FnOnce(&mut Node)) {
        let found = self.document().nodes.iter().position(|node| node.key == *key);
        if let Some(index) = found
            && let Some(node) = self.document().nodes.get(index)
        {
            let mut node = node.clone();
            change(&mut node);
            self.replace(List::Nodes, index, Part::Node(Box::new(node)));
        }
    }

    /// Changes a link, if it is there.
    pub(super) fn change_link(&mut self, key: &LinkKey, change: impl FnOnce(&mut Link)) {
        let found = self.document().links.iter().position(|link| link.key == *key);
        if let Some(index) = found
            && let Some(link) = self.document().links.get(index)
        {
            let mut link = link.clone();
            change(&mut link);
            self.replace(List::Links, index, Part::Link(Box::new(link)));
        }
    }

    /// Removes every node of a key; a wrong draft may hold several.
    pub(super) fn remove_node(&mut self, key: &NodeKey) {
        while let Some(index) = self.document().nodes.iter().position(|node| node.key == *key) {
            self.remove(List::Nodes, index);
        }
    }

    /// Removes every link that fits.
    pub(super) fn remove_links(&mut self, fits: impl Fn(&Link) -> bool) {
        while let Some(index) = self.document().links.iter().position(&fits) {
            self.remove(List::Links, index);
        }
    }

    /// Puts a node at a point.
    pub(super) fn place(&mut self, key: &NodeKey, at: Point) {
        self.change_node(key, |node| node.at = crate::geometry::sane(at));
    }
}
