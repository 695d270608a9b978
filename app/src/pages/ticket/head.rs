//! Who, what, how urgent; and what one may do with the whole ticket.

use leptos::prelude::*;
use ui::{Button, Icon, t};

use super::case::Case;
use crate::marks::{PriorityMark, StatusMark};

/// See the module.
#[component]
pub fn Head(case: Case) -> impl IntoView {
    let title = case.part(|page| page.row.title.clone());
    let number = case.peek(|page| page.row.number);
    let status = case.part(|page| page.row.status);
    let priority = case.part(|page| page.row.priority);
    view! {
        <header class="page-bar">
            <a class="icon-button" href="/desk/tickets" aria-label=t!("ticket.back") title=t!("ticket.back")>
                <Icon name="arrow-left" />
            </a>
            <span class="number">"#"{number}</span>
            <h1 class="cut" title=move || title.get()>
                {move || title.get()}
            </h1>
            {move || view! { <StatusMark status=status.get() pill=true /> }}
            {move || view! { <PriorityMark priority=priority.get() /> }}
            <div class="acts">
                <TransferButton case />
            </div>
        </header>
    }
    .into_any()
}

/// Hands over the first task that may be handed over.
#[component]
fn TransferButton(case: Case) -> impl IntoView {
    let task = case.part(|page| {
        let may = page.may_work;
        page.tasks.iter().find(|task| task.may_complete || may).map(|task| task.id)
    });
    view! {
        <Show when=move || task.with(Option::is_some)>
            <Button
                small=true
                icon="transfer"
                on_press=Callback::new(move |()| case.transfer().set(task.get_untracked()))
            >
                {t!("ticket.transfer")}
            </Button>
        </Show>
    }
}
