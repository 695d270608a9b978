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
    let newest = StoredValue::new(0_u32);
    // Touches the server; runs in the browser alone.
    Effect::new(move |times: Option<u32>| {
        let this = times.unwrap_or_default().wrapping_add(1);
        newest.set_value(this);
        let asked = load();
        spawn_local(async move {
            let found = asked.await;
            // The part may be gone by now, or something else may have been asked, whose answer came first.
            if newest.try_get_value() == Some(this) {
                answer.try_set(Some(found));
            }
        });
        this
    });
    answer
}
