//! Whether the window is too narrow to draw in. There a designer shows and explains, and changes nothing.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};

/// The media query of `style/pages/designer.css`, said once more.
const NARROW: &str = "(max-width: 899px)";

/// Whether the window is narrower than 900 px; follows the window. Before mounting it counts as wide.
#[must_use]
pub fn use_narrow() -> Signal<bool> {
    let narrow = RwSignal::new(false);
    // The width of the window is outside.
    Effect::new(move |_| {
        let Some(query) = window().match_media(NARROW).ok().flatten() else { return };
        narrow.set(query.matches());
        let watched = query.clone();
        let look = Closure::<dyn FnMut()>::new(move || {
            // Nothing to do when the page is gone.
            let _gone = narrow.try_set(watched.matches());
        });
        let listener = look.as_ref().unchecked_ref::<js_sys::Function>().clone();
        if query.add_event_listener_with_callback("change", &listener).is_err() {
            return;
        }
        let kept = StoredValue::new_local((query, look));
        on_cleanup(move || {
            kept.with_value(|(query, look)| {
                // It was added above; a browser that cannot remove it forgets it with the query.
                let _ = query.remove_event_listener_with_callback("change", look.as_ref().unchecked_ref());
            });
        });
    });
    narrow.into()
}
