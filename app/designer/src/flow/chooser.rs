//! The chooser: a small list with a search that asks what to put in, at a place of the canvas.

use editor::flow::{Edit, Name, doors, tool::Act};
use leptos::{ev::KeyboardEvent, html, prelude::*};
use model::{
    flow::{Does, Door, Point},
    key::NodeKey,
};
use ui::{
    Choice, Icon, Select,
    keyboard::{Step, is_composing},
    t,
};

use wasm_bindgen::JsCast as _;

use super::{label, stage::Stage, stencil};
use crate::frame::{Stencil, distance};

/// What is wanted.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Wanted {
    /// A node behind another; where it was dragged to, if it was.
    Behind {
        /// The other one.
        node: NodeKey,
        /// The place on the canvas.
        at: Option<Point>,
    },
    /// A node behind another, by one of its doors.
    ByDoor {
        /// The other one.
        node: NodeKey,
        /// The door.
        door: Door,
    },
    /// A node at a place of the canvas.
    At(Point),
}

/// Puts a stencil in where it fits: behind the selected node, into the selected link, else in the middle of what is
/// seen.
pub(super) fn put_in(stage: Stage, key: &str) {
    let Some(does) = stencil::does(key) else { return };
    let title = stencil::title(key);
    let edit = stage.with(|canvas| {
        let only = canvas.selection().only().cloned();
        match only {
            Some(Name::Link(link)) if splits(&does) => Edit::Insert { link, does: does.clone(), title: title.clone() },
            Some(Name::Node(after)) if takes(canvas.flow(), &after, &does) => {
                Edit::Append { after, door: None, does: does.clone(), title: title.clone(), at: None }
            }
            _ => {
                let at = free_place(canvas, canvas.view.seen(canvas.area).centre());
                Edit::Add { does: does.clone(), title: title.clone(), at, onto: None }
            }
        }
    });
    made(stage, key, edit);
}

/// Makes an edit that puts a stencil in, shows it, and asks for its name where it needs one.
pub(super) fn made(stage: Stage, key: &str, edit: Edit) {
    stage.make(edit);
    let only = stage.with(|canvas| canvas.selection().only().cloned());
    if let Some(name) = only {
        stage.select(vec![name.clone()]);
        if stencil::wants_name(key) && matches!(name, Name::Node(_)) {
            return stage.renamed.set(Some(name));
        }
    }
    super::board::focus();
}

const fn splits(does: &Does) -> bool {
    !matches!(does, Does::Start | Does::End { .. })
}

fn takes(flow: &model::flow::Flow, after: &NodeKey, does: &Does) -> bool {
    !matches!(does, Does::Start) && flow.node(after).is_some_and(|node| !doors::free(flow, node).is_empty())
}

/// A place near a point where no other node stands.
fn free_place(canvas: &editor::flow::Canvas, wanted: Point) -> Point {
    let is_free = |at: &Point| {
        let room = editor::geometry::Rect::around(*at, editor::geometry::Size { width: 180.0, height: 76.0 });
        !canvas.routes().rects().any(|(_, rect)| rect.overlaps(room))
    };
    let places = (0..40).map(|step| Point { x: wanted.x, y: wanted.y + f64::from(step) * 88.0 });
    places.into_iter().find(is_free).map_or(wanted, editor::geometry::on_grid)
}

/// See the module.
#[component]
pub(super) fn Chooser(stage: Stage) -> impl IntoView {
    move || stage.chooser.get().map(|wanted| view! { <Open stage wanted /> })
}

