//! What is offered to the reader: it comes before everything else, because it waits for an answer.

use leptos::prelude::*;
use model::view::TaskView;
use ui::{Count, Tone, t};

use super::task_row::TaskRow;

/// See the module.
#[component]
pub fn Offers(offers: Vec<TaskView>) -> impl IntoView {
    if offers.is_empty() {
        return ().into_any();
    }
    let count = offers.len();
    // What counts here is how long it can be accepted.
    let row = |task: TaskView| {
        let task = TaskView { due_at: task.offered_until, ..task };
        view! { <TaskRow task /> }.into_any()
    };
    let rows = offers.into_iter().map(row).collect_view();
    view! {
        <section class="due-group">
            <h2>{t!("day.offers")}<Count of=count tone=Tone::Warn /></h2>
            {rows}
        </section>
    }
    .into_any()
}
