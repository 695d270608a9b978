//! The value of a new ticket, for the types where one makes sense.

use editor::form::SetField;
use leptos::prelude::*;
use model::{Value, form::Holds, money};
use ui::{Choice, Input, Select, i18n::t, t, use_lang};

use super::{Row, field::Picked};
use crate::words::said;

/// See the module.
#[component]
pub(super) fn DefaultRow(picked: Picked, name: &'static str) -> impl IntoView {
    let side = picked.side;
    let readonly = side.pad.readonly;
    let lang = use_lang();
    let is_choice = matches!(name, "select" | "radio" | "yes_no");
    let is_typed = matches!(
        name,
        "text" | "long_text" | "number" | "money" | "date" | "time" | "email" | "phone" | "url" | "rating"
    );
    if !is_choice && !is_typed {
        return ().into_any();
    }
    let typed = RwSignal::new(String::new());
    let value = Signal::derive(move || {
        picked.field.with(|field| {
            typed.with(|typed| {
                if read(typed, &field.holds) == field.default {
                    typed.clone()
                } else {
                    written(&field.default, &field.holds)
                }
            })
        })
    });
    let write = Callback::new(move |text: String| {
        let default = picked.field.with_untracked(|field| read(&text, &field.holds));
        typed.set(text);
        picked.set(SetField::Default(default));
    });
    let choices = Signal::derive(move || {
        let lang = lang.get();
        picked.field.with(|field| match &field.holds {
            Holds::YesNo => {
                vec![Choice::new("true", t(lang, "common.yes")), Choice::new("false", t(lang, "common.no"))]
            }
            holds => {
                let options = holds.options().unwrap_or_default().iter().filter(|option| !option.retired);
                options.map(|option| Choice::new(option.key.as_str(), said(&option.label, lang))).collect()
            }
        })
    });
    let kind = match name {
        "date" => "date",
        "time" => "time",
        _ => "text",
    };
    view! {
        <Row side label="form.property.default" path="/default">
            {if is_choice {
                view! {
                    <Select small=true value choices on_pick=write placeholder=t!("form.no_default") disabled=readonly />
                }
                .into_any()
            } else {
                view! { <Input small=true kind value on_input=write readonly /> }.into_any()
            }}
        </Row>
    }
    .into_any()
}

/// A stored default as it is typed.
fn written(value: &Value, holds: &Holds) -> String {
    match (holds, value) {
        (_, Value::Null) => String::new(),
        (Holds::Money { currency, .. }, value) => {
            let minor = value.get("minor").and_then(Value::as_i64);
            minor.map(|minor| money::major(minor, money::digits(currency))).unwrap_or_default()
        }
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}

/// Typed text as it is stored; text that cannot be read is stored as text, which the check refuses.
fn read(text: &str, holds: &Holds) -> Value {
    let text = text.trim();
    match (holds, text) {
        (_, "") => Value::Null,
        (Holds::YesNo, "true") => Value::Bool(true),
        (Holds::YesNo, "false") => Value::Bool(false),
        (Holds::Number { .. } | Holds::Rating { .. }, text) => match (text.parse::<i64>(), text.parse::<f64>()) {
            (Ok(whole), _) => whole.into(),
            (_, Ok(number)) => number.into(),
            _ => text.into(),
        },
        (Holds::Money { currency, .. }, text) => match money::minor(text, money::digits(currency)) {
            Some(minor) => serde_json::json!({"minor": minor, "currency": currency}),
            None => text.into(),
        },
        (_, text) => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_default_is_stored_as_an_answer_would_be() {
        let money = Holds::Money { currency: "CNY".to_owned(), least: None, most: None };
        assert_eq!(read("12.5", &money), json!({"minor": 1250, "currency": "CNY"}));
        assert_eq!(written(&read("12.5", &money), &money), "12.50");
        assert_eq!(read("true", &Holds::YesNo), json!(true));
        assert_eq!(read("3", &Holds::Rating { most: 5 }), json!(3));
        assert_eq!(read("", &Holds::Date), json!(null));
    }
}
