//! Conditions as a typed tree. The visual builder edits it, the browser judges it here for live forms, and the server
//! compiles the same tree to Rhai; a property test in `engine` holds both to the same answer.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{Value, span::Minutes};

/// A question about a ticket and what surrounds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Condition {
    /// Every one holds. True when there is none.
    All {
        /// The parts.
        of: Vec<Condition>,
    },
    /// At least one holds. False when there is none.
    Any {
        /// The parts.
        of: Vec<Condition>,
    },
    /// It does not hold.
    Not {
        /// The part.
        of: Box<Condition>,
    },
    /// A variable compared with a value or another variable.
    Compare {
        /// What is looked at.
        left: Variable,
        /// How.
        how: Comparison,
        /// With what.
        right: Operand,
    },
    /// The variable equals one of the values; a list variable holds one of them.
    In {
        /// What is looked at.
        left: Variable,
        /// The values.
        values: Vec<Value>,
    },
    /// The variable is missing, null, blank text, or an empty list.
    Empty {
        /// What is looked at.
        left: Variable,
    },
    /// The variable lies between two values, ends included.
    Between {
        /// What is looked at.
        left: Variable,
        /// The smallest.
        least: Operand,
        /// The largest.
        most: Operand,
    },
    /// The text contains the other text, letter case ignored; a list contains the value.
    Contains {
        /// What is looked at.
        left: Variable,
        /// The part.
        right: Operand,
    },
    /// The text begins with the other text, letter case ignored.
    StartsWith {
        /// What is looked at.
        left: Variable,
        /// The beginning.
        right: Operand,
    },
    /// The field was changed by what just happened.
    Changed {
        /// What is looked at.
        left: Variable,
    },
    /// The instant in the variable is at least so long ago, by the wall clock. A date begins at midnight UTC; what is no
    /// instant is never long ago.
    LongAgo {
        /// What is looked at.
        left: Variable,
        /// How long.
        minutes: Minutes,
    },
    /// The present instant lies in the working time of a calendar. Only the server can tell.
    WithinWorkingTime {
        /// The calendar.
        calendar: crate::key::DefinitionKey,
    },
    /// A Rhai expression. Only the server can tell.
    Script {
        /// The expression; its value must be true or false.
        text: String,
    },
}

/// The path of a variable: `ticket.priority`, `fields.amount`, `customer.tier`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Variable(pub String);

impl Variable {
    /// The variable of a form's field.
    #[must_use]
    pub fn field(key: &crate::key::FieldKey) -> Self {
        Self(format!("fields.{key}"))
    }

    /// The field this variable reads, if it reads one.
    #[must_use]
    pub fn as_field(&self) -> Option<&str> {
        self.0.strip_prefix("fields.").map(|rest| rest.split('.').next().unwrap_or(rest))
    }
}

/// The roots a variable can begin with.
pub const ROOTS: [&str; 10] =
    ["ticket", "fields", "customer", "organisation", "asset", "task", "run", "actor", "vars", "now"];

/// The members of a root, where they are fixed; none for the roots whose members depend on the ticket.
#[must_use]
pub fn members(root: &str) -> Option<&'static [&'static str]> {
    match root {
        "ticket" => Some(&[
            "id",
            "number",
            "type",
            "title",
            "status",
            "priority",
            "channel",
            "queue",
            "owner",
            "filed_by",
            "created_at",
            "updated_at",
            "due_at",
            "closed_at",
            "episode",
            "heard_at",
            "answered_at",
            "moved_at",
        ]),
        "customer" => Some(&["id", "name", "email", "phone"]),
        "run" => Some(&["id", "state", "started_at", "passes", "done_by", "item", "index"]),
        "task" => Some(&["id", "node", "title", "owner", "outcome", "opened_at", "due_at"]),
        "actor" => Some(&["id", "name", "email"]),
        _ => None,
    }
}

/// What a variable is compared with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Operand {
    /// A fixed value.
    Value(Value),
    /// Another variable.
    Variable(Variable),
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// The same value; numbers by amount.
    Equal,
    /// Not the same value.
    NotEqual,
    /// Smaller. Only numbers with numbers and texts with texts have an order; anything else is false.
    Less,
    /// Smaller or the same.
    AtMost,
    /// Greater.
    Greater,
    /// Greater or the same.
    AtLeast,
}

/// Where a condition finds its variables.
pub trait Facts {
    /// The value at a path; `Null` when there is none.
    fn value(&self, path: &str) -> Value;

    /// Whether what just happened changed the value at a path.
    fn changed(&self, _path: &str) -> bool {
        false
    }
}

/// Facts held as one JSON object, by root.
impl Facts for Value {
    fn value(&self, path: &str) -> Value {
        let mut at = self;
        for piece in path.split('.') {
            match at.get(piece) {
                Some(next) => at = next,
                None => return Value::Null,
            }
        }
        at.clone()
    }
}

