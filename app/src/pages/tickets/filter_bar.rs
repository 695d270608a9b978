//! Search, filter chips and order of the list.

use std::time::Duration;

use leptos::prelude::*;
use model::{Text, flow::Priority, key::DefinitionKey, record::Status, view::TypeCard};
use ui::{Button, ButtonKind, FilterChip, Menu, MenuItem, SearchInput, ToggleChip, i18n::t, t, use_lang};

use super::{
    columns::{Column, ColumnsMenu},
    filter::{Filter, Order},
};
use crate::words::{names, priority_key, said, status_key};

/// How long the search waits after a key.
const PAUSE: Duration = Duration::from_millis(300);

/// See the module.
#[component]
pub fn FilterBar(
    filter: Memo<Filter>,
    types: Signal<Vec<TypeCard>>,
    queues: Signal<Vec<(DefinitionKey, Text)>>,
    columns: RwSignal<Vec<Column>>,
    set: Callback<Filter>,
) -> impl IntoView {
    view! {
        <div class="page-subbar filter-bar" role="search" aria-label=t!("tickets.filters")>
            <Search filter set />
            <Switches filter set />
            <StatusFilter filter set />
            <PriorityFilter filter set />
            <TypeFilter filter types set />
            <QueueFilter filter queues set />
            <OrderMenu filter set />
            <ColumnsMenu columns />
        </div>
    }
    .into_any()
}

/// Writes a changed filter into the address.
fn change(filter: Memo<Filter>, set: Callback<Filter>, change: impl FnOnce(&mut Filter)) {
    let mut changed = filter.get_untracked();
    change(&mut changed);
    set.run(changed);
}

#[component]
fn Search(filter: Memo<Filter>, set: Callback<Filter>) -> impl IntoView {
    let typed = RwSignal::new(filter.with_untracked(|filter| filter.text.clone()));
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let on_input = Callback::new(move |text: String| {
        typed.set(text.clone());
        if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
        let go = move || {
            waiting.try_set_value(None);
            if typed.try_get_untracked().is_some() {
                change(filter, set, |filter| text.trim().clone_into(&mut filter.text));
            }
        };
        waiting.set_value(set_timeout_with_handle(go, PAUSE).ok());
    });
    // The address is outside: going back, or clearing the filters, changes the words there.
    Effect::new(move |was: Option<String>| {
        let text = filter.with(|filter| filter.text.clone());
        let is_mine = waiting.with_value(Option::is_some) || typed.with_untracked(|typed| typed.trim() == text);
        if was.is_some_and(|was| was != text) && !is_mine {
            typed.set(text.clone());
        }
        text
    });
    view! { <SearchInput value=typed on_input label=t!("tickets.search") shortcut="/" small=true /> }
}

#[component]
fn Switches(filter: Memo<Filter>, set: Callback<Filter>) -> impl IntoView {
    view! {
        <ToggleChip
            pressed=Signal::derive(move || filter.with(|filter| !filter.all && filter.status.is_empty()))
            on_change=Callback::new(move |on: bool| {
                change(filter, set, |filter| {
                    filter.all = !on;
                    filter.status.clear();
                });
            })
        >
            {t!("tickets.filter_open")}
        </ToggleChip>
        <ToggleChip
            pressed=Signal::derive(move || filter.with(|filter| filter.mine))
            on_change=Callback::new(move |on: bool| change(filter, set, |filter| filter.mine = on))
        >
            {t!("tickets.filter_mine")}
        </ToggleChip>
        <ToggleChip
            pressed=Signal::derive(move || filter.with(|filter| filter.unowned))
            on_change=Callback::new(move |on: bool| change(filter, set, |filter| filter.unowned = on))
        >
            {t!("tickets.filter_unowned")}
        </ToggleChip>
        <ToggleChip
            pressed=Signal::derive(move || filter.with(|filter| filter.late))
            on_change=Callback::new(move |on: bool| change(filter, set, |filter| filter.late = on))
        >
            {t!("tickets.filter_late")}
        </ToggleChip>
        <ToggleChip
            pressed=Signal::derive(move || filter.with(|filter| filter.soon))
            on_change=Callback::new(move |on: bool| change(filter, set, |filter| filter.soon = on))
        >
            {t!("tickets.filter_soon")}
        </ToggleChip>
    }
}

