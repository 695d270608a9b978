//! Conditions, compiled: the typed tree becomes one Rhai expression whose leaves are judged by `model`'s own functions.

use std::{fmt, sync::Arc};

use model::{
    Value,
    check::{DEEPEST_CONDITION, MOST_PARTS},
    condition::{Condition, Facts, Verdict, judge},
    key::DefinitionKey,
};
use rhai::{AST, Dynamic, Engine, EvalAltResult, INT, Position};

use crate::{
    calendar::WorkCalendar,
    expression::{Expression, Fault, Scope, conditions, run},
};

#[cfg(test)]
mod tests;

/// Where calendars are found.
pub trait Calendars {
    /// The calendar of a key.
    fn calendar(&self, key: &DefinitionKey) -> Option<Arc<WorkCalendar>>;
}

/// No calendars at all.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoCalendars;

impl Calendars for NoCalendars {
    fn calendar(&self, _key: &DefinitionKey) -> Option<Arc<WorkCalendar>> {
        None
    }
}

/// A compiled condition. Cheap to clone.
#[derive(Clone)]
pub struct Compiled(Arc<Inner>);

struct Inner {
    condition: Condition,
    leaves: Vec<Leaf>,
    ast: AST,
    has_script: bool,
    /// Whether `model` can judge the whole tree: nothing in it asks the server.
    is_plain: bool,
}

/// One question of the tree.
enum Leaf {
    /// `model` judges it.
    Plain(Condition),
    /// Whether now is working time of a calendar.
    Hours(DefinitionKey),
    /// A script is asked.
    Script(Expression),
}

impl Compiled {
    /// Compiles a condition.
    ///
    /// # Errors
    /// A script in it does not compile, or the tree is too large or too deep.
    pub fn compile(condition: &Condition) -> Result<Self, Fault> {
        let mut parts = 0;
        condition.walk(&mut |_| parts += 1);
        if parts > MOST_PARTS || condition.depth() > DEEPEST_CONDITION {
            let text = format!("a condition has at most {MOST_PARTS} parts in {DEEPEST_CONDITION} levels");
            return Err(Fault::new(text, ""));
        }
        let mut leaves = Vec::new();
        let mut text = String::new();
        write(condition, &mut leaves, &mut text)?;
        let mut known = rhai::Scope::new();
        known.push("asked", ());
        let ast = conditions(register)
            .compile_expression_with_scope(&known, &text)
            .map_err(|error| Fault::new(error.to_string(), &text))?;
        let has_script = leaves.iter().any(|leaf| matches!(leaf, Leaf::Script(_)));
        let is_plain = leaves.iter().all(|leaf| matches!(leaf, Leaf::Plain(_)));
        Ok(Self(Arc::new(Inner { condition: condition.clone(), leaves, ast, has_script, is_plain })))
    }

    /// Whether it holds.
    ///
    /// # Errors
    /// A script fails or gives neither true nor false, or a calendar does not exist. Parts that need not be asked do
    /// not fail.
    pub fn holds(&self, scope: &Scope, calendars: &dyn Calendars) -> Result<bool, Fault> {
        // Most conditions are, and need none of what a script needs; that both ways give the same answer is tested.
        if self.0.is_plain {
            return Ok(judge(&self.0.condition, scope) == Verdict::Yes);
        }
        self.holds_as_script(scope, calendars)
    }

    /// The same, by the Rhai expression of the whole tree.
    fn holds_as_script(&self, scope: &Scope, calendars: &dyn Calendars) -> Result<bool, Fault> {
        let answers = self.0.leaves.iter().map(|leaf| leaf.answer(scope, calendars)).collect();
        // Only scripts look at the facts later than here; they are dear enough to pay for a copy.
        let scope = self.0.has_script.then(|| scope.clone());
        let asked = Asked(Arc::new(Asking { answers, scope }));
        let mut variables = rhai::Scope::new();
        variables.push("asked", asked);
        let value = run(conditions(register), &mut variables, &self.0.ast, "")?;
        value.as_bool().map_err(|kind| Fault::new(format!("gives {kind} where true or false is needed"), ""))
    }