#[component]
fn Open(stage: Stage, wanted: Wanted) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let field = NodeRef::<html::Input>::new();
    let (after, place, wanted_door) = match wanted {
        Wanted::Behind { node, at } => (Some(node), at, None),
        Wanted::ByDoor { node, door } => (Some(node), None, Some(door)),
        Wanted::At(at) => (None, Some(at), None),
    };
    let free: Vec<Door> = after.as_ref().map_or_else(Vec::new, |node| {
        stage.with(|canvas| {
            let flow = canvas.flow();
            flow.node(node).map(|node| doors::free(flow, node)).unwrap_or_default()
        })
    });
    let door = RwSignal::new(wanted_door.filter(|door| free.contains(door)).or_else(|| free.first().cloned()));
    let found = Memo::new(move |_| {
        let words = query.with(|query| query.trim().to_lowercase());
        let groups = stencil::palette(stage).get();
        let all = groups.into_iter().flat_map(|group| group.stencils).filter(|one| one.key != "start");
        let mut near: Vec<(u8, Stencil)> = all.filter_map(|one| Some((distance(&one, &words)?, one))).collect();
        // The palette's own order stands while nothing is sought.
        near.sort_by_key(|(far, _)| if words.is_empty() { 0 } else { *far });
        near.into_iter().map(|(_, one)| one).collect::<Vec<_>>()
    });
    let close = move || {
        stage.chooser.set(None);
        super::board::focus();
    };
    let pick = {
        let after = after.clone();
        Callback::new(move |key: String| {
            let Some(does) = stencil::does(&key) else { return };
            let title = stencil::title(&key);
            stage.chooser.set(None);
            let edit = match after.clone() {
                Some(after) => Edit::Append { after, door: door.get_untracked(), does, title, at: place },
                None => Edit::Add { does, title, at: place.unwrap_or_default(), onto: None },
            };
            made(stage, &key, edit);
        })
    };
    let keydown = move |event: KeyboardEvent| {
        event.stop_propagation();
        // The list of ways out has these keys for itself; what they choose is put in from the search.
        let is_list = event.target().is_some_and(|target| target.has_type::<web_sys::HtmlSelectElement>());
        if is_composing(&event) || is_list && event.key() != "Escape" {
            return;
        }
        match event.key().as_str() {
            "Escape" => {
                event.prevent_default();
                close();
            }
            "Enter" => {
                event.prevent_default();
                let key =
                    found.with_untracked(|found| found.get(at.get_untracked()).map(|stencil| stencil.key.clone()));
                if let Some(key) = key {
                    pick.run(key);
                }
            }
            "ArrowDown" | "ArrowUp" => {
                event.prevent_default();
                let count = found.with_untracked(Vec::len);
                if let Some(next) = Step::of(&event).and_then(|step| step.from(Some(at.get_untracked()), count)) {
                    at.set(next);
                    reveal(next);
                }
            }
            _ => {}
        }
    };
    // The focus is the browser's.
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            // A field that cannot take the focus can still be clicked.
            let _ = field.focus();
        }
    });
    let style = {
        let after = after.clone();
        move || place_of(stage, after.as_ref(), place)
    };
    let ways = (free.len() > 1).then(|| view! { <Doors stage after=after.clone() free door /> });
    let rows = move || {
        let found = found.get();
        found
            .into_iter()
            .enumerate()
            .map(|(line, stencil)| view! { <Row stencil line at pick /> }.into_any())
            .collect_view()
    };
    view! {
        <div class="chooser-ground" on:pointerdown=move |event| { event.stop_propagation(); close(); }></div>
        <div class="chooser" style=style role="dialog" aria-label=t!("flow.chooser") on:keydown=keydown on:pointerdown=|event| event.stop_propagation()>
            <label class="input small search">
                <Icon name="search" />
                <input
                    node_ref=field
                    type="search"
                    role="combobox"
                    autocomplete="off"
                    aria-expanded="true"
                    aria-controls="chooser-list"
                    aria-activedescendant=move || format!("chooser-{}", at.get())
                    aria-label=t!("flow.find_stencil")
                    placeholder=t!("flow.find_stencil")
                    on:input=move |event| {
                        at.set(0);
                        query.set(event_target_value(&event));
                    }
                />
            </label>
            {ways}
            <div class="chooser-list" id="chooser-list" role="listbox" aria-label=t!("flow.chooser")>
                {rows}
            </div>
            <Show when=move || found.with(Vec::is_empty)>
                <p class="palette-none">{t!("designer.nothing_found")}</p>
            </Show>
        </div>
    }
    .into_any()
}