/// A chip whose menu switches values on and off.
#[component]
fn ListFilter(
    id: &'static str,
    name: &'static str,
    value: Signal<String>,
    is_set: Signal<bool>,
    on_clear: Callback<()>,
    children: Children,
) -> impl IntoView {
    let lang = use_lang();
    let shown = move || {
        let value = value.get();
        if value.is_empty() { t(lang.get(), "tickets.filter_any").to_owned() } else { value }
    };
    let chip = move || {
        if is_set.get() {
            view! { <FilterChip name=t!(name) value=shown menu=id on_remove=on_clear /> }.into_any()
        } else {
            view! { <FilterChip name=t!(name) value=shown menu=id /> }.into_any()
        }
    };
    view! {
        {chip}
        <Menu id=id label=t!(name)>
            {children()}
        </Menu>
    }
}

#[component]
fn StatusFilter(filter: Memo<Filter>, set: Callback<Filter>) -> impl IntoView {
    let lang = use_lang();
    let value = Signal::derive(move || {
        let lang = lang.get();
        filter.with(|filter| names(lang, filter.status.iter().map(|status| t(lang, status_key(*status)))))
    });
    let items = Status::ALL
        .into_iter()
        .map(|status| {
            let checked = Signal::derive(move || filter.with(|filter| filter.status.contains(&status)));
            let switch = Callback::new(move |()| change(filter, set, |filter| toggle(&mut filter.status, status)));
            view! {
                <MenuItem on_pick=switch checked=checked>
                    {t!(status_key(status))}
                </MenuItem>
            }
            .into_any()
        })
        .collect_view();
    view! {
        <ListFilter
            id="filter-status"
            name="tickets.filter_status"
            value=value
            is_set=Signal::derive(move || filter.with(|filter| !filter.status.is_empty()))
            on_clear=Callback::new(move |()| change(filter, set, |filter| filter.status.clear()))
        >
            {items}
        </ListFilter>
    }
}

#[component]
fn PriorityFilter(filter: Memo<Filter>, set: Callback<Filter>) -> impl IntoView {
    let lang = use_lang();
    let value = Signal::derive(move || {
        let lang = lang.get();
        filter.with(|filter| names(lang, filter.priority.iter().map(|priority| t(lang, priority_key(*priority)))))
    });
    let items = Priority::ALL
        .into_iter()
        .rev()
        .map(|priority| {
            let checked = Signal::derive(move || filter.with(|filter| filter.priority.contains(&priority)));
            let switch = Callback::new(move |()| change(filter, set, |filter| toggle(&mut filter.priority, priority)));
            view! {
                <MenuItem on_pick=switch checked=checked>
                    {t!(priority_key(priority))}
                </MenuItem>
            }
            .into_any()
        })
        .collect_view();
    view! {
        <ListFilter
            id="filter-priority"
            name="tickets.filter_priority"
            value=value
            is_set=Signal::derive(move || filter.with(|filter| !filter.priority.is_empty()))
            on_clear=Callback::new(move |()| change(filter, set, |filter| filter.priority.clear()))
        >
            {items}
        </ListFilter>
    }
}

