//! Expressions: Rhai in a sandbox that has no side effects, no time of its own and explicit limits on everything.

use std::{collections::BTreeSet, fmt, sync::Arc};

use chrono::{DateTime, SecondsFormat, Utc};
use model::{Value, condition::Facts};

/// What an expression or a condition can see.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scope {
    /// One JSON object; its members are the roots of [`model::condition::ROOTS`] but `now`.
    pub facts: Value,
    /// The present instant; the variable `now` is this in RFC 3339 (UTC, milliseconds).
    pub now: DateTime<Utc>,
    /// The paths that what just happened changed, such as `fields.phone`.
    pub changed: BTreeSet<String>,
}

impl Scope {
    /// A scope in which nothing was changed.
    #[must_use]
    pub fn new(facts: Value, now: DateTime<Utc>) -> Self {
        Self { facts, now, changed: BTreeSet::new() }
    }
}

/// An instant as expressions and conditions see it.
#[must_use]
pub fn written(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

impl Facts for Scope {
    fn value(&self, path: &str) -> Value {
        if path == "now" { written(self.now).into() } else { Facts::value(&self.facts, path) }
    }

    fn changed(&self, path: &str) -> bool {
        self.changed.contains(path)
    }
}

/// A compiled expression. Cheap to clone.
#[derive(Clone)]
pub struct Expression(Arc<Compiled>);

struct Compiled {
    text: String,
}

impl Expression {
    /// Compiles a text.
    ///
    /// # Errors
    /// It is no valid expression, is too long or too deep, or calls a function that does not exist.
    pub fn compile(text: &str) -> Result<Self, Fault> {
        todo!("{text}")
    }

    /// Its value as JSON.
    ///
    /// # Errors
    /// Anything that goes wrong while it runs, running out of a limit included.
    pub fn value(&self, facts: &Scope) -> Result<Value, Fault> {
        todo!("{facts:?}")
    }

    /// Its text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0.text
    }
}

impl fmt::Debug for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expression").field(&self.0.text).finish()
    }
}

/// Why an expression has no value; words for an administrator.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.sentence())]
pub struct Fault {
    /// What went wrong.
    pub text: String,
    /// Where: line and column, from 1.
    pub position: Option<(usize, usize)>,
    /// The expression.
    pub expression: String,
}

impl Fault {
    fn sentence(&self) -> String {
        let shown: String = self.expression.chars().take(200).collect();
        match self.position {
            Some((line, column)) => format!("{} (line {line}, column {column}) in: {shown}", self.text),
            None => format!("{} in: {shown}", self.text),
        }
    }
}
