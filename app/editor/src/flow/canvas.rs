//! The canvas: editor, drawing, view and tool together. A view passes on what the hand did and redraws what is named
//! in the [`Change`]; it decides nothing.

use std::collections::BTreeSet;

use model::{
    Text,
    flow::{Does, Flow, Point},
    key::LinkKey,
};

use super::{
    Edit, Name, Routes,
    clip::Clip,
    tool::{Act, Ask, Key, Mode, Pointer, Scene, Tool},
};
use crate::{
    Editor, Patch, Reason, Selection,
    geometry::{Rect, Size},
    view::{Minimap, NOTCH, View},
};

/// The space that is left around what is fitted or revealed, in pixels of the screen.
const PADDING: f64 = 48.0;

/// One open flow on one canvas.
#[derive(Clone, Debug)]
pub struct Canvas {
    editor: Editor<Flow>,
    routes: Routes,
    tool: Tool,
    /// Which part is seen.
    pub view: View,
    /// How large the screen area is; the view tells.
    pub area: Size,
    /// What the pointer does when nothing is going on.
    pub mode: Mode,
}

/// What must be redrawn, said or done after something happened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// Elements of the flow that changed, came or went.
    pub touched: BTreeSet<Name>,
    /// Links that got another way.
    pub rerouted: Vec<LinkKey>,
    /// Whether another part is seen.
    pub looked: bool,
    /// Whether something else is selected.
    pub selected: bool,
    /// What only the view around the canvas can do.
    pub asks: Vec<Ask>,
    /// Why an edit was refused.
    pub refused: Option<Reason>,
}

impl Canvas {
    /// Opens a flow, everything in view once the area is known.
    #[must_use]
    pub fn open(flow: Flow) -> Self {
        let routes = Routes::of(&flow);
        Self {
            editor: Editor::open(flow),
            routes,
            tool: Tool::Idle,
            view: View::default(),
            area: Size::default(),
            mode: Mode::Select,
        }
    }

    /// The flow.
    #[must_use]
    pub const fn flow(&self) -> &Flow {
        self.editor.document()
    }

    /// The editor, to look at its history and revision.
    #[must_use]
    pub const fn editor(&self) -> &Editor<Flow> {
        &self.editor
    }

    /// How everything is drawn.
    #[must_use]
    pub const fn routes(&self) -> &Routes {
        &self.routes
    }

    /// What the hand is doing: lasso, guides and loose links are drawn from it.
    #[must_use]
    pub const fn tool(&self) -> &Tool {
        &self.tool
    }

    /// What is selected.
    #[must_use]
    pub const fn selection(&self) -> &Selection<Name> {
        &self.editor.selection
    }

    /// The minimap in a picture of a size.
    #[must_use]
    pub fn minimap(&self, size: Size) -> Minimap {
        Minimap::of(self.routes.bounds(), self.view.seen(self.area), size)
    }

    /// Passes on what the pointer did.
    pub fn pointer(&mut self, pointer: Pointer) -> Change {
        let tool = std::mem::take(&mut self.tool);
        let (tool, acts) = tool.on_pointer(pointer, &self.scene());
        self.tool = tool;
        self.act(acts)
    }

    /// Passes on a key; none if it is not for the canvas, so that the browser may have it.
    pub fn key(&mut self, key: Key<'_>) -> Option<Change> {
        let tool = std::mem::take(&mut self.tool);
        let was = tool.clone();
        let (tool, acts) = tool.on_key(key, &self.scene());
        self.tool = tool;
        if acts.is_empty() && self.tool == was { None } else { Some(self.act(acts)) }
    }

    /// Passes on the wheel: with Ctrl it zooms around the pointer, else it pushes the canvas.
    pub fn wheel(&mut self, screen: Point, by: Point, zooms: bool) -> Change {
        self.view = if zooms {
            self.view.zoomed(screen, NOTCH.powf((-by.y / 100.0).clamp(-2.0, 2.0)))
        } else {
            self.view.panned(Point { x: -by.x, y: -by.y })
        };
        Change { looked: true, ..Change::default() }
    }

    /// A new node is taken from the palette; it follows the pointer until it is let go.
    pub fn take(&mut self, does: Does, title: Text) {
        self.tool = Tool::Placing { does: Box::new(does), title, at: None, onto: None };
    }

    /// Makes an edit, as from a menu or the properties.
    pub fn make(&mut self, edit: Edit) -> Change {
        self.act(vec![Act::Make(Box::new(edit))])
    }

    /// Puts the nodes that are selected, and the links between them, into a text for the clipboard.
    #[must_use]
    pub fn copy(&self) -> Option<String> {
        let nodes: Vec<_> = self.selection().iter().filter_map(Name::node).cloned().collect();
        if nodes.is_empty() { None } else { Some(Clip::of(self.flow(), &nodes).to_text()) }
    }

    /// Copies and removes.
    pub fn cut(&mut self) -> Option<(String, Change)> {
        let text = self.copy()?;
        let nodes = self.selection().iter().filter_map(Name::node).cloned().collect();
        Some((text, self.make(Edit::Remove { nodes, links: Vec::new(), heal: true })))
    }

