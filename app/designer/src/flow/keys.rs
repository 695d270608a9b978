//! The keys that count everywhere in the designer, not on the board alone: saving, testing, stepping back and forth.

use editor::flow::tool::Act;
use leptos::{ev, ev::KeyboardEvent, prelude::*};
use ui::keyboard::is_composing;

use super::stage::Stage;

/// Listens to the window while the designer is open.
pub(super) fn listen(stage: Stage) {
    let handle = window_event_listener(ev::keydown, move |event| pressed(stage, &event));
    on_cleanup(move || handle.remove());
}

fn pressed(stage: Stage, event: &KeyboardEvent) {
    if event.default_prevented() || is_composing(event) || !(event.ctrl_key() || event.meta_key()) || event.alt_key() {
        return;
    }
    // In a field these keys are the field's own.
    let is_typing = || {
        let active = document().active_element();
        active.is_some_and(|active| active.matches("input, textarea, select, [contenteditable]").unwrap_or_default())
    };
    match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
        ("s", false) => stage.outside.on_save.run(()),
        ("enter", false) => stage.outside.on_test.run(()),
        ("f", false) if !is_typing() => stage.finding.set(true),
        ("z", back) if !is_typing() && !stage.outside.readonly.get_untracked() => {
            stage.act(if back { Act::Redo } else { Act::Undo });
        }
        ("y", false) if !is_typing() && !stage.outside.readonly.get_untracked() => stage.act(Act::Redo),
        _ => return,
    }
    event.prevent_default();
}
