//! The hand on the canvas: an enum of states. Each state answers a pointer or a key with the next state and with acts;
//! it changes nothing itself. What a frame of a drag costs depends on what is dragged, not on how much is drawn.

use model::{
    Text,
    flow::{Does, Flow, Point},
    key::{LinkKey, NodeKey},
};

use super::{Edit, End, Name, Routes, guide::Guide, hit::Hit};
use crate::{
    Selection, Verdict, Word,
    geometry::{Rect, distance},
    view::View,
};

mod bend;
mod connect;
mod drag;
mod keys;
mod lasso;
mod place;
mod press;

/// How far the pointer goes, in pixels of the screen, before pressing becomes dragging.
const SLACK: f64 = 4.0;

/// What the pointer does when nothing is going on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Selects and drags.
    #[default]
    Select,
    /// Pushes the canvas.
    Hand,
    /// Selects what lies in a rectangle, even where it begins on a node.
    Lasso,
    /// Draws links from wherever it begins.
    Connect,
}

/// What the hand is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Tool {
    /// Nothing.
    #[default]
    Idle,
    /// Pushing the canvas.
    Panning {
        /// Where the pointer was last, on the screen.
        last: Point,
    },
    /// Pressing on something, not yet dragging it.
    Pressing {
        /// On what.
        on: Hit,
        /// Where, on the screen.
        screen: Point,
        /// Where, on the canvas.
        at: Point,
        /// Whether the selection is added to.
        adds: bool,
    },
    /// Dragging nodes.
    Dragging(Box<Drag>),
    /// Drawing a rectangle around what shall be selected.
    Lasso {
        /// Where it began.
        from: Point,
        /// Where it is.
        to: Point,
        /// What was selected before and stays so.
        keeps: Vec<Name>,
    },
    /// Drawing a new link.
    Connecting {
        /// From where.
        from: NodeKey,
        /// Where its loose end is.
        at: Point,
        /// The node under it.
        over: Option<NodeKey>,
        /// What the rules say to that node.
        verdict: Verdict,
        /// Whether it is done by the arrow keys.
        by_keys: bool,
    },
    /// Putting an end of a link elsewhere.
    Reconnecting {
        /// The link.
        link: LinkKey,
        /// Which end.
        end: End,
        /// Where it is.
        at: Point,
        /// The node under it.
        over: Option<NodeKey>,
        /// What the rules say to that node.
        verdict: Verdict,
    },
    /// Dragging a bend of a link.
    Bending {
        /// The link.
        link: LinkKey,
        /// Which of its bends.
        index: usize,
    },
    /// Bringing a new node from the palette.
    Placing {
        /// What it does.
        does: Box<Does>,
        /// What it is called.
        title: Text,
        /// Where it is; nowhere yet, if absent.
        at: Option<Point>,
        /// The link that it would split.
        onto: Option<LinkKey>,
    },
}

/// A drag of nodes.
#[derive(Clone, Debug, PartialEq)]
pub struct Drag {
    /// What is dragged.
    pub nodes: Vec<NodeKey>,
    /// Where the pointer took hold, on the canvas.
    pub grabbed: Point,
    /// Where everything that is dragged stood.
    pub bounds: Rect,
    /// How far it was moved so far.
    pub moved: Point,
    /// Whether a single node is dragged that could split a link.
    pub is_loose: bool,
    /// The link that it would split.
    pub onto: Option<LinkKey>,
    /// The lines that say why it snaps.
    pub guides: Vec<Guide>,
}

/// A button of the pointer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Button {
    /// The usual one; also a finger and a pen.
    #[default]
    Main,
    /// The wheel, pressed.
    Middle,
    /// The one for menus.
    Second,
}

/// What the pointer did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Did {
    /// A button went down.
    Down(Button),
    /// It went somewhere.
    Move,
    /// The button went up.
    Up,
    /// The button was pressed twice.
    Twice,
    /// It was taken away, as by a gesture of the system.
    Lost,
}

/// A pointer and what it did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pointer {
    /// What it did.
    pub did: Did,
    /// Where, in pixels of the screen area.
    pub screen: Point,
    /// The keys that were held.
    pub held: Held,
}

/// Keys that are held while something is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Shift.
    pub shift: bool,
    /// Ctrl, or Cmd on a Mac.
    pub ctrl: bool,
    /// Alt.
    pub alt: bool,
}

/// A key that went down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key<'a> {
    /// Its name, as `KeyboardEvent.key` has it.
    pub name: &'a str,
    /// The keys that were held.
    pub held: Held,
    /// Whether an input method is composing; then nothing is meant for the canvas.
    pub composing: bool,
}

