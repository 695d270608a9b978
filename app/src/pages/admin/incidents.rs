//! Incidents: where flows are stuck and what could not be sent; getting them going again, one or many.

mod mend;
mod row;

use std::{collections::BTreeSet, time::Duration};

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::{
    id::IncidentId,
    incident::Settling,
    view::{IncidentQuery, IncidentRow, List},
};
use ui::{
    Button, ButtonKind, Check, Empty, Notice, SkeletonLines, Switch, Toast, Tone, i18n::tf, t, use_lang, use_toasts,
};

use self::{mend::MendDialog, row::Row};
use super::head::Head;
use crate::{asked::ask, failed::Failed, live::on_change, words::error};

/// How long changes of tickets are gathered before the list is read again.
const READ_AGAIN: Duration = Duration::from_secs(2);

/// What is done with the incidents of the page. Copies share it.
#[derive(Clone, Copy)]
struct Board {
    rows: RwSignal<Vec<IncidentRow>>,
    /// Where the list goes on.
    next: RwSignal<Option<String>>,
    picked: RwSignal<BTreeSet<IncidentId>>,
    busy: RwSignal<bool>,
    /// What could not be settled the last time: the ticket's number, and why.
    left: RwSignal<Vec<(i64, ApiError)>>,
    /// The one that is being mended.
    mending: RwSignal<Option<IncidentId>>,
}

impl Board {
    /// The open incidents that are picked, as they stand in the list.
    fn list(self) -> Vec<(IncidentId, i64)> {
        self.picked.with_untracked(|picked| {
            self.rows.with_untracked(|rows| {
                let open = rows.iter().filter(|row| row.incident.settled_at.is_none());
                let meant = open.filter(|row| picked.contains(&row.incident.id));
                meant.map(|row| (row.incident.id, row.number)).collect()
            })
        })
    }
}

/// See the module.
#[component]
pub fn IncidentsPage() -> impl IntoView {
    let settled = RwSignal::new(false);
    let found = ask(
        move || settled.get(),
        |settled| api::incident::list(IncidentQuery { settled, ..IncidentQuery::default() }),
    );
    let reload = Callback::new(move |()| found.refetch());
    on_change(|| None, READ_AGAIN, reload);
    let board = Board {
        rows: RwSignal::default(),
        next: RwSignal::default(),
        picked: RwSignal::default(),
        busy: RwSignal::new(false),
        left: RwSignal::default(),
        mending: RwSignal::new(None),
    };
    view! {
        <main class="page admin" id="content">
            <Head title="admin.incidents" />
            <div class="page-body padded">
                <p class="lead support">{t!("admin.incidents_lead")}</p>
                <p class="incidents-filter">
                    <Switch checked=settled on_change=Callback::new(move |on| settled.set(on))>
                        {t!("admin.incidents_settled")}
                    </Switch>
                </p>
                <Transition fallback=|| view! { <SkeletonLines lines=6 /> }>
                    {move || {
                        found
                            .get()
                            .map(|answer| match answer {
                                Ok(first) => view! { <Incidents first board settled reload /> }.into_any(),
                                Err(error) => view! { <Failed error on_retry=reload /> }.into_any(),
                            })
                    }}
                </Transition>
            </div>
            <MendDialog board reload />
        </main>
    }
    .into_any()
}

