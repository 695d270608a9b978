//! Pages and server functions: drawn on the server, brought to life in the browser.

use api::{Caller, SessionHandle};
use app::{App, shell};
use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{HeaderValue, Method, StatusCode, header, request::Parts},
    response::{IntoResponse as _, Response},
    routing::any,
};
use leptos::{
    context::{provide_context, use_context},
    nonce::use_nonce,
};
use leptos_axum::{LeptosRoutes as _, ResponseOptions, generate_route_list, handle_server_fns_with_context};

use crate::{asset, doors::Doors, guard::headers::page_policy, trouble::Trouble};

/// The routes of pages and server functions.
pub fn routes(doors: &Doors) -> Router<Doors> {
    let functions = format!("{}/{{*name}}", api::PREFIX);
    Router::new()
        .route(&functions, any(function))
        .leptos_routes_with_context(doors, generate_route_list(App), surround, document)
        .fallback(other)
}

/// The document of a page.
fn document() -> impl leptos::IntoView {
    let page = use_context::<Parts>().map(|parts| parts.uri.path().to_owned()).unwrap_or_default();
    // In a debug build the files may have changed since the last page.
    shell(asset::assets(&page).unwrap_or_default())
}

/// What pages and server functions find around them: who calls, and the session. Called once per request.
fn surround() {
    let Some(parts) = use_context::<Parts>() else { return };
    if let Some(caller) = parts.extensions.get::<Caller>() {
        provide_context(caller.clone());
    }
    if let Some(session) = parts.extensions.get::<SessionHandle>() {
        provide_context(session.clone());
    }
    // A page has a nonce for its scripts; a server function has none and needs no policy of its own.
    if let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>())
        && let Ok(policy) = HeaderValue::from_str(&page_policy(&nonce))
    {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}

async fn function(request: Request) -> Response {
    if request.method() != Method::POST {
        return Trouble::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed").into_response();
    }
    if server_fn_is_unknown(&request) {
        return Trouble::not_found().into_response();
    }
    handle_server_fns_with_context(surround, request).await.into_response()
}

fn server_fn_is_unknown(request: &Request) -> bool {
    let path = request.uri().path();
    !leptos::server_fn::axum::server_fn_paths().any(|(known, method)| known == path && method == *request.method())
}

/// What no page answers to: the application's own "not found" page for people, a refusal for programs.
async fn other(request: Request) -> Response {
    let accepts = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if request.method() != Method::GET || !accepts.contains("text/html") {
        return Trouble::not_found().into_response();
    }
    let draw = leptos_axum::render_app_to_stream_with_context(surround, document);
    let mut response = draw(request).await;
    *response.status_mut() = StatusCode::NOT_FOUND;
    response.map(Body::new)
}
