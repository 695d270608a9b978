//! The list of tickets: views, search, filters, rows, and acts on many at once.

mod bulk;
mod columns;
pub mod filter;
mod filter_bar;
mod head;
pub mod new;
mod none;
mod picked;
mod row;
mod rows;
mod save_view;
mod sight;
pub mod trail;
pub mod views;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use model::role::Right;
use ui::{ButtonKind, LinkButton, i18n::t, t, use_lang};

use self::{
    columns::{Column, use_columns},
    filter::Filter,
    filter_bar::FilterBar,
    row::QueueTitles,
    rows::{Rows, WaitingRows},
    save_view::{SaveView, Saving},
    views::{ViewsMenu, address_of, use_open_view, use_views},
};
use crate::{asked::ask, failed::Failed, frame::use_me, titled::Title};

/// See the module.
#[component]
pub fn TicketsPage() -> impl IntoView {
    let lang = use_lang();
    let query = use_query_map();
    let filter = Memo::new(move |_| query.with(|query| Filter::read(|name| query.get_str(name).map(str::to_owned))));
    let list = ask(move || filter.get(), move |filter| api::ticket::list(filter.query()));
    let types = ask(|| (), |()| api::ticket::types());
    let queues = ask(|| (), |()| api::task::queues());
    let queue_titles = Signal::derive(move || queues.get().and_then(Result::ok).unwrap_or_default());
    provide_context(QueueTitles(queue_titles));
    let (views, open_id, columns) = (use_views(), use_open_view(), use_columns());
    let open = Memo::new(move |_| open_id.get().and_then(|id| views.find(id)));
    // What the browser keeps is outside; a view that is opened brings its columns.
    Effect::new(move |was: Option<Option<model::id::ViewId>>| {
        let now = open.with(|open| open.as_ref().map(|row| row.view.id));
        if now.is_some() && was.flatten() != now {
            open.with(|open| {
                if let Some(row) = open.as_ref().filter(|row| !row.view.columns.is_empty()) {
                    columns.set(Column::read(&row.view.columns));
                }
            });
        }
        now
    });
    let navigate = use_navigate();
    let set = Callback::new(move |filter: Filter| {
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate(&address_of(open_id.get_untracked(), &filter), options);
    });
    let retry = Callback::new(move |()| list.refetch());
    let title = Memo::new(move |_| match open.with(|open| open.as_ref().map(|row| row.view.title.clone())) {
        Some(title) => title,
        None => filter.with(|filter| t(lang.get(), views::ready(filter)).to_owned()),
    });
    let file = use_me().is_some_and(|me| me.may(Right::CreateTickets)).then(|| {
        view! {
            <LinkButton href="/desk/tickets/new" kind=ButtonKind::Primary small=true icon="plus">
                {t!("shell.new_ticket")}
            </LinkButton>
        }
    });
    let saving = Saving::new(filter, columns, open);
    view! {
        <Title text=move || title.get() />
        <main class="page tickets" id="content">
            <header class="page-bar">
                <h1 class="cut">{move || title.get()}</h1>
                <ViewsMenu />
                <SaveView saving />
                <div class="acts">{file}</div>
            </header>
            <Transition>
                <FilterBar
                    filter
                    types=Signal::derive(move || types.get().and_then(Result::ok).unwrap_or_default())
                    queues=queue_titles
                    columns
                    set
                />
            </Transition>
            <Transition fallback=WaitingRows>
                {move || {
                    list.get()
                        .map(|answer| match answer {
                            Ok(first) => view! { <Rows first filter=filter.get_untracked() columns set /> }.into_any(),
                            Err(error) => view! { <div class="page-body padded"><Failed error on_retry=retry /></div> }.into_any(),
                        })
                }}
            </Transition>
        </main>
    }
    .into_any()
}
