//! The virtual clock, and the ticket that is tried.

use leptos::prelude::*;
use model::{
    form::Form,
    span::Minutes,
    trial::{Move, Tried},
};
use ui::{
    Button, ButtonKind, IconButton, Moment, Shows,
    i18n::{t as say, tf},
    t, use_lang,
};

use super::{TestRun, scenarios::ScenariosButton, stopped, ticket::TicketButton};
use crate::words::said;

/// How far a press lets time pass: the key of its words, and the move.
const AHEAD: [(&str, Move); 3] = [
    ("trial.ten_minutes", Move::Pass { minutes: Minutes(10) }),
    ("trial.one_hour", Move::PassWorking { minutes: Minutes(60) }),
    ("trial.one_day", Move::NextWorkingDay),
];

/// See the module.
#[component]
pub(super) fn Clock(run: TestRun, tried: Memo<Option<Tried>>, form: Signal<Option<Form>>) -> impl IntoView {
    let lang = use_lang();
    let now = Memo::new(move |_| tried.with(|tried| tried.as_ref().map(|tried| tried.now)));
    let time = move || now.get().map(|at| view! { <b><Moment at shows=Shows::Time /></b> });
    let date = move || now.get().map(|at| view! { <Moment at shows=Shows::Day /> });
    let waits = Signal::derive(move || tried.with(|tried| tried.as_ref().is_none_or(|tried| tried.next.is_none())));
    let moves = Memo::new(move |_| run.trial.with(|trial| trial.moves.len()));
    let at_start = Signal::derive(move || moves.get() == 0);
    let ahead = AHEAD
        .into_iter()
        .map(|(key, one)| {
            view! { <Button small=true on_press=move |()| run.play(one.clone())>{t!(key)}</Button> }.into_any()
        })
        .collect_view();
    let why = move || {
        tried.with(|tried| {
            let why = tried.as_ref()?.stopped.as_ref()?.why.clone();
            Some(view! { <p class="trial-stopped" role="status">{stopped(lang.get(), &why)}</p> })
        })
    };
    let broke = move || {
        tried.with(|tried| {
            let node = tried.as_ref()?.broke_at.clone()?;
            let title =
                super::super::drawn(run.keeper).node(&node).map(|node| said(&node.title, lang.get()).to_owned());
            let name = title.filter(|title| !title.is_empty()).unwrap_or_else(|| node.to_string());
            let words = tf(lang.get(), "trial.broke_at", &[("node", &name)]);
            Some(view! { <p class="trial-stopped" role="status">{words}</p> })
        })
    };
    let next = move || say(lang.get(), if waits.get() { "trial.no_event" } else { "trial.next_hint" });
    view! {
        <div class="trial-clock">
            <div class="hand">
                {time}
                <span class="meta">{date} " " {t!("trial.virtual")}</span>
            </div>
            <div class="play">
                <span title=next>
                    <Button
                        kind=ButtonKind::Primary
                        small=true
                        icon="next"
                        disabled=waits
                        on_press=move |()| run.play(Move::NextEvent)
                    >
                        {t!("trial.next")}
                    </Button>
                </span>
                <span title=move || say(lang.get(), if waits.get() { "trial.no_event" } else { "trial.go_hint" })>
                    <Button small=true icon="play" disabled=waits on_press=move |()| run.play(Move::Go)>
                        {t!("trial.go")}
                    </Button>
                </span>
                <IconButton
                    icon="undo"
                    label=t!("trial.back")
                    disabled=at_start
                    on_press=move |()| run.wind_back(moves.get_untracked().saturating_sub(1))
                />
                <IconButton icon="refresh" label=t!("trial.again") on_press=move |()| run.wind_back(0) />
                <TicketButton run tried form />
                <ScenariosButton run tried form />
                <IconButton icon="close" label=t!("trial.end") on_press=move |()| run.end() />
            </div>
            <div class="button-group" role="group" aria-label=t!("trial.ahead")>
                {ahead}
            </div>
            {why}
            {broke}
        </div>
    }
    .into_any()
}
