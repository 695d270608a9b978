//! The pages of the desk. A page loads, lays out and passes down; what is decided is decided on the server.
//!
//! * [`document`] is the HTML around everything, [`App`] what stands in its body.
//! * [`frame`] is what stays while pages change; [`pages`] has one file per page, by noun.
//! * [`rooms`] are what the browser loads only when it is entered.
//! * [`fill`] draws the forms that people drew; [`words`] says what the model says.
//!
//! Server and browser draw the same first view: language, colours and the present instant come from the server
//! ([`look`]); what only the browser knows is added after mounting ([`mounted`]).

// Props are taken by value, and the view macro shapes the code.
#![expect(clippy::needless_pass_by_value, clippy::must_use_candidate, reason = "the shape of leptos components")]
#![expect(clippy::large_types_passed_by_value, reason = "a handle of a page is many signals; copying it is cheap")]
#![expect(clippy::unnecessary_wraps, reason = "a part that is loaded later may not arrive")]
#![recursion_limit = "256"]

#[cfg(all(feature = "hydrate", feature = "ssr"))]
compile_error!("`hydrate` and `ssr` are two different programs; build them apart");

pub mod asked;
pub mod asking;
mod clipboard;
pub mod day_of;
pub mod document;
pub mod failed;
pub mod fill;
pub mod focus;
pub mod frame;
#[cfg(feature = "ssr")]
pub mod gallery;
pub mod kept;
pub mod live;
pub mod loaded;
pub mod look;
pub mod markdown;
pub mod marks;
pub mod mounted;
pub mod once;
pub mod pages;
pub mod rooms;
mod routes;
pub mod shadow;
mod shifts;
pub mod titled;
pub mod words;
pub mod zones;

pub use document::{Assets, shell};
pub use routes::{App, show_crash};
