//! Words with variables in double braces, filled in. Logic-less: no conditions, no loops, no nesting.

use model::{
    Value,
    condition::Facts,
    text::{Piece, pieces},
};

use crate::expression::Scope;

/// The most characters that filling gives.
pub const MOST: usize = 20_000;

/// Fills in the variables: `Ticket {{ticket.number}}: {{fields.phone}}`. An unknown one becomes nothing; what is filled
/// in is not looked into again. Double braces around anything but a path stay as they are.
#[must_use]
pub fn fill(template: &str, scope: &Scope) -> String {
    let mut filled = String::with_capacity(template.len().min(MOST));
    let mut left = MOST;
    let mut put = |text: &str, filled: &mut String| {
        for c in text.chars().take(left) {
            filled.push(c);
            left -= 1;
        }
    };
    for piece in pieces(template) {
        match piece {
            Piece::Words(words) => put(words, &mut filled),
            Piece::Variable(path) => put(&spoken(&scope.value(path)), &mut filled),
        }
    }
    filled
}

/// A value as a sentence says it: texts bare, lists with commas, money as an amount, nothing for nothing.
fn spoken(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => yes.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(entries) => entries.iter().map(spoken).collect::<Vec<_>>().join(", "),
        Value::Object(parts) => match (parts.get("minor").and_then(Value::as_i64), parts.get("currency")) {
            (Some(minor), Some(Value::String(currency))) => money(minor, currency),
            _ => parts.values().map(spoken).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
        },
    }
}

/// An amount with the digits of its currency (ISO 4217; the few that have none or three are listed).
fn money(minor: i64, currency: &str) -> String {
    let digits: u32 = match currency {
        "JPY" | "KRW" | "VND" | "CLP" | "ISK" | "UGX" | "XAF" | "XOF" | "PYG" => 0,
        "BHD" | "KWD" | "OMR" | "JOD" | "TND" | "IQD" | "LYD" => 3,
        _ => 2,
    };
    let sign = if minor < 0 { "-" } else { "" };
    let unit = 10_u64.pow(digits);
    let (whole, part) = (minor.unsigned_abs() / unit, minor.unsigned_abs() % unit);
    if digits == 0 {
        format!("{sign}{whole} {currency}")
    } else {
        format!("{sign}{whole}.{part:0width$} {currency}", width = digits as usize)
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use serde_json::json;

    use super::*;

    fn filled(template: &str) -> String {
        let facts = json!({
            "ticket": {"number": 12, "title": "{{ticket.number}}"},
            "fields": {"phone": "+8610", "tags": ["a", "b"], "price": {"minor": -1_205, "currency": "CNY"}, "ok": true}
        });
        fill(template, &Scope::new(facts, DateTime::UNIX_EPOCH))
    }

    #[test]
    fn variables_are_filled_in() {
        assert_eq!(filled("Ticket {{ticket.number}}: {{ fields.phone }}"), "Ticket 12: +8610");
        assert_eq!(filled("{{fields.tags}} {{fields.price}} {{fields.ok}}"), "a, b -12.05 CNY true");
        assert_eq!(filled("{{now}}"), "1970-01-01T00:00:00.000Z");
    }

    #[test]
    fn an_unknown_variable_becomes_nothing() {
        assert_eq!(filled("[{{fields.colour}}] [{{nobody.knows}}]"), "[] []");
    }

    #[test]
    fn what_is_filled_in_is_not_looked_into_again() {
        assert_eq!(filled("{{ticket.title}}"), "{{ticket.number}}");
    }

    #[test]
    fn braces_around_anything_else_stay() {
        assert_eq!(filled("{{ 1 + 1 }} {{}} {{unclosed {{ticket.number}}"), "{{ 1 + 1 }} {{}} {{unclosed 12");
    }

    #[test]
    fn a_filled_text_has_an_end() {
        assert_eq!(filled(&"{{fields.phone}}长".repeat(9_000)).chars().count(), MOST);
    }
}
