//! Dragging: pieces of the sheet and stencils of the palette. Everything is measured once when a drag begins; a frame
//! of it asks the kernel for the place under the pointer, and moves a line and a ghost.

use std::{cell::RefCell, rc::Rc};

use editor::{
    form::{
        Name, Piece, Place,
        drop::{Seen, target},
    },
    geometry::Rect,
};
use leptos::{ev::PointerEvent, prelude::*};
use model::{flow::Point, form::Layout};
use ui::Icon;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{kind, pad::Pad, reveal::mark};
use crate::words::{said, ui_lang};

/// How far a pointer must go before a press is a drag, in pixels.
const SLACK: f64 = 4.0;
/// How near to the edge the sheet begins to scroll, and how far with each frame.
const EDGE: f64 = 36.0;
const SCROLL: i32 = 14;

/// What is dragged.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Load {
    /// What is selected.
    Pieces,
    /// A stencil of the palette.
    Stencil(String),
}

/// A press that may become a drag, and what was measured when it did.
#[derive(Clone, Debug)]
struct Press {
    load: Load,
    start: Point,
    /// None until the pointer went far enough.
    measured: Option<Measured>,
    place: Option<Place>,
}

#[derive(Clone, Debug)]
struct Measured {
    layout: Option<Layout>,
    seen: Vec<Seen>,
}

/// What a drag shows.
#[derive(Clone, Debug, PartialEq)]
struct Shown {
    line: Option<Rect>,
    is_barred: bool,
    ghost: Point,
    icon: &'static str,
    label: String,
}

/// The drag of a designer. Copies share it.
#[derive(Clone, Copy)]
pub struct Drag {
    pad: Pad,
    press: StoredValue<Option<Press>>,
    shown: RwSignal<Option<Shown>>,
}

impl Drag {
    /// Nothing is dragged.
    pub fn new(pad: Pad) -> Self {
        Self { pad, press: StoredValue::new(None), shown: RwSignal::new(None) }
    }

    /// Whether something is dragged.
    pub fn is_on(self) -> bool {
        self.shown.with(Option::is_some)
    }

    /// A pointer went down on a piece: it is selected, and may be dragged.
    pub fn press(self, event: PointerEvent, name: Name) {
        event.stop_propagation();
        if event.button() != 0 {
            return;
        }
        let adds = event.shift_key() || event.ctrl_key() || event.meta_key();
        let is_picked = self.pad.selection.with_untracked(|selection| selection.contains(&name));
        let is_only = self.pad.selection.with_untracked(|selection| selection.only() == Some(&name));
        self.pad.pressed_again.set_value(is_only && !adds);
        if adds || !is_picked {
            self.pad.select(name, adds);
        }
        self.begin(Load::Pieces, &event);
    }

    /// A stencil was taken from the palette.
    pub fn take(self, stencil: String, event: &PointerEvent) {
        self.begin(Load::Stencil(stencil), event);
    }

    /// Gives the drag up.
    fn cancel(self) {
        self.press.set_value(None);
        self.shown.set(None);
    }

    fn begin(self, load: Load, event: &PointerEvent) {
        if self.pad.readonly.get_untracked() {
            return;
        }
        let start = at(event);
        self.press.set_value(Some(Press { load, start, measured: None, place: None }));
        follow(move |event| self.go(event), move |is_kept| if is_kept { self.drop() } else { self.cancel() });
    }

    fn go(self, event: &PointerEvent) {
        let now = at(event);
        let Some(mut press) = self.press.try_update_value(Option::take).flatten() else { return };
        if press.measured.is_none() {
            if editor::geometry::distance(press.start, now) < SLACK {
                self.press.set_value(Some(press));
                return;
            }
            press.measured = Some(self.measure());
        }
        let Some(sheet) = sheet() else { return };
        scroll(&sheet, now);
        let origin = origin(&sheet);
        let on_sheet = Point { x: now.x - origin.x, y: now.y - origin.y };
        let is_over = sheet
            .closest(".designer-canvas")
            .ok()
            .flatten()
            .is_some_and(|canvas| rect(&canvas, Point::default()).contains(now));
        let stencil = if let Load::Stencil(name) = &press.load { Some(name.as_str()) } else { None };
        let (mut line, mut is_barred) = (None, !is_over);
        press.place = None;
        if let Some(measured) = press.measured.as_ref().filter(|_| is_over) {
            if let Some(layout) = &measured.layout {
                let found = target(layout, &measured.seen, on_sheet);
                line = Some(found.line);
                is_barred = !self.pad.may_drop(stencil, &found.place);
                press.place = Some(found.place);
            } else {
                press.place = Some(Place::end());
            }
        }
        let before = self.shown.with_untracked(|shown| shown.as_ref().map(|shown| (shown.icon, shown.label.clone())));
        let (icon, label) = before.unwrap_or_else(|| self.ghost(&press.load));
        self.shown.set(Some(Shown { line, is_barred, ghost: on_sheet, icon, label }));
        self.press.set_value(Some(press));
    }

    fn drop(self) {
        let press = self.press.try_update_value(Option::take).flatten();
        let was_on = self.shown.try_get_untracked().flatten();
        if was_on.is_none() {
            return;
        }
        self.shown.set(None);
        let is_barred = was_on.is_some_and(|shown| shown.is_barred);
        let Some(Press { load, place: Some(place), .. }) = press.filter(|_| !is_barred) else { return };
        match load {
            Load::Pieces => self.pad.act(|sheet| sheet.drop_at(place)),
            Load::Stencil(name) => self.pad.add(&name, Some(place)),
        }
    }

