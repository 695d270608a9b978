//! The board: the SVG on which everything is drawn, and the ears for pointer, wheel, keys and clipboard.

use editor::{
    flow::{
        Canvas, Change, Edit, Name,
        tool::{Act, Button, Did, Held, Key, Mode, Pointer, Tool},
    },
    geometry::{Size, distance, from_to},
};
use leptos::{
    ev::{ClipboardEvent, FocusEvent, KeyboardEvent, MouseEvent, PointerEvent, WheelEvent},
    html,
    prelude::*,
};
use model::flow::Point;
use ui::{keyboard::is_composing, t};
use wasm_bindgen::{JsCast, closure::Closure};

use super::{
    carry::Carried, chooser::Chooser, find::Find, help::Help, link::LinkLine, menu::PartMenu, minimap::Map,
    node::NodeShape, overlay::Overlay, rename::Rename, stage::Stage,
};
use crate::frame::leave_field;

/// The id of the element that takes the keys.
const ID: &str = "flow-board";

/// Below this scale nobody can read what is small, and a flow of hundreds of nodes moves without it.
const FAR: f64 = 0.4;

/// Moves the focus to the board.
pub(super) fn focus() {
    if let Some(board) = element() {
        // A board that cannot take the focus can still be clicked.
        let _ = board.focus();
    }
}

fn element() -> Option<web_sys::HtmlElement> {
    document().get_element_by_id(ID)?.dyn_into().ok()
}

/// A place of the window on the board, if it is over it.
pub(super) fn inside(x: f64, y: f64) -> Option<Point> {
    let place = element()?.get_bounding_client_rect();
    let is_in = x >= place.left() && x <= place.right() && y >= place.top() && y <= place.bottom();
    is_in.then(|| Point { x: x - place.left(), y: y - place.top() })
}

/// See the module.
#[component]
pub(super) fn Board(stage: Stage) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let hand = Hand { stage, node, look: StoredValue::new(None), spaced: StoredValue::new(None) };
    hand.measure();
    let cursor = move || cursor(stage);
    let transform = move || stage.view.get().transform();
    let grid = move || {
        let view = stage.view.get();
        format!("translate({} {}) scale({})", view.offset.x, view.offset.y, view.scale)
    };
    let is_far = Memo::new(move |_| stage.view.with(|view| view.scale < FAR));
    let links = move || stage.links.get();
    let nodes = move || stage.nodes.get();
    view! {
        <div
            node_ref=node
            id=ID
            class="flow-board"
            tabindex="0"
            role="application"
            aria-label=t!("flow.canvas")
            aria-describedby="flow-how"
            data-cursor=cursor
            on:pointerdown=move |event| hand.down(&event)
            on:pointermove=move |event| hand.moved(&event)
            on:pointerup=move |event| hand.up(&event)
            on:pointercancel=move |event| hand.lost(&event)
            on:dblclick=move |event| hand.twice(&event)
            on:wheel=move |event| hand.wheel(&event)
            on:contextmenu=|event: MouseEvent| event.prevent_default()
            on:keydown=move |event| hand.key(&event)
            on:keyup=move |event| hand.key_up(&event)
            on:blur=move |event: FocusEvent| hand.left(&event)
            on:copy=move |event| hand.copy(&event, false)
            on:cut=move |event| hand.copy(&event, true)
            on:paste=move |event| hand.paste(&event)
        >
            <svg class="flow">
                <defs>
                    <pattern id="flow-dots" width="16" height="16" patternUnits="userSpaceOnUse" patternTransform=grid>
                        <circle class="grid-dot" cx="8" cy="8" r=".75"></circle>
                    </pattern>
                    <Tip kind="" />
                    <Tip kind="-walked" />
                    <Tip kind="-late" />
                    <Tip kind="-selected" />
                    <Tip kind="-wrong" />
                </defs>
                <rect width="100%" height="100%" fill="url(#flow-dots)"></rect>
                <g class="flow-drawing" class:far=move || is_far.get() transform=transform>
                    <For each=links key=Clone::clone let:key>
                        <LinkLine stage key />
                    </For>
                    <For each=nodes key=Clone::clone let:key>
                        <NodeShape stage key />
                    </For>
                    <Overlay stage />
                </g>
            </svg>
        </div>
        <p class="unseen" id="flow-how">{t!("flow.how")}</p>
        <p class="unseen" role="status" aria-live="polite">{move || stage.said.get()}</p>
        <Empty stage />
        <Rename stage />
        <Chooser stage />
        <PartMenu stage />
        <Map stage />
        <Carried stage />
        <Find stage />
        <Help stage />
    }
    .into_any()
}

