//! The one error of server functions: every variant is something a person can act on, none carries internals.

use model::{Problem, role::Right};
use serde::{Deserialize, Serialize};
use server_fn::{Bytes, Decodes, error::FromServerFnError, error::IntoAppError, error::ServerFnErrorErr};
use wire::Decode;

use crate::Wire;

/// Why the server did not do what was asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum ApiError {
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    SignedOut,
    /// A right is missing.
    #[error("a right is missing")]
    Forbidden {
        /// Which one.
        right: Right,
    },
    /// There is no such thing, or it may not be seen.
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
        code: String,
        /// The facts of the sentence.
        facts: Vec<(String, String)>,
    },
    /// The input is wrong; nothing was stored.
    #[error("the input has {} problems", .0.len())]
    Invalid(Vec<Problem>),
    /// The input collides with what is there.
    #[error("the input collides with what is there")]
    Conflict(Vec<Problem>),
    /// Too many attempts.
    #[error("too many attempts")]
    TooMany {
        /// When to try again.
        retry_after: u64,
    },
    /// The server has too much to do right now.
    #[error("the server is busy")]
    Busy,
    /// Something broke; the log knows more under this name.
    #[error("something broke, incident {incident}")]
    Broken {
        /// The name of the incident in the log.
        incident: String,
    },
    /// The server could not be reached, or it answered something that cannot be read.
    #[error("{0}")]
    Transport(String),
}

impl ApiError {
    /// The name of its sentence in the translations: `error.<name>`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::SignedOut => "signed_out",
            Self::Forbidden { .. } => "forbidden",
            Self::NotFound => "not_found",
            Self::Moved { .. } => "moved",
            Self::Refused { .. } => "refused",
            Self::Invalid(_) => "invalid",
            Self::Conflict(_) => "conflict",
            Self::TooMany { .. } => "too_many",
            Self::Busy => "busy",
            Self::Broken { .. } => "broken",
            Self::Transport(_) => "transport",
        }
    }

    /// Every name, for the test that all of them have words.
    pub const NAMES: [&'static str; 11] = [
        "signed_out",
        "forbidden",
        "not_found",
        "moved",
        "refused",
        "invalid",
        "conflict",
        "too_many",
        "busy",
        "broken",
        "transport",
    ];

    /// What is wrong with the input, part by part.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::Invalid(problems) | Self::Conflict(problems) => problems,
            _ => &[],
        }
    }
}

impl FromServerFnError for ApiError {
    type Encoder = Wire;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        let error = Self::Transport(error.to_string());
        crate::heard::tell(&error);
        error
    }

    /// What the browser was answered, on its way to whoever asked.
    fn de(data: Bytes) -> Self {
        match <Wire as Decodes<Self>>::decode(data) {
            Ok(error) => {
                crate::heard::tell(&error);
                error
            }
            Err(unread) => ServerFnErrorErr::Deserialization(unread.to_string()).into_app_error(),
        }
    }
}
