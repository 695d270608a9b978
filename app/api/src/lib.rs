//! What the browser asks of the server: one server function per use case, each one caller, one desk call, done.
//!
//! Compiled twice. In the browser a server function is a POST below [`PREFIX`]; on the server it is the call itself.
//! Nothing here decides anything: `desk` authorises every call, because every server function is a public endpoint.

pub mod account;
mod codec;
pub mod day;
pub mod definition;
mod error;
pub mod find;
pub mod form;
pub mod heard;
pub mod incident;
mod look;
pub mod migration;
pub mod notice;
pub mod package;
pub mod people;
pub mod reckoning;
pub mod rule;
pub mod saved_view;
#[cfg(feature = "ssr")]
pub mod ssr;
pub mod task;
pub mod team;
pub mod ticket;
pub mod trial;

pub use codec::{Wire, WireJson};
pub use error::ApiError;
pub use look::{Look, Theme, look, reader};
#[cfg(feature = "ssr")]
pub use ssr::{Caller, Session, SessionHandle};

/// Where server functions live.
pub const PREFIX: &str = "/_fn";

/// The answer of a server function.
pub type Result<T> = std::result::Result<T, ApiError>;

#[cfg(test)]
mod tests;
