//! The timeline and the composer below it.

use api::ApiError;
use chrono::{DateTime, Utc};
use leptos::{html, prelude::*, task::spawn_local};
use model::{
    record::{Event, Happening, Visibility},
    view::List,
};
use ui::{DayMark, Moment, Tab, Tabs, Timeline, i18n::t, t, time::Shows, use_lang};

use super::{case::Case, composer::Composer, entry::OneEntry};
use crate::{day_of::use_day_of, failed::Failed};

/// How many entries one answer holds.
pub const PART: u32 = 200;

/// The first entries, as they are read with the page.
pub type First = Result<List<Event>, ApiError>;

/// See the module.
#[component]
pub fn Talk(case: Case, first: First, retry: Callback<()>) -> impl IntoView {
    let entries = match first {
        Ok(first) => view! { <Entries case first /> }.into_any(),
        Err(error) => view! { <div class="scroll"><Failed error on_retry=retry /></div> }.into_any(),
    };
    view! {
        <section class="talk" id="parts-panel-timeline" aria-label=t!("ticket.timeline")>
            {entries}
            <Composer case />
        </section>
    }
    .into_any()
}

/// Which entries are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    All,
    Talk,
    Internal,
    System,
}

impl Kind {
    const ALL: [Self; 4] = [Self::All, Self::Talk, Self::Internal, Self::System];

    const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Talk => "talk",
            Self::Internal => "internal",
            Self::System => "system",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::All => "ticket.tab_all",
            Self::Talk => "ticket.tab_talk",
            Self::Internal => "ticket.tab_internal",
            Self::System => "ticket.tab_system",
        }
    }

    fn holds(self, event: &Event) -> bool {
        let is_words = matches!(event.what, Happening::Reply { .. } | Happening::Note { .. } | Happening::Filed { .. });
        match self {
            Self::All => true,
            Self::Talk => is_words && event.visibility == Visibility::Public,
            Self::Internal => matches!(event.what, Happening::Note { .. }),
            Self::System => !is_words,
        }
    }
}

/// An entry, or the mark above the first one of a day.
#[derive(Clone, PartialEq)]
enum Line {
    Day(String, DateTime<Utc>),
    Entry(Box<Event>),
}

/// The entries, read on as more happens.
#[component]
fn Entries(case: Case, first: List<Event>) -> impl IntoView {
    let lang = use_lang();
    let day_of = use_day_of();
    let events = case.events();
    events.set(first.rows);
    let scroll = NodeRef::<html::Div>::new();
    let kind = RwSignal::new(Kind::All);
    read_on(case, events, first.next.is_some());
    stay_below(scroll, events);
    let lines = Memo::new(move |_| {
        let kind = kind.get();
        let mut lines = Vec::new();
        let mut last = String::new();
        events.with(|events| {
            for event in events.iter().filter(|event| kind.holds(event)) {
                let day = day_of(event.at);
                if day != last {
                    lines.push(Line::Day(day.clone(), event.at));
                    last = day;
                }
                lines.push(Line::Entry(Box::new(event.clone())));
            }
        });
        lines
    });
    let tabs = Signal::derive(move || {
        let lang = lang.get();
        let count = |kind: Kind| events.with(|events| events.iter().filter(|event| kind.holds(event)).count());
        Kind::ALL
            .into_iter()
            .map(|kind| Tab::new(kind.name(), t(lang, kind.key())).with_count(count(kind)))
            .collect::<Vec<_>>()
    });
    let pick = Callback::new(move |name: String| {
        kind.set(Kind::ALL.into_iter().find(|kind| kind.name() == name).unwrap_or(Kind::All));
    });
    view! {
        <div class="talk-bar">
            <Tabs
                id="talk"
                label=t!("ticket.timeline")
                tabs=tabs
                chosen=Signal::derive(move || kind.get().name().to_owned())
                on_pick=pick
            />
        </div>
        <div
            class="scroll"
            node_ref=scroll
            tabindex="0"
            role="tabpanel"
            id=move || format!("talk-panel-{}", kind.get().name())
            aria-labelledby=move || format!("talk-tab-{}", kind.get().name())
        >
            <Timeline label=t!("ticket.timeline")>
                <For each=move || lines.get() key=key_of children=move |line| draw(case, line) />
            </Timeline>
            <Show when=move || lines.with(Vec::is_empty)>
                <p class="meta">{t!("ticket.timeline_empty")}</p>
            </Show>
        </div>
    }
    .into_any()
}

fn key_of(line: &Line) -> String {
    match line {
        Line::Day(day, _) => day.clone(),
        Line::Entry(event) => event.id.to_string(),
    }
}

fn draw(case: Case, line: Line) -> AnyView {
    match line {
        Line::Day(_, at) => view! { <DayMark><Moment at shows=Shows::Day /></DayMark> }.into_any(),
        Line::Entry(event) => view! { <OneEntry case event=*event /> }.into_any(),
    }
}

/// Reads on from the last entry whenever something happened.
fn read_on(case: Case, events: RwSignal<Vec<Event>>, has_more: bool) {
    let id = case.id();
    let busy = StoredValue::new(false);
    let read = move || {
        if busy.try_get_value() != Some(false) {
            return;
        }
        busy.set_value(true);
        spawn_local(async move {
            loop {
                let Some(last) = events.try_with_untracked(|events| events.last().map(|event| event.id)) else {
                    return;
                };
                let Ok(answer) = api::ticket::timeline(id, last, PART).await else { break };
                let is_last = answer.rows.is_empty() || answer.next.is_none();
                if !answer.rows.is_empty() {
                    events.try_update(|events| {
                        let new = answer.rows.into_iter().filter(|new| !events.iter().any(|old| old.id == new.id));
                        let new: Vec<_> = new.collect();
                        events.extend(new);
                    });
                }
                if is_last {
                    break;
                }
            }
            busy.try_set_value(false);
        });
    };
    // The server is outside.
    Effect::new(move |was: Option<u32>| {
        let heard = case.heard().get();
        if was.is_some_and(|was| was != heard) || (was.is_none() && has_more) {
            read();
        }
        heard
    });
}

/// Shows the newest entry, unless the reader has gone up to older ones.
fn stay_below(scroll: NodeRef<html::Div>, events: RwSignal<Vec<Event>>) {
    // The scroll position is the browser's.
    Effect::new(move |was: Option<bool>| {
        events.track();
        let Some(element) = scroll.get() else { return false };
        let is_near = element.scroll_height() - element.scroll_top() - element.client_height() < 400;
        if was != Some(true) || is_near {
            request_animation_frame(move || element.set_scroll_top(element.scroll_height()));
        }
        true
    });
}