#[component]
fn TypeFilter(filter: Memo<Filter>, types: Signal<Vec<TypeCard>>, set: Callback<Filter>) -> impl IntoView {
    let lang = use_lang();
    let value = Signal::derive(move || {
        let (lang, types) = (lang.get(), types.get());
        let title = |key: &model::key::DefinitionKey| {
            let card = types.iter().find(|card| card.key == *key);
            card.map_or_else(|| key.to_string(), |card| said(&card.title, lang).to_owned())
        };
        let titles: Vec<String> = filter.with(|filter| filter.types.iter().map(title).collect());
        names(lang, titles.iter().map(String::as_str))
    });
    let items = move || {
        types
            .get()
            .into_iter()
            .map(|card| {
                let (key, mine) = (card.key.clone(), card.key);
                let checked = Signal::derive(move || filter.with(|filter| filter.types.contains(&mine)));
                let switch =
                    Callback::new(move |()| change(filter, set, |filter| toggle(&mut filter.types, key.clone())));
                let title = crate::words::say(card.title);
                view! {
                    <MenuItem on_pick=switch checked=checked>
                        {move || title.get()}
                    </MenuItem>
                }
                .into_any()
            })
            .collect_view()
    };
    view! {
        <ListFilter
            id="filter-type"
            name="tickets.filter_type"
            value=value
            is_set=Signal::derive(move || filter.with(|filter| !filter.types.is_empty()))
            on_clear=Callback::new(move |()| change(filter, set, |filter| filter.types.clear()))
        >
            {items}
        </ListFilter>
    }
}

#[component]
fn QueueFilter(
    filter: Memo<Filter>,
    queues: Signal<Vec<(DefinitionKey, Text)>>,
    set: Callback<Filter>,
) -> impl IntoView {
    let lang = use_lang();
    let value = Signal::derive(move || {
        let (lang, queues) = (lang.get(), queues.get());
        let title = |key: DefinitionKey| {
            let known = queues.iter().find(|(known, _)| *known == key);
            known.map_or_else(|| key.to_string(), |(_, title)| said(title, lang).to_owned())
        };
        filter.with(|filter| filter.queue.clone()).map(title).unwrap_or_default()
    });
    let items = move || {
        queues
            .get()
            .into_iter()
            .map(|(key, title)| {
                let mine = key.clone();
                let checked = Signal::derive(move || filter.with(|filter| filter.queue.as_ref() == Some(&mine)));
                let pick = Callback::new(move |()| {
                    change(filter, set, |filter| {
                        filter.queue = if filter.queue.as_ref() == Some(&key) { None } else { Some(key.clone()) };
                    });
                });
                let title = crate::words::say(title);
                view! {
                    <MenuItem on_pick=pick checked=checked>
                        {move || title.get()}
                    </MenuItem>
                }
                .into_any()
            })
            .collect_view()
    };
    view! {
        <ListFilter
            id="filter-queue"
            name="tickets.filter_queue"
            value=value
            is_set=Signal::derive(move || filter.with(|filter| filter.queue.is_some()))
            on_clear=Callback::new(move |()| change(filter, set, |filter| filter.queue = None))
        >
            {items}
        </ListFilter>
    }
}

#[component]
fn OrderMenu(filter: Memo<Filter>, set: Callback<Filter>) -> impl IntoView {
    let lang = use_lang();
    let items = Order::ALL
        .into_iter()
        .map(|order| {
            let checked = Signal::derive(move || filter.with(|filter| filter.sort == order));
            let pick = Callback::new(move |()| change(filter, set, |filter| filter.sort = order));
            view! {
                <MenuItem on_pick=pick checked=checked>
                    {t!(order.key())}
                </MenuItem>
            }
            .into_any()
        })
        .collect_view();
    view! {
        <span class="filter-rest"></span>
        <Button kind=ButtonKind::Quiet small=true icon="sort" menu="sort">
            {move || t(lang.get(), filter.with(|filter| filter.sort).key())}
        </Button>
        <Menu id="sort" label=t!("tickets.sort_label")>
            {items}
        </Menu>
    }
}

/// Adds one to all, or takes it away.
pub fn toggle<T: PartialEq>(all: &mut Vec<T>, one: T) {
    if let Some(at) = all.iter().position(|other| *other == one) {
        all.remove(at);
    } else {
        all.push(one);
    }
}