/// The point of an arrow.
#[component]
fn Tip(kind: &'static str) -> impl IntoView {
    let class = format!("tip {}", kind.trim_start_matches('-'));
    view! {
        <marker
            id=format!("tip{kind}")
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            markerUnits="userSpaceOnUse"
            orient="auto"
        >
            <path class=class d="M0 .5 8 4 0 7.5z"></path>
        </marker>
    }
    .into_any()
}

/// What to do with an empty canvas.
#[component]
fn Empty(stage: Stage) -> impl IntoView {
    let is_empty = move || stage.nodes.with(Vec::is_empty) && !stage.outside.readonly.get();
    let begin = move |()| super::menu::begin_flow(stage);
    view! {
        <Show when=is_empty>
            <div class="flow-empty">
                <ui::Empty icon="branch" title=t!("flow.empty.title") text=t!("flow.empty.text")>
                    <ui::Button kind=ui::ButtonKind::Primary small=true on_press=begin>
                        {t!("flow.empty.begin")}
                    </ui::Button>
                </ui::Empty>
            </div>
        </Show>
    }
    .into_any()
}

fn cursor(stage: Stage) -> &'static str {
    let tool = stage.tool.with(|tool| match tool {
        Tool::Panning { .. } => Some("grabbing"),
        Tool::Dragging(_) => Some("move"),
        Tool::Connecting { .. } | Tool::Reconnecting { .. } | Tool::Lasso { .. } => Some("cross"),
        _ => None,
    });
    tool.unwrap_or_else(|| match stage.mode.get() {
        Mode::Select => "select",
        Mode::Hand => "grab",
        Mode::Lasso | Mode::Connect => "cross",
    })
}

/// A reader's press: where it began, where it is, and whether it pushes the canvas by now.
type Look = (Point, Point, bool);

/// What listens to the hand.
#[derive(Clone, Copy)]
struct Hand {
    stage: Stage,
    node: NodeRef<html::Div>,
    look: StoredValue<Option<Look>>,
    /// The mode before the space bar went down.
    spaced: StoredValue<Option<Mode>>,
}

impl Hand {
    /// Tells the canvas how large it is on the screen; at first everything is brought into view.
    fn measure(self) {
        let stage = self.stage;
        let node = self.node;
        // The size of an element is outside.
        Effect::new(move |_| {
            let Some(element) = node.get() else { return };
            let seen = element.clone();
            let look = Closure::<dyn FnMut()>::new(move || {
                let area = Size { width: f64::from(seen.client_width()), height: f64::from(seen.client_height()) };
                stage.change(|canvas| resized(canvas, area));
            });
            let observer = web_sys::ResizeObserver::new(look.as_ref().unchecked_ref());
            if let Ok(observer) = observer {
                observer.observe(&element);
                let kept = StoredValue::new_local((observer, look));
                on_cleanup(move || kept.with_value(|(observer, _)| observer.disconnect()));
            }
        });
    }

    fn at(self, event: &MouseEvent) -> Point {
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        match self.node.get_untracked() {
            Some(element) => {
                let place = element.get_bounding_client_rect();
                Point { x: x - place.left(), y: y - place.top() }
            }
            None => Point { x, y },
        }
    }

    fn hand(self, did: Did, event: &MouseEvent) {
        let held = Held { shift: event.shift_key(), ctrl: event.ctrl_key() || event.meta_key(), alt: event.alt_key() };
        let screen = self.at(event);
        self.stage.change(|canvas| canvas.pointer(Pointer { did, screen, held }));
    }

    fn is_reader(self) -> bool {
        self.stage.outside.readonly.get_untracked()
    }

    fn down(self, event: &PointerEvent) {
        let button = match event.button() {
            0 => Button::Main,
            1 => Button::Middle,
            2 => Button::Second,
            _ => return,
        };
        if button == Button::Middle {
            event.prevent_default();
        }
        if let Some(element) = self.node.get_untracked() {
            // Without the capture a drag ends at the edge of the board.
            let _ = element.set_pointer_capture(event.pointer_id());
        }
        self.stage.menu.set(None);
        leave_field();
        if self.is_reader() {
            let at = self.at(event);
            return self.look.set_value(Some((at, at, false)));
        }
        self.hand(Did::Down(button), event);
    }

    fn moved(self, event: &PointerEvent) {
        if let Some((began, last, pushes)) = self.look.get_value() {
            let at = self.at(event);
            let pushes = pushes || distance(began, at) > 4.0;
            if pushes {
                self.stage.act(Act::Pan(from_to(last, at)));
            }
            return self.look.set_value(Some((began, at, pushes)));
        }
        if self.stage.with(|canvas| canvas.tool().is_busy()) {
            self.hand(Did::Move, event);
        }
    }

