//! A length of time: so many minutes or hours, of working time or by the wall clock; nothing for no limit.

use leptos::{prelude::*, text_prop::TextProp};
use model::span::{Counted, Minutes, Span};
use ui::{Choice, Field, Input, Select, i18n::t, t, use_lang};

/// What the number counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Minutes,
    Hours,
    Days,
}

impl Unit {
    const ALL: [Self; 3] = [Self::Minutes, Self::Hours, Self::Days];

    const fn name(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::Days => "days",
        }
    }

    const fn minutes(self) -> i64 {
        match self {
            Self::Minutes => 1,
            Self::Hours => 60,
            Self::Days => 1_440,
        }
    }

    /// The largest one that gives a whole number; a day is a day of the wall clock only.
    fn of(span: Option<Span>) -> Self {
        let Some(span) = span.filter(|span| span.minutes.0 > 0) else { return Self::Hours };
        let fits = |unit: &Self| span.minutes.0 % unit.minutes() == 0;
        let days = span.counted == Counted::Wall;
        let largest = Self::ALL.into_iter().rev().find(|unit| fits(unit) && (days || *unit != Self::Days));
        largest.unwrap_or(Self::Minutes)
    }
}

/// See the module.
#[component]
pub fn Length(
    /// The id of the field.
    #[prop(into)]
    id: String,
    /// What it limits.
    #[prop(into)]
    label: TextProp,
    /// The length; none for no limit.
    #[prop(into)]
    value: Signal<Option<Span>>,
    /// Called with the new one.
    #[prop(into)]
    on_change: Callback<Option<Span>>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// It can be read, not changed.
    #[prop(optional)]
    readonly: bool,
) -> impl IntoView {
    let lang = use_lang();
    let picked = RwSignal::new(None::<Unit>);
    // The unit that was picked stays as long as it gives a whole number.
    let unit = Memo::new(move |_| {
        let span = value.get();
        let fits = |unit: &Unit| span.is_none_or(|span| span.minutes.0 % unit.minutes() == 0);
        picked.get().filter(fits).unwrap_or_else(|| Unit::of(span))
    });
    let number = Signal::derive(move || {
        value.get().map(|span| (span.minutes.0 / unit.get().minutes()).to_string()).unwrap_or_default()
    });
    let counted = Signal::derive(move || value.get().map(|span| span.counted).unwrap_or_default());
    let put = move |minutes: Option<i64>, counted: Counted| {
        on_change.run(minutes.map(|minutes| Span { minutes: Minutes(minutes), counted }));
    };
    let write = Callback::new(move |text: String| {
        let unit = unit.get_untracked();
        picked.set(Some(unit));
        put(minutes(&text, unit), counted.get_untracked());
    });
    let choose = Callback::new(move |name: String| {
        let Some(unit) = Unit::ALL.into_iter().find(|unit| unit.name() == name) else { return };
        let count = number.get_untracked().parse::<i64>().ok();
        picked.set(Some(unit));
        put(count.map(|count| count.saturating_mul(unit.minutes())), counted.get_untracked());
    });
    let units = Signal::derive(move || {
        let lang = lang.get();
        Unit::ALL.map(|unit| Choice::new(unit.name(), t(lang, &format!("studio.unit_{}", unit.name())))).to_vec()
    });
    let clocks = Signal::derive(move || {
        let lang = lang.get();
        vec![
            Choice::new("working", t(lang, "studio.counted_working")),
            Choice::new("wall", t(lang, "studio.counted_wall")),
        ]
    });
    let clock = Signal::derive(move || if counted.get() == Counted::Wall { "wall" } else { "working" }.to_owned());
    let pick_clock = Callback::new(move |name: String| {
        let counted = if name == "wall" { Counted::Wall } else { Counted::Working };
        put(value.get_untracked().map(|span| span.minutes.0), counted);
    });
    view! {
        <Field id=id label=label error=error>
            <span class="length">
                <Input
                    value=number
                    on_input=write
                    kind="number"
                    inputmode="numeric"
                    placeholder=t!("studio.no_limit")
                    readonly=readonly
                />
                <Select
                    value=Signal::derive(move || unit.get().name().to_owned())
                    choices=units
                    on_pick=choose
                    label=t!("studio.unit")
                    disabled=readonly
                />
                <Select value=clock choices=clocks on_pick=pick_clock label=t!("studio.counted") disabled=readonly />
            </span>
        </Field>
    }
    .into_any()
}

/// The whole minutes of a number in a unit; `1.5` hours are 90.
fn minutes(text: &str, unit: Unit) -> Option<i64> {
    let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let whole = whole.parse::<i64>().ok()?;
    let tenths = part.chars().next().and_then(|digit| digit.to_digit(10)).map_or(0, i64::from);
    Some(whole.saturating_mul(unit.minutes()).saturating_add(tenths.saturating_mul(unit.minutes()) / 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_read_in_its_unit_and_shown_in_the_largest_that_fits() {
        assert_eq!(minutes("1.5", Unit::Hours), Some(90));
        assert_eq!(minutes("30", Unit::Minutes), Some(30));
        assert_eq!(minutes("", Unit::Hours), None);
        let of = |minutes, counted| Unit::of(Some(Span { minutes: Minutes(minutes), counted })).name();
        assert_eq!(of(90, Counted::Working), "minutes");
        assert_eq!(of(120, Counted::Working), "hours");
        // A working day has as many hours as the calendar says.
        assert_eq!(of(1_440, Counted::Working), "hours");
        assert_eq!(of(1_440, Counted::Wall), "days");
    }
}
