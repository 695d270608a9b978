//! The customer's other tickets.

use leptos::prelude::*;
use model::{
    id::{CustomerId, TicketId},
    view::{Sort, TicketQuery, TicketRow},
};
use ui::{Icon, NotLoaded, RelativeTime, SkeletonLines, t};

use crate::{loaded::loaded, marks::status_icon};

/// How many are shown.
const SHOWN: usize = 6;

/// See the module. It comes behind the page.
#[leptos::wasm_split::wasm_split(ticket_more, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn ticket_others(customer: CustomerId, own: TicketId) -> Result<AnyView, NotLoaded> {
    Ok(view! { <Others customer own /> }.into_any())
}

#[component]
fn Others(customer: CustomerId, own: TicketId) -> impl IntoView {
    let query = TicketQuery {
        customer: Some(customer),
        sort: Sort::Newest,
        limit: u32::try_from(SHOWN + 1).ok(),
        ..TicketQuery::default()
    };
    let list = loaded(move || api::ticket::list(query.clone()));
    let rows = move || match list.get() {
        None => view! { <SkeletonLines lines=2 /> }.into_any(),
        Some(Err(_)) => view! { <p class="meta">{t!("error.section")}</p> }.into_any(),
        Some(Ok(list)) => {
            let others: Vec<TicketRow> = list.rows.into_iter().filter(|row| row.id != own).take(SHOWN).collect();
            if others.is_empty() {
                return view! { <p class="meta">{t!("ticket.others_none")}</p> }.into_any();
            }
            let rows = others.into_iter().map(|row| view! { <Row row /> }.into_any()).collect_view();
            view! { <div class="rows">{rows}</div> }.into_any()
        }
    };
    view! {
        <h3>{t!("ticket.others")}</h3>
        {rows}
    }
}

#[component]
fn Row(row: TicketRow) -> impl IntoView {
    view! {
        <a class="row" href=format!("/desk/tickets/{}", row.number) title=row.title.clone()>
            <Icon name=status_icon(row.status) label=t!(crate::words::status_key(row.status)) />
            <span class="num support">"#"{row.number}</span>
            <span class="title">{row.title.clone()}</span>
            <span class="meta">
                <RelativeTime at=row.updated_at />
            </span>
        </a>
    }
}
