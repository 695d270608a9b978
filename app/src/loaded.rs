//! Things a part of a page loads for itself, after it is mounted: never needed for the first view.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};

/// Loads once the browser has taken the page over. `None` until the answer is here.
pub fn loaded<T, Load, Answer>(load: Load) -> RwSignal<Option<Result<T, ApiError>>>
where
    T: Send + Sync + 'static,
    Load: Fn() -> Answer + 'static,
    Answer: Future<Output = Result<T, ApiError>> + 'static,
{
    let answer = RwSignal::new(None);
    // Touches the server; runs in the browser alone.
    Effect::new(move |_| {
        let asked = load();
        spawn_local(async move {
            // The part may be gone by now.
            answer.try_set(Some(asked.await));
        });
    });
    answer
}
