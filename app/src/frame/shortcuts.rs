//! The sheet of keyboard shortcuts: what the keys do, by where one is.

use leptos::prelude::*;
use ui::{Dialog, t};

#[derive(Clone, Copy)]
struct Sheet(RwSignal<bool>);

/// Keys that are pressed together, and the words of what they do.
type Shortcut = (&'static [&'static str], &'static str);

/// What keys there are: a heading, then keys and the words of what they do.
const SHEET: [(&str, &[Shortcut]); 3] = [
    (
        "shortcut.everywhere",
        &[
            (&["Ctrl", "K"], "shortcut.palette"),
            (&["?"], "shortcut.sheet"),
            (&["/"], "shortcut.search"),
            (&["N"], "shortcut.new_ticket"),
            (&["Esc"], "shortcut.close"),
        ],
    ),
    ("shortcut.lists", &[(&["J"], "shortcut.next"), (&["K"], "shortcut.previous"), (&["Enter"], "shortcut.open")]),
    ("shortcut.writing", &[(&["Ctrl", "Enter"], "shortcut.send")]),
];

/// Gives the frame a sheet.
pub fn provide_sheet() {
    provide_context(Sheet(RwSignal::new(false)));
}

/// Whether the sheet is open; setting it opens and closes it.
#[must_use]
pub fn use_sheet() -> RwSignal<bool> {
    use_context::<Sheet>().map_or_else(RwSignal::default, |Sheet(open)| open)
}

/// See the module.
#[component]
pub fn ShortcutSheet() -> impl IntoView {
    let open = use_sheet();
    view! {
        <Dialog
            id="shortcuts"
            open
            on_close=Callback::new(move |()| open.set(false))
            title=t!("common.shortcuts")
        >
            <div class="shortcuts">{SHEET.map(group).collect_view()}</div>
        </Dialog>
    }
    .into_any()
}

fn group((heading, keys): (&'static str, &'static [(&'static [&'static str], &'static str)])) -> AnyView {
    let rows = keys.iter().map(|(keys, words)| row(keys, words)).collect_view();
    view! {
        <section>
            <h3 class="caption">{t!(heading)}</h3>
            <dl>{rows}</dl>
        </section>
    }
    .into_any()
}

fn row(keys: &'static [&'static str], words: &'static str) -> AnyView {
    let keys = keys.iter().map(|key| view! { <kbd>{*key}</kbd> }).collect_view();
    view! {
        <div class="shortcut">
            <dt>{t!(words)}</dt>
            <dd>{keys}</dd>
        </div>
    }
    .into_any()
}
