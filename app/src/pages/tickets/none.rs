//! A list without tickets: why, and what to do about it.

use leptos::prelude::*;
use model::role::Right;
use ui::{Button, Empty, LinkButton, t};

use super::filter::Filter;
use crate::frame::use_me;

/// See the module.
#[component]
pub fn NoTickets(is_narrow: bool, set: Callback<Filter>) -> impl IntoView {
    let body = if is_narrow {
        let clear = Callback::new(move |()| set.run(Filter::default()));
        let wider = Callback::new(move |()| set.run(Filter { all: true, ..Filter::default() }));
        view! {
            <Empty icon="filter" title=t!("tickets.empty_filtered") text=t!("tickets.empty_filtered_why")>
                <Button on_press=clear>{t!("common.filters_clear")}</Button>
                <Button on_press=wider>{t!("tickets.empty_closed_too")}</Button>
            </Empty>
        }
        .into_any()
    } else {
        let may_file = use_me().is_some_and(|me| me.may(Right::CreateTickets));
        let file = may_file.then(|| {
            view! {
                <LinkButton href="/desk/tickets/new" icon="plus">
                    {t!("shell.new_ticket")}
                </LinkButton>
            }
        });
        view! {
            <Empty icon="ticket" title=t!("tickets.empty") text=t!("tickets.empty_why")>
                {file}
            </Empty>
        }
        .into_any()
    };
    view! { <div class="page-body">{body}</div> }.into_any()
}
