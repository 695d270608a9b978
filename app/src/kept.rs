//! What a browser keeps for its person between visits: drafts of things the server does not know yet.

use leptos::prelude::window;
use serde::Serialize;
use web_sys::Storage;
use wire::Decode;

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// Keeps a value under a name. A browser that keeps nothing loses only the draft.
pub fn keep(name: &str, value: &impl Serialize) {
    if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(value)) {
        let _ = storage.set_item(name, &text);
    }
}

/// The value kept under a name, if there is one that can still be read.
#[must_use]
pub fn kept<T: Decode>(name: &str) -> Option<T> {
    let text = storage()?.get_item(name).ok().flatten()?;
    wire::from_str(&text).ok()
}

/// Forgets the value of a name.
pub fn forget(name: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(name);
    }
}
