//! A length of time: how much, in which unit, and whether nights and holidays count.

use leptos::prelude::*;
use model::span::{Counted, Minutes, Span};
use ui::t;

use super::{super::stage::Stage, pick::PickName};

const UNITS: [&str; 3] = ["minutes", "hours", "days"];
const COUNTED: [&str; 2] = ["working", "wall"];

const fn minutes_of(unit: &str) -> i64 {
    match unit.as_bytes() {
        b"minutes" => 1,
        b"hours" => 60,
        _ => 1_440,
    }
}

/// The largest unit in which a span is whole. Days are for the wall clock: a working day has its own length.
fn unit_of(span: Span) -> &'static str {
    let minutes = span.minutes.0;
    if minutes > 0 && minutes % 1_440 == 0 && span.counted == Counted::Wall {
        "days"
    } else if minutes > 0 && minutes % 60 == 0 {
        "hours"
    } else {
        "minutes"
    }
}

/// See the module.
#[component]
pub(in crate::flow) fn SpanInput(
    stage: Stage,
    /// The length.
    #[prop(into)]
    value: Signal<Span>,
    /// Takes another one.
    #[prop(into)]
    on_change: Callback<Span>,
) -> impl IntoView {
    let unit = RwSignal::new(unit_of(value.get_untracked()).to_owned());
    // A length from elsewhere, such as an undo, that is not whole in this unit is shown in one in which it is.
    let shown = Memo::new(move |_| {
        let span = value.get();
        let kept = unit.get();
        if span.minutes.0 % minutes_of(&kept) == 0 { kept } else { unit_of(span).to_owned() }
    });
    let amount = Memo::new(move |_| {
        let whole = value.get().minutes.0 / minutes_of(&shown.get());
        if whole > 0 { whole.to_string() } else { String::new() }
    });
    let counted =
        Signal::derive(move || if value.get().counted == Counted::Wall { "wall" } else { "working" }.to_owned());
    let put = move |typed: String| {
        let count: i64 = typed.trim().parse().unwrap_or(0).clamp(0, 100_000);
        let minutes = count.saturating_mul(minutes_of(&shown.get_untracked()));
        on_change.run(Span { minutes: Minutes(minutes), ..value.get_untracked() });
    };
    let put_unit = move |new: String| {
        let span = value.get_untracked();
        let count = span.minutes.0 / minutes_of(&shown.get_untracked());
        let minutes = Minutes(count.saturating_mul(minutes_of(&new)));
        unit.set(new);
        on_change.run(Span { minutes, ..span });
    };
    let put_counted = move |new: String| {
        let counted = if new == "wall" { Counted::Wall } else { Counted::Working };
        on_change.run(Span { counted, ..value.get_untracked() });
    };
    view! {
        <span class="span-input">
            <input
                class="input small"
                type="number"
                min="1"
                inputmode="numeric"
                aria-label=t!("flow.span.amount")
                value=amount.get_untracked()
                prop:value=move || amount.get()
                on:input=move |event| put(event_target_value(&event))
            />
            <PickName stage value=shown names=&UNITS words="flow.span" label=t!("flow.span.unit") on_pick=put_unit />
            <PickName
                stage
                value=counted
                names=&COUNTED
                words="flow.span"
                label=t!("flow.span.counted")
                on_pick=put_counted
            />
        </span>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_shown_in_its_largest_whole_unit_and_working_time_knows_no_days() {
        let unit = |minutes, counted| unit_of(Span { minutes: Minutes(minutes), counted });
        assert_eq!(unit(90, Counted::Working), "minutes");
        assert_eq!(unit(120, Counted::Working), "hours");
        assert_eq!(unit(2_880, Counted::Working), "hours");
        assert_eq!(unit(2_880, Counted::Wall), "days");
        assert_eq!(unit(0, Counted::Wall), "minutes");
    }
}
