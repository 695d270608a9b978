//! The server's side of server functions: who calls, on which desk, and how an error leaves the house.

use std::{future::Future, pin::Pin, sync::Arc};

use chrono::{DateTime, Utc};
use desk::{Actor, Desk, Request};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use model::{id::PersonId, view::Me};
use serde::Serialize;
use server_fn::http_export::{HeaderValue, StatusCode, header::RETRY_AFTER};
use sha2::{Digest, Sha256};

use crate::{ApiError, Look, Result};

/// What the server knows about a request. It provides one by context to pages and to server functions.
#[derive(Clone)]
pub struct Caller {
    /// The use cases.
    pub desk: Desk,
    /// Who is signed in.
    pub actor: Option<Actor>,
    /// What pages show of them; only there for pages.
    pub me: Option<Me>,
    /// The instant the request is answered at.
    pub now: DateTime<Utc>,
    /// The address the request came from, for the limits on signing in.
    pub from: String,
    /// The request's id in the log; what breaks is known by it.
    pub request: String,
    /// The `Cookie` header.
    pub cookies: String,
    /// The `Accept-Language` header.
    pub accepts: String,
}

/// What went wrong with a session's store.
pub type SessionError = Box<dyn std::error::Error + Send + Sync>;
/// A session's answer, later.
pub type SessionFuture = Pin<Box<dyn Future<Output = std::result::Result<(), SessionError>> + Send>>;

/// The session of a request. Signing in gives it a new id, so that one that was known before is worth nothing.
pub trait Session: Send + Sync {
    /// From now on the session is this person's.
    fn sign_in(&self, person: PersonId) -> SessionFuture;
    /// The session ends.
    fn sign_out(&self) -> SessionFuture;
}

/// The session of a request; the server provides one by context beside the [`Caller`].
#[derive(Clone)]
pub struct SessionHandle(pub Arc<dyn Session>);

/// The desk and whoever is signed in.
pub fn caller() -> Result<(Desk, Actor)> {
    let caller = guest()?;
    let actor = caller.actor.ok_or_else(|| answer(ApiError::SignedOut))?;
    Ok((caller.desk, actor))
}

/// Whoever calls, signed in or not.
pub fn guest() -> Result<Caller> {
    use_context::<Caller>().ok_or_else(|| ApiError::Transport("the server provides no caller".to_owned()))
}

/// The look of the page that is being drawn.
#[must_use]
pub fn look() -> Look {
    use_context::<Caller>().map_or_else(Look::default, |caller| {
        Look::of(&caller.cookies, &caller.accepts, caller.actor.as_ref().map(Actor::lang), caller.now)
    })
}

/// Who looks at the page that is being drawn.
#[must_use]
pub fn reader() -> Option<Me> {
    use_context::<Caller>().and_then(|caller| caller.me)
}

/// What makes a repeated request harmless. An empty key means none.
pub fn request(key: String, body: &impl Serialize) -> Option<Request> {
    let body = serde_json::to_vec(body).unwrap_or_default();
    let hash = Sha256::digest(&body).iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    (!key.is_empty()).then_some(Request { key, hash })
}

/// Refuses a setup key that is not this process's.
pub fn holds_setup_key(desk: &Desk, key: &str) -> Result<()> {
    // Hashes are compared, so that the time it takes tells nothing about the key.
    if Sha256::digest(desk.setup_key()) == Sha256::digest(key) {
        Ok(())
    } else {
        Err(answer(ApiError::Refused { code: "wrong_setup_key".to_owned(), facts: Vec::new() }))
    }
}

/// Makes the session someone's.
pub async fn sign_in(person: PersonId) -> Result<()> {
    session()?.0.sign_in(person).await.map_err(|error| desk::Error::broken(error).into())
}

/// Ends the session.
pub async fn sign_out() -> Result<()> {
    session()?.0.sign_out().await.map_err(|error| desk::Error::broken(error).into())
}

fn session() -> Result<SessionHandle> {
    use_context::<SessionHandle>().ok_or_else(|| ApiError::Transport("the server provides no session".to_owned()))
}

impl From<desk::Error> for ApiError {
    /// The one place where an error leaves the house: what broke is logged here, once, and only its name goes on.
    fn from(error: desk::Error) -> Self {
        answer(match error {
            desk::Error::SignedOut => Self::SignedOut,
            desk::Error::Forbidden { right } => Self::Forbidden { right },
            desk::Error::NotFound => Self::NotFound,
            desk::Error::Moved { by } => Self::Moved { by },
            desk::Error::Refused { code, facts } => Self::Refused { code: code.to_owned(), facts },
            desk::Error::Invalid(problems) => Self::Invalid(problems),
            desk::Error::Conflict(problems) => Self::Conflict(problems),
            desk::Error::TooMany { retry_after_seconds } => Self::TooMany { retry_after: retry_after_seconds },
            desk::Error::Busy => Self::Busy,
            desk::Error::Broken(source) => {
                let incident = use_context::<Caller>().map(|caller| caller.request).unwrap_or_default();
                tracing::error!(incident.id = %incident, error = %chain(source.as_ref()), "a server function broke");
                Self::Broken { incident }
            }
        })
    }
}

/// Sets the status of the answer and hands the error on.
fn answer(error: ApiError) -> ApiError {
    let Some(response) = use_context::<ResponseOptions>() else { return error };
    response.set_status(match &error {
        ApiError::SignedOut => StatusCode::UNAUTHORIZED,
        ApiError::Forbidden { .. } => StatusCode::FORBIDDEN,
        ApiError::NotFound => StatusCode::NOT_FOUND,
        ApiError::Moved { .. } | ApiError::Refused { .. } | ApiError::Conflict(_) => StatusCode::CONFLICT,
        ApiError::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        ApiError::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
        ApiError::Busy => StatusCode::SERVICE_UNAVAILABLE,
        ApiError::Broken { .. } | ApiError::Transport(_) => StatusCode::INTERNAL_SERVER_ERROR,
    });
    let wait = match &error {
        ApiError::TooMany { retry_after } => Some(*retry_after),
        ApiError::Busy => Some(1),
        _ => None,
    };
    if let Some(seconds) = wait {
        response.insert_header(RETRY_AFTER, HeaderValue::from(seconds));
    }
    error
}

/// An error with everything that caused it, in one line.
fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut line = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        line = format!("{line}: {cause}");
        source = cause.source();
    }
    line
}
