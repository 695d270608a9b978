//! Undo, redo, and the list of what was done.

use leptos::prelude::*;
use ui::{Icon, IconButton, Menu, MenuItem, t};

/// One entry of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEntry {
    /// What was done, in words.
    pub label: String,
    /// To what, in words; may be empty.
    pub meta: String,
}

/// Three buttons: back, forward, list.
#[component]
pub fn HistoryTools(
    /// Every entry, the undone ones last.
    #[prop(into)]
    entries: Signal<Vec<HistoryEntry>>,
    /// How many of them are done.
    #[prop(into)]
    done: Signal<usize>,
    /// One step back.
    #[prop(into)]
    on_undo: Callback<()>,
    /// One step forward.
    #[prop(into)]
    on_redo: Callback<()>,
    /// To the state after so many entries.
    #[prop(into)]
    on_go: Callback<usize>,
    /// Nothing can be changed now.
    #[prop(optional, into)]
    readonly: Signal<bool>,
) -> impl IntoView {
    let at_start = Signal::derive(move || readonly.get() || done.get() == 0);
    let at_end = Signal::derive(move || readonly.get() || entries.with(Vec::len) <= done.get());
    view! {
        <IconButton icon="undo" label=t!("designer.undo") shortcut="Ctrl+Z" disabled=at_start on_press=on_undo />
        <IconButton icon="redo" label=t!("designer.redo") shortcut="Ctrl+Y" disabled=at_end on_press=on_redo />
        <IconButton icon="history" label=t!("designer.history") menu="designer-history" />
        <Menu id="designer-history" label=t!("designer.history")>
            <HistoryList entries done on_go readonly />
        </Menu>
    }
    .into_any()
}

/// The newest entry first, the state before all of them last.
#[component]
fn HistoryList(
    entries: Signal<Vec<HistoryEntry>>,
    done: Signal<usize>,
    on_go: Callback<usize>,
    readonly: Signal<bool>,
) -> impl IntoView {
    let lines = move || {
        let entries = entries.get();
        entries
            .into_iter()
            .enumerate()
            .rev()
            .map(|(index, entry)| {
                let after = index + 1;
                let is_here = Signal::derive(move || done.get() == after);
                let is_undone = move || done.get() < after;
                view! {
                    <MenuItem checked=is_here disabled=readonly on_pick=move |()| on_go.run(after)>
                        <span class="history-line" class:undone=is_undone>
                            {entry.label}
                            <span class="meta">{entry.meta}</span>
                        </span>
                    </MenuItem>
                }
                .into_any()
            })
            .collect_view()
    };
    let is_first = Signal::derive(move || done.get() == 0);
    view! {
        {lines}
        <MenuItem checked=is_first disabled=readonly on_pick=move |()| on_go.run(0)>
            <span class="history-line">
                <Icon name="start" />
                {t!("designer.opened")}
            </span>
        </MenuItem>
    }
    .into_any()
}
