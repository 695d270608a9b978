//! The hand on the board: pointer, wheel, keys and clipboard, passed on to the canvas.

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
use ui::keyboard::is_composing;
use wasm_bindgen::{JsCast, closure::Closure};

use super::stage::Stage;
use crate::frame::leave_field;

/// A reader's press: where it began, where it is, and whether it pushes the canvas by now.
type Look = (Point, Point, bool);

/// What listens to the hand.
#[derive(Clone, Copy)]
pub(super) struct Hand {
    stage: Stage,
    node: NodeRef<html::Div>,
    look: StoredValue<Option<Look>>,
    /// The mode before the space bar went down.
    spaced: StoredValue<Option<Mode>>,
    /// Where the pointer of a drag last was, and what was held down with it.
    dragged: StoredValue<Option<(Point, Held)>>,
}

impl Hand {
    /// The hand over a board.
    pub(super) fn of(stage: Stage, node: NodeRef<html::Div>) -> Self {
        Self {
            stage,
            node,
            look: StoredValue::new(None),
            spaced: StoredValue::new(None),
            dragged: StoredValue::new(None),
        }
    }

    /// Tells the canvas how large it is on the screen; at first everything is brought into view.
    pub(super) fn measure(self) {
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
        let is_moving = did == Did::Move && self.carries();
        let was_moving = self.dragged.with_value(Option::is_some);
        self.dragged.set_value(is_moving.then_some((screen, held)));
        if is_moving && !was_moving {
            self.follow_edge();
        }
    }

    /// Whether something is on its way that may want to go further than the board shows.
    fn carries(self) -> bool {
        self.stage.with(|canvas| {
            matches!(
                canvas.tool(),
                Tool::Dragging(_) | Tool::Connecting { .. } | Tool::Reconnecting { .. } | Tool::Lasso { .. }
            )
        })
    }

    /// While something is dragged near an edge, the board goes on beneath it, frame by frame, the faster the nearer.
    fn follow_edge(self) {
        request_animation_frame(move || {
            let Some((screen, held)) = self.dragged.try_get_value().flatten() else { return };
            // Escape ends a drag without the pointer.
            if !self.carries() {
                return self.dragged.set_value(None);
            }
            let by = self.stage.with(|canvas| beyond(screen, canvas.area));
            if by != Point::default() {
                self.stage.act(Act::Pan(by));
                self.stage.change(|canvas| canvas.pointer(Pointer { did: Did::Move, screen, held }));
            }
            self.follow_edge();
        });
    }

    fn is_reader(self) -> bool {
        self.stage.outside.readonly.get_untracked()
    }

    pub(super) fn down(self, event: &PointerEvent) {
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

    pub(super) fn moved(self, event: &PointerEvent) {
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

    pub(super) fn up(self, event: &PointerEvent) {
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

    pub(super) fn lost(self, event: &PointerEvent) {
        self.look.set_value(None);
        self.hand(Did::Lost, event);
    }

    pub(super) fn twice(self, event: &MouseEvent) {
        if !self.is_reader() {
            self.hand(Did::Twice, event);
        }
    }

    pub(super) fn wheel(self, event: &WheelEvent) {
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

    pub(super) fn key(self, event: &KeyboardEvent) {
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

    pub(super) fn key_up(self, event: &KeyboardEvent) {
        if event.key() == " " {
            self.unspace();
        }
    }

    pub(super) fn left(self, _: &FocusEvent) {
        self.unspace();
    }

    fn unspace(self) {
        if let Some(mode) = self.spaced.get_value() {
            self.spaced.set_value(None);
            self.stage.act(Act::SetMode(mode));
        }
    }

    pub(super) fn copy(self, event: &ClipboardEvent, cuts: bool) {
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

    pub(super) fn paste(self, event: &ClipboardEvent) {
        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
        event.prevent_default();
        if !self.is_reader() {
            let middle = self.stage.with(|canvas| Point { x: canvas.area.width / 2.0, y: canvas.area.height / 2.0 });
            self.stage.change(|canvas| canvas.paste(&text, Some(middle)));
        }
    }
}

/// How far the board goes in one frame for a pointer near its edge.
fn beyond(at: Point, area: Size) -> Point {
    const EDGE: f64 = 32.0;
    const FASTEST: f64 = 14.0;
    let along = |at: f64, length: f64| {
        let (before, behind) = (EDGE - at, at - (length - EDGE));
        (before.clamp(0.0, EDGE) - behind.clamp(0.0, EDGE)) / EDGE * FASTEST
    };
    if area.width < 4.0 * EDGE || area.height < 4.0 * EDGE {
        return Point::default();
    }
    Point { x: along(at.x, area.width), y: along(at.y, area.height) }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_board_follows_only_near_its_edges() {
        let area = Size { width: 800.0, height: 600.0 };
        assert_eq!(beyond(Point { x: 400.0, y: 300.0 }, area), Point::default());
        assert_eq!(beyond(Point { x: 800.0, y: 300.0 }, area), Point { x: -14.0, y: 0.0 });
        assert_eq!(beyond(Point { x: -50.0, y: 616.0 }, area), Point { x: 14.0, y: -14.0 });
        assert_eq!(beyond(Point { x: 0.0, y: 0.0 }, Size { width: 90.0, height: 90.0 }), Point::default());
    }
}
