//! Protection of those who are signed in by cookie: what changes something, and the live stream, is only answered to
//! this site's own pages. Bearer tokens need none of this: a foreign page cannot know one.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use crate::{doors::Doors, trouble::Trouble};

/// See the module.
pub async fn origin(State(doors): State<Doors>, request: Request, next: Next) -> Response {
    let harmless = request.method().is_safe() && request.uri().path() != crate::live::PATH;
    let headers = request.headers();
    // The stream can also be read by a program with a token; then there is no cookie to protect.
    let bearer = headers.contains_key(header::AUTHORIZATION);
    if harmless
        || (request.method().is_safe() && (bearer || asked_by_nobody(headers)))
        || is_own(headers, &doors.base_url)
    {
        next.run(request).await
    } else {
        Trouble::new(StatusCode::FORBIDDEN, "cross_site").into_response()
    }
}

/// Whether no browser is behind it that says where the request comes from.
fn asked_by_nobody(headers: &HeaderMap) -> bool {
    !headers.contains_key("sec-fetch-site") && !headers.contains_key(header::ORIGIN)
}

/// Whether the browser says that one of our own pages asks.
fn is_own(headers: &HeaderMap, base_url: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let authority = |url: &str| url.parse::<Uri>().ok()?.authority().map(|it| it.as_str().to_ascii_lowercase());
            let from = authority(origin);
            from.is_some() && (from == text("host").map(str::to_ascii_lowercase) || from == authority(base_url))
        }
        (None, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn asked(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)))
            .collect::<HeaderMap>();
        is_own(&headers, "https://desk.example.com")
    }

    #[test]
    fn only_our_own_pages_may_change_something() {
        assert!(asked(&[("sec-fetch-site", "same-origin")]));
        assert!(asked(&[("origin", "https://desk.example.com")]));
        assert!(asked(&[("origin", "http://127.0.0.1:7878"), ("host", "127.0.0.1:7878")]));
        assert!(!asked(&[("sec-fetch-site", "cross-site")]));
        assert!(!asked(&[("sec-fetch-site", "same-site"), ("origin", "https://desk.example.com")]));
        assert!(!asked(&[("origin", "https://evil.example"), ("host", "127.0.0.1:7878")]));
        assert!(!asked(&[("origin", "null"), ("host", "127.0.0.1:7878")]));
        assert!(!asked(&[]));
    }
}
