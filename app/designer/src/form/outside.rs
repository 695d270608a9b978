//! What reaches the designer from outside the sheet: keys while nothing is focused, and the clipboard.

use editor::flow::tool::{Held, Key};
use leptos::{
    ev::{ClipboardEvent, KeyboardEvent},
    prelude::*,
};
use ui::keyboard::is_composing;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::{
    canvas::is_in_words,
    pad::{Pad, Tab},
};

/// Listens to the window while the designer is there.
pub fn listen(pad: Pad) {
    // The window is outside.
    Effect::new(move |_| {
        let handles = [
            window_event_listener(leptos::ev::keydown, move |event| key(pad, &event)),
            window_event_listener(leptos::ev::copy, move |event| copy(pad, &event, false)),
            window_event_listener(leptos::ev::cut, move |event| copy(pad, &event, true)),
            window_event_listener(leptos::ev::paste, move |event| paste(pad, &event)),
        ];
        let kept = StoredValue::new_local(Some(handles));
        on_cleanup(move || {
            for handle in kept.try_update_value(Option::take).flatten().into_iter().flatten() {
                handle.remove();
            }
        });
    });
}

/// Undo, redo, save and find work everywhere; the other keys where nothing else has the focus.
fn key(pad: Pad, event: &KeyboardEvent) {
    if event.default_prevented() || is_composing(event) || is_in_dialog(event.target().as_ref()) {
        return;
    }
    let name = event.key();
    let held = Held { shift: event.shift_key(), ctrl: event.ctrl_key() || event.meta_key(), alt: event.alt_key() };
    let is_drawing = pad.tab.get_untracked() == Tab::Draw;
    let is_general = held.ctrl && !held.alt && matches!(name.to_ascii_lowercase().as_str(), "s" | "f");
    let is_history = held.ctrl && !held.alt && matches!(name.to_ascii_lowercase().as_str(), "z" | "y");
    let target = event.target();
    let is_free = target
        .as_ref()
        .and_then(|target| target.dyn_ref::<Element>())
        .is_none_or(|element| matches!(element.tag_name().as_str(), "BODY" | "MAIN"));
    let is_for_us = if is_in_words(target.as_ref()) {
        is_general
    } else {
        is_general || is_history || name == "?" || (is_drawing && is_free)
    };
    if is_for_us && pad.key(Key { name: &name, held, composing: false }) {
        event.prevent_default();
    }
}

fn is_in_dialog(target: Option<&web_sys::EventTarget>) -> bool {
    target
        .and_then(|target| target.dyn_ref::<Element>())
        .is_some_and(|element| element.closest("dialog, [popover]").ok().flatten().is_some())
}

/// Whether the clipboard is for the sheet: nothing is being written, and no words on the page are marked.
fn is_ours(pad: Pad, event: &ClipboardEvent) -> bool {
    let has_words = window().get_selection().ok().flatten().is_some_and(|marked| !marked.is_collapsed());
    pad.tab.get_untracked() == Tab::Draw
        && !has_words
        && !is_in_words(event.target().as_ref())
        && !is_in_dialog(event.target().as_ref())
}

fn copy(pad: Pad, event: &ClipboardEvent, cuts: bool) {
    if !is_ours(pad, event) {
        return;
    }
    if let (Some(text), Some(data)) = (pad.copy(), event.clipboard_data())
        && data.set_data("text/plain", &text).is_ok()
    {
        event.prevent_default();
        if cuts {
            pad.hide();
        }
    }
}

fn paste(pad: Pad, event: &ClipboardEvent) {
    if !is_ours(pad, event) || pad.readonly.get_untracked() {
        return;
    }
    if let Some(text) = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()) {
        event.prevent_default();
        pad.act(|sheet| sheet.paste(&text));
        pad.reveal();
    }
}
