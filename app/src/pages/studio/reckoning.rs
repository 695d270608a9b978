//! A calendar or a policy counts for open tickets too: the choice while it is published, and afterwards what would
//! become of running times, counting them anew, and how far that has come.

use std::{fmt::Display, time::Duration};

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::{
    Kind,
    key::DefinitionKey,
    reckoning::Counts,
    view::{ReckonedTicket, ReckoningForecast, ReckoningProgress},
};
use ui::{
    Button, ButtonKind, Choice, FieldGroup, Later, NotLoaded, Notice, Segment, SkeletonLines, Tone,
    i18n::{t, tf},
    t, use_lang,
};

use crate::{
    failed::{Failed, Refused},
    loaded::loaded,
    shifts::ShiftList,
};

/// How often is looked how far it has come.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// Whom a version counts for, chosen while it is published. Only calendars and policies ask.
#[component]
pub fn CountsFor(kind: Kind, key: DefinitionKey, open_too: RwSignal<bool>) -> impl IntoView {
    view! { <Later part=move || sheets_reckoning(kind, key.clone(), Some(open_too)) quiet=true /> }
}

/// Counting for open tickets what was published already.
#[component]
pub fn CountNow(kind: Kind, key: DefinitionKey) -> impl IntoView {
    view! { <Later part=move || sheets_reckoning(kind, key.clone(), None) /> }
}

#[leptos::wasm_split::wasm_split(sheets_reckoning, wasm_split_path = ::leptos::wasm_split, fallible)]
fn sheets_reckoning(kind: Kind, key: DefinitionKey, open_too: Option<RwSignal<bool>>) -> Result<AnyView, NotLoaded> {
    ui::i18n::learn(ui::i18n::EVENTS);
    Ok(match open_too {
        Some(open_too) => view! { <Chosen kind key open_too /> }.into_any(),
        None => view! { <Now kind key /> }.into_any(),
    })
}

#[component]
fn Chosen(kind: Kind, key: DefinitionKey, open_too: RwSignal<bool>) -> impl IntoView {
    let lang = use_lang();
    let key = StoredValue::new(key);
    let value = Signal::derive(move || if open_too.get() { "open" } else { "new" }.to_owned());
    let choices = Signal::derive(move || {
        let lang = lang.get();
        let choice = |name, key| Choice::new(name, t(lang, key));
        vec![choice("new", "reckoning.only_new"), choice("open", "reckoning.open_too")]
    });
    let pick = Callback::new(move |name: String| open_too.set(name == "open"));
    view! {
        <FieldGroup id="publish-counts" label=t!("reckoning.counts_for") hint=t!("reckoning.counts_for_hint")>
            <Segment name="publish-counts" label=t!("reckoning.counts_for") value choices on_pick=pick fill=true control=true />
        </FieldGroup>
        <Show when=move || open_too.get()>
            <Foreseen kind key=key.get_value() drawn=true />
        </Show>
    }
    .into_any()
}

