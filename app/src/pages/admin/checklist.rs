//! Several of many, as check boxes.

use leptos::prelude::*;
use ui::Check;

/// One thing that can be ticked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What is stored.
    pub key: String,
    /// What people read.
    pub words: String,
    /// It is ticked for another reason, or cannot be ticked by whoever looks.
    pub is_fixed: bool,
    /// It counts as ticked whatever is chosen.
    pub is_given: bool,
}

impl Item {
    /// One that can be ticked freely.
    pub fn new(key: impl Into<String>, words: impl Into<String>) -> Self {
        Self { key: key.into(), words: words.into(), is_fixed: false, is_given: false }
    }
}

/// The boxes; `chosen` holds the keys in the order in which they were ticked.
#[component]
pub fn Checklist(
    /// What can be ticked.
    items: Signal<Vec<Item>>,
    /// What is.
    chosen: RwSignal<Vec<String>>,
    /// Something beside a ticked box.
    #[prop(optional)]
    beside: Option<Callback<String, AnyView>>,
) -> impl IntoView {
    let row = move |item: Item| {
        let Item { key, words, is_fixed, is_given } = item;
        let key = StoredValue::new(key);
        let is_on =
            Signal::derive(move || is_given || chosen.with(|chosen| key.with_value(|key| chosen.contains(key))));
        let change = Callback::new(move |on: bool| {
            chosen.update(|chosen| {
                let key = key.get_value();
                chosen.retain(|other| *other != key);
                if on {
                    chosen.push(key);
                }
            });
        });
        let more = move || beside.filter(|_| is_on.get()).map(|beside| beside.run(key.get_value()));
        view! {
            <li>
                <Check checked=is_on on_change=change disabled=Signal::stored(is_fixed)>
                    {words}
                </Check>
                {more}
            </li>
        }
        .into_any()
    };
    view! { <ul class="checklist">{move || items.get().into_iter().map(row).collect_view()}</ul> }.into_any()
}
