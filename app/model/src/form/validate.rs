//! What each field of a layout may, must and holds: one judgement for the browser's live form and for the server.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use wire::{Decode, time};

use super::{Cell, Choice, Field, Form, Holds, Layout, Need};
use crate::{
    Code, Fields, Problem, Problems, Value,
    condition::{Condition, Verdict, is_empty},
    key::FieldKey,
};

/// The longest text a field can hold, in characters, when its definition names no limit.
pub const LONGEST_TEXT: usize = 20_000;
/// The most entries of a list value.
pub const MOST_ENTRIES: usize = 500;

/// When answers are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// While a person is still writing: what is there must be right, but nothing need be there.
    Writing,
    /// When it is handed in: what is required must be there.
    HandingIn,
}

/// What holds for a field right now.
#[expect(clippy::struct_excessive_bools, reason = "four independent answers, not a state")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
pub struct FieldState {
    /// Whether it is shown.
    pub visible: bool,
    /// Whether it must be filled.
    pub required: bool,
    /// Whether it cannot be changed.
    pub read_only: bool,
    /// Whether some condition could not be judged here and the server must be asked.
    pub unsure: bool,
}

/// What holds for each field of a layout. `judge` answers conditions: the browser passes its own evaluator, the
/// server passes the engine's. A condition that only the server can judge leaves the field shown, optional and
/// writable, and marks it unsure.
#[must_use]
pub fn states(form: &Form, layout: &Layout, judge: &dyn Fn(&Condition) -> Verdict) -> BTreeMap<FieldKey, FieldState> {
    let mut found = BTreeMap::new();
    for cell in layout.cells() {
        if let Some(field) = form.field(&cell.field) {
            found.insert(field.key.clone(), state(field, cell, judge));
        }
    }
    found
}

fn state(field: &Field, cell: &Cell, judge: &dyn Fn(&Condition) -> Verdict) -> FieldState {
    let mut unsure = false;
    let mut ask = |condition: &Condition, otherwise: bool| match judge(condition) {
        Verdict::Yes => true,
        Verdict::No => false,
        Verdict::AskServer => {
            unsure = true;
            otherwise
        }
    };
    let mut need = |need: &Need| match need {
        Need::Never => false,
        Need::Always => true,
        Need::When(condition) => ask(condition, false),
    };
    let required = need(&field.required) || cell.required;
    let read_only = need(&field.read_only) || cell.read_only || field.computed.is_some();
    let visible = field.visible.as_ref().is_none_or(|condition| ask(condition, true));
    FieldState { visible, required: required && visible && !read_only, read_only, unsure }
}

/// Checks answers against a layout. Returns what may be stored, normalised (texts trimmed, hidden and unknown fields
/// left out), beside everything that is wrong; store nothing while a problem is an error.
///
/// Paths are `/fields/<key>`. Patterns are not checked here: regular expressions stay out of the browser.
#[must_use]
pub fn validate(
    form: &Form,
    layout: &Layout,
    given: &Fields,
    moment: Moment,
    judge: &dyn Fn(&Condition) -> Verdict,
) -> (Fields, Problems) {
    let states = states(form, layout, judge);
    let mut kept = Fields::new();
    let mut problems = Problems::new();
    for (key, value) in given {
        let path = format!("/fields/{key}");
        let (Some(field), Some(state)) = (form.field(key), states.get(key)) else {
            problems.push(Problem::error(Code::UnknownField, path).with("given", key));
            continue;
        };
        if !state.visible || is_empty(value) {
            continue;
        }
        if state.read_only {
            problems.push(Problem::error(Code::ReadOnly, path));
            continue;
        }
        match normal(&field.holds, value, &path) {
            Ok(value) => {
                kept.insert(key.clone(), value);
            }
            Err(mut wrong) => problems.append(&mut wrong),
        }
    }
    if moment == Moment::HandingIn {
        for (key, state) in &states {
            if state.required && given.get(key).is_none_or(is_empty) {
                problems.push(Problem::error(Code::Required, format!("/fields/{key}")));
            }
        }
    }
    (kept, problems)
}