#[component]
fn Now(kind: Kind, key: DefinitionKey) -> impl IntoView {
    let lang = use_lang();
    let key = StoredValue::new(key);
    let progress = RwSignal::new(None::<ReckoningProgress>);
    let error = RwSignal::new(None::<ApiError>);
    // Looks until it is done, or until nobody looks any more.
    let look = move || {
        spawn_local(async move {
            loop {
                let Some(key) = key.try_get_value() else { return };
                match api::reckoning::progress(kind, key).await {
                    Ok(found) => {
                        let is_over = found.as_ref().is_none_or(|found| found.ended_at.is_some());
                        if progress.try_set(found).is_some() || is_over {
                            return;
                        }
                    }
                    Err(no) => {
                        error.try_set(Some(no));
                        return;
                    }
                }
                gloo_timers::future::sleep(LOOK_AGAIN).await;
            }
        });
    };
    look();
    let under_way = Memo::new(move |_| progress.with(|found| found.as_ref().is_some_and(|one| one.ended_at.is_none())));
    let busy = RwSignal::new(false);
    let begin = Callback::new(move |()| {
        busy.set(true);
        error.set(None);
        spawn_local(async move {
            let Some(key) = key.try_get_value() else { return };
            match api::reckoning::begin(kind, key).await {
                Ok(found) => {
                    progress.try_set(Some(found));
                    look();
                }
                Err(no) => {
                    error.try_set(Some(no));
                }
            }
            busy.try_set(false);
        });
    });
    let said = move || {
        progress.get().map(|found| {
            let key = if found.ended_at.is_some() { "reckoning.done" } else { "reckoning.under_way" };
            let tone = if found.ended_at.is_some() { Tone::Good } else { Tone::Info };
            let Counts { looked, moved, late, in_time, failed, .. } = found.counts;
            let number = found.number;
            let words = move || {
                let facts: [(&str, &dyn Display); 6] = [
                    ("number", &number),
                    ("looked", &looked),
                    ("moved", &moved),
                    ("late", &late),
                    ("in_time", &in_time),
                    ("failed", &failed),
                ];
                tf(lang.get(), key, &facts)
            };
            view! { <Notice tone>{words}</Notice> }
        })
    };
    view! {
        <div class="asking migration">
            <p>{t!("reckoning.about")}</p>
            <Refused error />
            {said}
            // What was foreseen is over once it is done.
            {move || (!under_way.get()).then(|| view! { <Foreseen kind key=key.get_value() drawn=false /> })}
            <p class="asking-acts">
                <Button
                    kind=ButtonKind::Primary
                    busy=Signal::derive(move || busy.get() || under_way.get())
                    on_press=begin
                >
                    {t!("reckoning.do")}
                </Button>
            </p>
        </div>
    }
    .into_any()
}

/// What would become of running times.
#[component]
fn Foreseen(kind: Kind, key: DefinitionKey, drawn: bool) -> impl IntoView {
    let found = loaded(move || api::reckoning::forecast(kind, key.clone(), drawn));
    move || match found.get() {
        None => view! { <SkeletonLines lines=3 /> }.into_any(),
        Some(Err(error)) => view! { <Failed error /> }.into_any(),
        Some(Ok(found)) => view! { <Sum found /> }.into_any(),
    }
}

#[component]
fn Sum(found: ReckoningForecast) -> impl IntoView {
    let lang = use_lang();
    let ReckoningForecast { counts, tickets, why, is_whole } = found;
    let Counts { uses, moved, late, in_time, failed, .. } = counts;
    let tone = if late > 0 || failed > 0 { Tone::Warn } else { Tone::Info };
    let key = if moved == 0 { "reckoning.none" } else { "reckoning.sum" };
    let words = move || {
        let facts: [(&str, &dyn Display); 4] =
            [("uses", &uses), ("moved", &moved), ("late", &late), ("in_time", &in_time)];
        tf(lang.get(), key, &facts)
    };
    let failed = why.map(|why| {
        let words = move || tf(lang.get(), "reckoning.failed", &[("count", &failed), ("why", &why)]);
        view! { <Notice tone=Tone::Bad>{words}</Notice> }
    });
    let rows = tickets.into_iter().map(|ticket| view! { <One ticket /> }.into_any()).collect::<Vec<_>>();
    let list = (!rows.is_empty()).then(|| {
        view! {
            <ul class="migration-groups" aria-label=t!("reckoning.tickets")>
                {rows}
            </ul>
        }
    });
    view! {
        <Notice tone>{words}</Notice>
        {failed}
        {list}
        {(!is_whole).then(|| view! { <Notice tone=Tone::Info>{t!("reckoning.part")}</Notice> })}
    }
}

#[component]
fn One(ticket: ReckonedTicket) -> impl IntoView {
    let ReckonedTicket { number, title, shifts } = ticket;
    view! {
        <li>
            <header>
                <a class="num" href=format!("/desk/tickets/{number}") target="_blank">"#"{number}</a>
                <b>{title}</b>
            </header>
            <ShiftList shifts />
        </li>
    }
}
