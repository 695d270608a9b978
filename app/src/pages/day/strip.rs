//! The day in figures: which day it is, how much is to do, how much is done and in time.

use leptos::prelude::*;
use ui::{Moment, Shows, i18n::t, t, use_lang, use_now};

use super::done::Finished;

/// See the module.
#[component]
pub fn Strip(open: Signal<usize>, done: Finished) -> impl IntoView {
    let (now, lang) = (use_now(), use_lang());
    let in_time = move || {
        let lang = lang.get();
        done.steps.with(|steps| {
            let steps = steps.as_ref().filter(|steps| !steps.is_empty())?;
            let late = steps.iter().filter(|step| step.late).count();
            let share = (steps.len() - late) * 100 / steps.len();
            Some(view! { <span>{t(lang, "day.in_time")}<b>{share}"%"</b></span> })
        })
    };
    view! {
        <p class="day-strip">
            {move || view! { <Moment at=now.get() shows=Shows::Day /> }}
            <span>{t!("day.open")}<b>{move || open.get()}</b></span>
            <span>{t!("day.done_today")}<b>{move || done.count().get()}</b></span>
            {in_time}
        </p>
    }
}