/// The value as it is stored, or what is wrong with it. Patterns are not checked here.
///
/// # Errors
/// Everything that is wrong with it, at the path or below it.
pub fn normal(holds: &Holds, value: &Value, path: &str) -> Result<Value, Problems> {
    let fail = |problem: Problem| Err(vec![problem]);
    match holds {
        Holds::Text { longest, .. } => text(value, longest.unwrap_or(1_000), path).and_then(|text| {
            if text.contains('\n') { fail(Problem::error(Code::BadCharacter, path)) } else { Ok(text.into()) }
        }),
        Holds::LongText { longest, .. } => {
            let most = longest.unwrap_or_else(|| u32::try_from(LONGEST_TEXT).unwrap_or(u32::MAX));
            text(value, most, path).map(Value::from)
        }
        Holds::Number { least, most, decimals, .. } => number(value, *least, *most, *decimals, path),
        Holds::Money { currency, least, most } => money(value, currency, *least, *most, path),
        Holds::Date => {
            let text = text(value, 10, path)?;
            match time::date(&text) {
                Some(date) => Ok(date.to_string().into()),
                None => fail(Problem::error(Code::BadDate, path).with("given", text)),
            }
        }
        Holds::DateTime => {
            let text = text(value, 40, path)?;
            match time::instant(&text) {
                Some(_) => Ok(text.into()),
                None => fail(Problem::error(Code::BadDate, path).with("given", text)),
            }
        }
        Holds::Time => {
            let text = text(value, 8, path)?;
            match time::time_of_day(&text) {
                Some(time) => Ok(time::time_text(time).into()),
                None => fail(Problem::error(Code::BadTime, path).with("given", text)),
            }
        }
        Holds::YesNo => match value {
            Value::Bool(_) => Ok(value.clone()),
            other => fail(wrong_type(other, "yes_no", path)),
        },
        Holds::Select { options } | Holds::Radio { options } => option(value, options, path),
        Holds::MultiSelect { options } => list(value, path)?
            .iter()
            .map(|entry| option(entry, options, path))
            .collect::<Result<Vec<_>, _>>()
            .map(Value::from),
        Holds::Email => {
            let text = text(value, 254, path)?;
            if is_email(&text) {
                Ok(text.to_lowercase().into())
            } else {
                fail(Problem::error(Code::BadEmail, path).with("given", text))
            }
        }
        Holds::Phone => {
            let text = text(value, 40, path)?;
            match phone(&text) {
                Some(normal) => Ok(normal.into()),
                None => fail(Problem::error(Code::BadPhone, path).with("given", text)),
            }
        }
        Holds::Url => {
            let text = text(value, 2_000, path)?;
            if is_web_address(&text) {
                Ok(text.into())
            } else {
                fail(Problem::error(Code::BadUrl, path).with("given", text))
            }
        }
        Holds::Rating { most } => number(value, Some(1.0), Some(f64::from(*most)), 0, path),
        Holds::Person | Holds::Customer => {
            let text = text(value, 36, path)?;
            if uuid::Uuid::parse_str(&text).is_ok() {
                Ok(text.to_lowercase().into())
            } else {
                let code = if matches!(holds, Holds::Person) { Code::UnknownPerson } else { Code::UnknownCustomer };
                fail(Problem::error(code, path).with("given", text))
            }
        }
        Holds::Address => address(value, path),
        Holds::Table { columns, most } => {
            let lines = list(value, path)?;
            let most = most.map_or(MOST_ENTRIES, |most| most as usize);
            if lines.len() > most {
                return fail(Problem::error(Code::TooMany, path).with("most", most));
            }
            lines
                .iter()
                .enumerate()
                .map(|(index, line)| table_line(columns, line, &format!("{path}/{index}")))
                .collect::<Result<Vec<_>, _>>()
                .map(Value::from)
        }
        Holds::Tags => list(value, path)?
            .iter()
            .map(|tag| text(tag, 60, path).map(Value::from))
            .collect::<Result<Vec<_>, _>>()
            .map(Value::from),
    }
}

fn wrong_type(given: &Value, wanted: &str, path: &str) -> Problem {
    let name = match given {
        Value::Null => "nothing",
        Value::Bool(_) => "yes_no",
        Value::Number(_) => "number",
        Value::String(_) => "text",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    };
    Problem::error(Code::WrongType, path).with("given", name).with("wanted", wanted)
}

fn text(value: &Value, longest: u32, path: &str) -> Result<String, Problems> {
    let Value::String(text) = value else { return Err(vec![wrong_type(value, "text", path)]) };
    let text = text.trim();
    // PostgreSQL cannot store NUL; other control characters have no place in what people read.
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t' && c != '\r') {
        return Err(vec![Problem::error(Code::BadCharacter, path)]);
    }
    if text.chars().count() > longest as usize {
        return Err(vec![Problem::error(Code::TooLong, path).with("most", longest)]);
    }
    Ok(text.replace("\r\n", "\n"))
}

