//! The gallery of components, for those who work on Deskloom. Only `serve --gallery` answers to it.

use api::{Caller, Look, Theme};
use axum::{
    Extension,
    extract::Query,
    http::{HeaderValue, header},
    response::{Html, IntoResponse as _, Response},
};
use serde::Deserialize;

use crate::{asset, guard::headers::page_policy};

/// Where it is.
pub const PATH: &str = "/_gallery";

/// What the address says about the look.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    theme: Option<Theme>,
}

/// Draws it in the language of whoever looks, in the colours that the address names or that the browser keeps.
pub async fn gallery(Extension(caller): Extension<Caller>, Query(wanted): Query<Wanted>) -> Response {
    let own = caller.actor.as_ref().map(desk::Actor::lang);
    let look = Look::of(&caller.cookies, &caller.accepts, own, caller.now);
    let look = Look { theme: wanted.theme.unwrap_or(look.theme), ..look };
    let css = asset::assets("").map(|assets| assets.css).unwrap_or_default();
    let mut response = Html(app::gallery::gallery(look, &css)).into_response();
    // It has no script, so no nonce lets one in.
    if let Ok(policy) = HeaderValue::from_str(&page_policy("none")) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}
