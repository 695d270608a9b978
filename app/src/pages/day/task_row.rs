//! One task in my day.

use leptos::prelude::*;
use model::view::TaskView;
use ui::{ButtonKind, Due, Icon, LinkButton, t};

use crate::{
    marks::{ChannelMark, PriorityMark},
    words::say,
};

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
    let who = task.customer.as_ref().map(|customer| {
        view! {
            <span>
                <Icon name="user" />
                {customer.name.clone()}
            </span>
        }
    });
    let draft = task.draft.is_some().then(|| {
        view! {
            <span>
                <Icon name="pencil" />
                {t!("day.has_draft")}
            </span>
        }
    });
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
                {who}
                <span>
                    <Icon name="branch" />
                    {move || step.get()}
                </span>
                {draft}
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
                <ChannelMark channel=task.channel />
                <span class="num">"#"{task.number}</span>
                <a class="cut go" href=format!("/desk/tickets/{}", task.number)>
                    {task.ticket_title}
                </a>
                <PriorityMark priority=task.priority />
            </span>
            <span class="who cut">{task.customer.map(|customer| customer.name)}</span>
            <span class="do cut">{move || step.get()}</span>
            <Icon name="right" />
        </div>
    }
    .into_any()
}