    /// Every piece with its rectangle on the sheet.
    fn measure(self) -> Measured {
        let layout = self.pad.look(|sheet| sheet.layout().cloned());
        let (Some(layout), Some(sheet)) = (layout, sheet()) else { return Measured { layout: None, seen: Vec::new() } };
        let origin = origin(&sheet);
        let seen = editor::form::order(&layout)
            .into_iter()
            .filter_map(|piece| {
                let name = editor::form::name_of(&layout, &piece);
                let part = sheet.query_selector(&format!("[data-part=\"{}\"]", mark(&name))).ok().flatten()?;
                Some(Seen { piece, rect: rect(&part, origin) })
            })
            .collect();
        Measured { layout: Some(layout), seen }
    }

    /// The icon and the words of what travels under the pointer.
    fn ghost(self, load: &Load) -> (&'static str, String) {
        let lang = self.pad.lang.get_untracked();
        let of_field = |key: &model::key::FieldKey| {
            self.pad.look(|sheet| {
                let field = sheet.form().field(key)?;
                Some((kind::of_name(field.holds.name()).icon, field.label.in_lang(lang).to_owned()))
            })
        };
        let found = match load {
            Load::Stencil(name) => {
                if let Some(key) = name.strip_prefix("field:") {
                    of_field(&key.into())
                } else {
                    let kind = kind::of_name(name);
                    Some((kind.icon, said(&crate::words::both(kind.label), ui_lang(lang)).to_owned()))
                }
            }
            Load::Pieces => match self.pad.look(editor::form::Sheet::pieces).as_slice() {
                [Piece::Field(key)] => of_field(key),
                [Piece::Item(_)] => None,
                many => Some(("copy", many.len().to_string())),
            },
        };
        found.unwrap_or(("section", String::new()))
    }
}

pub(super) fn at(event: &PointerEvent) -> Point {
    Point { x: f64::from(event.client_x()), y: f64::from(event.client_y()) }
}

/// The sheet on the page.
pub(super) fn sheet() -> Option<HtmlElement> {
    document().query_selector(".sheet").ok().flatten()?.dyn_into().ok()
}

/// The corner of the sheet in the window: what lies on the sheet scrolls with it.
fn origin(sheet: &Element) -> Point {
    let rect = sheet.get_bounding_client_rect();
    Point { x: rect.left(), y: rect.top() }
}

/// The rectangle of an element, from a corner.
pub(super) fn rect(element: &Element, from: Point) -> Rect {
    let rect = element.get_bounding_client_rect();
    Rect { x: rect.left() - from.x, y: rect.top() - from.y, width: rect.width(), height: rect.height() }
}

/// Scrolls while the pointer is near the upper or lower edge.
fn scroll(sheet: &Element, now: Point) {
    let Some(area) = sheet.parent_element() else { return };
    let seen = rect(&area, Point::default());
    if now.y < seen.y + EDGE && now.y > seen.y - EDGE {
        area.set_scroll_top(area.scroll_top() - SCROLL);
    } else if now.y > seen.bottom() - EDGE && now.y < seen.bottom() + EDGE {
        area.set_scroll_top(area.scroll_top() + SCROLL);
    }
}

/// The line where it would land, and what travels under the pointer.
#[component]
pub fn Landing(drag: Drag) -> impl IntoView {
    let line = move || {
        drag.shown.with(|shown| {
            let shown = shown.as_ref()?;
            let Rect { x, y, width, height } = shown.line?;
            Some(format!("transform: translate({x:.0}px, {y:.0}px); width: {width:.0}px; height: {height:.0}px"))
        })
    };
    let is_barred = move || drag.shown.with(|shown| shown.as_ref().is_some_and(|shown| shown.is_barred));
    let ghost = move || {
        drag.shown.with(|shown| {
            let Point { x, y } = shown.as_ref()?.ghost;
            Some(format!("transform: translate({:.0}px, {:.0}px)", x + 12.0, y + 8.0))
        })
    };
    let load =
        Memo::new(move |_| drag.shown.with(|shown| shown.as_ref().map(|shown| (shown.icon, shown.label.clone()))));
    view! {
        <div class="drop-line" class:barred=is_barred hidden=move || line().is_none() style=line></div>
        <div class="drop-ghost" hidden=move || load.with(Option::is_none) style=ghost aria-hidden="true">
            {move || {
                load.get()
                    .map(|(icon, label)| {
                        view! {
                            <span class="palette-item dragged" class:barred=is_barred>
                                <Icon name=icon />
                                {label}
                            </span>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

/// Follows the pointer until it is let go (`end` hears true) or given up. The listeners stand on the window, because a
/// drag goes anywhere.
pub(super) fn follow(go: impl Fn(&PointerEvent) + 'static, end: impl Fn(bool) + Clone + 'static) {
    let handles = Rc::new(RefCell::new(Vec::new()));
    let stop = {
        let handles = Rc::clone(&handles);
        move |is_kept: bool| {
            for handle in handles.take() {
                let handle: WindowListenerHandle = handle;
                handle.remove();
            }
            end(is_kept);
        }
    };
    let (up, cancel, escape) = (stop.clone(), stop.clone(), stop);
    handles.borrow_mut().extend([
        window_event_listener(leptos::ev::pointermove, move |event| go(&event)),
        window_event_listener(leptos::ev::pointerup, move |_| up(true)),
        window_event_listener(leptos::ev::pointercancel, move |_| cancel(false)),
        window_event_listener(leptos::ev::keydown, move |event| {
            if event.key() == "Escape" {
                event.prevent_default();
                escape(false);
            }
        }),
    ]);
}
