//! What every door needs: the desk, and what `serve` was told.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    extract::{ConnectInfo, FromRef},
    http::{Extensions, HeaderMap},
};
use desk::Desk;
use leptos::config::LeptosOptions;
use tokio_util::sync::CancellationToken;

use crate::{live::Seats, metrics::Meter};

/// What every door needs. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Doors(Arc<Inside>);

/// What is behind [`Doors`].
pub struct Inside {
    /// The use cases.
    pub desk: Desk,
    /// What the pages' framework wants to know.
    pub leptos: LeptosOptions,
    /// The address people reach the server at, without a final slash.
    pub base_url: String,
    /// Whether the session cookie is for https only.
    pub cookie_secure: bool,
    /// Whether `X-Forwarded-For` is believed.
    pub behind_proxy: bool,
    /// Whether the gallery of components is served.
    pub gallery: bool,
    /// The address of the database, for the question whether it is up to date.
    pub database: String,
    /// Cancelled when the server stops.
    pub stop: CancellationToken,
    /// The places at the live stream.
    pub seats: Seats,
    /// What is measured.
    pub meter: Meter,
}

impl std::fmt::Debug for Inside {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Doors").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}

impl std::ops::Deref for Doors {
    type Target = Inside;

    fn deref(&self) -> &Inside {
        &self.0
    }
}

impl Doors {
    /// Opens the doors.
    #[must_use]
    pub fn new(inside: Inside) -> Self {
        Self(Arc::new(inside))
    }

    /// The address a request comes from.
    #[must_use]
    pub fn peer(&self, extensions: &Extensions, headers: &HeaderMap) -> String {
        let forwarded = headers.get_all("x-forwarded-for").iter().next_back().and_then(|value| value.to_str().ok());
        let last = forwarded.and_then(|list| list.rsplit(',').next()).map(str::trim);
        match last {
            Some(address) if self.behind_proxy && !address.is_empty() => address.to_owned(),
            _ => socket(extensions).map_or_else(|| "unknown".to_owned(), |address| address.ip().to_string()),
        }
    }
}

/// The address at the other end of the connection.
#[must_use]
pub fn socket(extensions: &Extensions) -> Option<SocketAddr> {
    extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0)
}

impl FromRef<Doors> for Desk {
    fn from_ref(doors: &Doors) -> Self {
        doors.desk.clone()
    }
}

impl FromRef<Doors> for LeptosOptions {
    fn from_ref(doors: &Doors) -> Self {
        doors.leptos.clone()
    }
}
