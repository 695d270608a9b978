//! The intents of the flow designer.

use model::{
    Text,
    flow::{Act, Approval, Awaits, Does, Door, ForEach, Join, Leaves, Limit, Outcome, Owner, Point, SubFlow, Until},
    key::{DefinitionKey, LayoutKey, LinkKey, NodeKey, OutcomeKey},
    span::Span,
};

use super::clip::Clip;

/// What a person wants done to a flow.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Puts a new node at a point; dropped on a link, it splits the link.
    Add {
        /// What it does; [`super::fresh::does`] gives one of each kind.
        does: Does,
        /// What it is called.
        title: Text,
        /// Where its centre is.
        at: Point,
        /// The link that it is dropped on.
        onto: Option<LinkKey>,
    },
    /// Puts a new node behind another and connects them.
    Append {
        /// The node it comes after.
        after: NodeKey,
        /// By which door; the first free one, if absent.
        door: Option<Door>,
        /// What it does.
        does: Does,
        /// What it is called.
        title: Text,
        /// Where its centre is; a free place to the right, if absent.
        at: Option<Point>,
    },
    /// Inserts a new node in the middle of a link and makes room for it.
    Insert {
        /// The link.
        link: LinkKey,
        /// What it does.
        does: Does,
        /// What it is called.
        title: Text,
    },
    /// Connects two nodes.
    Connect {
        /// Where the link begins.
        from: NodeKey,
        /// Where it leads.
        to: NodeKey,
        /// By which door it leaves; the first free one, if absent.
        door: Option<Door>,
    },
    /// Puts an end of a link on another node.
    Reconnect {
        /// The link.
        link: LinkKey,
        /// Which end.
        end: End,
        /// The node it is put on.
        node: NodeKey,
    },
    /// Moves nodes; a single loose one dropped on a link splits the link.
    Move {
        /// Which.
        nodes: Vec<NodeKey>,
        /// By how much.
        by: Point,
        /// The link that it is dropped on.
        onto: Option<LinkKey>,
    },
    /// Removes nodes and links.
    Remove {
        /// The nodes; their links go with them.
        nodes: Vec<NodeKey>,
        /// The links.
        links: Vec<LinkKey>,
        /// Whether what led to a removed node now leads to where that node led.
        heal: bool,
    },
    /// Takes nodes out of the flow without removing them: their neighbours are connected instead.
    Detach {
        /// Which.
        nodes: Vec<NodeKey>,
    },
    /// Copies nodes and the links between them, beside the originals.
    Duplicate {
        /// Which.
        nodes: Vec<NodeKey>,
    },
    /// Pastes nodes and links under new keys.
    Paste {
        /// What was copied.
        clip: Clip,
        /// Where the middle of it shall be; beside the originals, if absent.
        at: Option<Point>,
    },
    /// Changes a property of a node.
    SetNode {
        /// Which.
        node: NodeKey,
        /// To what.
        to: SetNode,
    },
    /// Makes a node another kind of node; title, place and the links that still fit remain.
    Replace {
        /// Which.
        node: NodeKey,
        /// What it does from now on.
        does: Does,
    },
    /// Changes a property of a link.
    SetLink {
        /// Which.
        link: LinkKey,
        /// To what.
        to: SetLink,
    },
    /// Puts a link at another place among the links that leave the same node: the order in which a choice asks.
    Reorder {
        /// Which.
        link: LinkKey,
        /// The place among its siblings, from 0.
        to: usize,
    },
    /// Aligns nodes.
    Align {
        /// Which.
        nodes: Vec<NodeKey>,
        /// To what.
        to: Line,
    },
    /// Spreads nodes evenly: the gaps between them become the same.
    Distribute {
        /// Which.
        nodes: Vec<NodeKey>,
        /// In which direction.
        along: Axis,
    },
    /// Draws the flow anew from left to right. Running it again changes nothing.
    Tidy {
        /// Only these; all of them, if empty.
        nodes: Vec<NodeKey>,
    },
    /// Says which form the steps use.
    SetForm(Option<DefinitionKey>),
}

/// An end of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Where it begins.
    From,
    /// Where it leads.
    To,
}

/// A direction on the canvas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// From left to right.
    Across,
    /// From top to bottom.
    Down,
}

/// What nodes are aligned to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// The leftmost edge.
    Left,
    /// The middle between left and right.
    Centre,
    /// The rightmost edge.
    Right,
    /// The topmost edge.
    Top,
    /// The middle between top and bottom.
    Middle,
    /// The lowest edge.
    Bottom,
}

/// A property of a node.
#[derive(Clone, Debug, PartialEq)]
pub enum SetNode {
    /// Its title.
    Title(Text),
    /// Who owns a task.
    Owner(Owner),
    /// What is filled in at a task.
    Layout(Option<LayoutKey>),
    /// What to do at a task.
    Instructions(Text),
    /// The phrases offered at a task.
    Phrases(Vec<DefinitionKey>),
    /// How long a task may take.
    Limit(Option<Limit>),
    /// Whether people may send the path back from here.
    SendsBack(bool),
    /// Whether whoever did the step before may take the path back from here.
    GivesBack(bool),
    /// Everything about an approval but its title.
    Approval(Approval),
    /// One more outcome of a task; its key is made of its title.
    AddOutcome(Text),
    /// Title and tone of an outcome of a task, found by key.
    Outcome(Outcome),
    /// The key of an outcome of a task; its link follows.
    RenameOutcome {
        /// The old key.
        from: OutcomeKey,
        /// The new key.
        to: OutcomeKey,
    },
    /// An outcome of a task goes; its link goes with it.
    RemoveOutcome(OutcomeKey),
    /// An outcome of a task is put at another place.
    MoveOutcome {
        /// Which.
        outcome: OutcomeKey,
        /// Its place, from 0.
        to: usize,
    },
    /// When a join goes on.
    Join(Join),
    /// What a wait waits for.
    Until(Until),
    /// How long a wait waits at most.
    Timeout(Option<Span>),
    /// On which calendar a wait counts.
    Calendar(Option<DefinitionKey>),
    /// What an action does.
    Acts(Vec<Act>),
    /// How an action waits for an answer.
    Awaits(Option<Awaits>),
    /// Everything about a sub-flow but its title.
    SubFlow(SubFlow),
    /// Everything about a for-each but its title.
    ForEach(ForEach),
    /// What an end leaves the ticket as.
    Leaves(Leaves),
}

/// A property of a link.
#[derive(Clone, Debug, PartialEq)]
pub enum SetLink {
    /// Its title.
    Title(Text),
    /// By which door it leaves. Another link of a choice that was the default gives that up.
    Door(Door),
    /// Its bend points.
    Bends(Vec<Point>),
}