/// What a state wants done.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// These are selected, and nothing else.
    Select(Vec<Name>),
    /// It is selected too, or no longer.
    Toggle(Name),
    /// A gesture begins.
    Begin(Word),
    /// An edit is made.
    Make(Box<Edit>),
    /// The gesture is finished.
    End,
    /// The gesture is given up.
    Bail,
    /// One step back.
    Undo,
    /// One step forward again.
    Redo,
    /// The canvas is pushed by so many pixels of the screen.
    Pan(Point),
    /// The canvas is zoomed around the middle.
    Zoom(f64),
    /// The scale is 1 again.
    ZoomReset,
    /// Everything, or all that is selected, is brought into view.
    Fit(Vec<Name>),
    /// Another mode.
    SetMode(Mode),
    /// What only the view around the canvas can do.
    Ask(Ask),
}

/// What only the view around the canvas can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Open the menu of nodes to append to a node; the new one goes to the point, if given.
    Append(NodeKey, Option<Point>),
    /// Open the menu of nodes to add at a point.
    Add(Point),
    /// Edit the title of a node or link in place.
    Rename(Name),
    /// Go to the properties of what is selected.
    Properties,
    /// Open the menu of what is under the pointer.
    Menu(Option<Name>, Point),
    /// Save the draft now.
    Save,
    /// Begin a test run.
    Test,
    /// Open the search.
    Find,
    /// Show the shortcuts.
    Help,
}

/// What a state can look at.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The flow.
    pub flow: &'a Flow,
    /// How it is drawn.
    pub routes: &'a Routes,
    /// What is selected.
    pub selection: &'a Selection<Name>,
    /// Which part is seen.
    pub view: View,
    /// The mode.
    pub mode: Mode,
}

impl Scene<'_> {
    fn hit(&self, at: Point) -> Hit {
        super::hit::at(self.flow, self.routes, &|name| self.selection.contains(name), at, self.view.scale)
    }

    fn selected_nodes(&self) -> Vec<NodeKey> {
        self.selection.iter().filter_map(Name::node).cloned().collect()
    }
}

/// The next state and what it wants done.
pub type Next = (Tool, Vec<Act>);

impl Tool {
    /// Answers what the pointer did.
    #[must_use]
    pub fn on_pointer(self, pointer: Pointer, scene: &Scene<'_>) -> Next {
        let at = scene.view.to_canvas(pointer.screen);
        match (self, pointer.did) {
            (tool, Did::Lost) => tool.given_up(),
            (Self::Idle, Did::Down(button)) => press::down(button, pointer, at, scene),
            (Self::Idle, Did::Twice) => press::twice(at, scene),
            (Self::Panning { last }, Did::Move) => {
                let by = crate::geometry::from_to(last, pointer.screen);
                (Self::Panning { last: pointer.screen }, vec![Act::Pan(by)])
            }
            (Self::Pressing { on, screen, at: began, adds }, Did::Move) => {
                if distance(screen, pointer.screen) < SLACK {
                    return (Self::Pressing { on, screen, at: began, adds }, Vec::new());
                }
                press::becomes_drag(&on, began, adds, at, pointer, scene)
            }
            (Self::Pressing { on, adds, .. }, Did::Up) => press::up(&on, adds, scene),
            (Self::Dragging(drag), Did::Move) => drag::moved(*drag, at, pointer.held, scene),
            (Self::Dragging(drag), Did::Up) => drag::dropped(*drag),
            (Self::Lasso { from, keeps, .. }, Did::Move) => lasso::moved(from, at, keeps, scene),
            (Self::Connecting { from, by_keys: false, .. }, Did::Move) => connect::moved(from, at, scene),
            (Self::Connecting { from, over, at, by_keys: false, .. }, Did::Up) => connect::dropped(from, over, at),
            (Self::Reconnecting { link, end, .. }, Did::Move) => connect::end_moved(link, end, at, scene),
            (Self::Reconnecting { link, end, over, .. }, Did::Up) => connect::end_dropped(link, end, over),
            (Self::Bending { link, index }, Did::Move) => bend::moved(link, index, at, scene),
            (Self::Bending { .. }, Did::Up) => (Self::Idle, vec![Act::End]),
            (Self::Placing { does, title, .. }, Did::Move) => place::moved(does, title, at, pointer.held, scene),
            (Self::Placing { does, title, at, onto }, Did::Up) => place::dropped(does, title, at, onto),
            (Self::Panning { .. } | Self::Lasso { .. }, Did::Up) => (Self::Idle, Vec::new()),
            (tool, _) => (tool, Vec::new()),
        }
    }

    /// Answers a key.
    #[must_use]
    pub fn on_key(self, key: Key<'_>, scene: &Scene<'_>) -> Next {
        if key.composing { (self, Vec::new()) } else { keys::pressed(self, key, scene) }
    }

    /// Stops whatever is going on and takes it back.
    #[must_use]
    pub fn given_up(self) -> Next {
        let acts = match self {
            Self::Dragging(_) | Self::Bending { .. } => vec![Act::Bail],
            _ => Vec::new(),
        };
        (Self::Idle, acts)
    }

    /// Whether something is going on that a person would lose by leaving.
    #[must_use]
    pub const fn is_busy(&self) -> bool {
        !matches!(self, Self::Idle)
    }
}
