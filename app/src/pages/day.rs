//! My day: what to do next, in the order of due times; what waits, what is at risk, and who asked for me.

mod done;
mod mentions;
mod offers;
mod queues;
mod risk;
mod strip;
mod task_row;
mod waiting;

use std::time::Duration;

use api::ApiError;
use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use model::{
    role::Right,
    view::{Day, TaskQuery, TaskView},
};
use ui::{ButtonKind, Count, Empty, LinkButton, SkeletonLines, Tone, i18n::t, t, use_lang, use_now};

use self::{
    done::{Done, use_done},
    mentions::Mentions,
    offers::Offers,
    queues::Queues,
    risk::Risk,
    strip::Strip,
    task_row::{NextTask, TaskRow},
    waiting::Waiting,
};
use crate::{asked::ask, failed::Failed, frame::use_me, live::on_change, titled::Title};

/// The lists are read again at most this often.
const PAUSE: Duration = Duration::from_millis(600);

/// How many of one's tasks are shown.
const MOST: u32 = 200;

/// See the module.
#[component]
pub fn DayPage() -> impl IntoView {
    let lang = use_lang();
    let mine = TaskQuery { mine: true, limit: Some(MOST), ..TaskQuery::default() };
    let tasks = ask(|| (), move |()| api::task::list(mine.clone()));
    let day = ask(|| (), |()| api::day::open());
    let done = use_done();
    let reload = Callback::new(move |()| {
        tasks.refetch();
        day.refetch();
        done.reload();
    });
    on_change(|| None, PAUSE, reload);
    let file = use_me().is_some_and(|me| me.may(Right::CreateTickets)).then(|| {
        view! {
            <LinkButton href="/desk/tickets/new" kind=ButtonKind::Primary small=true icon="plus">
                {t!("shell.new_ticket")}
            </LinkButton>
        }
    });
    let open = Signal::derive(move || tasks.get().and_then(Result::ok).map_or(0, |list| list.rows.len()));
    view! {
        <Title text=move || t(lang.get(), "day.title") />
        <main class="page" id="content">
            <header class="page-bar">
                <h1>{t!("day.title")}</h1>
                <Transition>
                    <Strip open done />
                </Transition>
                <div class="acts">{file}</div>
            </header>
            <div class="day">
                <div class="day-main">
                    <Transition>
                        {move || {
                            let day = day.get().and_then(Result::ok).unwrap_or_default();
                            view! { <Offers offers=day.offers /> }
                        }}
                    </Transition>
                    <Transition fallback=|| view! { <SkeletonLines lines=8 /> }>
                        {move || {
                            tasks
                                .get()
                                .map(|answer| match answer {
                                    Ok(list) => view! { <Tasks tasks=list.rows /> }.into_any(),
                                    Err(error) => view! { <Failed error on_retry=reload /> }.into_any(),
                                })
                        }}
                    </Transition>
                    <Transition>
                        {move || {
                            let day = day.get().and_then(Result::ok).unwrap_or_default();
                            view! { <Waiting rows=day.waiting /> }
                        }}
                    </Transition>
                    <Done done />
                </div>
                <aside class="day-side" aria-label=t!("day.around")>
                    <Transition fallback=|| view! { <SkeletonLines lines=6 /> }>
                        {move || day.get().map(|answer| side(answer, reload))}
                    </Transition>
                </aside>
            </div>
        </main>
    }
    .into_any()
}

fn side(answer: Result<Day, ApiError>, reload: Callback<()>) -> AnyView {
    match answer {
        Ok(day) => view! {
            <Queues queues=day.queues on_claim=reload />
            <Risk rows=day.at_risk />
            <Mentions mentions=day.mentions />
        }
        .into_any(),
        Err(error) => view! { <Failed error on_retry=reload /> }.into_any(),
    }
}

/// How soon something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Soon {
    Late,
    Hour,
    Day,
    Later,
    Never,
}

impl Soon {
    const ALL: [Self; 5] = [Self::Late, Self::Hour, Self::Day, Self::Later, Self::Never];

    fn of(due: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Self {
        match due.map(|due| due - now) {
            None => Self::Never,
            Some(left) if left < TimeDelta::zero() => Self::Late,
            Some(left) if left < TimeDelta::hours(1) => Self::Hour,
            Some(left) if left < TimeDelta::hours(24) => Self::Day,
            Some(_) => Self::Later,
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Late => "day.late",
            Self::Hour => "day.within_hour",
            Self::Day => "day.within_day",
            Self::Later => "day.later",
            Self::Never => "day.no_due",
        }
    }

    const fn tone(self) -> Option<Tone> {
        match self {
            Self::Late => Some(Tone::Bad),
            Self::Hour => Some(Tone::Warn),
            _ => None,
        }
    }
}

/// The tasks by due time, the first one opened.
#[component]
fn Tasks(tasks: Vec<TaskView>) -> impl IntoView {
    let now = use_now();
    let mut tasks = tasks;
    // Those without a due time come last.
    tasks.sort_by_key(|task| (task.due_at.is_none(), task.due_at, task.number));
    let Some(first) = tasks.first().cloned() else {
        return view! { <Empty icon="today" title=t!("day.empty") text=t!("day.empty_why") /> }.into_any();
    };
    let rest = StoredValue::new(tasks.split_off(1));
    let groups = Soon::ALL
        .into_iter()
        .map(|soon| {
            let members = Memo::new(move |_| {
                let now = now.get();
                rest.with_value(|tasks| {
                    tasks.iter().filter(|task| Soon::of(task.due_at, now) == soon).cloned().collect::<Vec<_>>()
                })
            });
            view! { <Group soon members /> }.into_any()
        })
        .collect_view();
    view! {
        <NextTask task=first />
        {groups}
    }
    .into_any()
}

#[component]
fn Group(soon: Soon, members: Memo<Vec<TaskView>>) -> impl IntoView {
    let count = Signal::derive(move || members.with(Vec::len));
    let heading = match soon.tone() {
        Some(tone) => view! { <Count of=count tone=tone /> }.into_any(),
        None => view! { <Count of=count /> }.into_any(),
    };
    let heading = view! { <h2>{t!(soon.key())}{heading}</h2> }.into_any();
    view! {
        <section class="due-group" hidden=move || members.with(Vec::is_empty)>
            {heading}
            <For each=move || members.get() key=|task| (task.id, task.version) children=|task| view! { <TaskRow task /> } />
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tasks_are_grouped_by_how_soon_they_are_due() {
        let now = DateTime::UNIX_EPOCH;
        let of = |minutes| Soon::of(Some(now + TimeDelta::minutes(minutes)), now);
        assert_eq!([of(-1), of(59), of(60), of(24 * 60)], [Soon::Late, Soon::Hour, Soon::Day, Soon::Later]);
        assert_eq!(Soon::of(None, now), Soon::Never);
    }
}
