//! What makes doing a thing twice do it once: a key that stays the same while the same thing is tried again.

use js_sys::Uint8Array;
use leptos::prelude::*;

/// The key of the last try, and what was tried.
#[derive(Clone, Copy)]
pub struct Once(StoredValue<Option<(String, String)>>);

impl Default for Once {
    fn default() -> Self {
        Self(StoredValue::new(None))
    }
}

impl Once {
    /// The key for sending `body`: the last one if the same was tried before, else a new one.
    #[must_use]
    pub fn key(self, body: &impl serde::Serialize) -> String {
        let body = serde_json::to_string(body).unwrap_or_default();
        if let Some((tried, key)) = self.0.try_get_value().flatten()
            && tried == body
        {
            return key;
        }
        let key = random();
        self.0.try_set_value(Some((body, key.clone())));
        key
    }

    /// It went through: the next one is another one, even if it is the same.
    pub fn done(self) {
        self.0.try_set_value(None);
    }
}

/// A random name. The browser's own `randomUUID` is missing on plain http, its random bytes are not.
fn random() -> String {
    let bytes = Uint8Array::new_with_length(16);
    let crypto = window().crypto();
    if let Ok(crypto) = crypto {
        // Sixteen bytes are always given.
        let _ = crypto.get_random_values_with_array_buffer_view(&bytes);
    }
    bytes.to_vec().iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}
