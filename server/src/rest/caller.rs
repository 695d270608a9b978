//! Who calls the REST interface: the person whose bearer token it is.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use desk::{Actor, Desk, Request};

use crate::{
    doors::Doors,
    trouble::{Result, Trouble},
};

/// Who calls.
pub struct Caller(pub Actor);

impl FromRequestParts<Doors> for Caller {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self> {
        bearer(&doors.desk, &parts.headers).await.map(Self)
    }
}

impl Caller {
    /// The request's key, within this person's own: nobody can reach another's answer by guessing a key.
    #[must_use]
    pub fn key(&self, request: Option<Request>) -> Option<Request> {
        request.map(|request| Request { key: format!("{}:{}", self.0.person().id, request.key), ..request })
    }
}

/// The person whose token is in the `Authorization` header.
pub async fn bearer(desk: &Desk, headers: &HeaderMap) -> Result<Actor> {
    let text = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (scheme, secret) = text.split_once(' ').unwrap_or_default();
    if !scheme.eq_ignore_ascii_case("bearer") || secret.trim().is_empty() {
        return Err(Trouble::signed_out());
    }
    Ok(desk.actor_of_token(secret.trim()).await?)
}