fn list<'a>(value: &'a Value, path: &str) -> Result<&'a Vec<Value>, Problems> {
    let Value::Array(entries) = value else { return Err(vec![wrong_type(value, "list", path)]) };
    if entries.len() > MOST_ENTRIES {
        return Err(vec![Problem::error(Code::TooMany, path).with("most", MOST_ENTRIES)]);
    }
    Ok(entries)
}

fn number(value: &Value, least: Option<f64>, most: Option<f64>, decimals: u8, path: &str) -> Result<Value, Problems> {
    let Some(amount) = value.as_f64().filter(|_| value.is_number()) else {
        return Err(vec![wrong_type(value, "number", path)]);
    };
    if let Some(least) = least.filter(|least| amount < *least) {
        return Err(vec![Problem::error(Code::TooSmall, path).with("least", least)]);
    }
    if let Some(most) = most.filter(|most| amount > *most) {
        return Err(vec![Problem::error(Code::TooLarge, path).with("most", most)]);
    }
    if value.is_i64() {
        return Ok(value.clone());
    }
    let scale = 10_f64.powi(i32::from(decimals.min(9)));
    let rounded = (amount * scale).round() / scale;
    Ok(serde_json::Number::from_f64(rounded).map_or(Value::Null, Value::Number))
}

fn money(value: &Value, currency: &str, least: Option<i64>, most: Option<i64>, path: &str) -> Result<Value, Problems> {
    let (Some(minor), Some(given)) =
        (value.get("minor").and_then(Value::as_i64), value.get("currency").and_then(Value::as_str))
    else {
        return Err(vec![wrong_type(value, "money", path)]);
    };
    if given != currency {
        return Err(vec![Problem::error(Code::UnknownOption, path).with("given", given)]);
    }
    if let Some(least) = least.filter(|least| minor < *least) {
        return Err(vec![Problem::error(Code::TooSmall, path).with("least", least)]);
    }
    if let Some(most) = most.filter(|most| minor > *most) {
        return Err(vec![Problem::error(Code::TooLarge, path).with("most", most)]);
    }
    Ok(serde_json::json!({"minor": minor, "currency": currency}))
}

fn option(value: &Value, options: &[Choice], path: &str) -> Result<Value, Problems> {
    let Value::String(given) = value else { return Err(vec![wrong_type(value, "text", path)]) };
    if options.iter().any(|option| option.key.as_str() == given) {
        Ok(value.clone())
    } else {
        let shown: String = given.chars().take(80).collect();
        Err(vec![Problem::error(Code::UnknownOption, path).with("given", shown)])
    }
}

fn address(value: &Value, path: &str) -> Result<Value, Problems> {
    let Value::Object(parts) = value else { return Err(vec![wrong_type(value, "address", path)]) };
    let mut kept = serde_json::Map::new();
    for (name, part) in parts {
        let path = format!("{path}/{name}");
        if !["region", "city", "street", "postcode"].contains(&name.as_str()) {
            return Err(vec![Problem::error(Code::UnknownField, path).with("given", name)]);
        }
        if !is_empty(part) {
            kept.insert(name.clone(), text(part, 200, &path)?.into());
        }
    }
    Ok(Value::Object(kept))
}

fn table_line(columns: &[super::Column], line: &Value, path: &str) -> Result<Value, Problems> {
    let Value::Object(parts) = line else { return Err(vec![wrong_type(line, "object", path)]) };
    let mut kept = serde_json::Map::new();
    let mut problems = Problems::new();
    for name in parts.keys() {
        if !columns.iter().any(|column| column.key.as_str() == name) {
            problems.push(Problem::error(Code::UnknownField, format!("{path}/{name}")).with("given", name));
        }
    }
    for column in columns {
        let path = format!("{path}/{}", column.key);
        match parts.get(column.key.as_str()).filter(|value| !is_empty(value)) {
            Some(value) if !matches!(column.holds, Holds::Table { .. }) => match normal(&column.holds, value, &path) {
                Ok(value) => {
                    kept.insert(column.key.as_str().to_owned(), value);
                }
                Err(mut wrong) => problems.append(&mut wrong),
            },
            Some(value) => problems.push(wrong_type(value, column.holds.name(), &path)),
            None if column.required => problems.push(Problem::error(Code::Required, path)),
            None => {}
        }
    }
    if problems.is_empty() { Ok(Value::Object(kept)) } else { Err(problems) }
}

