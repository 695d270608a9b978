//! An amount of money, typed in major units and stored in minor ones.

use leptos::prelude::*;
use model::{
    Value,
    money::{digits, major, minor},
};
use ui::Input;

use super::{Control, number::narrow};

/// An amount with its currency.
#[component]
pub fn MoneyControl(control: Control, currency: String) -> impl IntoView {
    let digits = digits(&currency);
    let code = StoredValue::new(currency.clone());
    let typed = RwSignal::new(control.value.with_untracked(|value| written(value, digits)));
    let (value, set) = (control.value, control.set);
    let shown = Signal::derive(move || {
        let stored = value.get();
        typed.with(|typed| {
            let is_same = code.with_value(|code| read(typed, code, digits)) == stored;
            if is_same { typed.clone() } else { written(&stored, digits) }
        })
    });
    let on_input = Callback::new(move |text: String| {
        set.run(code.with_value(|code| read(&text, code, digits)));
        typed.set(text);
    });
    view! {
        <Input
            value=shown
            on_input=on_input
            inputmode="decimal"
            placeholder=control.example()
            label=control.own_name()
            readonly=control.read_only
            unit=move || currency.clone()
        />
    }
}

/// A stored amount in major units; what was not read as an amount stays as it was typed.
pub(super) fn written(value: &Value, digits: u32) -> String {
    if let Value::String(text) = value {
        return text.clone();
    }
    let Some(minor) = value.get("minor").and_then(Value::as_i64) else { return String::new() };
    major(minor, digits)
}

/// Typed text as it is stored; text that is no amount stays text, which the check refuses.
pub(super) fn read(text: &str, currency: &str, digits: u32) -> Value {
    let plain: String = text.trim().chars().filter(|c| !matches!(c, ',' | '，' | ' ')).map(narrow).collect();
    if plain.is_empty() {
        return Value::Null;
    }
    match minor(&plain, digits) {
        Some(minor) => serde_json::json!({"minor": minor, "currency": currency}),
        None => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn money_is_typed_in_major_units_and_stored_in_minor_ones() {
        assert_eq!(read("1,234.5", "CNY", 2), json!({"minor": 123_450, "currency": "CNY"}));
        assert_eq!(read("-12", "CNY", 2), json!({"minor": -1_200, "currency": "CNY"}));
        assert_eq!(read("0.05", "CNY", 2), json!({"minor": 5, "currency": "CNY"}));
        assert_eq!(read("12.345", "CNY", 2), json!("12.345"));
        assert_eq!(read("much", "CNY", 2), json!("much"));
        assert_eq!(read("500", "JPY", 0), json!({"minor": 500, "currency": "JPY"}));
        assert_eq!(read("", "CNY", 2), Value::Null);
    }

    #[test]
    fn a_stored_amount_is_shown_in_major_units() {
        assert_eq!(written(&json!({"minor": -1_205, "currency": "CNY"}), 2), "-12.05");
        assert_eq!(written(&json!({"minor": 500, "currency": "JPY"}), 0), "500");
        assert_eq!(written(&json!("much"), 2), "much");
    }
}