/// The answer of a condition where some leaves can only be judged by the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Yes,
    /// It does not hold.
    No,
    /// Only the server can tell.
    AskServer,
}

impl From<bool> for Verdict {
    fn from(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }
}

impl std::ops::Not for Verdict {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::AskServer => Self::AskServer,
        }
    }
}

/// Judges a condition. `All` and `Any` answer as soon as one part decides, even when another must ask the server.
#[must_use]
pub fn judge(condition: &Condition, facts: &dyn Facts) -> Verdict {
    let operand = |operand: &Operand| match operand {
        Operand::Value(value) => value.clone(),
        Operand::Variable(variable) => facts.value(&variable.0),
    };
    match condition {
        Condition::All { of } => fold(of, facts, Verdict::No, Verdict::Yes),
        Condition::Any { of } => fold(of, facts, Verdict::Yes, Verdict::No),
        Condition::Not { of } => !judge(of, facts),
        Condition::Compare { left, how, right } => compare(&facts.value(&left.0), *how, &operand(right)).into(),
        Condition::In { left, values } => is_in(&facts.value(&left.0), values).into(),
        Condition::Empty { left } => is_empty(&facts.value(&left.0)).into(),
        Condition::Between { left, least, most } => {
            let value = facts.value(&left.0);
            (compare(&value, Comparison::AtLeast, &operand(least))
                && compare(&value, Comparison::AtMost, &operand(most)))
            .into()
        }
        Condition::Contains { left, right } => contains(&facts.value(&left.0), &operand(right)).into(),
        Condition::StartsWith { left, right } => starts_with(&facts.value(&left.0), &operand(right)).into(),
        Condition::Changed { left } => facts.changed(&left.0).into(),
        Condition::LongAgo { left, minutes } => long_ago(&facts.value(&left.0), *minutes, &facts.value("now")),
        Condition::WithinWorkingTime { .. } | Condition::Script { .. } => Verdict::AskServer,
    }
}

fn fold(parts: &[Condition], facts: &dyn Facts, decides: Verdict, otherwise: Verdict) -> Verdict {
    let mut answer = otherwise;
    for part in parts {
        let verdict = judge(part, facts);
        if verdict == decides {
            return decides;
        }
        if verdict == Verdict::AskServer {
            answer = Verdict::AskServer;
        }
    }
    answer
}

/// Whether two values are the same; numbers by amount, so `1` equals `1.0`. A missing value equals null.
#[must_use]
pub fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(_), Value::Number(_)) => order(left, right) == Some(std::cmp::Ordering::Equal),
        (Value::Array(l), Value::Array(r)) => l.len() == r.len() && l.iter().zip(r).all(|(a, b)| same(a, b)),
        _ => left == right,
    }
}

/// Compares two values; values without a common order are neither less nor greater.
#[must_use]
pub fn compare(left: &Value, how: Comparison, right: &Value) -> bool {
    use std::cmp::Ordering::{Equal, Greater, Less};
    match how {
        Comparison::Equal => same(left, right),
        Comparison::NotEqual => !same(left, right),
        Comparison::Less => order(left, right) == Some(Less),
        Comparison::AtMost => matches!(order(left, right), Some(Less | Equal)),
        Comparison::Greater => order(left, right) == Some(Greater),
        Comparison::AtLeast => matches!(order(left, right), Some(Greater | Equal)),
    }
}

/// Whether the value, or an entry of a list value, is one of the values.
#[must_use]
pub fn is_in(value: &Value, values: &[Value]) -> bool {
    match value {
        Value::Array(entries) => entries.iter().any(|entry| values.iter().any(|v| same(entry, v))),
        one => values.iter().any(|v| same(one, v)),
    }
}

/// Whether there is nothing in the value.
#[must_use]
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(entries) => entries.is_empty(),
        Value::Object(parts) => parts.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Whether a text contains a text, letter case ignored, or a list contains a value.
#[must_use]
pub fn contains(value: &Value, part: &Value) -> bool {
    match (value, part) {
        (Value::String(text), Value::String(part)) => text.to_lowercase().contains(&part.to_lowercase()),
        (Value::Array(entries), part) => entries.iter().any(|entry| same(entry, part)),
        _ => false,
    }
}

/// Whether a text begins with a text, letter case ignored.
#[must_use]
pub fn starts_with(value: &Value, beginning: &Value) -> bool {
    match (value, beginning) {
        (Value::String(text), Value::String(part)) => text.to_lowercase().starts_with(&part.to_lowercase()),
        _ => false,
    }
}

/// Whether an instant is at least so long ago. Where nobody says what time it is, the server must be asked.
fn long_ago(value: &Value, minutes: Minutes, now: &Value) -> Verdict {
    let Some(now) = instant(now) else { return Verdict::AskServer };
    let Some(at) = instant(value) else { return Verdict::No };
    let since = TimeDelta::try_minutes(minutes.0).and_then(|span| at.checked_add_signed(span));
    since.is_some_and(|since| since <= now).into()
}

