//! The keys that work on every page. A key that belongs to something one types into, or to a composition, is left alone.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use model::role::Right;
use ui::keyboard::is_composing;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::{commands::use_palette, shortcuts::use_sheet, use_me};

/// Where one types: keys belong to the text there.
const TYPES: &str = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], \
                     [role=application]";
/// The search field of the page.
const SEARCH: &str = "main input[type=search]";

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Palette,
    Sheet,
    Search,
    NewTicket,
}

impl Act {
    /// The act of a key: with Ctrl or the command key, while typing or not.
    fn of(key: &str, has_control: bool, has_other: bool, is_typing: bool) -> Option<Self> {
        match (key, has_control, is_typing) {
            ("k" | "K", true, _) if !has_other => Some(Self::Palette),
            ("?", false, false) => Some(Self::Sheet),
            ("/", false, false) if !has_other => Some(Self::Search),
            ("n", false, false) if !has_other => Some(Self::NewTicket),
            _ => None,
        }
    }
}

/// Listens as long as the frame stands.
pub fn listen() {
    let (palette, sheet, navigate) = (use_palette(), use_sheet(), use_navigate());
    let may_file = use_me().is_some_and(|me| me.may(Right::CreateTickets));
    // The outside here is the keyboard.
    Effect::new(move |_| {
        let navigate = navigate.clone();
        let heard = window_event_listener(leptos::ev::keydown, move |event| {
            let Some(act) = wanted(&event) else { return };
            match act {
                Act::Palette => palette.toggle(),
                Act::Sheet => sheet.set(true),
                Act::Search if focus_search() => {}
                Act::NewTicket if may_file => navigate("/desk/tickets/new", NavigateOptions::default()),
                Act::Search | Act::NewTicket => return,
            }
            event.prevent_default();
        });
        on_cleanup(move || heard.remove());
    });
}

fn wanted(event: &KeyboardEvent) -> Option<Act> {
    if event.default_prevented() || is_composing(event) {
        return None;
    }
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_typing = target.is_some_and(|target| target.matches(TYPES).unwrap_or(false));
    // A dialog has the keyboard to itself; the palette's own key closes it again.
    let act = Act::of(&event.key(), event.ctrl_key() || event.meta_key(), event.alt_key(), is_typing)?;
    let has_dialog = document().query_selector("dialog:modal").ok().flatten().is_some();
    (!has_dialog || act == Act::Palette).then_some(act)
}

fn focus_search() -> bool {
    let field = document().query_selector(SEARCH).ok().flatten().and_then(|field| field.dyn_into::<HtmlElement>().ok());
    field.is_some_and(|field| field.focus().is_ok())
}

#[cfg(test)]
mod tests {
    use super::Act;

    #[test]
    fn a_key_means_something_unless_it_belongs_to_a_text() {
        assert_eq!(Act::of("k", true, false, true), Some(Act::Palette));
        assert_eq!(Act::of("k", false, false, false), None);
        assert_eq!(Act::of("?", false, false, false), Some(Act::Sheet));
        assert_eq!(Act::of("?", false, false, true), None);
        assert_eq!(Act::of("n", false, false, false), Some(Act::NewTicket));
        assert_eq!(Act::of("n", true, false, false), None);
        assert_eq!(Act::of("/", false, true, false), None);
    }
}
