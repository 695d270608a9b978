//! One task in my day.

use leptos::prelude::*;
use model::view::TaskView;
use ui::{ButtonKind, Due, Icon, LinkButton, t};

use crate::{marks::PriorityMark, words::say};

/// When a task is due, as a clock that runs.
#[component]
pub fn TaskDue(task: TaskView) -> impl IntoView {
    match task.due_at {
        Some(due) => view! { <Due due from=task.opened_at /> }.into_any(),
        None => view! { <span class="clock meta">{t!("time.no_due")}</span> }.into_any(),
    }
}

/// The first task, opened: it is what one does now.
#[component]
pub fn NextTask(task: TaskView) -> impl IntoView {
    let step = say(task.title.clone());
    let go = format!("/desk/tickets/{}", task.number);
    let link = go.clone();
    view! {
        <article class="next-task" aria-label=t!("day.next")>
            <div class="title">
                <span class="num">"#"{task.number}</span>
                <a class="cut" href=link>
                    {task.ticket_title.clone()}
                </a>
                <PriorityMark priority=task.priority />
            </div>
            <p class="facts-line">
                <TaskDue task=task.clone() />
                <span>
                    <Icon name="branch" />
                    {move || step.get()}
                </span>
            </p>
            <div class="acts">
                <LinkButton href=go kind=ButtonKind::Primary>
                    {t!("day.go_on", step = step.get())}
                </LinkButton>
            </div>
        </article>
    }
    .into_any()
}

/// One task as a row; the whole row leads to its ticket.
#[component]
pub fn TaskRow(task: TaskView) -> impl IntoView {
    let step = say(task.title.clone());
    view! {
        <div class="task">
            <TaskDue task=task.clone() />
            <span class="title">
                <span class="num">"#"{task.number}</span>
                <a class="cut go" href=format!("/desk/tickets/{}", task.number)>
                    {task.ticket_title}
                </a>
            </span>
            <span class="who cut">
                <PriorityMark priority=task.priority />
            </span>
            <span class="do cut">{move || step.get()}</span>
            <Icon name="right" />
        </div>
    }
    .into_any()
}
