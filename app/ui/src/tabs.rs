//! Tabs: one part of a page at a time. [`Tabs`] switches panels, [`TabNav`] leads to other addresses.

use leptos::{ev::KeyboardEvent, prelude::*, text_prop::TextProp};
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::{
    Count, Tone,
    keyboard::{Step, focusables},
};

/// One tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Its stable name.
    pub key: String,
    /// What people read.
    pub label: String,
    /// How many things its panel holds.
    pub count: Option<usize>,
    /// What the number means.
    pub tone: Option<Tone>,
}

impl Tab {
    /// A tab with words.
    pub fn new(key: impl Into<String>, label: impl Into<String>) -> Self {
        Self { key: key.into(), label: label.into(), count: None, tone: None }
    }

    /// The same with a number.
    #[must_use]
    pub fn with_count(mut self, count: usize) -> Self {
        self.count = Some(count);
        self
    }
}

/// Tabs over panels. The panel of a tab has the id `{id}-panel-{key}` and `role="tabpanel"`; see [`TabPanel`].
#[component]
pub fn Tabs(
    /// The id of the row; unique on the page.
    #[prop(into)]
    id: String,
    /// What the tabs divide.
    #[prop(into)]
    label: TextProp,
    /// The tabs.
    #[prop(into)]
    tabs: Signal<Vec<Tab>>,
    /// The key of the open one.
    #[prop(into)]
    chosen: Signal<String>,
    /// Called with the key of the one to open.
    #[prop(into)]
    on_pick: Callback<String>,
    /// Each as wide as the others.
    #[prop(optional)]
    fill: bool,
) -> impl IntoView {
    let buttons = move || {
        let id = id.clone();
        tabs.get().into_iter().map(move |tab| view! { <TabButton row=id.clone() tab chosen on_pick /> }).collect_view()
    };
    view! {
        <div class="tabs" class:fill=fill role="tablist" aria-label=move || label.get() on:keydown=walk>
            {buttons}
        </div>
    }
}

#[component]
fn TabButton(row: String, tab: Tab, chosen: Signal<String>, on_pick: Callback<String>) -> impl IntoView {
    let key = StoredValue::new(tab.key.clone());
    let is_chosen = Memo::new(move |_| chosen.with(|chosen| key.with_value(|key| chosen == key)));
    let count = tab.count.map(|of| match tab.tone {
        Some(tone) => view! { <Count of tone /> }.into_any(),
        None => view! { <Count of /> }.into_any(),
    });
    view! {
        <button
            type="button"
            role="tab"
            id=format!("{row}-tab-{}", tab.key)
            aria-controls=format!("{row}-panel-{}", tab.key)
            aria-selected=move || if is_chosen.get() { "true" } else { "false" }
            tabindex=move || if is_chosen.get() { "0" } else { "-1" }
            on:click=move |_| on_pick.run(key.get_value())
        >
            {tab.label}
            {count}
        </button>
    }
}

/// The panel of a tab, shown while its tab is the open one.
#[component]
pub fn TabPanel(
    /// The id of the row of tabs.
    #[prop(into)]
    row: String,
    /// The key of its tab.
    #[prop(into)]
    key: String,
    /// The key of the open tab.
    #[prop(into)]
    chosen: Signal<String>,
    children: ChildrenFn,
) -> impl IntoView {
    let own = key.clone();
    let is_open = Memo::new(move |_| chosen.with(|chosen| *chosen == own));
    let children = StoredValue::new(children);
    view! {
        <div
            role="tabpanel"
            id=format!("{row}-panel-{key}")
            aria-labelledby=format!("{row}-tab-{key}")
            hidden=move || !is_open.get()
        >
            <Show when=move || is_open.get()>{children.with_value(|children| children())}</Show>
        </div>
    }
}

/// Tabs that are addresses: inside stand [`TabLink`]s.
#[component]
pub fn TabNav(
    /// What the tabs divide.
    #[prop(into)]
    label: TextProp,
    /// Each as wide as the others.
    #[prop(optional)]
    fill: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <nav class="tabs" class:fill=fill aria-label=move || label.get()>
            {children()}
        </nav>
    }
}

/// A tab that is an address.
#[component]
pub fn TabLink(
    /// Where it leads.
    #[prop(into)]
    href: TextProp,
    /// Whether this is the page.
    #[prop(into)]
    current: Signal<bool>,
    /// How many things are there.
    #[prop(optional, into)]
    count: Option<Signal<usize>>,
    children: Children,
) -> impl IntoView {
    view! {
        <a href=move || href.get() aria-current=move || current.get().then_some("page")>
            {children()}
            {count.map(|count| view! { <Count of=count /> })}
        </a>
    }
}

/// Arrow keys, Home and End open the tab they move to.
fn walk(event: KeyboardEvent) {
    let Some(step) = Step::of(&event) else { return };
    let Some(row) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let tabs = focusables(&row, "[role=tab]");
    let at = tabs.iter().position(|tab| tab.get_attribute("aria-selected").as_deref() == Some("true"));
    if let Some(next) = step.from(at, tabs.len()).and_then(|next| tabs.get(next)) {
        event.prevent_default();
        // A tab that cannot take the focus is still opened.
        let _ = next.focus();
        next.click();
    }
}
