//! Whether the process lives, and whether it can work.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use serde_json::json;

use crate::{doors::Doors, telemetry};

/// `GET /healthz`: the process answers.
pub async fn alive() -> Json<serde_json::Value> {
    Json(json!({ "status": "ok" }))
}

/// `GET /readyz`: the database answers and is up to date.
pub async fn ready(State(doors): State<Doors>) -> Response {
    let unready = |what: &str, error: &(dyn std::error::Error + 'static)| {
        tracing::warn!(error = %telemetry::chain(error), "not ready: {what}");
        (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "status": what }))).into_response()
    };
    if doors.stop.is_cancelled() {
        return (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "status": "stopping" }))).into_response();
    }
    if let Err(error) = doors.desk.store().ping().await {
        return unready("the database does not answer", &error);
    }
    match migrations::pending(&doors.database).await {
        Err(error) => unready("the database cannot be looked at", &error),
        Ok(pending) if !pending.is_empty() => {
            let body = json!({ "status": "the database is not up to date", "pending": pending });
            (StatusCode::SERVICE_UNAVAILABLE, Json(body)).into_response()
        }
        Ok(_) => Json(json!({ "status": "ok" })).into_response(),
    }
}
