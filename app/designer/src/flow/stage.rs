//! The stage: the canvas, which is no signal, and one signal per node and link, each written only when it changed.

use std::collections::{BTreeMap, BTreeSet};

use editor::{
    Selection,
    flow::{
        Canvas, Change, Edit, Name,
        route::Route,
        tool::{Act, Mode, Tool},
    },
    geometry::Rect,
    view::View,
};
use leptos::prelude::*;
use model::{
    Problem, Text,
    flow::{Does, Flow, Link, Point},
    form::Form,
    key::{LinkKey, NodeKey},
};
use ui::{
    Toast, Tone,
    i18n::{Lang, t},
    use_lang, use_toasts,
};

use super::{Catalogue, Marks, answer, chooser::Wanted, problems::Found};
use crate::condition::{Subject, of_customer, of_form, of_ticket};

/// What stands around the designer.
#[derive(Clone, Copy)]
pub(super) struct Outside {
    pub on_change: Callback<Flow>,
    pub on_save: Callback<()>,
    pub on_test: Callback<()>,
    pub on_break: Callback<NodeKey>,
    pub sentence: fn(Lang, &Problem) -> String,
    pub catalogue: Signal<Catalogue>,
    pub form: Signal<Option<Form>>,
    pub server: Signal<Vec<Problem>>,
    pub marks: Signal<Marks>,
    pub readonly: Signal<bool>,
}

/// What a node looks like, apart from where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Face {
    pub title: Text,
    pub does: Does,
}

/// The signals of one node.
#[derive(Clone)]
pub(super) struct NodeLook {
    pub face: ArcRwSignal<Face>,
    pub rect: ArcRwSignal<Rect>,
    pub selected: ArcRwSignal<bool>,
}

/// The signals of one link.
#[derive(Clone)]
pub(super) struct LinkLook {
    pub link: ArcRwSignal<Link>,
    pub route: ArcRwSignal<Option<Route>>,
    pub selected: ArcRwSignal<bool>,
}

#[derive(Default)]
struct Looks {
    nodes: BTreeMap<NodeKey, NodeLook>,
    links: BTreeMap<LinkKey, LinkLook>,
}

/// See the module.
#[derive(Clone, Copy)]
pub(super) struct Stage {
    canvas: StoredValue<Canvas>,
    looks: StoredValue<Looks>,
    /// Which nodes and links there are.
    pub nodes: RwSignal<Vec<NodeKey>>,
    pub links: RwSignal<Vec<LinkKey>>,
    pub view: RwSignal<View>,
    pub tool: RwSignal<Tool>,
    pub mode: RwSignal<Mode>,
    pub selection: RwSignal<Selection<Name>>,
    /// Grows when the flow has changed and no gesture is going on.
    pub settled: RwSignal<u64>,
    pub found: RwSignal<Found>,
    pub chooser: RwSignal<Option<Wanted>>,
    pub menu: RwSignal<Option<(Option<Name>, Point)>>,
    pub renamed: RwSignal<Option<Name>>,
    pub finding: RwSignal<bool>,
    pub helping: RwSignal<bool>,
    /// What is carried here from the palette: icon, label and place on the screen.
    pub carried: RwSignal<Option<(&'static str, String, f64, f64)>>,
    /// What a screen reader says.
    pub said: RwSignal<String>,
    pub lang: RwSignal<Lang>,
    pub subjects: Memo<Vec<Subject>>,
    toasts: ui::Toasts,
    pub outside: Outside,
}

impl Stage {
    pub fn open(canvas: Canvas, outside: Outside) -> Self {
        let mut looks = Looks::default();
        for node in canvas.flow().nodes.iter().rev() {
            if let Some(rect) = canvas.routes().rect(&node.key) {
                looks.nodes.insert(node.key.clone(), NodeLook::of(node, rect));
            }
        }
        for link in canvas.flow().links.iter().rev() {
            looks.links.insert(link.key.clone(), LinkLook::of(link, canvas.routes().route(&link.key)));
        }
        let form = outside.form;
        let subjects = Memo::new(move |_| {
            let mut subjects = of_ticket();
            form.with(|form| subjects.extend(form.iter().flat_map(of_form)));
            subjects.extend(of_customer());
            subjects
        });
        Self {
            nodes: RwSignal::new(names(canvas.flow().nodes.iter().map(|node| &node.key))),
            links: RwSignal::new(names(canvas.flow().links.iter().map(|link| &link.key))),
            view: RwSignal::new(canvas.view),
            tool: RwSignal::new(Tool::Idle),
            mode: RwSignal::new(canvas.mode),
            selection: RwSignal::new(Selection::default()),
            settled: RwSignal::new(canvas.editor().revision()),
            found: RwSignal::new(Found::default()),
            chooser: RwSignal::new(None),
            menu: RwSignal::new(None),
            renamed: RwSignal::new(None),
            finding: RwSignal::new(false),
            helping: RwSignal::new(false),
            carried: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            lang: use_lang(),
            subjects,
            toasts: use_toasts(),
            canvas: StoredValue::new(canvas),
            looks: StoredValue::new(looks),
            outside,
        }
    }

