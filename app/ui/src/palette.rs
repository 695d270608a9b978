//! The command palette: one field that finds everything. It only shows; the page finds and acts.

use leptos::{ev::KeyboardEvent, html, prelude::*, text_prop::TextProp};

use crate::{
    Icon,
    keyboard::{Step, is_composing},
    t,
};

/// One thing the palette offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaletteItem {
    /// Its stable name, handed back when it is picked.
    pub id: String,
    /// Its icon.
    pub icon: &'static str,
    /// What people read.
    pub title: String,
    /// A fact beside it.
    pub meta: String,
    /// The heading it stands under; items of one group stand together.
    pub group: String,
}

/// The palette: a dialog with a field and a list. Arrow keys move, Enter picks, Escape closes.
#[component]
pub fn Palette(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Called when it wants to close.
    #[prop(into)]
    on_close: Callback<()>,
    /// What is searched for.
    #[prop(into)]
    query: Signal<String>,
    /// Called with the new words at each change.
    #[prop(into)]
    on_query: Callback<String>,
    /// What was found, best first within its group.
    #[prop(into)]
    items: Signal<Vec<PaletteItem>>,
    /// Called with the id of what was picked, after closing.
    #[prop(into)]
    on_pick: Callback<String>,
    /// The search is under way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// What the field is for.
    #[prop(default = TextProp::from(""), into)]
    placeholder: TextProp,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let field = NodeRef::<html::Input>::new();
    // Opening, closing and focus are acts on the elements.
    Effect::new(move |_| {
        let is_open = open.get();
        if let Some(dialog) = node.get() {
            if is_open && !dialog.open() {
                let _ = dialog.show_modal();
                if let Some(field) = field.get_untracked() {
                    let _ = field.focus();
                    field.select();
                }
            } else if !is_open && dialog.open() {
                dialog.close();
            }
        }
    });
    // Where the keys stand, together with the words it belongs to: new words begin at the first line again.
    let marked = RwSignal::new((String::new(), 0_usize));
    let at = Memo::new(move |_| {
        let (words, at) = marked.get();
        if query.with(|query| *query == words) { items.with(|items| at.min(items.len().saturating_sub(1))) } else { 0 }
    });
    let pick = move |id: String| {
        // Closing may empty the list that the line stands in.
        on_pick.run(id);
        on_close.run(());
    };
    let keydown = move |event: KeyboardEvent| {
        if is_composing(&event) {
            return;
        }
        let key = event.key();
        if key == "Enter" {
            event.prevent_default();
            if let Some(id) = items.with_untracked(|items| items.get(at.get_untracked()).map(|item| item.id.clone())) {
                pick(id);
            }
        } else if matches!(key.as_str(), "ArrowUp" | "ArrowDown")
            && let Some(next) =
                Step::of(&event).and_then(|step| step.from(Some(at.get_untracked()), items.with_untracked(Vec::len)))
        {
            event.prevent_default();
            marked.set((query.get_untracked(), next));
            reveal(next);
        }
    };
    view! {
        <dialog
            node_ref=node
            class="dialog command"
            aria-label=t!("palette.title")
            on:close=move |_| {
                if open.get_untracked() {
                    on_close.run(());
                }
            }
            on:click=move |event| {
                if event.target() == event.current_target() {
                    on_close.run(());
                }
            }
        >
            <label class="command-field">
                <Icon name="search" />
                <input
                    node_ref=field
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    spellcheck="false"
                    aria-autocomplete="list"
                    aria-expanded="true"
                    aria-controls="palette-list"
                    aria-activedescendant=move || items.with(|items| !items.is_empty()).then(|| format!("palette-{}", at.get()))
                    aria-label=t!("palette.hint")
                    placeholder=move || placeholder.get()
                    prop:value=move || query.get()
                    on:input=move |event| on_query.run(event_target_value(&event))
                    on:keydown=keydown
                />
                <kbd aria-hidden="true">"Esc"</kbd>
            </label>
            <div class="command-list" id="palette-list" role="listbox" aria-label=t!("palette.title")>
                <PaletteList items at on_pick=Callback::new(pick) />
            </div>
            <p class="command-foot" role="status">
                <Found query items busy />
            </p>
        </dialog>
    }
}

/// Brings the line the keys stand on into view.
fn reveal(at: usize) {
    if let Some(line) = document().get_element_by_id(&format!("palette-{at}")) {
        line.scroll_into_view_with_bool(false);
    }
}

#[component]
fn PaletteList(items: Signal<Vec<PaletteItem>>, at: Memo<usize>, on_pick: Callback<String>) -> impl IntoView {
    move || {
        let mut group = String::new();
        items
            .get()
            .into_iter()
            .enumerate()
            .map(|(line, item)| {
                let heading = (item.group != group)
                    .then(|| view! { <p class="caption" role="presentation">{item.group.clone()}</p> });
                group.clone_from(&item.group);
                let id = item.id;
                view! {
                    {heading}
                    <div
                        class="row"
                        role="option"
                        id=format!("palette-{line}")
                        aria-selected=move || if at.get() == line { "true" } else { "false" }
                        on:click=move |_| on_pick.run(id.clone())
                    >
                        <Icon name=item.icon />
                        <span class="title">{item.title}</span>
                        <span class="meta">{item.meta}</span>
                    </div>
                }
                .into_any()
            })
            .collect_view()
    }
}

/// What was found, in words.
#[component]
fn Found(query: Signal<String>, items: Signal<Vec<PaletteItem>>, busy: Signal<bool>) -> impl IntoView {
    let none = t!("palette.empty", text = query.get());
    let some = t!("palette.results", n = items.with(Vec::len));
    let (loading, keys) = (t!("common.loading"), t!("palette.keys"));
    move || {
        if busy.get() {
            loading().to_owned()
        } else if query.with(|query| query.trim().is_empty()) {
            keys().to_owned()
        } else if items.with(Vec::is_empty) {
            none()
        } else {
            some()
        }
    }
}
