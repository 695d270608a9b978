//! A customer, found by name, mail address or telephone number.

use std::time::Duration;

use leptos::{ev::KeyboardEvent, prelude::*, task::spawn_local};
use model::record::Customer;
use ui::{
    IconButton, Input,
    i18n::use_lang,
    keyboard::{Step, is_composing},
    t,
};

use super::Control;

/// How long the search waits after a key.
const PAUSE: Duration = Duration::from_millis(250);

/// A customer field: the one that is chosen, or the search for one.
#[component]
pub fn CustomerControl(control: Control) -> impl IntoView {
    let (id, set) = (control.text(), control.set_text());
    let name = RwSignal::new(String::new());
    let shown = move || {
        let name = name.get();
        if name.is_empty() { id.get().chars().take(8).collect() } else { name }
    };
    let pick = Callback::new(move |customer: Customer| {
        name.set(customer.name);
        set.run(customer.id.to_string());
    });
    let search_id = format!("{}-search", control.id);
    view! {
        <Show
            when=move || id.with(String::is_empty)
            fallback=move || {
                view! {
                    <span class="chip">
                        {shown}
                        <Show when=move || !control.read_only.get()>
                            <IconButton
                                icon="close"
                                tiny=true
                                label=t!("tickets.new_customer_remove")
                                on_press=Callback::new(move |()| set.run(String::new()))
                            />
                        </Show>
                    </span>
                }
            }
        >
            <CustomerSearch id=search_id.clone() on_pick=pick />
        </Show>
    }
}

/// A line that searches, and the customers it finds below it.
#[component]
pub fn CustomerSearch(
    /// The id of the line; unique on the page.
    #[prop(into)]
    id: String,
    /// Someone was picked.
    on_pick: Callback<Customer>,
    /// Nobody fits: someone new, by the name that was typed.
    #[prop(optional, into)]
    on_new: Option<Callback<String>>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let found = RwSignal::new(None::<Vec<Customer>>);
    let at = RwSignal::new(None::<usize>);
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let search = Callback::new(move |text: String| {
        typed.set(text.clone());
        at.set(None);
        if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
        if text.trim().is_empty() {
            found.set(None);
            return;
        }
        let ask = move || {
            spawn_local(async move {
                let answer = api::people::customers(text.clone()).await.unwrap_or_default();
                // A later search, or another page, makes this answer worthless.
                if typed.try_get_untracked().is_some_and(|now| now == text) {
                    found.try_set(Some(answer));
                }
            });
        };
        waiting.set_value(set_timeout_with_handle(ask, PAUSE).ok());
    });
    let count =
        move || found.with_untracked(|found| found.as_ref().map_or(0, Vec::len) + usize::from(on_new.is_some()));
    let take = move |index: usize| {
        let customer = found.with_untracked(|found| found.as_ref().and_then(|found| found.get(index).cloned()));
        match (customer, on_new) {
            (Some(customer), _) => on_pick.run(customer),
            (None, Some(on_new)) => on_new.run(typed.get_untracked().trim().to_owned()),
            (None, None) => {}
        }
    };
    let keys = move |event: KeyboardEvent| {
        if is_composing(&event) || found.with_untracked(Option::is_none) {
            return;
        }
        match (event.key().as_str(), Step::of(&event)) {
            ("ArrowUp" | "ArrowDown", Some(step)) => {
                event.prevent_default();
                at.update(|at| *at = step.from(*at, count()));
            }
            ("Enter", _) => {
                event.prevent_default();
                if let Some(index) = at.get_untracked() {
                    take(index);
                }
            }
            ("Escape", _) => found.set(None),
            _ => {}
        }
    };
    let list_id = StoredValue::new(format!("{id}-found"));
    view! {
        <div class="fill-search" on:keydown=keys>
            <Input
                value=typed
                on_input=search
                icon="search"
                label=t!("fill.customer_pick")
                placeholder=t!("fill.customer_pick")
                autocomplete="off"
            />
            <Show when=move || found.with(Option::is_some)>
                <ul class="menu fill-found" id=list_id.get_value() role="listbox" aria-label=t!("fill.customer_pick")>
                    <For
                        each=move || found.get().unwrap_or_default().into_iter().enumerate()
                        key=|(_, customer)| customer.id
                        children=move |(index, customer)| {
                            view! { <Found customer index at on_take=Callback::new(take) /> }
                        }
                    />
                    <Show when=move || found.with(|found| found.as_ref().is_some_and(Vec::is_empty))>
                        <li class="caption" role="presentation">{t!("fill.customer_none")}</li>
                    </Show>
                    {on_new.map(|_| view! { <AddNew typed found at on_take=Callback::new(take) /> })}
                </ul>
            </Show>
        </div>
    }
}

/// One customer that was found.
#[component]
fn Found(customer: Customer, index: usize, at: RwSignal<Option<usize>>, on_take: Callback<usize>) -> impl IntoView {
    let reach = customer.email.or(customer.phone).unwrap_or_default();
    view! {
        <li
            role="option"
            class:active=move || at.get() == Some(index)
            aria-selected=move || (at.get() == Some(index)).to_string()
            on:mousedown=move |event| event.prevent_default()
            on:click=move |_| on_take.run(index)
        >
            {customer.name}
            <span class="meta">{reach}</span>
        </li>
    }
    .into_any()
}

/// The last entry: whoever was typed, as a new customer.
#[component]
fn AddNew(
    typed: RwSignal<String>,
    found: RwSignal<Option<Vec<Customer>>>,
    at: RwSignal<Option<usize>>,
    on_take: Callback<usize>,
) -> impl IntoView {
    let lang = use_lang();
    let index = Memo::new(move |_| found.with(|found| found.as_ref().map_or(0, Vec::len)));
    let words = move || ui::i18n::tf(lang.get(), "tickets.new_customer_add", &[("name", &typed.get().trim())]);
    view! {
        <li
            role="option"
            class:active=move || at.get() == Some(index.get())
            aria-selected=move || (at.get() == Some(index.get())).to_string()
            on:mousedown=move |event| event.prevent_default()
            on:click=move |_| on_take.run(index.get_untracked())
        >
            <ui::Icon name="plus" />
            {words}
        </li>
    }
}