    /// The condition it was compiled from.
    #[must_use]
    pub fn condition(&self) -> &Condition {
        &self.0.condition
    }

    /// The variables it reads with their present values, for traces; those of scripts are not among them.
    #[must_use]
    pub fn seen(&self, scope: &Scope) -> Vec<(String, Value)> {
        let mut seen: Vec<(String, Value)> = Vec::new();
        for variable in self.0.condition.variables() {
            if !seen.iter().any(|(name, _)| *name == variable.0) {
                seen.push((variable.0.clone(), scope.value(&variable.0)));
            }
        }
        seen
    }
}

impl fmt::Debug for Compiled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Compiled").field(&self.0.condition).finish()
    }
}

/// Writes the tree as a Rhai expression: `&&`, `||` and `!` decide in the same order and as lazily as the tree says.
fn write(condition: &Condition, leaves: &mut Vec<Leaf>, text: &mut String) -> Result<(), Fault> {
    let leaf = match condition {
        Condition::All { of } => return write_all(of, " && ", "true", leaves, text),
        Condition::Any { of } => return write_all(of, " || ", "false", leaves, text),
        Condition::Not { of } => {
            text.push('!');
            return write(of, leaves, text);
        }
        Condition::WithinWorkingTime { calendar } => Leaf::Hours(calendar.clone()),
        Condition::Script { text } => Leaf::Script(Expression::compile(text)?),
        plain => Leaf::Plain(plain.clone()),
    };
    text.push_str("leaf(asked, ");
    text.push_str(&leaves.len().to_string());
    text.push(')');
    leaves.push(leaf);
    Ok(())
}

/// Writes the parts as halves of halves, so that a wide group is not a deep one to the parser.
fn write_all(
    parts: &[Condition],
    between: &str,
    of_none: &str,
    leaves: &mut Vec<Leaf>,
    text: &mut String,
) -> Result<(), Fault> {
    match parts {
        [] => text.push_str(of_none),
        [one] => write(one, leaves, text)?,
        many => {
            let (first, second) = many.split_at(many.len() / 2);
            text.push('(');
            write_all(first, between, of_none, leaves, text)?;
            text.push_str(between);
            write_all(second, between, of_none, leaves, text)?;
            text.push(')');
        }
    }
    Ok(())
}

/// What the leaves of one evaluation answer.
#[derive(Clone)]
struct Asked(Arc<Asking>);

struct Asking {
    answers: Vec<Answer>,
    scope: Option<Scope>,
}

enum Answer {
    Known(bool),
    Missing(DefinitionKey),
    Script(Expression),
}

impl Leaf {
    fn answer(&self, scope: &Scope, calendars: &dyn Calendars) -> Answer {
        match self {
            Self::Plain(condition) => Answer::Known(judge(condition, scope) == Verdict::Yes),
            Self::Hours(key) => match calendars.calendar(key) {
                Some(calendar) => Answer::Known(calendar.is_working(scope.now)),
                None => Answer::Missing(key.clone()),
            },
            Self::Script(expression) => Answer::Script(expression.clone()),
        }
    }
}

impl Asking {
    fn leaf(&self, index: INT) -> Result<bool, Fault> {
        match usize::try_from(index).ok().and_then(|index| self.answers.get(index)) {
            Some(Answer::Known(holds)) => Ok(*holds),
            Some(Answer::Missing(key)) => Err(Fault::new(format!("there is no calendar {key}"), "")),
            Some(Answer::Script(expression)) => match &self.scope {
                Some(scope) => expression.holds(scope),
                None => Err(Fault::new("the facts are missing", expression.text())),
            },
            None => Err(Fault::new("there is no such leaf", "")),
        }
    }
}

fn register(engine: &mut Engine) {
    engine.register_fn("leaf", |asked: &mut Asked, index: INT| -> Result<bool, Box<EvalAltResult>> {
        asked.0.leaf(index).map_err(|fault| EvalAltResult::ErrorRuntime(Dynamic::from(fault), Position::NONE).into())
    });
}
