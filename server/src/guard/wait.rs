//! How long a request may take until the head of its answer; a slow sender is given up, too.

use std::time::Duration;

use axum::{
    extract::Request,
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use crate::trouble::Trouble;

/// The most patience with one request.
pub const MOST: Duration = Duration::from_secs(30);

/// See the module.
pub async fn wait(request: Request, next: Next) -> Response {
    tokio::time::timeout(MOST, next.run(request)).await.unwrap_or_else(|_| {
        Trouble::new(StatusCode::REQUEST_TIMEOUT, "timeout")
            .with("seconds", &MOST.as_secs().to_string())
            .into_response()
    })
}
