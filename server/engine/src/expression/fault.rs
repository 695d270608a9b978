//! Faults: why an expression cannot be compiled or has no value, in words for an administrator.

use rhai::{EvalAltResult, ParseError, Position};

/// Why an expression has no value.
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
    /// A fault without a position.
    #[must_use]
    pub fn new(text: impl Into<String>, expression: &str) -> Self {
        Self { text: text.into(), position: None, expression: expression.to_owned() }
    }

    pub(super) fn at(text: impl Into<String>, position: Position, expression: &str) -> Self {
        let position = position.line().map(|line| (line, position.position().unwrap_or(1)));
        Self { position, ..Self::new(text, expression) }
    }

    pub(super) fn parsing(error: &ParseError, expression: &str) -> Self {
        Self::at(error.err_type().to_string(), error.position(), expression)
    }

    pub(super) fn running(mut error: EvalAltResult, expression: &str) -> Self {
        // The innermost reason is the one that a person can act on.
        while let EvalAltResult::ErrorInFunctionCall(_, _, inner, _) = error {
            error = *inner;
        }
        // A part that was evaluated on its own has said already what is wrong with it.
        if let EvalAltResult::ErrorRuntime(value, _) = &error
            && let Some(fault) = value.clone().try_cast::<Self>()
        {
            return fault;
        }
        let position = error.position();
        let text = match &error {
            EvalAltResult::ErrorTooManyOperations(_) => "it takes too many steps".to_owned(),
            EvalAltResult::ErrorTerminated(..) => {
                format!("it takes longer than {} ms", super::sandbox::DEADLINE.as_millis())
            }
            EvalAltResult::ErrorStackOverflow(_) => "its functions call each other too deeply".to_owned(),
            EvalAltResult::ErrorDataTooLarge(what, _) => format!("a value grows too large ({what})"),
            EvalAltResult::ErrorTooManyVariables(_) => "it has too many variables".to_owned(),
            EvalAltResult::ErrorFunctionNotFound(signature, _) => {
                let plain = signature.replace("&str | ImmutableString | String", "text").replace("map", "object");
                format!("no function takes these values: {plain}")
            }
            EvalAltResult::ErrorRuntime(value, _) => value.to_string(),
            other => {
                let mut bare = other.to_string();
                if let Some(end) = bare.rfind(" (line ") {
                    bare.truncate(end);
                }
                bare
            }
        };
        Self::at(text.chars().take(300).collect::<String>(), position, expression)
    }

    fn sentence(&self) -> String {
        let shown: String = self.expression.chars().take(200).collect();
        match self.position {
            Some((line, column)) => format!("{} (line {line}, column {column}) in: {shown}", self.text),
            None => format!("{} in: {shown}", self.text),
        }
    }
}