    /// Looks at the canvas. Not reactive: read a signal beside it.
    pub fn with<T>(self, look: impl FnOnce(&Canvas) -> T) -> T {
        self.canvas.with_value(look)
    }

    /// The signals of a node.
    pub fn node(self, key: &NodeKey) -> Option<NodeLook> {
        self.looks.with_value(|looks| looks.nodes.get(key).cloned())
    }

    /// The signals of a link.
    pub fn link(self, key: &LinkKey) -> Option<LinkLook> {
        self.looks.with_value(|looks| looks.links.get(key).cloned())
    }

    /// What a node is called, in the language of the page; its kind where it has no title. Follows both.
    pub fn name_of(self, key: &NodeKey) -> String {
        let lang = self.lang.get();
        self.node(key).map_or_else(|| key.to_string(), |look| look.face.with(|face| super::label::name(face, lang)))
    }

    /// The steps that someone does alone, with their names. Follows both.
    pub fn tasks(self) -> Vec<(NodeKey, String)> {
        let is_task = |key: &NodeKey| {
            self.node(key).is_some_and(|look| look.face.with(|face| matches!(face.does, Does::Task(_))))
        };
        let tasks = self.nodes.get().into_iter().filter(is_task);
        tasks.map(|key| (key.clone(), self.name_of(&key))).collect()
    }

    /// Lets something happen to the canvas and redraws what follows. A reader may look, not change.
    pub fn change(self, happen: impl FnOnce(&mut Canvas) -> Change) {
        let Some(change) = self.canvas.try_update_value(happen) else { return };
        self.redraw(change);
    }

    /// Makes an edit, as from a menu or the properties.
    pub fn make(self, edit: Edit) {
        if !self.outside.readonly.get_untracked() {
            self.change(|canvas| canvas.make(edit));
        }
    }

    /// Does what a tool or a button asks for.
    pub fn act(self, act: Act) {
        self.change(|canvas| canvas.act(vec![act]));
    }

    /// Selects and brings into view.
    pub fn select(self, names: Vec<Name>) {
        self.change(|canvas| canvas.select(names));
    }

    /// Ends a run of keystrokes.
    pub fn seal(self) {
        self.canvas.update_value(Canvas::seal);
    }

    /// Shows a sentence for a moment.
    pub fn tell(self, words: impl Into<String>) {
        self.toasts.show(Toast::new(Tone::Warn, words));
    }

    fn redraw(self, change: Change) {
        let Change { touched, rerouted, looked, selected, asks, refused } = change;
        self.redraw_parts(&touched, &rerouted);
        let after = self.with(|canvas| {
            let is_settled = !canvas.editor().history().in_gesture();
            (canvas.view, canvas.tool().clone(), canvas.mode, is_settled.then(|| canvas.editor().revision()))
        });
        let (view, tool, mode, revision) = after;
        if looked {
            self.view.set(view);
        }
        if self.tool.with_untracked(|known| *known != tool) {
            if let Tool::Connecting { over: Some(over), verdict, by_keys: true, .. } = &tool {
                self.said.set(super::label::connecting(self, over, *verdict));
            }
            self.tool.set(tool);
        }
        if self.mode.get_untracked() != mode {
            self.mode.set(mode);
        }
        if selected {
            self.reselect();
        }
        if let Some(revision) = revision
            && self.settled.get_untracked() != revision
        {
            self.settled.set(revision);
            let flow = self.with(|canvas| canvas.flow().clone());
            self.outside.on_change.run(flow);
        }
        if let Some(reason) = refused {
            self.tell(t(self.lang.get_untracked(), &format!("editor.reason.{reason}")));
        }
        for ask in asks {
            answer(self, ask);
        }
    }

