//! What a use case answers when it does not succeed.

use model::{Code, Problem, role::Right};

/// Why a use case did not succeed. All but [`Error::Broken`] are answers a person can act on.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody is signed in, or the account is gone.
    #[error("nobody is signed in")]
    SignedOut,
    /// The person lacks a right, or the row lies outside its reach.
    #[error("the right {right:?} is missing")]
    Forbidden {
        /// Which right.
        right: Right,
    },
    /// There is no such thing, or it may not be seen: the two look alike on purpose.
    #[error("not found")]
    NotFound,
    /// Someone was faster.
    #[error("it was changed meanwhile")]
    Moved {
        /// Who, if known.
        by: Option<String>,
    },
    /// The domain says no.
    #[error("refused: {code}")]
    Refused {
        /// The key of its sentence: `refusal.<code>`.
        code: &'static str,
        /// The facts of the sentence.
        facts: Vec<(String, String)>,
    },
    /// The input is wrong; every wrong part is named, and nothing was stored.
    #[error("the input has {} problems", .0.len())]
    Invalid(Vec<Problem>),
    /// The input is right, but collides with what is there.
    #[error("the input collides with what is there")]
    Conflict(Vec<Problem>),
    /// Too many attempts.
    #[error("too many attempts")]
    TooMany {
        /// When to try again.
        retry_after_seconds: u64,
    },
    /// The server has more work than it can queue; nothing was stored.
    #[error("the server is busy")]
    Busy,
    /// Something broke.
    #[error("something broke")]
    Broken(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// The answer of a use case.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// One wrong part of the input.
    #[must_use]
    pub fn invalid(code: Code, path: &str) -> Self {
        Self::Invalid(vec![Problem::error(code, path)])
    }

    /// A refusal without facts.
    #[must_use]
    pub const fn refused(code: &'static str) -> Self {
        Self::Refused { code, facts: Vec::new() }
    }

    /// Wraps what broke.
    pub fn broken(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Broken(source.into())
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::broken(error)
    }
}

impl From<store::Refused> for Error {
    fn from(refused: store::Refused) -> Self {
        match refused {
            store::Refused::Moved { .. } => Self::Moved { by: None },
            store::Refused::Taken { .. } => Self::Conflict(vec![Problem::error(Code::Taken, "")]),
            store::Refused::Full => Self::Busy,
            store::Refused::Broken(error) => Self::broken(error),
        }
    }
}

impl From<engine::Fault> for Error {
    fn from(fault: engine::Fault) -> Self {
        Self::broken(fault.to_string())
    }
}
