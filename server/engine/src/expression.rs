//! Expressions: Rhai in a sandbox that has no side effects, no time of its own and explicit limits on everything.
//!
//! One engine serves every expression of the process. Only the functions of [`FUNCTIONS`] can be called; anything else
//! is refused when the expression is compiled, long before it could run.

use std::{collections::BTreeSet, fmt, sync::Arc};

use chrono::{DateTime, SecondsFormat, Utc};
use model::{
    Value,
    condition::{Facts, ROOTS},
};
use rhai::AST;

mod fault;
mod functions;
mod json;
mod sandbox;

#[cfg(test)]
mod tests;

pub use fault::Fault;
pub use functions::FUNCTIONS;
pub(crate) use sandbox::{conditions, run};

/// The longest expression, in bytes.
pub const LONGEST: usize = 10_000;

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
    ast: AST,
    /// The roots it may read; only these are handed to it.
    roots: Vec<&'static str>,
}

impl Expression {
    /// Compiles a text.
    ///
    /// # Errors
    /// It is no valid expression, is too long or too deep, or names a variable or calls a function that does not exist.
    pub fn compile(text: &str) -> Result<Self, Fault> {
        if text.len() > LONGEST {
            return Err(Fault::new(format!("longer than {LONGEST} bytes"), text));
        }
        if text.trim().is_empty() {
            return Err(Fault::new("there is no expression", text));
        }
        let ast = sandbox::compile(text)?;
        let roots = ROOTS.into_iter().filter(|root| text.contains(root)).collect();
        Ok(Self(Arc::new(Compiled { text: text.to_owned(), ast, roots })))
    }

    /// Its value as JSON.
    ///
    /// # Errors
    /// Anything that goes wrong while it runs, running out of a limit included.
    pub fn value(&self, facts: &Scope) -> Result<Value, Fault> {
        let Compiled { text, ast, roots } = &*self.0;
        let mut scope = rhai::Scope::new();
        for root in roots {
            let value = match *root {
                "now" => written(facts.now).into(),
                root => facts.facts.get(root).map_or_else(|| rhai::Map::new().into(), json::dynamic),
            };
            scope.push_dynamic(*root, value);
        }
        let value = run(sandbox::expressions(), &mut scope, ast, text)?;
        json::value(&value).map_err(|reason| Fault::new(reason, text))
    }

    /// Its value as a yes or no.
    ///
    /// # Errors
    /// As [`Expression::value`], and when the value is neither true nor false.
    pub fn holds(&self, facts: &Scope) -> Result<bool, Fault> {
        match self.value(facts)? {
            Value::Bool(holds) => Ok(holds),
            other => {
                let shown: String = other.to_string().chars().take(80).collect();
                Err(Fault::new(format!("gives {shown} where true or false is needed"), self.text()))
            }
        }
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

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.0.text == other.0.text
    }
}
