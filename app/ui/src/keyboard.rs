//! Keys, with respect for input methods: a key that belongs to a composition is never a command.

use leptos::{ev::KeyboardEvent, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Whether the key belongs to an input method that is composing. Safari ends a composition before it reports the
/// Enter that confirmed it; 229 is how it says so.
#[must_use]
pub fn is_composing(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == 229
}

/// A handler of `on:keydown` that acts on Enter, unless the Enter confirms a composition.
pub fn on_enter(act: Callback<()>) -> impl Fn(KeyboardEvent) + Clone + 'static {
    move |event| {
        if event.key() == "Enter" && !is_composing(&event) {
            event.prevent_default();
            act.run(());
        }
    }
}

/// Where a key moves in a row or column of things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the one before.
    Back,
    /// To the one after.
    On,
    /// To the first.
    First,
    /// To the last.
    Last,
}

impl Step {
    /// The step of a key: arrows, Home and End; nothing while composing.
    #[must_use]
    pub fn of(event: &KeyboardEvent) -> Option<Self> {
        if is_composing(event) { None } else { Self::named(&event.key()) }
    }

    /// The step of a key's name.
    #[must_use]
    pub fn named(key: &str) -> Option<Self> {
        match key {
            "ArrowUp" | "ArrowLeft" => Some(Self::Back),
            "ArrowDown" | "ArrowRight" => Some(Self::On),
            "Home" => Some(Self::First),
            "End" => Some(Self::Last),
            _ => None,
        }
    }

    /// Where one arrives among `count` things, going round at the ends; nothing among none.
    #[must_use]
    pub fn from(self, at: Option<usize>, count: usize) -> Option<usize> {
        let last = count.checked_sub(1)?;
        Some(match (self, at) {
            (Self::First, _) | (Self::On, None) => 0,
            (Self::Last, _) | (Self::Back, None | Some(0)) => last,
            (Self::Back, Some(at)) => (at - 1).min(last),
            (Self::On, Some(at)) if at >= last => 0,
            (Self::On, Some(at)) => at + 1,
        })
    }
}

/// The elements below one that a selector names, in the order of the page.
pub(crate) fn focusables(below: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = below.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_round_at_the_ends() {
        assert_eq!(Step::On.from(Some(2), 3), Some(0));
        assert_eq!(Step::Back.from(Some(0), 3), Some(2));
        assert_eq!(Step::On.from(None, 3), Some(0));
        assert_eq!(Step::Back.from(None, 3), Some(2));
        assert_eq!(Step::Last.from(Some(0), 3), Some(2));
        assert_eq!(Step::On.from(None, 0), None);
    }
}
