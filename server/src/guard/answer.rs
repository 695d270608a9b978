//! The outermost guard. It names each request, catches panics, measures, and puts refusals into words: problem+json
//! for programs, a plain page for people, `ApiError` for server functions. A failure is logged here, once.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Instant};

use api::ApiError;
use axum::{
    body::Body,
    extract::{MatchedPath, Request},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use futures::FutureExt as _;
use model::Lang;
use tracing::Instrument as _;

use crate::{secret, telemetry, trouble::Trouble};

/// The media type of RFC 9457.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// The name of a request, in its log lines and in the answer's `x-request-id`.
#[derive(Clone, Debug)]
pub struct Name(pub String);

/// The language a request asks for.
#[must_use]
pub fn lang(headers: &HeaderMap) -> Lang {
    headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).map_or(Lang::En, Lang::accepted)
}

/// Whom an answer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reader {
    Program,
    Person,
    ServerFunction,
}

impl Reader {
    fn of(request: &Request) -> Self {
        let path = request.uri().path();
        let accepts = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if path.starts_with(api::PREFIX) {
            Self::ServerFunction
        } else if request.method() == Method::GET && accepts.contains("text/html") && !path.starts_with("/api/") {
            Self::Person
        } else {
            Self::Program
        }
    }
}

/// See the module.
pub async fn answer(mut request: Request, next: Next) -> Response {
    let name = secret::request_name();
    request.extensions_mut().insert(Name(name.clone()));
    let lang = lang(request.headers());
    let reader = Reader::of(&request);
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned();
    // The query is left out on purpose: it can hold the setup key.
    let span =
        tracing::info_span!("request", request.id = %name, http.method = %method, http.path = %request.uri().path());
    let began = Instant::now();

    let answered = AssertUnwindSafe(next.run(request).instrument(span.clone())).catch_unwind().await;
    let mut response = answered.unwrap_or_else(|panic| {
        let words =
            panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
        let trouble = Trouble::broken(format!("panic: {}", words.unwrap_or("without words")));
        axum::response::IntoResponse::into_response(trouble)
    });

    let trouble = response.extensions_mut().remove::<Arc<Trouble>>();
    if let Some(trouble) = &trouble {
        span.in_scope(|| log(trouble));
        word(&mut response, trouble, reader, lang, &name);
    }
    if let Ok(value) = HeaderValue::from_str(&name) {
        response.headers_mut().insert("x-request-id", value);
    }
    measure(&method, route, response.status(), began);
    response
}

fn log(trouble: &Trouble) {
    let status = trouble.status.as_u16();
    if let Some(source) = &trouble.source {
        tracing::error!(http.status = status, error = %telemetry::chain(source.as_ref()), "a request broke");
    } else {
        tracing::info!(http.status = status, refusal.code = trouble.code, "a request was refused");
    }
}

fn word(response: &mut Response, trouble: &Trouble, reader: Reader, lang: Lang, name: &str) {
    let (kind, body) = match reader {
        Reader::Program => (PROBLEM_JSON, trouble.details(lang, name).to_string()),
        Reader::ServerFunction => {
            ("application/json", serde_json::to_string(&api_error(trouble, name)).unwrap_or_default())
        }
        Reader::Person => ("text/html; charset=utf-8", page(trouble, lang, name)),
    };
    *response.body_mut() = Body::from(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(lang.tag()));
    headers.remove(header::CONTENT_LENGTH);
}

/// The same trouble as the browser's server functions know it.
fn api_error(trouble: &Trouble, name: &str) -> ApiError {
    let refused =
        || ApiError::Refused { code: trouble.code.to_owned(), facts: trouble.facts.clone().into_iter().collect() };
    match trouble.status {
        StatusCode::UNAUTHORIZED => ApiError::SignedOut,
        StatusCode::FORBIDDEN => trouble.right.map_or_else(refused, |right| ApiError::Forbidden { right }),
        StatusCode::NOT_FOUND => ApiError::NotFound,
        StatusCode::TOO_MANY_REQUESTS => ApiError::TooMany { retry_after: trouble.retry_after.unwrap_or(1) },
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT => ApiError::Busy,
        status if status.is_server_error() => ApiError::Broken { incident: name.to_owned() },
        _ if !trouble.problems.is_empty() => ApiError::Invalid(trouble.problems.clone()),
        _ => refused(),
    }
}

/// A page without script or style, for someone who followed a link into trouble.
fn page(trouble: &Trouble, lang: Lang, name: &str) -> String {
    let (title, detail) = trouble.say(lang, name);
    let (title, detail) = (escaped(&title), escaped(&detail));
    let home = match lang {
        Lang::En => "Back to the start",
        Lang::ZhCn => "返回首页",
    };
    format!(
        "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>{title}</title></head><body><main><h1>{title}</h1><p>{detail}</p>\
         <p><a href=\"/\">{home}</a></p></main></body></html>",
        lang.tag()
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn measure(method: &Method, route: String, status: StatusCode, began: Instant) {
    // Any other word could be invented by the client, and each would be a series of its own.
    let method = match method.as_str() {
        known @ ("GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE") => known.to_owned(),
        _ => "other".to_owned(),
    };
    let labels = [("method", method), ("route", route), ("status", status.as_u16().to_string())];
    metrics::counter!("deskloom_http_requests_total", &labels).increment(1);
    let [method, route, _] = labels;
    metrics::histogram!("deskloom_http_request_seconds", &[method, route]).record(began.elapsed().as_secs_f64());
}
