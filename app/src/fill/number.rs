//! A number. What is typed stays as it is; what can be read as a number is stored as one.

use leptos::prelude::*;
use model::{Text, Value};
use ui::Input;

use super::Control;
use crate::words::say;

/// A number with its unit.
#[component]
pub fn NumberControl(control: Control, unit: Text, decimals: u8) -> impl IntoView {
    let typed = RwSignal::new(control.value.with_untracked(written));
    let (value, set) = (control.value, control.set);
    // What was typed holds as long as it means what is stored; a restored draft replaces it.
    let shown = Signal::derive(move || {
        let stored = value.get();
        typed.with(|typed| if read(typed) == stored { typed.clone() } else { written(&stored) })
    });
    let on_input = Callback::new(move |text: String| {
        set.run(read(&text));
        typed.set(text);
    });
    let mode = if decimals == 0 { "numeric" } else { "decimal" };
    let has_unit = !unit.is_empty();
    let unit = say(unit);
    if has_unit {
        view! {
            <Input
                value=shown
                on_input=on_input
                inputmode=mode
                placeholder=control.example()
                label=control.own_name()
                readonly=control.read_only
                unit=move || unit.get()
            />
        }
        .into_any()
    } else {
        view! {
            <Input
                value=shown
                on_input=on_input
                inputmode=mode
                placeholder=control.example()
                label=control.own_name()
                readonly=control.read_only
            />
        }
        .into_any()
    }
}

/// A stored number as text.
pub(super) fn written(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// Typed text as it is stored: a number if it is one, nothing if it is blank, else the text, which the check refuses.
/// Full-width digits, as Chinese keyboards type them, count as digits.
pub(super) fn read(text: &str) -> Value {
    let plain: String = text.trim().chars().map(narrow).collect();
    if plain.is_empty() {
        return Value::Null;
    }
    if let Ok(whole) = plain.parse::<i64>() {
        return whole.into();
    }
    match plain.parse::<f64>().ok().filter(|number| number.is_finite()).and_then(serde_json::Number::from_f64) {
        Some(number) => Value::Number(number),
        None => text.into(),
    }
}

/// A full-width character as the ASCII one it stands for.
pub(super) fn narrow(c: char) -> char {
    match c {
        '０'..='９' | '．' | '－' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        '。' => '.',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_can_be_read_as_a_number_is_one() {
        assert_eq!(read("12"), json!(12));
        assert_eq!(read(" 1.50 "), json!(1.5));
        assert_eq!(read("１２。５"), json!(12.5));
        assert_eq!(read("twelve"), json!("twelve"));
        assert_eq!(read("  "), Value::Null);
        assert_eq!(read("inf"), json!("inf"));
    }
}
