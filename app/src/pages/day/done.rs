//! What one has finished today. Only the browser knows when the reader's day began, so it is read after mounting.

use chrono::{DateTime, Utc};
use js_sys::Date;
use leptos::{prelude::*, task::spawn_local};
use model::view::DoneStep;
use ui::{Count, Icon, Moment, Shows, Tone, t};

use crate::words::say;

/// The steps that were finished today.
#[derive(Clone, Copy)]
pub struct Finished {
    /// The last one first; nothing until they are read.
    pub steps: RwSignal<Option<Vec<DoneStep>>>,
}

/// Reads them once the browser has taken the page over.
pub fn use_done() -> Finished {
    let done = Finished { steps: RwSignal::new(None) };
    // The server is outside.
    Effect::new(move |_| done.reload());
    done
}

impl Finished {
    /// Reads them again.
    pub fn reload(self) {
        let Some(since) = midnight() else { return };
        spawn_local(async move {
            if let Ok(steps) = api::day::done(since).await {
                self.steps.try_set(Some(steps));
            }
        });
    }

    /// How many.
    pub fn count(self) -> Signal<usize> {
        Signal::derive(move || self.steps.with(|steps| steps.as_ref().map_or(0, Vec::len)))
    }
}

/// When the reader's day began.
fn midnight() -> Option<DateTime<Utc>> {
    let date = Date::new_0();
    date.set_hours(0);
    date.set_minutes(0);
    date.set_seconds(0);
    date.set_milliseconds(0);
    date.to_iso_string().as_string()?.parse().ok()
}

/// The list, folded until it is asked for.
#[component]
pub fn Done(done: Finished) -> impl IntoView {
    let rows = move || {
        let steps = done.steps.get().unwrap_or_default();
        steps.into_iter().map(|step| view! { <Row step /> }.into_any()).collect_view()
    };
    view! {
        <section class="due-group" hidden=move || done.count().get() == 0>
            <details>
                <summary>
                    {t!("day.done_today")}
                    <Count of=done.count() />
                    <Icon name="down" />
                </summary>
                {rows}
            </details>
        </section>
    }
    .into_any()
}

#[component]
fn Row(step: DoneStep) -> impl IntoView {
    let (title, outcome) = (say(step.title), say(step.outcome));
    let late =
        step.late.then(|| view! { <span class="badge" data-tone=Tone::Warn.as_str()>{t!("time.met_late")}</span> });
    view! {
        <div class="task">
            <span class="clock meta">
                <Icon name="check" />
                <Moment at=step.at shows=Shows::Time />
            </span>
            <span class="title">
                <span class="num">"#"{step.number}</span>
                <a class="cut go" href=format!("/desk/tickets/{}", step.number)>
                    {step.ticket_title}
                </a>
                {late}
            </span>
            <span class="who cut">{move || outcome.get()}</span>
            <span class="do cut">{move || title.get()}</span>
            <Icon name="right" />
        </div>
    }
}