#[component]
fn Incidents(first: List<IncidentRow>, board: Board, settled: RwSignal<bool>, reload: Callback<()>) -> impl IntoView {
    board.rows.set(first.rows);
    board.next.set(first.next);
    let (lang, toasts) = (use_lang(), use_toasts());
    let settle = Callback::new(move |(list, how): (Vec<(IncidentId, i64)>, Settling)| {
        if board.busy.get_untracked() {
            return;
        }
        board.busy.set(true);
        board.left.set(Vec::new());
        spawn_local(async move {
            let mut done = 0_usize;
            for (id, number) in list {
                match api::incident::settle(id, how.clone()).await {
                    Ok(()) => done += 1,
                    Err(no) => {
                        board.left.try_update(|left| left.push((number, no)));
                    }
                }
                board.picked.try_update(|picked| picked.remove(&id));
            }
            if board.busy.try_set(false).is_none() && done > 0 {
                let lang = lang.try_get_untracked().unwrap_or_default();
                toasts.show(Toast::good(tf(lang, "admin.incidents_done", &[("count", &done)])));
            }
            reload.try_run(());
        });
    });
    let more = Callback::new(move |()| {
        let Some(before) = board.next.get_untracked().and_then(|id| id.parse().ok()) else { return };
        let settled = settled.get_untracked();
        spawn_local(async move {
            let query = IncidentQuery { settled, before: Some(before), limit: None };
            if let Ok(part) = api::incident::list(query).await {
                board.rows.try_update(|rows| rows.extend(part.rows));
                board.next.try_set(part.next);
            }
        });
    });
    let is_empty = Memo::new(move |_| board.rows.with(Vec::is_empty));
    view! {
        <Left board />
        <Show when=move || !is_empty.get() fallback=NoIncidents>
            <ManyBar board settle />
            <ul class="incidents" aria-label=t!("admin.incidents")>
                <For
                    each=move || board.rows.get()
                    key=|row| (row.incident.id, row.incident.settled_at)
                    children=move |row| view! { <Row row board settle /> }
                />
            </ul>
            <Show when=move || board.next.with(Option::is_some)>
                <p>
                    <Button kind=ButtonKind::Quiet on_press=more>
                        {t!("common.more")}
                    </Button>
                </p>
            </Show>
        </Show>
    }
    .into_any()
}

#[component]
fn NoIncidents() -> impl IntoView {
    view! { <Empty icon="done" title=t!("admin.incidents_none") text=t!("admin.incidents_none_why") /> }.into_any()
}

/// What can be done with everything that is picked.
#[component]
fn ManyBar(board: Board, settle: Callback<(Vec<(IncidentId, i64)>, Settling)>) -> impl IntoView {
    let lang = use_lang();
    let open = Memo::new(move |_| {
        board.rows.with(|rows| {
            let open = rows.iter().filter(|row| row.incident.settled_at.is_none());
            open.map(|row| row.incident.id).collect::<BTreeSet<_>>()
        })
    });
    let count = Memo::new(move |_| open.with(|open| board.picked.with(|picked| picked.intersection(open).count())));
    let all = Signal::derive(move || open.with(|open| !open.is_empty() && open.len() == count.get()));
    let partly = Signal::derive(move || count.get() > 0 && !all.get());
    let pick = Callback::new(move |on: bool| board.picked.set(if on { open.get_untracked() } else { BTreeSet::new() }));
    let words = move || {
        let count = count.get();
        if count == 0 {
            tf(lang.get(), "admin.incidents_open", &[("count", &open.with(BTreeSet::len))])
        } else {
            tf(lang.get(), "admin.incidents_picked", &[("count", &count)])
        }
    };
    let act = move |how: fn() -> Settling| Callback::new(move |()| settle.run((board.list(), how())));
    let none = Signal::derive(move || count.get() == 0);
    view! {
        <div class="incidents-bar" role="toolbar" aria-label=t!("tickets.bulk")>
            <Check checked=all partly=partly on_change=pick label=t!("common.select_all") />
            <span class="grow" role="status">{words}</span>
            <Button small=true icon="refresh" busy=board.busy disabled=none on_press=act(Settling::again)>
                {t!("ticket.incident_retry")}
            </Button>
            <Button small=true icon="arrow-right" disabled=none on_press=act(|| Settling::Skip)>
                {t!("ticket.incident_skip")}
            </Button>
        </div>
    }
    .into_any()
}

/// What could not be settled, with the reason of each.
#[component]
fn Left(board: Board) -> impl IntoView {
    let lang = use_lang();
    let lines = move || {
        let line = |(number, no): (i64, ApiError)| {
            view! { <li><a href=format!("/desk/tickets/{number}")>{format!("#{number}")}</a> " " {error::sentence(lang.get(), &no)}</li> }
                .into_any()
        };
        board.left.get().into_iter().map(line).collect_view()
    };
    view! {
        <Show when=move || board.left.with(|left| !left.is_empty())>
            <Notice tone=Tone::Bad>
                <p>{t!("admin.incidents_left")}</p>
                <ul class="plain-list">{lines}</ul>
            </Notice>
        </Show>
    }
}
