//! What waits in my queues for someone to take it.

use leptos::{prelude::*, task::spawn_local};
use model::view::{TaskQuery, TaskView};
use ui::{Button, Count, SkeletonLines, Toast, i18n::tf, t, use_lang, use_toasts};

use super::{PAUSE, task_row::TaskDue};
use crate::{
    failed::Failed,
    live::on_change,
    words::{error, said, say},
};

/// The tasks nobody has, with a button to take each.
#[component]
pub fn Claimable(
    /// Something was taken.
    on_claim: Callback<()>,
) -> impl IntoView {
    let query = TaskQuery { claimable: true, limit: Some(50), ..TaskQuery::default() };
    let tasks = Resource::new_blocking(|| (), move |()| api::task::list(query.clone()));
    let reload = Callback::new(move |()| tasks.refetch());
    on_change(|| None, PAUSE, reload);
    let taken = Callback::new(move |()| {
        reload.run(());
        on_claim.run(());
    });
    let count = Signal::derive(move || tasks.get().and_then(Result::ok).map_or(0, |list| list.rows.len()));
    view! {
        <section class="side-block">
            <h2>{t!("day.claimable")}<Transition><Count of=count /></Transition></h2>
            <Transition fallback=|| view! { <SkeletonLines lines=3 /> }>
                {move || {
                    tasks
                        .get()
                        .map(|answer| match answer {
                            Ok(list) if list.rows.is_empty() => view! { <Nothing /> }.into_any(),
                            Ok(list) => view! { <Rows tasks=list.rows taken /> }.into_any(),
                            Err(error) => view! { <Failed error on_retry=reload /> }.into_any(),
                        })
                }}
            </Transition>
        </section>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <p class="support">{t!("day.claimable_none")}</p>
        <p class="meta">{t!("day.claimable_none_why")}</p>
    }
}

#[component]
fn Rows(tasks: Vec<TaskView>, taken: Callback<()>) -> impl IntoView {
    tasks.into_iter().map(|task| view! { <Row task taken /> }.into_any()).collect_view()
}

#[component]
fn Row(task: TaskView, taken: Callback<()>) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let busy = RwSignal::new(false);
    let step = say(task.title.clone());
    let (id, title) = (task.id, task.title.clone());
    let claim = Callback::new(move |()| {
        busy.set(true);
        let title = title.clone();
        spawn_local(async move {
            let answer = api::task::claim(id).await;
            let lang = lang.try_get_untracked().unwrap_or_default();
            busy.try_set(false);
            toasts.show(match answer {
                Ok(_) => Toast::good(tf(lang, "day.claimed", &[("title", &said(&title, lang))])),
                Err(no) => Toast::bad(error::sentence(lang, &no)),
            });
            taken.try_run(());
        });
    });
    let name = Signal::derive({
        let task = task.clone();
        move || tf(lang.get(), "day.claim_named", &[("number", &task.number), ("title", &task.ticket_title)])
    });
    view! {
        <div class="claim-row">
            <div class="claim-words">
                <a class="cut" href=format!("/desk/tickets/{}", task.number)>
                    <span class="meta num">"#"{task.number}</span>
                    " "
                    {task.ticket_title.clone()}
                </a>
                <span class="meta cut">{move || step.get()}</span>
            </div>
            <TaskDue task=task.clone() />
            <span title=move || name.get()>
                <Button small=true busy=busy on_press=claim>
                    {t!("day.claim")}
                </Button>
            </span>
        </div>
    }
}