/// A plausible address: one `@`, something before it, a dotted host behind it, no blanks. Whether it exists only a
/// mail can tell.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.rsplit_once('@') else { return false };
    !local.is_empty()
        && local.len() <= 64
        && !text.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';' | '"' | '(' | ')'))
        && !local.contains('@')
        && host.contains('.')
        && host.split('.').all(|label| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        })
}

fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        !host.is_empty() && !text.contains(|c: char| c.is_whitespace() || c == '"' || c == '<' || c == '>')
    })
}

/// Digits with an optional leading `+`; blanks, dots, dashes and brackets are dropped.
#[must_use]
pub fn phone(text: &str) -> Option<String> {
    let mut normal = String::new();
    for c in text.chars() {
        match c {
            '+' if normal.is_empty() => normal.push('+'),
            '0'..='9' => normal.push(c),
            ' ' | '-' | '.' | '(' | ')' | '/' => {}
            _ => return None,
        }
    }
    let digits = normal.trim_start_matches('+').len();
    (3..=17).contains(&digits).then_some(normal)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::condition::judge;

    fn complaint() -> Form {
        serde_json::from_value(json!({
            "format": 1,
            "fields": [
                {"key": "title", "label": {"en": "Title"}, "type": "text", "required": "always"},
                {"key": "kind", "label": {"en": "Kind"}, "type": "select", "options": [
                    {"key": "late", "label": {"en": "Late"}}, {"key": "broken", "label": {"en": "Broken"}}]},
                {"key": "serial", "label": {"en": "Serial"}, "type": "text", "required": "always",
                 "visible": {"is": "compare", "left": "fields.kind", "how": "equal", "right": {"value": "broken"}}},
                {"key": "phone", "label": {"en": "Phone"}, "type": "phone"},
                {"key": "lines", "label": {"en": "Lines"}, "type": "table", "columns": [
                    {"key": "part", "label": {"en": "Part"}, "type": "text", "required": true},
                    {"key": "count", "label": {"en": "Count"}, "type": "number", "least": 1.0}]}
            ],
            "layouts": [{"key": "intake", "title": {"en": "Intake"}, "items": [
                {"item": "row", "cells": [{"field": "title"}, {"field": "kind"}]},
                {"item": "section", "title": {"en": "More"}, "items": [
                    {"item": "row", "cells": [{"field": "serial"}, {"field": "phone"}, {"field": "lines"}]}]}]}]
        }))
        .unwrap()
    }

    fn check(given: &Value) -> (Value, Vec<String>) {
        let form = complaint();
        let fields: Fields = serde_json::from_value(given.clone()).unwrap();
        let facts = json!({"fields": given});
        let (kept, problems) =
            validate(&form, form.intake().unwrap(), &fields, Moment::HandingIn, &|c| judge(c, &facts));
        (serde_json::to_value(kept).unwrap(), problems.iter().map(|p| format!("{} {}", p.path, p.code)).collect())
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let (_, problems) = check(&json!({"kind": "lost", "phone": "call me", "colour": "red"}));
        assert_eq!(
            problems,
            [
                "/fields/colour unknown_field",
                "/fields/kind unknown_option",
                "/fields/phone bad_phone",
                "/fields/title required"
            ]
        );
    }

    #[test]
    fn a_hidden_field_is_neither_required_nor_stored() {
        let (kept, problems) = check(&json!({"title": "It came late", "kind": "late", "serial": "X1"}));
        assert!(problems.is_empty());
        assert_eq!(kept, json!({"kind": "late", "title": "It came late"}));
        let (_, problems) = check(&json!({"title": "It broke", "kind": "broken"}));
        assert_eq!(problems, ["/fields/serial required"]);
    }

    #[test]
    fn values_are_stored_in_one_shape() {
        let (kept, _) = check(&json!({"title": "  Leak ", "phone": "+86 (10) 1234-5678",
            "lines": [{"part": "pump", "count": 2}]}));
        assert_eq!(kept, json!({"lines": [{"part": "pump", "count": 2}], "phone": "+861012345678", "title": "Leak"}));
        let (_, problems) = check(&json!({"title": "x", "lines": [{"count": 0}]}));
        assert_eq!(problems, ["/fields/lines/0/part required", "/fields/lines/0/count too_small"]);
    }

    #[test]
    fn a_character_that_one_database_cannot_store_is_refused_for_both() {
        let (_, problems) = check(&json!({"title": "a\u{0}b"}));
        assert_eq!(problems, ["/fields/title bad_character"]);
    }
}