/// The instant that a value names: RFC 3339, or a date.
#[must_use]
pub fn instant(value: &Value) -> Option<DateTime<Utc>> {
    let text = value.as_str()?;
    wire::time::instant(text).or_else(|| Some(wire::time::date(text)?.and_time(chrono::NaiveTime::MIN).and_utc()))
}

fn order(left: &Value, right: &Value) -> Option<std::cmp::Ordering> {
    match (left, right) {
        (Value::Number(l), Value::Number(r)) => match (l.as_i64(), r.as_i64()) {
            (Some(l), Some(r)) => Some(l.cmp(&r)),
            _ => l.as_f64()?.partial_cmp(&r.as_f64()?),
        },
        (Value::String(l), Value::String(r)) => Some(l.cmp(r)),
        _ => None,
    }
}

impl Condition {
    /// Whether it is a frame without a question in it, as the designer begins one.
    #[must_use]
    pub const fn is_blank(&self) -> bool {
        matches!(self, Self::All { of } | Self::Any { of } if of.is_empty())
    }

    /// Calls a function on this condition and every part of it.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Self)) {
        visit(self);
        match self {
            Self::All { of } | Self::Any { of } => of.iter().for_each(|part| part.walk(visit)),
            Self::Not { of } => of.walk(visit),
            _ => {}
        }
    }

    /// Every variable it reads outside scripts.
    #[must_use]
    pub fn variables(&self) -> Vec<&Variable> {
        let mut found = Vec::new();
        self.walk(&mut |part| match part {
            Self::Compare { left, right, .. } | Self::Contains { left, right } | Self::StartsWith { left, right } => {
                found.push(left);
                if let Operand::Variable(other) = right {
                    found.push(other);
                }
            }
            Self::Between { left, least, most } => {
                found.push(left);
                for end in [least, most] {
                    if let Operand::Variable(other) = end {
                        found.push(other);
                    }
                }
            }
            Self::In { left, .. } | Self::Empty { left } | Self::Changed { left } | Self::LongAgo { left, .. } => {
                found.push(left);
            }
            Self::All { .. }
            | Self::Any { .. }
            | Self::Not { .. }
            | Self::WithinWorkingTime { .. }
            | Self::Script { .. } => {}
        });
        found
    }

    /// How deep the tree is; a leaf is 1.
    #[must_use]
    pub fn depth(&self) -> usize {
        match self {
            Self::All { of } | Self::Any { of } => 1 + of.iter().map(Self::depth).max().unwrap_or(0),
            Self::Not { of } => 1 + of.depth(),
            _ => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn holds(condition: &Value, facts: &Value) -> Verdict {
        judge(&serde_json::from_value(condition.clone()).unwrap(), facts)
    }

    #[test]
    fn an_urgent_ticket_is_recognised() {
        let urgent = json!({"is": "compare", "left": "ticket.priority", "how": "equal", "right": {"value": "urgent"}});
        assert_eq!(holds(&urgent, &json!({"ticket": {"priority": "urgent"}})), Verdict::Yes);
        assert_eq!(holds(&urgent, &json!({"ticket": {}})), Verdict::No);
    }

    #[test]
    fn a_script_is_asked_only_when_nothing_else_decides() {
        let script = json!({"is": "script", "text": "true"});
        let empty = json!({"is": "empty", "left": "fields.phone"});
        assert_eq!(holds(&json!({"is": "any", "of": [script, empty]}), &json!({})), Verdict::Yes);
        assert_eq!(holds(&json!({"is": "all", "of": [script, empty]}), &json!({})), Verdict::AskServer);
    }

    #[test]
    fn long_ago_is_reckoned_from_now_and_asked_of_the_server_where_nobody_knows_the_time() {
        let silent = json!({"is": "long_ago", "left": "ticket.heard_at", "minutes": 60});
        let at = |now: &str| json!({"now": now, "ticket": {"heard_at": "2026-03-02T09:00:00.000Z"}});
        assert_eq!(holds(&silent, &at("2026-03-02T09:59:59.999Z")), Verdict::No);
        assert_eq!(holds(&silent, &at("2026-03-02T10:00:00.000Z")), Verdict::Yes);
        assert_eq!(holds(&silent, &json!({"ticket": {"heard_at": "2026-03-02T09:00:00Z"}})), Verdict::AskServer);
        assert_eq!(holds(&silent, &json!({"now": "2026-03-02T10:00:00Z", "ticket": {"heard_at": null}})), Verdict::No);
    }

    #[test]
    fn values_of_different_kinds_have_no_order() {
        assert!(!compare(&json!("9"), Comparison::Less, &json!(10)));
        assert!(!compare(&json!("9"), Comparison::AtLeast, &json!(10)));
        assert!(compare(&json!(1), Comparison::Equal, &json!(1.0)));
    }
}
