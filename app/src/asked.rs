//! What a page asks of the server before it is first shown.

use api::{ApiError, Wire};
use leptos::prelude::*;
use wire::Decode;

/// An answer that arrives with the page, or is asked for when the page is entered.
pub type Asked<T> = Resource<Result<T, ApiError>, Wire>;

/// Asks; again whenever what the question depends on has changed. The server answers before it sends the page.
pub fn ask<S, T, Answer>(
    about: impl Fn() -> S + Send + Sync + 'static,
    ask: impl Fn(S) -> Answer + Send + Sync + 'static,
) -> Asked<T>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: serde::Serialize + Decode + Send + Sync + 'static,
    Answer: Future<Output = Result<T, ApiError>> + Send + 'static,
{
    Resource::new_with_options(about, ask, true)
}
