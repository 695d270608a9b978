//! How large a request may be. What says that it is larger is refused unread; what lies about it is cut off.

use std::time::Duration;

use axum::{
    body::Body,
    extract::Request,
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use http_body_util::{BodyExt as _, Limited};
use model::{Code, Problem};

use crate::trouble::Trouble;

/// The largest body of most requests.
pub const USUAL: usize = 1024 * 1024;
/// The largest body that carries a definition: a form of several thousand fields fits.
pub const DEFINITIONS: usize = 3 * 1024 * 1024;
/// The largest package.
pub const PACKAGES: usize = 8 * 1024 * 1024;

/// A body that is too large, but not absurd, is read and thrown away before it is refused.
const READ_AWAY: u64 = 64 * 1024 * 1024;
/// How long that may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// The limit that holds for a request, for those who read its body.
#[derive(Clone, Copy, Debug)]
pub struct Most(pub usize);

impl Most {
    fn of(path: &str) -> Self {
        let under = |doors: &[&str]| doors.iter().any(|door| path.starts_with(door));
        Self(if under(&["/api/v1/packages/", "/_fn/package/"]) {
            PACKAGES
        } else if under(&["/api/v1/definitions/", "/api/v1/calendars/", "/_fn/definition/"]) {
            DEFINITIONS
        } else {
            USUAL
        })
    }

    /// The refusal that names the limit.
    #[must_use]
    pub fn trouble(self) -> Trouble {
        let most = format!("{} MB", self.0 / 1024 / 1024);
        Trouble::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large")
            .with("most", &most)
            .naming(vec![Problem::error(Code::BodyTooLarge, "").with("most", &most)])
    }
}

/// See the module.
pub async fn size(mut request: Request, next: Next) -> Response {
    let most = Most::of(request.uri().path());
    let said = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if let Some(said) = said.filter(|said| *said > most.0 as u64) {
        if said <= READ_AWAY {
            // A client that is still sending would see a broken connection and never read the refusal.
            let _ = tokio::time::timeout(PATIENCE, read_away(request.into_body())).await;
        }
        return most.trouble().into_response();
    }
    request.extensions_mut().insert(most);
    next.run(request.map(|body| Body::new(Limited::new(body, most.0)))).await
}

async fn read_away(mut body: Body) {
    while let Some(Ok(part)) = body.frame().await {
        drop(part);
    }
}
