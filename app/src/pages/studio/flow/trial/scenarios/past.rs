//! Last month's real tickets, once more with the draft: what comes out otherwise.

use std::fmt::Display;

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::replay::{Otherwise, Replay, Replayed};
use ui::{
    Button, Notice, Tone,
    i18n::{Lang, t, tf},
    t, use_lang,
};

use super::super::{TestRun, stopped};
use crate::{failed::Refused, words::said};

/// See the module.
#[component]
pub(super) fn Past(run: TestRun) -> impl IntoView {
    let found = RwSignal::new(None::<Replay>);
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let replay = Callback::new(move |()| {
        busy.set(true);
        error.set(None);
        let (key, flow) = (run.keeper.key(), untrack(|| run.flow()));
        spawn_local(async move {
            match api::trial::replay(key, flow).await {
                Ok(answer) => {
                    found.try_set(Some(answer));
                }
                Err(no) => {
                    error.try_set(Some(no));
                }
            }
            busy.try_set(false);
        });
    });
    view! {
        <section class="publish">
            <h3>{t!("trial.past")}</h3>
            <p class="support">{t!("trial.past_about")}</p>
            <Refused error />
            {move || found.get().map(|found| view! { <Sum found /> })}
            <p class="asking-acts">
                <Button icon="history" busy=busy on_press=replay>
                    {t!("trial.past_do")}
                </Button>
            </p>
        </section>
    }
    .into_any()
}

#[component]
fn Sum(found: Replay) -> impl IntoView {
    let lang = use_lang();
    let Replay { looked, same, left_out, tickets, is_whole } = found;
    let otherwise = tickets.len();
    let tone = if otherwise == 0 { Tone::Good } else { Tone::Warn };
    let words = move || {
        let facts: [(&str, &dyn Display); 4] =
            [("looked", &looked), ("same", &same), ("otherwise", &otherwise), ("left_out", &left_out)];
        tf(lang.get(), "trial.past_sum", &facts)
    };
    let rows = tickets.into_iter().map(|ticket| view! { <One ticket /> }.into_any()).collect::<Vec<_>>();
    let list = (!rows.is_empty()).then(|| {
        view! {
            <ul class="migration-groups" aria-label=t!("trial.past_tickets")>
                {rows}
            </ul>
        }
    });
    view! {
        <Notice tone>{words}</Notice>
        {list}
        {(!is_whole).then(|| view! { <Notice tone=Tone::Info>{t!("trial.past_part")}</Notice> })}
    }
}

#[component]
fn One(ticket: Replayed) -> impl IntoView {
    let lang = use_lang();
    let Replayed { number, title, differences } = ticket;
    let lines = differences
        .into_iter()
        .map(|one| view! { <p class="support">{move || difference(lang.get(), &one)}</p> }.into_any())
        .collect_view();
    view! {
        <li>
            <header>
                <a class="num" href=format!("/desk/tickets/{number}") target="_blank">"#"{number}</a>
                <b>{title}</b>
            </header>
            {lines}
        </li>
    }
}

fn difference(lang: Lang, what: &Otherwise) -> String {
    let ended = |status: &Option<model::record::Status>| match status {
        Some(status) => t(lang, crate::words::status_key(*status)),
        None => t(lang, "trial.goes_on"),
    };
    let two = |key: &str, was: &dyn Display, is: &dyn Display| tf(lang, key, &[("was", was), ("is", is)]);
    let node = |key: &str, node: &model::key::NodeKey, title: &model::Text| {
        let title = said(title, lang);
        let name = if title.is_empty() { node.as_str() } else { title };
        tf(lang, key, &[("node", &name)])
    };
    match what {
        Otherwise::Stops { node: Some(at), title, why } => {
            let words = node("trial.differs.stops", at, title);
            format!("{words} {}", stopped(lang, why))
        }
        Otherwise::Stops { node: None, why, .. } => stopped(lang, why).to_owned(),
        Otherwise::Ends { was, is } => two("trial.differs.ends", &ended(was), &ended(is)),
        Otherwise::Passes { node: at, title } => node("trial.differs.passes", at, title),
        Otherwise::Misses { node: at, title } => node("trial.differs.misses", at, title),
        Otherwise::Sends { was, is } => two("trial.differs.sends", was, is),
        Otherwise::Late { was, is } => two("trial.differs.late", was, is),
        Otherwise::Incident { text } => tf(lang, "trial.differs.incident", &[("text", text)]),
    }
}
