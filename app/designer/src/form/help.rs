//! The sheet of shortcuts.

use leptos::prelude::*;
use ui::{Dialog, t};

use super::pad::Pad;

/// Keys, and the key of what they do.
const KEYS: [(&str, &str); 16] = [
    ("↑ ↓ ← →", "form.keys.walk"),
    ("Shift ↑ ↓", "form.keys.walk_add"),
    ("Alt ↑ ↓ ← →", "form.keys.move"),
    ("[  ]", "form.keys.widen"),
    ("+", "form.keys.add"),
    ("F2, E", "form.keys.rename"),
    ("Enter", "form.keys.properties"),
    ("Ctrl D", "form.keys.duplicate"),
    ("Ctrl C, X, V", "form.keys.clipboard"),
    ("Delete", "form.keys.hide"),
    ("Shift Delete", "form.keys.remove"),
    ("Ctrl A", "form.keys.all"),
    ("Ctrl Z, Y", "form.keys.undo"),
    ("Ctrl F", "form.keys.find"),
    ("Ctrl Enter", "form.keys.test"),
    ("Ctrl S", "form.keys.save"),
];

/// See the module.
#[component]
pub fn Help(pad: Pad) -> impl IntoView {
    view! {
        <Dialog
            id="form-help"
            open=pad.help
            on_close=move |()| pad.help.set(false)
            title=t!("form.shortcuts")
        >
            <dl class="facts key-list">
                {KEYS
                    .map(|(keys, what)| {
                        view! {
                            <dt>
                                <kbd>{keys}</kbd>
                            </dt>
                            <dd>{t!(what)}</dd>
                        }
                            .into_any()
                    })
                    .collect_view()}
            </dl>
        </Dialog>
    }
    .into_any()
}
