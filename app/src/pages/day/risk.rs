//! Tickets that are late or close to it, as far as one may see them.

use leptos::prelude::*;
use model::view::TicketRow;
use ui::{Count, Due, Tone, t};

/// See the module.
#[component]
pub fn Risk(rows: Vec<TicketRow>) -> impl IntoView {
    let count = rows.len();
    let heading = if count > 0 { view! { <Count of=count tone=Tone::Bad /> }.into_any() } else { ().into_any() };
    let body = if rows.is_empty() {
        view! { <p class="meta">{t!("day.risk_none")}</p> }.into_any()
    } else {
        rows.into_iter().map(|row| view! { <Row row /> }.into_any()).collect_view().into_any()
    };
    let all = (count > 0).then(|| view! { <a href="/desk/tickets?soon=1">{t!("day.show_all")}</a> });
    view! {
        <section class="side-block">
            <h2>{t!("day.risk")}{heading}{all}</h2>
            {body}
        </section>
    }
}

#[component]
fn Row(row: TicketRow) -> impl IntoView {
    let due = row.due_at.map(|due| match row.clock_from {
        Some(from) => view! { <Due due from=from /> }.into_any(),
        None => view! { <Due due /> }.into_any(),
    });
    view! {
        <a class="queue-row risk-row" href=format!("/desk/tickets/{}", row.number) title=row.title.clone()>
            <span class="meta num">"#"{row.number}</span>
            <span class="cut">{row.title.clone()}</span>
            {due}
        </a>
    }
}
