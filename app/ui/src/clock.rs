//! Clocks: how long is left. Shape and word change with the state, not only the colour.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::{
    Icon,
    i18n::{tf, use_lang},
    time::{Shows, due_shows, iso, left, local, use_now},
};

/// Where a clock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockState {
    /// In time: a thin ring.
    Ok,
    /// Soon late: a filled ring.
    Warn,
    /// Late: a mark.
    Late,
    /// Standing still: bars.
    Paused,
    /// Met: a check.
    Met,
}

impl ClockState {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Late => "late",
            Self::Paused => "paused",
            Self::Met => "met",
        }
    }

    const fn icon(self) -> Option<&'static str> {
        match self {
            Self::Ok | Self::Warn => None,
            Self::Late => Some("alert"),
            Self::Paused => Some("pause"),
            Self::Met => Some("done"),
        }
    }
}

/// From how many percent on a clock warns.
const WARNS_FROM: u32 = 75;

/// A clock with its words.
#[component]
pub fn Clock(
    /// Where it stands.
    #[prop(into)]
    state: Signal<ClockState>,
    /// How much of the time is used, in percent.
    #[prop(optional, into)]
    used: Signal<u32>,
    /// Stands alone, outside a table or list.
    #[prop(optional)]
    alone: bool,
    children: Children,
) -> impl IntoView {
    let mark = move || match state.get().icon() {
        Some(name) => view! { <Icon name /> }.into_any(),
        None => view! { <span class="ring"></span> }.into_any(),
    };
    view! {
        <span
            class="clock"
            class:badge-like=alone
            data-state=move || state.get().as_str()
            style=move || format!("--used:{}", used.get().min(100))
        >
            {mark}
            {children()}
        </span>
    }
}

/// A due time as a clock that runs by itself: what is left, the moment where that is far, or how late it is. The instant
/// is the tooltip.
#[component]
pub fn Due(
    /// When it is due.
    due: DateTime<Utc>,
    /// When the time began to run; it gives the ring.
    #[prop(optional, into)]
    from: Option<DateTime<Utc>>,
    /// Stands alone, outside a table or list.
    #[prop(optional)]
    alone: bool,
) -> impl IntoView {
    let (now, lang, said) = (use_now(), use_lang(), local(due));
    let used = Memo::new(move |_| used(from, due, now.get()));
    let state = Memo::new(move |_| match used.get() {
        _ if now.get() > due => ClockState::Late,
        WARNS_FROM.. => ClockState::Warn,
        _ => ClockState::Ok,
    });
    let words = move || match due_shows(due, now.get()) {
        Some(shows) => tf(lang.get(), "time.due_at", &[("time", &said(shows))]),
        None => left(lang.get(), due, now.get()),
    };
    view! {
        <Clock state used alone>
            <time datetime=iso(due) title=move || said(Shows::Full)>
                {words}
            </time>
        </Clock>
    }
}

/// How much of the time from one instant to another has passed, in percent. Without a beginning, the last hour counts
/// as the last quarter.
fn used(from: Option<DateTime<Utc>>, due: DateTime<Utc>, now: DateTime<Utc>) -> u32 {
    let whole = from.map_or(4 * 3_600, |from| (due - from).num_seconds()).max(1);
    let left = (due - now).num_seconds().clamp(0, whole);
    u32::try_from((whole - left) * 100 / whole).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, TimeZone as _};

    use super::*;

    #[test]
    fn the_ring_fills_as_the_time_passes() {
        let from = Utc.with_ymd_and_hms(2025, 11, 18, 9, 0, 0).unwrap();
        let due = from + TimeDelta::hours(2);
        assert_eq!(used(Some(from), due, from), 0);
        assert_eq!(used(Some(from), due, from + TimeDelta::minutes(90)), 75);
        assert_eq!(used(Some(from), due, due + TimeDelta::hours(9)), 100);
        assert_eq!(used(None, due, due - TimeDelta::minutes(60)), 75);
        assert_eq!(used(Some(due), due, due), 100);
    }
}