/// By which door the new node is reached, where there are several.
#[component]
fn Doors(stage: Stage, after: Option<NodeKey>, free: Vec<Door>, door: RwSignal<Option<Door>>) -> impl IntoView {
    let Some(after) = after else { return ().into_any() };
    let all = StoredValue::new(free);
    let choices = Signal::derive(move || {
        all.with_value(|all| {
            all.iter()
                .enumerate()
                .map(|(index, door)| Choice::new(index.to_string(), way(stage, &after, door)))
                .collect::<Vec<_>>()
        })
    });
    let value = Signal::derive(move || {
        let at = all.with_value(|all| all.iter().position(|one| door.with(|door| door.as_ref() == Some(one))));
        at.unwrap_or_default().to_string()
    });
    let pick = move |index: String| {
        door.set(index.parse::<usize>().ok().and_then(|index| all.with_value(|all| all.get(index).cloned())));
    };
    view! {
        <label class="chooser-door">
            <span>{t!("flow.by_door")}</span>
            <Select value choices on_pick=pick small=true label=t!("flow.by_door") />
        </label>
    }
    .into_any()
}

/// A door as it is offered.
pub(super) fn way(stage: Stage, from: &NodeKey, door: &Door) -> String {
    let words = label::door(stage, from, door);
    if words.is_empty() { ui::i18n::t(stage.lang.get(), "flow.door.next").to_owned() } else { words }
}

#[component]
fn Row(stencil: Stencil, line: usize, at: RwSignal<usize>, pick: Callback<String>) -> impl IntoView {
    let key = stencil.key;
    view! {
        <div
            class="chooser-row"
            role="option"
            id=format!("chooser-{line}")
            aria-selected=move || if at.get() == line { "true" } else { "false" }
            on:click=move |_| pick.run(key.clone())
        >
            <Icon name=stencil.icon />
            <span>{stencil.label}</span>
            <span class="meta cut">{stencil.hint}</span>
        </div>
    }
    .into_any()
}

fn reveal(line: usize) {
    if let Some(row) = document().get_element_by_id(&format!("chooser-{line}")) {
        row.scroll_into_view_with_bool(false);
    }
}

/// Where it opens: beside the node, or at the place, and always inside the canvas.
fn place_of(stage: Stage, after: Option<&NodeKey>, place: Option<Point>) -> String {
    const WIDTH: f64 = 280.0;
    const HEIGHT: f64 = 320.0;
    let view = stage.view.get();
    let area = stage.with(|canvas| canvas.area);
    let rect = after.and_then(|node| stage.node(node)).map(|look| look.rect.get());
    let wanted = match (place, rect) {
        (Some(place), _) => view.to_screen(place),
        (None, Some(rect)) => view.to_screen(Point { x: rect.right() + 16.0, y: rect.y }),
        (None, None) => Point { x: area.width / 2.0, y: area.height / 2.0 },
    };
    let x = wanted.x.min(area.width - WIDTH - 8.0).max(8.0);
    let y = wanted.y.min(area.height - HEIGHT - 8.0).max(8.0);
    format!("left: {x:.0}px; top: {y:.0}px")
}

/// Opens the chooser behind the only selected node, as its plus does.
pub(super) fn open_behind(stage: Stage) {
    let only = stage.with(|canvas| canvas.selection().only().and_then(Name::node).cloned());
    if let Some(node) = only {
        stage.act(Act::Ask(editor::flow::tool::Ask::Append(node, None)));
    }
}

/// Opens the chooser for the late path of the only selected node.
pub(super) fn open_late(stage: Stage) {
    let only = stage.with(|canvas| canvas.selection().only().and_then(Name::node).cloned());
    if let Some(node) = only {
        stage.chooser.set(Some(Wanted::ByDoor { node, door: Door::Late }));
    }
}