    fn up(self, event: &PointerEvent) {
        if let Some((_, _, pushes)) = self.look.get_value() {
            self.look.set_value(None);
            if !pushes {
                self.hand(Did::Down(Button::Main), event);
                self.hand(Did::Up, event);
            }
            return;
        }
        self.hand(Did::Up, event);
    }

    fn lost(self, event: &PointerEvent) {
        self.look.set_value(None);
        self.hand(Did::Lost, event);
    }

    fn twice(self, event: &MouseEvent) {
        if !self.is_reader() {
            self.hand(Did::Twice, event);
        }
    }

    fn wheel(self, event: &WheelEvent) {
        event.prevent_default();
        // Lines and pages become pixels; Shift turns the wheel sideways where the browser does not.
        let unit = match event.delta_mode() {
            1 => 16.0,
            2 => 400.0,
            _ => 1.0,
        };
        let (mut x, mut y) = (event.delta_x() * unit, event.delta_y() * unit);
        if event.shift_key() && x == 0.0 {
            (x, y) = (y, 0.0);
        }
        let zooms = event.ctrl_key() || event.meta_key();
        let screen = self.at(event);
        self.stage.change(|canvas| canvas.wheel(screen, Point { x, y }, zooms));
    }

    fn key(self, event: &KeyboardEvent) {
        if event.target() != event.current_target() {
            return;
        }
        let name = event.key();
        let held = Held { shift: event.shift_key(), ctrl: event.ctrl_key() || event.meta_key(), alt: event.alt_key() };
        if name == " " && !is_composing(event) {
            event.prevent_default();
            if self.spaced.get_value().is_none() && !event.repeat() {
                self.spaced.set_value(Some(self.stage.mode.get_untracked()));
                self.stage.act(Act::SetMode(Mode::Hand));
            }
            return;
        }
        if name == "ContextMenu" || (name == "F10" && event.shift_key()) {
            event.prevent_default();
            return self.menu();
        }
        if self.is_reader() && !may_read(&name, held) {
            return;
        }
        let mut change = None;
        self.stage.change(|canvas| {
            let answer = canvas.key(Key { name: &name, held, composing: is_composing(event) });
            let taken = answer.is_some();
            change = Some(taken);
            answer.unwrap_or_default()
        });
        if change == Some(true) {
            event.prevent_default();
            event.stop_propagation();
        }
    }

    /// Opens the menu of what is selected, beside it.
    fn menu(self) {
        let stage = self.stage;
        let main = stage.with(|canvas| canvas.selection().main().cloned());
        let corner = main
            .as_ref()
            .and_then(Name::node)
            .and_then(|key| stage.node(key))
            .map(|look| look.rect.with_untracked(|rect| Point { x: rect.x, y: rect.bottom() }));
        let at = corner.unwrap_or_else(|| stage.with(|canvas| canvas.view.seen(canvas.area).centre()));
        stage.menu.set(Some((main, stage.view.get_untracked().to_screen(at))));
    }

    fn key_up(self, event: &KeyboardEvent) {
        if event.key() == " " {
            self.unspace();
        }
    }

    fn left(self, _: &FocusEvent) {
        self.unspace();
    }

    fn unspace(self) {
        if let Some(mode) = self.spaced.get_value() {
            self.spaced.set_value(None);
            self.stage.act(Act::SetMode(mode));
        }
    }

    fn copy(self, event: &ClipboardEvent, cuts: bool) {
        let Some(text) = self.stage.with(Canvas::copy) else { return };
        let Some(data) = event.clipboard_data() else { return };
        if data.set_data("text/plain", &text).is_err() {
            return;
        }
        event.prevent_default();
        if cuts && !self.is_reader() {
            let nodes = self.stage.with(|canvas| canvas.selection().iter().filter_map(Name::node).cloned().collect());
            self.stage.make(Edit::Remove { nodes, links: Vec::new(), heal: true });
        }
    }

    fn paste(self, event: &ClipboardEvent) {
        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
        event.prevent_default();
        if !self.is_reader() {
            let middle = self.stage.with(|canvas| Point { x: canvas.area.width / 2.0, y: canvas.area.height / 2.0 });
            self.stage.change(|canvas| canvas.paste(&text, Some(middle)));
        }
    }
}

/// The keys that change nothing.
fn may_read(name: &str, held: Held) -> bool {
    matches!(name, "Escape" | "Enter" | "0" | "1" | "2" | "+" | "=" | "-" | "_" | "?")
        || (held.ctrl && (name.starts_with("Arrow") || name.eq_ignore_ascii_case("f")))
}

/// The board got another size; the first time everything is brought into view.
fn resized(canvas: &mut Canvas, area: Size) -> Change {
    let is_first = canvas.area.width <= 0.0;
    canvas.area = area;
    if is_first && area.width > 0.0 { canvas.fit() } else { Change { looked: true, ..Change::default() } }
}
