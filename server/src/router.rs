//! The list of doors: who may come in where, and what guards stand there. The order of guards is from the inside out.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    routing::get,
};

use crate::{
    asset,
    doors::Doors,
    gallery,
    guard::{answer, headers, origin, size, wait},
    health, live, metrics, page, rest, session,
    trouble::Trouble,
};

/// Everything the server answers.
pub fn router(doors: Doors) -> Router {
    // For people: known by their session's cookie, and therefore protected from other sites.
    let gallery = if doors.gallery { Router::new().route(gallery::PATH, get(gallery::gallery)) } else { Router::new() };
    let people = Router::new()
        .merge(gallery)
        .merge(page::routes(&doors))
        .route(live::PATH, get(live::live))
        .layer(from_fn_with_state(doors.clone(), session::recognise))
        .layer(session::layer(&doors))
        .layer(from_fn_with_state(doors.clone(), origin::origin));

    // For programs: known by their token.
    let programs = Router::new().nest(rest::ROOT, rest::routes());

    // For whoever keeps the machine running, and files that are the same for everyone.
    let machine = Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(metrics::metrics))
        .route("/pkg/{*file}", get(asset::asset))
        .route("/icons.svg", get(asset::asset))
        .route("/favicon.ico", get(asset::asset))
        .route("/favicon.svg", get(asset::asset))
        .route("/robots.txt", get(asset::asset));

    people
        .merge(programs)
        .merge(machine)
        .method_not_allowed_fallback(async || {
            Trouble::new(axum::http::StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed")
        })
        // Our own guard limits bodies, those that axum does not read included.
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn(size::size))
        .layer(from_fn(wait::wait))
        .layer(from_fn_with_state(doors.clone(), headers::headers))
        .layer(from_fn(answer::answer))
        .with_state(doors)
}
