//! Leading to the field of a problem: the nearest part of the properties whose `data-path` the path ends in.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Brings the field of a path into view and moves the focus to it. `path` is what remains behind the selected part,
/// such as `/limit/span`; a path that no field shows leads to the one above it. Waits for the properties to be drawn.
pub fn focus_path(path: String) {
    request_animation_frame(move || {
        let Some(side) = document().query_selector(".designer-properties").ok().flatten() else { return };
        let found = nearest(&path, |path| field(&side, path));
        let Some(found) = found else { return };
        // The field may stand in sections that are folded.
        let mut above = found.parent_element();
        while let Some(element) = above {
            if element.tag_name() == "DETAILS" {
                // Setting an attribute on an element of the page cannot fail.
                let _ = element.set_attribute("open", "");
            }
            above = element.parent_element();
        }
        found.scroll_into_view_with_bool(false);
        let control = found.query_selector("input, select, textarea, button").ok().flatten();
        if let Some(control) = control.and_then(|control| control.dyn_into::<HtmlElement>().ok()) {
            // A control that cannot take the focus is still in view.
            let _ = control.focus();
        }
    });
}

/// Ends what is being typed in the properties, so that it is taken over before other properties stand there. A press
/// selects before the browser moves the focus.
pub fn leave_field() {
    let active = document().query_selector(".designer-properties :focus");
    if let Some(field) = active.ok().flatten().and_then(|active| active.dyn_into::<HtmlElement>().ok()) {
        // A field that keeps the focus keeps what is typed in it.
        let _ = field.blur();
    }
}

/// Moves the focus to the first field of the properties.
pub fn focus_first() {
    request_animation_frame(|| {
        let first = document().query_selector(".designer-properties .list :is(input, select, textarea, button)");
        if let Some(first) = first.ok().flatten().and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
            // A control that cannot take the focus can still be clicked.
            let _ = first.focus();
        }
    });
}

fn field(side: &Element, path: &str) -> Option<Element> {
    let quoted = path.replace(['"', '\\'], "");
    side.query_selector(&format!("[data-path=\"{quoted}\"]")).ok().flatten()
}

/// The first answer for a path or one of the paths above it.
fn nearest<T>(path: &str, find: impl Fn(&str) -> Option<T>) -> Option<T> {
    let mut path = path;
    loop {
        if let Some(found) = find(path) {
            return Some(found);
        }
        path = path.rsplit_once('/').map(|(above, _)| above).filter(|above| !above.is_empty())?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_without_a_field_leads_to_the_one_above_it() {
        let find = |path: &str| (path == "/limit").then_some("limit");
        assert_eq!(nearest("/limit/warnings/0/acts", find), Some("limit"));
        assert_eq!(nearest("/owner", find), None);
    }
}
