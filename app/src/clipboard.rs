//! The clipboard, where the browser gives one: only pages that came by https, or from this very machine, have it.

use js_sys::{Function, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};

/// Copies a text; false where there is no clipboard, and the text must be marked by hand.
pub fn copy(text: &str) -> bool {
    let navigator: JsValue = window().navigator().into();
    let clipboard = Reflect::get(&navigator, &"clipboard".into()).ok().filter(|clipboard| !clipboard.is_undefined());
    let Some(clipboard) = clipboard else { return false };
    let write = Reflect::get(&clipboard, &"writeText".into()).ok().and_then(|write| write.dyn_into::<Function>().ok());
    // What becomes of the promise is the browser's: it copies, or the person said no.
    write.is_some_and(|write| write.call1(&clipboard, &text.into()).is_ok())
}
