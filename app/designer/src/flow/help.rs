//! The keys of the canvas.

use leptos::prelude::*;
use ui::{Dialog, t};

use super::stage::Stage;

const KEYS: [(&str, &[(&str, &str)]); 4] = [
    (
        "flow.help.draw",
        &[
            ("Tab", "flow.help.append"),
            ("F2", "flow.help.rename"),
            ("C", "flow.help.connect"),
            ("Enter", "flow.help.properties"),
            ("Delete", "flow.help.remove"),
            ("Shift+Delete", "flow.help.cut_off"),
            ("Ctrl+D", "flow.help.duplicate"),
            ("Ctrl+C  Ctrl+X  Ctrl+V", "flow.help.clipboard"),
        ],
    ),
    (
        "flow.help.select",
        &[
            ("Ctrl+←↑→↓", "flow.help.walk"),
            ("←↑→↓", "flow.help.move"),
            ("Shift+←↑→↓", "flow.help.move_far"),
            ("Ctrl+A", "flow.help.all"),
            ("Escape", "flow.help.escape"),
            ("V  L", "flow.help.modes"),
        ],
    ),
    (
        "flow.help.look",
        &[
            ("Space  H", "flow.help.pan"),
            ("+  −  0", "flow.help.zoom"),
            ("1", "flow.help.fit"),
            ("2", "flow.help.fit_selected"),
            ("Ctrl+F", "flow.find"),
        ],
    ),
    (
        "flow.help.rest",
        &[
            ("Ctrl+Z  Ctrl+Y", "flow.help.undo"),
            ("Shift+Alt+T", "flow.help.tidy"),
            ("Ctrl+Enter", "flow.help.test"),
            ("Ctrl+S", "flow.help.save"),
        ],
    ),
];

/// See the module.
#[component]
pub(super) fn Help(stage: Stage) -> impl IntoView {
    let close = move |()| {
        stage.helping.set(false);
        super::board::focus();
    };
    view! {
        <Dialog id="flow-help" open=stage.helping on_close=close title=t!("flow.help.title")>
            <div class="flow-keys">
                {KEYS
                    .into_iter()
                    .map(|(group, keys)| {
                        let rows = keys
                            .iter()
                            .map(|(key, what)| view! { <dt><kbd>{*key}</kbd></dt><dd>{t!(*what)}</dd> }.into_any())
                            .collect_view();
                        view! {
                            <section>
                                <h3>{t!(group)}</h3>
                                <dl class="facts">{rows}</dl>
                            </section>
                        }
                            .into_any()
                    })
                    .collect_view()}
            </div>
        </Dialog>
    }
    .into_any()
}
