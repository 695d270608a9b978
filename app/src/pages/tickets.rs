//! The list of tickets: search, filters, rows, more.

pub mod filter;
mod filter_bar;
pub mod new;
mod rows;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use model::role::Right;
use ui::{ButtonKind, LinkButton, i18n::t, t, use_lang};

use self::{
    filter::Filter,
    filter_bar::FilterBar,
    rows::{Rows, WaitingRows},
};
use crate::{failed::Failed, frame::use_me};

/// See the module.
#[component]
pub fn TicketsPage() -> impl IntoView {
    let lang = use_lang();
    let query = use_query_map();
    let filter = Memo::new(move |_| query.with(|query| Filter::read(|name| query.get_str(name).map(str::to_owned))));
    let me = use_me();
    let own = me.as_ref().map(|me| me.id);
    let list = Resource::new_blocking(move || filter.get(), move |filter| api::ticket::list(filter.query(own)));
    let types = Resource::new_blocking(|| (), |()| api::ticket::types());
    let navigate = use_navigate();
    let set = Callback::new(move |filter: Filter| {
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate(&format!("/desk/tickets{}", filter.write()), options);
    });
    let retry = Callback::new(move |()| list.refetch());
    let file = me.is_some_and(|me| me.may(Right::CreateTickets)).then(|| {
        view! {
            <LinkButton href="/desk/tickets/new" kind=ButtonKind::Primary small=true icon="plus">
                {t!("shell.new_ticket")}
            </LinkButton>
        }
    });
    view! {
        <Title text=move || t(lang.get(), "tickets.title") />
        <main class="page tickets" id="content">
            <header class="page-bar">
                <h1>{t!("tickets.title")}</h1>
                <div class="acts">{file}</div>
            </header>
            <Transition>
                <FilterBar filter types=Signal::derive(move || types.get().and_then(Result::ok).unwrap_or_default()) set />
            </Transition>
            <Transition fallback=WaitingRows>
                {move || {
                    list.get()
                        .map(|answer| match answer {
                            Ok(first) => view! { <Rows first filter=filter.get_untracked() set /> }.into_any(),
                            Err(error) => view! { <div class="page-body padded"><Failed error on_retry=retry /></div> }.into_any(),
                        })
                }}
            </Transition>
        </main>
    }
    .into_any()
}