    /// Pastes a text from the clipboard, its middle at a point of the screen area if the pointer is there.
    pub fn paste(&mut self, text: &str, screen: Option<Point>) -> Change {
        let at = screen.map(|screen| self.view.to_canvas(screen));
        match Clip::read(text) {
            Some(clip) => self.make(Edit::Paste { clip, at }),
            None => Change { refused: Some(Reason::NothingToPaste), ..Change::default() },
        }
    }

    /// Steps to the state after so many entries of the history.
    pub fn go_to(&mut self, done: usize) -> Change {
        let mut change = Change::default();
        let patch = self.editor.go_to(done);
        self.redraw(&patch, true, &mut change);
        change
    }

    /// Selects, as from the list of problems, and brings it into view.
    pub fn select(&mut self, names: Vec<Name>) -> Change {
        let mut change = self.act(vec![Act::Select(names)]);
        self.reveal(&mut change);
        change
    }

    /// Ends a run of keystrokes, as when a box is left.
    pub fn seal(&mut self) {
        self.editor.seal();
    }

    /// Everything is brought into view.
    pub fn fit(&mut self) -> Change {
        self.act(vec![Act::Fit(Vec::new())])
    }

    /// Does what the tools ask for, one after the other.
    pub fn act(&mut self, acts: Vec<Act>) -> Change {
        let mut change = Change::default();
        for act in acts {
            self.do_one(act, &mut change);
        }
        change
    }

    fn do_one(&mut self, act: Act, change: &mut Change) {
        let before = self.editor.selection.clone();
        match act {
            Act::Select(names) => {
                self.editor.seal();
                self.editor.selection = Selection::of(names);
            }
            Act::Toggle(name) => {
                self.editor.seal();
                self.editor.selection.toggle(name);
            }
            Act::Begin(word) => self.editor.begin(word),
            Act::Make(edit) => match self.editor.make(&edit) {
                Ok(patch) => {
                    let settles = !self.editor.history().in_gesture() && redraws_all(&edit);
                    self.redraw(&patch, settles, change);
                }
                Err(reason) => change.refused = Some(reason),
            },
            Act::End => {
                self.editor.end();
                self.redraw(&Patch::default(), true, change);
            }
            Act::Bail => {
                let patch = self.editor.bail();
                self.redraw(&patch, true, change);
            }
            Act::Undo | Act::Redo => {
                let patch = if act == Act::Undo { self.editor.undo() } else { self.editor.redo() };
                if let Some(patch) = patch {
                    self.redraw(&patch, true, change);
                    self.reveal(change);
                }
            }
            Act::Pan(by) => self.look(self.view.panned(by), change),
            Act::Zoom(factor) => {
                let middle = Point { x: self.area.width / 2.0, y: self.area.height / 2.0 };
                self.look(self.view.zoomed(middle, factor), change);
            }
            Act::ZoomReset => {
                let centre = self.view.seen(self.area).centre();
                self.look(View { scale: 1.0, ..self.view }.centred(centre, self.area), change);
            }
            Act::Fit(names) => {
                let bounds = if names.is_empty() { self.routes.bounds() } else { self.bounds_of(names.iter()) };
                self.look(View::fit(bounds, self.area, PADDING), change);
            }
            Act::SetMode(mode) => self.mode = mode,
            Act::Ask(ask) => change.asks.push(ask),
        }
        change.selected |= before != self.editor.selection;
    }

    fn look(&mut self, view: View, change: &mut Change) {
        self.view = view;
        change.looked = true;
    }

    fn redraw(&mut self, patch: &Patch<Flow>, settles: bool, change: &mut Change) {
        let touched = patch.touched();
        let flow = self.editor.document();
        let rerouted = if settles { self.routes.settle(flow) } else { self.routes.update(flow, &touched) };
        change.touched.extend(touched);
        for key in rerouted {
            if !change.rerouted.contains(&key) {
                change.rerouted.push(key);
            }
        }
    }

    fn reveal(&mut self, change: &mut Change) {
        if self.area.width > 0.0
            && let Some(bounds) = self.bounds_of(self.editor.selection.iter())
        {
            let view = self.view.revealing(bounds, self.area, PADDING);
            if view != self.view {
                self.look(view, change);
            }
        }
    }

    fn bounds_of<'a>(&self, names: impl Iterator<Item = &'a Name>) -> Option<Rect> {
        Rect::bounds(names.filter_map(|name| match name {
            Name::Node(key) => self.routes.rect(key),
            Name::Link(key) => self.routes.route(key)?.bounds(),
            Name::Flow => None,
        }))
    }

    fn scene(&self) -> Scene<'_> {
        Scene {
            flow: self.editor.document(),
            routes: &self.routes,
            selection: &self.editor.selection,
            view: self.view,
            mode: self.mode,
        }
    }
}

/// Whether links elsewhere may have to make way: words and properties move nothing.
const fn redraws_all(edit: &Edit) -> bool {
    !matches!(edit, Edit::SetNode { .. } | Edit::SetLink { .. } | Edit::Reorder { .. } | Edit::SetForm(_))
}
