//! Carrying a stencil from the palette to the canvas. The pointer leaves one element for another on the way, so the
//! window is listened to until it is let go.

use editor::flow::tool::{Did, Held, Pointer};
use leptos::{ev, ev::PointerEvent, leptos_dom::helpers::WindowListenerHandle, prelude::*};
use model::flow::Point;

use super::{label, stage::Stage, stencil};

/// How far the pointer goes before pressing becomes carrying.
const SLACK: f64 = 4.0;

/// The pointer went down on a stencil.
pub(super) fn begin(stage: Stage, key: &str, event: &PointerEvent) {
    let Some(does) = stencil::does(key) else { return };
    let from = (f64::from(event.client_x()), f64::from(event.client_y()));
    let icon = label::icon(&does);
    let name = ui::i18n::t(stage.lang.get_untracked(), &format!("flow.stencil.{key}")).to_owned();
    let title = stencil::title(key);
    let key = key.to_owned();
    let listeners: StoredValue<Vec<WindowListenerHandle>> = StoredValue::new(Vec::new());
    let taken = StoredValue::new(false);
    let moved = move |event: PointerEvent| {
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        if !taken.get_value() {
            if (x - from.0).hypot(y - from.1) < SLACK {
                return;
            }
            taken.set_value(true);
            stage.change(|canvas| {
                canvas.take(does.clone(), title.clone());
                editor::flow::Change::default()
            });
        }
        let inside = super::board::inside(x, y);
        stage.carried.set(inside.is_none().then(|| (icon, name.clone(), x, y)));
        if let Some(screen) = inside {
            hand(stage, Did::Move, screen, &event);
        }
    };
    let let_go = move |event: PointerEvent| {
        for handle in listeners.try_update_value(std::mem::take).unwrap_or_default() {
            handle.remove();
        }
        stage.carried.set(None);
        if !taken.get_value() {
            return;
        }
        let inside = super::board::inside(f64::from(event.client_x()), f64::from(event.client_y()));
        match inside.filter(|_| event.type_() == "pointerup") {
            Some(screen) => {
                hand(stage, Did::Up, screen, &event);
                let only = stage.with(|canvas| canvas.selection().only().cloned());
                if stencil::wants_name(&key) && only.is_some() {
                    stage.renamed.set(only);
                } else {
                    super::board::focus();
                }
            }
            None => hand(stage, Did::Lost, Point::default(), &event),
        }
    };
    let cancelled = let_go.clone();
    listeners.update_value(|listeners| {
        listeners.push(window_event_listener(ev::pointermove, moved));
        listeners.push(window_event_listener(ev::pointerup, let_go));
        listeners.push(window_event_listener(ev::pointercancel, cancelled));
    });
}

fn hand(stage: Stage, did: Did, screen: Point, event: &PointerEvent) {
    let held = Held { shift: event.shift_key(), ctrl: event.ctrl_key() || event.meta_key(), alt: event.alt_key() };
    stage.change(|canvas| canvas.pointer(Pointer { did, screen, held }));
}

/// What is carried, while it is not over the canvas yet.
#[component]
pub(super) fn Carried(stage: Stage) -> impl IntoView {
    move || {
        stage.carried.get().map(|(icon, name, x, y)| {
            view! {
                <div class="palette-item dragged carried" style=format!("left: {x:.0}px; top: {y:.0}px") aria-hidden="true">
                    <ui::Icon name=icon />
                    {name}
                </div>
            }
        })
    }
}
