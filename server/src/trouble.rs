//! Why a request was not done, as RFC 9457 problem details. What is said is put into words, logged and sent by
//! [`crate::guard::answer`], once, because only there the language and the request's name are known.

use std::{error::Error, sync::Arc};

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use model::{Code, Lang, Problem, role::Right};
use serde_json::{Value, json};

use crate::words::{self, Facts};

/// Why a request was not done.
#[derive(Debug)]
pub struct Trouble {
    /// The status.
    pub status: StatusCode,
    /// Which sentence says it.
    pub code: &'static str,
    /// The facts of the sentence.
    pub facts: Facts,
    /// The right that is missing.
    pub right: Option<Right>,
    /// What is wrong with the input, part by part.
    pub problems: Vec<Problem>,
    /// When to try again, in seconds.
    pub retry_after: Option<u64>,
    /// What broke; for the log only.
    pub source: Option<Box<dyn Error + Send + Sync>>,
}

/// The answer of a handler.
pub type Result<T> = std::result::Result<T, Trouble>;

impl Trouble {
    /// A trouble of a status and a code.
    #[must_use]
    pub fn new(status: StatusCode, code: &'static str) -> Self {
        Self { status, code, facts: Facts::new(), right: None, problems: Vec::new(), retry_after: None, source: None }
    }

    /// Nobody is signed in.
    #[must_use]
    pub fn signed_out() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "signed_out")
    }

    /// There is no such thing, or it may not be seen.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found")
    }

    /// The input is wrong.
    #[must_use]
    pub fn invalid(problems: Vec<Problem>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid").naming(problems)
    }

    /// The request cannot even be read.
    #[must_use]
    pub fn malformed(reason: impl Into<String>) -> Self {
        let reason = reason.into();
        Self::new(StatusCode::BAD_REQUEST, "malformed")
            .with("reason", &reason)
            .naming(vec![Problem::error(Code::Malformed, "").with("reason", reason)])
    }

    /// Something broke.
    #[must_use]
    pub fn broken(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { source: Some(source.into()), ..Self::new(StatusCode::INTERNAL_SERVER_ERROR, "broken") }
    }

    /// The same trouble with one more fact.
    #[must_use]
    pub fn with(mut self, name: &str, fact: &str) -> Self {
        self.facts.insert(name.to_owned(), fact.to_owned());
        self
    }

    /// The same trouble naming the wrong parts of the input.
    #[must_use]
    pub fn naming(mut self, problems: Vec<Problem>) -> Self {
        self.problems = problems;
        self
    }

    /// Title and sentence in a language. `incident` is the request's name.
    #[must_use]
    pub fn say(&self, lang: Lang, incident: &str) -> (String, String) {
        let mut facts = self.facts.clone();
        facts.insert("incident".to_owned(), incident.to_owned());
        if let Some(right) = self.right {
            facts.insert("right".to_owned(), words::right(lang, right));
        }
        if let Some(name) = self.facts.get("by") {
            let by = match lang {
                Lang::En => format!(" ({name})"),
                Lang::ZhCn => format!("（{name}）"),
            };
            facts.insert("by".to_owned(), by);
        }
        if let Some(seconds) = self.retry_after {
            facts.insert("seconds".to_owned(), seconds.to_string());
        }
        words::say(lang, self.code, &facts)
    }

    /// The problem details in a language.
    #[must_use]
    pub fn details(&self, lang: Lang, incident: &str) -> Value {
        let (title, detail) = self.say(lang, incident);
        let mut body = json!({
            "type": format!("urn:deskloom:{}", self.code),
            "title": title,
            "status": self.status.as_u16(),
            "detail": detail,
            "code": self.code,
        });
        if let Value::Object(body) = &mut body {
            if !self.problems.is_empty() {
                let problems = self.problems.iter().map(|problem| worded(lang, problem)).collect();
                body.insert("problems".to_owned(), Value::Array(problems));
            }
            if let Some(by) = self.facts.get("by") {
                body.insert("by".to_owned(), by.as_str().into());
            }
            if self.status.is_server_error() {
                body.insert("incident".to_owned(), incident.into());
            }
        }
        body
    }
}

/// A problem with its sentence.
#[must_use]
pub fn worded(lang: Lang, problem: &Problem) -> Value {
    json!({
        "severity": problem.severity,
        "code": problem.code,
        "path": problem.path,
        "message": words::problem(lang, problem),
        "facts": problem.facts,
    })
}

impl From<desk::Error> for Trouble {
    fn from(error: desk::Error) -> Self {
        match error {
            desk::Error::SignedOut => Self::signed_out(),
            desk::Error::Forbidden { right } => {
                Self { right: Some(right), ..Self::new(StatusCode::FORBIDDEN, "forbidden") }
            }
            desk::Error::NotFound => Self::not_found(),
            desk::Error::Moved { by } => {
                let moved = Self::new(StatusCode::CONFLICT, "moved").naming(vec![Problem::error(Code::Moved, "")]);
                match by {
                    Some(by) => moved.with("by", &by),
                    None => moved,
                }
            }
            desk::Error::Refused { code, facts } => {
                Self { facts: facts.into_iter().collect(), ..Self::new(StatusCode::CONFLICT, code) }
            }
            desk::Error::Invalid(problems) => Self::invalid(problems),
            desk::Error::Conflict(problems) => Self::new(StatusCode::CONFLICT, "conflict").naming(problems),
            desk::Error::TooMany { retry_after_seconds } => {
                Self { retry_after: Some(retry_after_seconds), ..Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many") }
            }
            desk::Error::Busy => Self { retry_after: Some(1), ..Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy") },
            desk::Error::Broken(source) => Self::broken(source),
        }
    }
}

impl IntoResponse for Trouble {
    /// Status and headers; the body follows in [`crate::guard::answer`].
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        let headers = response.headers_mut();
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"deskloom\""));
        }
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trouble_is_told_in_the_readers_language() {
        let trouble = Trouble::from(desk::Error::Moved { by: Some("李雷".to_owned()) });
        assert_eq!(trouble.say(Lang::ZhCn, "").1, "其间内容已被他人修改（李雷），请重新载入。");
        assert_eq!(trouble.details(Lang::En, "")["status"], 409);
    }

    #[test]
    fn what_broke_is_named_by_its_incident_and_never_told() {
        let trouble = Trouble::from(desk::Error::broken("disk on fire"));
        let details = trouble.details(Lang::En, "00c0ffee").to_string();
        assert!(details.contains("00c0ffee") && !details.contains("fire"), "{details}");
    }
}
