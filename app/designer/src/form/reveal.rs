//! Bringing parts into view and moving the focus, after what changed has been drawn.

use editor::form::Name;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// How a part of the layout is marked on the page.
#[must_use]
pub fn mark(name: &Name) -> String {
    match name {
        Name::Field(key) => format!("field-{key}"),
        Name::Layout(key) => format!("layout-{key}"),
        Name::Item(_, path) => {
            let steps: Vec<String> = path.0.iter().map(ToString::to_string).collect();
            format!("item-{}", steps.join("-"))
        }
    }
}

/// Brings a part of the sheet into view and gives it the focus, unless something inside it has it.
pub fn show(name: &Name) {
    let selector = format!(".sheet [data-part=\"{}\"]", mark(name));
    request_animation_frame(move || {
        let Some(part) = find(&selector) else { return };
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        part.scroll_into_view_with_scroll_into_view_options(&options);
        let has_focus = document().active_element().is_some_and(|active| part.contains(Some(&active)));
        if !has_focus {
            // A part that cannot take the focus is still in view.
            let _ = part.focus();
        }
    });
}

/// Moves the focus to a part of the sheet, away from what is written in it.
pub fn focus_part(name: &Name) {
    let selector = format!(".sheet [data-part=\"{}\"]", mark(name));
    request_animation_frame(move || {
        if let Some(part) = find(&selector) {
            // Nothing is lost when it cannot take the focus.
            let _ = part.focus();
        }
    });
}

/// Moves the focus to the first element of a selector, once it is drawn.
pub fn focus_in(selector: &'static str) {
    request_animation_frame(move || {
        request_animation_frame(move || {
            if let Some(element) = find(selector) {
                // Nothing is lost when it cannot take the focus.
                let _ = element.focus();
            }
        });
    });
}

fn find(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}
