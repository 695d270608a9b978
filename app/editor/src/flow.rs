//! The flow designer's kernel: nodes and links as a document that can be edited.

use model::{
    flow::{Flow, Link, Node},
    key::{DefinitionKey, LinkKey, NodeKey},
};

use crate::{Behavior, Document, Scribe, Verdict, Word, patch::Slot};

mod apply;
mod behavior;
mod canvas;
pub mod clip;
pub mod doors;
mod edit;
pub mod fresh;
pub mod guide;
pub mod hit;
pub mod route;
mod routes;
mod rules;
pub mod tidy;
pub mod tool;
mod write;

#[cfg(test)]
mod tests;

pub(crate) use behavior::can_split;
pub use canvas::{Canvas, Change};
pub use edit::{Axis, Edit, End, Line, SetLink, SetNode};
pub use routes::Routes;

/// The most nodes, and the most links, of one flow.
pub const MOST: usize = 2_000;

/// What an element of a flow is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
    /// The flow itself: its form.
    Flow,
    /// A node.
    Node(NodeKey),
    /// A link.
    Link(LinkKey),
}

impl Name {
    /// The node's key, if it is a node.
    #[must_use]
    pub const fn node(&self) -> Option<&NodeKey> {
        if let Self::Node(key) = self { Some(key) } else { None }
    }

    /// The link's key, if it is a link.
    #[must_use]
    pub const fn link(&self) -> Option<&LinkKey> {
        if let Self::Link(key) = self { Some(key) } else { None }
    }
}

/// An element of a flow with all it holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// The form whose layouts the steps use.
    Form(Option<DefinitionKey>),
    /// A node.
    Node(Box<Node>),
    /// A link.
    Link(Box<Link>),
}

/// The lists of a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Not a list: the one place of the form.
    Form,
    /// The nodes.
    Nodes,
    /// The links.
    Links,
}

impl Document for Flow {
    type Edit = Edit;
    type Part = Part;
    type Name = Name;
    type List = List;

    const BEHAVIORS: &'static [Behavior<Self>] = behavior::ALL;

    fn name(part: &Part) -> Name {
        match part {
            Part::Form(_) => Name::Flow,
            Part::Node(node) => Name::Node(node.key.clone()),
            Part::Link(link) => Name::Link(link.key.clone()),
        }
    }

    fn has(&self, name: &Name) -> bool {
        match name {
            Name::Flow => true,
            Name::Node(key) => self.node(key).is_some(),
            Name::Link(key) => self.links.iter().any(|link| link.key == *key),
        }
    }

    fn put(&mut self, slot: Slot<List>, part: Part) {
        match part {
            Part::Form(form) => self.form = form,
            Part::Node(node) => self.nodes.insert(slot.index.min(self.nodes.len()), *node),
            Part::Link(link) => self.links.insert(slot.index.min(self.links.len()), *link),
        }
    }

    fn take(&mut self, slot: Slot<List>) -> Option<Part> {
        match slot.list {
            List::Form => Some(Part::Form(self.form.take())),
            List::Nodes if slot.index < self.nodes.len() => Some(Part::Node(Box::new(self.nodes.remove(slot.index)))),
            List::Links if slot.index < self.links.len() => Some(Part::Link(Box::new(self.links.remove(slot.index)))),
            List::Nodes | List::Links => None,
        }
    }

    fn swap(&mut self, slot: Slot<List>, part: Part) -> Option<Part> {
        match part {
            Part::Form(form) => Some(Part::Form(std::mem::replace(&mut self.form, form))),
            Part::Node(mut node) => {
                std::mem::swap(self.nodes.get_mut(slot.index)?, &mut node);
                Some(Part::Node(node))
            }
            Part::Link(mut link) => {
                std::mem::swap(self.links.get_mut(slot.index)?, &mut link);
                Some(Part::Link(link))
            }
        }
    }

    fn judge(&self, edit: &Edit) -> Verdict {
        rules::judge(self, edit)
    }

    fn apply(scribe: &mut Scribe<'_, Self>, edit: &Edit) {
        apply::apply(scribe, edit);
    }

    fn word(edit: &Edit) -> Word {
        match edit {
            Edit::Add { onto: None, .. } | Edit::Append { .. } => Word::Add,
            Edit::Add { onto: Some(_), .. } | Edit::Insert { .. } | Edit::Move { onto: Some(_), .. } => Word::Insert,
            Edit::Connect { .. } => Word::Connect,
            Edit::Reconnect { .. } => Word::Reconnect,
            Edit::Move { onto: None, .. } | Edit::Detach { .. } => Word::Move,
            Edit::Remove { .. } => Word::Remove,
            Edit::Duplicate { .. } => Word::Duplicate,
            Edit::Paste { .. } => Word::Paste,
            Edit::SetNode { to: SetNode::Title(_) | SetNode::Instructions(_) | SetNode::Outcome(_), .. }
            | Edit::SetLink { to: SetLink::Title(_), .. } => Word::Rename,
            Edit::SetNode { to: SetNode::RenameOutcome { .. }, .. } => Word::Rekey,
            Edit::SetNode { to: SetNode::MoveOutcome { .. }, .. } | Edit::Reorder { .. } => Word::Reorder,
            Edit::SetLink { to: SetLink::Bends(_), .. } => Word::Bend,
            Edit::SetNode { .. } | Edit::SetLink { .. } | Edit::SetForm(_) => Word::Change,
            Edit::Replace { .. } => Word::Replace,
            Edit::Align { .. } => Word::Align,
            Edit::Distribute { .. } => Word::Distribute,
            Edit::Tidy { .. } => Word::Tidy,
        }
    }

    fn typing(edit: &Edit) -> Option<(Name, &'static str)> {
        match edit {
            Edit::SetNode { node, to } => {
                let what = match to {
                    SetNode::Title(_) => "title",
                    SetNode::Instructions(_) => "instructions",
                    SetNode::Outcome(_) => "outcome",
                    SetNode::Acts(_) => "acts",
                    SetNode::Until(_) => "until",
                    SetNode::Limit(_) => "limit",
                    SetNode::Timeout(_) => "timeout",
                    SetNode::Owner(_) => "owner",
                    _ => return None,
                };
                Some((Name::Node(node.clone()), what))
            }
            Edit::SetLink { link, to: SetLink::Title(_) } => Some((Name::Link(link.clone()), "title")),
            // Taps on an arrow key are one move; a drag is a gesture and one entry anyway.
            Edit::Move { nodes, by, onto: None } if by.x.abs() + by.y.abs() <= 10.0 => {
                Some((Name::Node(nodes.first()?.clone()), "nudge"))
            }
            Edit::SetLink { link, to: SetLink::Door(_) } => Some((Name::Link(link.clone()), "door")),
            _ => None,
        }
    }
}
