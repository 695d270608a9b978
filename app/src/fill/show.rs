//! Answers that are read, not written.

use leptos::prelude::*;
use model::{
    Fields, Value,
    form::{Column, Form, Holds},
};
use ui::i18n::{Lang, t, use_lang};

use super::money;
use crate::words::{names, said};

/// A value in words: options by their labels, money in major units, nothing as such.
#[must_use]
pub fn shown(lang: Lang, holds: &Holds, value: &Value) -> String {
    match (holds, value) {
        (_, Value::Null) => t(lang, "common.empty_value").to_owned(),
        (_, Value::Bool(true)) => t(lang, "common.yes").to_owned(),
        (_, Value::Bool(false)) => t(lang, "common.no").to_owned(),
        (Holds::Select { .. } | Holds::Radio { .. }, Value::String(key)) => option(lang, holds, key),
        (Holds::MultiSelect { .. }, Value::Array(keys)) => {
            let labels: Vec<String> =
                keys.iter().filter_map(Value::as_str).map(|key| option(lang, holds, key)).collect();
            names(lang, labels.iter().map(String::as_str))
        }
        (Holds::Money { currency, .. }, Value::Object(_)) => {
            format!("{} {currency}", money::written(value, model::money::digits(currency)))
        }
        (Holds::Number { unit, .. }, Value::Number(number)) => {
            format!("{number} {}", said(unit, lang)).trim().to_owned()
        }
        (Holds::DateTime, Value::String(text)) => text.replace('T', " "),
        (Holds::Address, Value::Object(parts)) => {
            let order = ["street", "city", "region", "postcode"];
            names(lang, order.iter().filter_map(|name| parts.get(*name)).filter_map(Value::as_str))
        }
        (Holds::Table { columns, .. }, Value::Array(lines)) => {
            lines.iter().map(|line| self::line(lang, columns, line)).collect::<Vec<_>>().join("\n")
        }
        (_, Value::Array(entries)) => names(lang, entries.iter().filter_map(Value::as_str)),
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}

fn option(lang: Lang, holds: &Holds, key: &str) -> String {
    let options = holds.options().unwrap_or_default();
    options
        .iter()
        .find(|option| option.key.as_str() == key)
        .map_or_else(|| key.to_owned(), |option| said(&option.label, lang).to_owned())
}

fn line(lang: Lang, columns: &[Column], line: &Value) -> String {
    let parts: Vec<String> = columns
        .iter()
        .filter_map(|column| {
            let value = line.get(column.key.as_str())?;
            Some(format!("{} {}", said(&column.label, lang), shown(lang, &column.holds, value)))
        })
        .collect();
    names(lang, parts.iter().map(String::as_str))
}

/// Answers as a list of names and values, in the form's order.
#[component]
pub fn Shown(fields: Fields, form: Form) -> impl IntoView {
    let lang = use_lang();
    let rows = move || {
        let lang = lang.get();
        let known = form.fields.iter().filter_map(|field| Some((field, fields.get(&field.key)?)));
        known
            .map(|(field, value)| {
                let (label, value) = (said(&field.label, lang).to_owned(), shown(lang, &field.holds, value));
                view! {
                    <dt>{label}</dt>
                    <dd class="fill-value">{value}</dd>
                }
            })
            .collect_view()
    };
    view! { <dl class="facts fill-shown">{rows}</dl> }
}