    fn redraw_parts(self, touched: &BTreeSet<Name>, rerouted: &[LinkKey]) {
        if touched.is_empty() && rerouted.is_empty() {
            return;
        }
        let (mut other_nodes, mut other_links) = (false, false);
        self.canvas.with_value(|canvas| {
            self.looks.update_value(|looks| {
                for name in touched {
                    match name {
                        Name::Node(key) => other_nodes |= looks.redraw_node(canvas, key),
                        Name::Link(key) => other_links |= looks.redraw_link(canvas, key),
                        Name::Flow => {}
                    }
                }
                for key in rerouted {
                    other_links |= looks.redraw_link(canvas, key);
                }
            });
        });
        if other_nodes {
            self.nodes.set(self.with(|canvas| names(canvas.flow().nodes.iter().map(|node| &node.key))));
        }
        if other_links {
            self.links.set(self.with(|canvas| names(canvas.flow().links.iter().map(|link| &link.key))));
        }
    }

    fn reselect(self) {
        let selection = self.with(|canvas| canvas.selection().clone());
        let before = self.selection.get_untracked();
        self.looks.with_value(|looks| {
            for name in before.iter().chain(selection.iter()) {
                let is_in = selection.contains(name);
                let signal = match name {
                    Name::Node(key) => looks.nodes.get(key).map(|look| &look.selected),
                    Name::Link(key) => looks.links.get(key).map(|look| &look.selected),
                    Name::Flow => None,
                };
                if let Some(signal) = signal.filter(|signal| signal.get_untracked() != is_in) {
                    signal.set(is_in);
                }
            }
        });
        self.selection.set(selection);
        self.said.set(super::label::announced(self));
    }
}

/// The keys, each once: a wrong draft may hold two parts of the same key.
fn names<'a, K: Clone + Ord + 'a>(keys: impl Iterator<Item = &'a K>) -> Vec<K> {
    let mut known = BTreeSet::new();
    keys.filter(|key| known.insert(*key)).cloned().collect()
}

impl NodeLook {
    fn of(node: &model::flow::Node, rect: Rect) -> Self {
        Self {
            face: ArcRwSignal::new(Face { title: node.title.clone(), does: node.does.clone() }),
            rect: ArcRwSignal::new(rect),
            selected: ArcRwSignal::new(false),
        }
    }
}

impl LinkLook {
    fn of(link: &Link, route: Option<&Route>) -> Self {
        Self {
            link: ArcRwSignal::new(link.clone()),
            route: ArcRwSignal::new(route.cloned()),
            selected: ArcRwSignal::new(false),
        }
    }
}

impl Looks {
    /// Redraws a node; true if it came or went.
    fn redraw_node(&mut self, canvas: &Canvas, key: &NodeKey) -> bool {
        let (Some(node), Some(rect)) = (canvas.flow().node(key), canvas.routes().rect(key)) else {
            return self.nodes.remove(key).is_some();
        };
        let Some(look) = self.nodes.get(key) else {
            let look = NodeLook::of(node, rect);
            look.selected.set(canvas.selection().contains(&Name::Node(key.clone())));
            self.nodes.insert(key.clone(), look);
            return true;
        };
        if look.rect.with_untracked(|known| *known != rect) {
            look.rect.set(rect);
        }
        if look.face.with_untracked(|face| face.title != node.title || face.does != node.does) {
            look.face.set(Face { title: node.title.clone(), does: node.does.clone() });
        }
        false
    }

    /// Redraws a link; true if it came or went.
    fn redraw_link(&mut self, canvas: &Canvas, key: &LinkKey) -> bool {
        let Some(link) = canvas.flow().links.iter().find(|link| link.key == *key) else {
            return self.links.remove(key).is_some();
        };
        let route = canvas.routes().route(key);
        let Some(look) = self.links.get(key) else {
            let look = LinkLook::of(link, route);
            look.selected.set(canvas.selection().contains(&Name::Link(key.clone())));
            self.links.insert(key.clone(), look);
            return true;
        };
        if look.link.with_untracked(|known| known != link) {
            look.link.set(link.clone());
        }
        if look.route.with_untracked(|known| known.as_ref() != route) {
            look.route.set(route.cloned());
        }
        false
    }
}
