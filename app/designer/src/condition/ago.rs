//! How long ago: a number and its unit, stored as whole minutes.

use leptos::prelude::*;
use model::{Value, condition::Operand};
use ui::{
    Choice, Input, Select,
    i18n::{Lang, t, tf},
    t, use_lang,
};

use super::Leaf;

const UNITS: [(&str, i64); 3] = [("minutes", 1), ("hours", 60), ("days", 1_440)];

/// The largest unit in which so many minutes are whole.
fn unit_of(minutes: i64) -> (&'static str, i64) {
    let whole = |unit: &&(&str, i64)| minutes > 0 && minutes % unit.1 == 0;
    UNITS.iter().rev().find(whole).copied().unwrap_or(("minutes", 1))
}

/// So many minutes in words.
pub(super) fn said(minutes: i64, lang: Lang) -> String {
    let (unit, length) = unit_of(minutes);
    tf(lang, &format!("time.{unit}"), &[("n", &(minutes / length))])
}

fn minutes_in(leaf: &Leaf) -> i64 {
    match leaf.right.first() {
        Some(Operand::Value(value)) => value.as_i64().unwrap_or(0),
        _ => 0,
    }
}

/// See the module.
#[component]
pub(super) fn Ago(leaf: Memo<Option<Leaf>>, put: Callback<Leaf>, readonly: Signal<bool>) -> impl IntoView {
    let lang = use_lang();
    let minutes = Memo::new(move |_| leaf.with(|leaf| leaf.as_ref().map_or(0, minutes_in)));
    let picked = RwSignal::new(unit_of(minutes.get_untracked()).0);
    // The unit that was picked stays as long as it gives a whole number.
    let unit = Memo::new(move |_| {
        let (minutes, picked) = (minutes.get(), picked.get());
        let own = UNITS.iter().find(|unit| unit.0 == picked && minutes % unit.1 == 0);
        own.copied().unwrap_or_else(|| unit_of(minutes))
    });
    let number = Signal::derive(move || {
        let count = minutes.get() / unit.get().1;
        if count > 0 { count.to_string() } else { String::new() }
    });
    let set = move |minutes: i64| {
        if let Some(mut leaf) = leaf.get_untracked() {
            leaf.right = vec![Operand::Value(Value::from(minutes))];
            put.run(leaf);
        }
    };
    let write = Callback::new(move |text: String| {
        let count: i64 = text.trim().parse().unwrap_or(0).clamp(0, 100_000);
        let (name, length) = unit.get_untracked();
        picked.set(name);
        set(count.saturating_mul(length));
    });
    let choose = Callback::new(move |name: String| {
        let Some((name, length)) = UNITS.iter().find(|unit| unit.0 == name).copied() else { return };
        let count = minutes.get_untracked() / unit.get_untracked().1;
        picked.set(name);
        set(count.saturating_mul(length));
    });
    let units = Signal::derive(move || {
        let lang = lang.get();
        UNITS.map(|(name, _)| Choice::new(name, t(lang, &format!("condition.unit.{name}")))).to_vec()
    });
    view! {
        <div class="condition-value">
            <Input
                small=true
                kind="number"
                inputmode="numeric"
                value=number
                on_input=write
                label=t!("condition.value")
                readonly
            />
            <Select
                small=true
                value=Signal::derive(move || unit.get().0.to_owned())
                choices=units
                on_pick=choose
                label=t!("condition.unit")
                disabled=readonly
            />
        </div>
    }
    .into_any()
}
