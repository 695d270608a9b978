//! Moving the focus.

use leptos::prelude::{document, request_animation_frame};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Focuses the first control of something that is about to be shown, once it is.
pub fn soon(id: String) {
    request_animation_frame(move || request_animation_frame(move || first_in(&id)));
}

/// Focuses an element, or the first control in it.
pub fn first_in(id: &str) {
    let Some(element) = document().get_element_by_id(id) else { return };
    let inner = element.query_selector("input, select, textarea, button").ok().flatten();
    let wanted = if element.matches("input, select, textarea, button").unwrap_or(false) { None } else { inner };
    if let Ok(element) = wanted.unwrap_or(element).dyn_into::<HtmlElement>() {
        element.scroll_into_view_with_bool(false);
        // An element that cannot take the focus is not worth a word.
        let _ = element.focus();
    }
}
