//! My tickets that wait for their customer: nothing to do now, nothing to forget.

use leptos::prelude::*;
use model::view::TicketRow;
use ui::{Clock, ClockState, Count, Icon, RelativeTime, t};

use crate::marks::ChannelMark;

/// See the module.
#[component]
pub fn Waiting(rows: Vec<TicketRow>) -> impl IntoView {
    if rows.is_empty() {
        return ().into_any();
    }
    let count = rows.len();
    let rows = rows.into_iter().map(|row| view! { <Row row /> }.into_any()).collect_view();
    view! {
        <section class="due-group">
            <h2>{t!("day.waiting")}<Count of=count /></h2>
            {rows}
        </section>
    }
    .into_any()
}

#[component]
fn Row(row: TicketRow) -> impl IntoView {
    view! {
        <div class="task">
            <Clock state=Signal::stored(ClockState::Paused)>
                <RelativeTime at=row.updated_at />
            </Clock>
            <span class="title">
                <ChannelMark channel=row.channel />
                <span class="num">"#"{row.number}</span>
                <a class="cut go" href=format!("/desk/tickets/{}", row.number)>
                    {row.title}
                </a>
            </span>
            <span class="who cut">{row.customer.map(|customer| customer.name)}</span>
            <span class="do cut">{t!("record.status.waiting_for_customer")}</span>
            <Icon name="right" />
        </div>
    }
}
