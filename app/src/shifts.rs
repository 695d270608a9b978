//! What became of running times that were counted anew: when each was due, when it is, and what that makes of it.

use leptos::prelude::*;
use model::reckoning::{Became, Measured, Shift};
use ui::{Badge, Moment, Tone, t, use_lang};

use crate::words::event::measured;

/// See the module.
#[component]
pub fn ShiftList(shifts: Vec<Shift>) -> impl IntoView {
    let rows = shifts.into_iter().map(|shift| view! { <OneShift shift /> }.into_any()).collect_view();
    view! { <ul class="shifts">{rows}</ul> }.into_any()
}

#[component]
fn OneShift(shift: Shift) -> impl IntoView {
    let lang = use_lang();
    let became = match (shift.became, &shift.what) {
        (Became::Moved, _) => None,
        (Became::Late, Measured::Wait { .. }) => Some((Tone::Warn, "event.shift_over")),
        (Became::Late, _) => Some((Tone::Bad, "event.shift_late")),
        (Became::InTime, _) => Some((Tone::Good, "event.shift_in_time")),
        (Became::Gone, _) => Some((Tone::Quiet, "event.shift_gone")),
    };
    let from = shift.from.map(|at| view! { <Moment at /> });
    let to = shift.to.map(|at| view! { <span aria-hidden="true">"→"</span> <Moment at /> });
    let became = became.map(|(tone, key)| view! { <Badge tone>{t!(key)}</Badge> });
    let what = shift.what;
    view! {
        <li>
            <span>{move || measured(lang.get(), &what)}</span>
            <span class="meta">{from} " " {to}</span>
            {became}
        </li>
    }
}
