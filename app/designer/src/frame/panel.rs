//! The panel docked below the canvas: tabs over one body, which can be folded away or made tall.

use leptos::prelude::*;
use ui::{IconButton, Tab, Tabs, Tone, t};

/// One tab of the panel.
#[derive(Clone)]
pub struct PanelTab {
    /// Its stable name.
    pub key: &'static str,
    /// What people read.
    pub label: Signal<String>,
    /// How many things are there, and what the number means; not shown when nothing is there.
    pub count: Signal<Option<(usize, Option<Tone>)>>,
    /// What is in it; made anew each time it is opened.
    pub body: ViewFn,
}

/// What a tab's head shows: its key, its words, and how many things wait behind it.
type Head = (&'static str, Signal<String>, Signal<Option<(usize, Option<Tone>)>>);

/// The panel. Which tab is open is the page's to say, so that a shortcut can open one; none means folded away.
#[component]
pub fn DesignerPanel(
    /// The tabs.
    tabs: Vec<PanelTab>,
    /// The key of the open one, empty when the panel is folded away.
    open: RwSignal<String>,
) -> impl IntoView {
    let is_tall = RwSignal::new(false);
    let last = StoredValue::new(tabs.first().map(|tab| tab.key.to_owned()).unwrap_or_default());
    let heads = {
        let tabs: Vec<_> = tabs.iter().map(|tab| (tab.key, tab.label, tab.count)).collect();
        Signal::derive(move || {
            let head = |(key, label, count): &Head| {
                let count = count.get();
                Tab {
                    count: count.map(|(count, _)| count),
                    tone: count.and_then(|(_, tone)| tone),
                    ..Tab::new(*key, label.get())
                }
            };
            tabs.iter().map(head).collect::<Vec<_>>()
        })
    };
    let is_open = Memo::new(move |_| open.with(|open| !open.is_empty()));
    let pick = move |key: String| {
        last.set_value(key.clone());
        open.set(key);
    };
    let fold = move |()| {
        if is_open.get_untracked() {
            open.with_untracked(|open| last.set_value(open.clone()));
            open.set(String::new());
        } else {
            open.set(last.get_value());
        }
    };
    let tabs = StoredValue::new(tabs);
    let body = move || {
        let key = open.get();
        tabs.with_value(|tabs| tabs.iter().find(|tab| tab.key == key).map(|tab| tab.body.run()))
    };
    let panel_id = move || format!("designer-panel-panel-{}", open.get());
    let tab_id = move || format!("designer-panel-tab-{}", open.get());
    view! {
        <section class="designer-panel" class:tall=move || is_tall.get() aria-label=t!("designer.panel")>
            <header>
                <Tabs id="designer-panel" label=t!("designer.panel") tabs=heads chosen=open on_pick=pick />
                <Show when=move || is_open.get()>
                    <IconButton
                        icon="expand"
                        label=t!("designer.panel_tall")
                        pressed=Signal::from(is_tall)
                        on_press=move |()| is_tall.update(|tall| *tall = !*tall)
                    />
                </Show>
                <FoldButton is_open=is_open.into() on_press=Callback::new(fold) />
            </header>
            <Show when=move || is_open.get()>
                <div class="panel-body" role="tabpanel" id=panel_id aria-labelledby=tab_id tabindex="-1">
                    {body}
                </div>
            </Show>
        </section>
    }
    .into_any()
}

#[component]
fn FoldButton(is_open: Signal<bool>, on_press: Callback<()>) -> impl IntoView {
    move || {
        if is_open.get() {
            view! { <IconButton icon="down" label=t!("designer.panel_fold") on_press /> }.into_any()
        } else {
            view! { <IconButton icon="up" label=t!("designer.panel_open") on_press /> }.into_any()
        }
    }
}
