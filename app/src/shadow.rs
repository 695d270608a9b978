//! What is being typed, kept in the browser beside the server's draft: written at every key, so that a crash, a reload
//! or the end of a session loses nothing, and heard by the other tabs of the same person.

use std::fmt::Display;

use leptos::prelude::*;
use model::Fields;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;
use web_sys::StorageEvent;
use wire::Decode;

use crate::{
    frame::use_me,
    kept::{forget, keep, kept},
};

/// What is kept: the words, and whether the server has them too.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
pub struct Kept<T> {
    /// The words.
    pub words: T,
    /// Whether the server has them.
    pub is_saved: bool,
}

/// The answers of a step as they are kept.
pub type KeptFields = Kept<Fields>;

/// One thing that is being typed. Copies share it.
#[derive(Clone, Copy)]
pub struct Shadow(StoredValue<String>);

impl Shadow {
    /// The shadow of a draft; each person of a shared browser has their own.
    pub fn of(what: &str, id: impl Display) -> Self {
        let person = use_me().map(|me| me.id.to_string()).unwrap_or_default();
        Self(StoredValue::new(format!("deskloom.{what}.{person}.{id}")))
    }

    /// Its name in the browser's storage.
    #[must_use]
    pub fn name(self) -> String {
        self.0.try_get_value().unwrap_or_default()
    }

    /// Keeps the words as they are now.
    pub fn keep<T: Serialize>(self, words: T, is_saved: bool) {
        keep(&self.name(), &Kept { words, is_saved });
    }

    /// The words that the server does not have yet, if there are any.
    #[must_use]
    pub fn unsaved<T: Decode>(self) -> Option<T> {
        kept::<Kept<T>>(&self.name()).filter(|kept| !kept.is_saved).map(|kept| kept.words)
    }

    /// Forgets them: they were handed in.
    pub fn forget(self) {
        forget(&self.name());
    }

    /// Hears what another tab types into the same thing.
    pub fn on_other<T: Decode + 'static>(self, act: impl Fn(T) + Clone + 'static) {
        // The other tabs are outside.
        Effect::new(move |_| {
            let act = act.clone();
            let heard = window_event_listener_untyped("storage", move |event| {
                let Some(event) = event.dyn_ref::<StorageEvent>() else { return };
                // The tab one types in is never written over.
                if event.key().as_deref() != Some(&self.name()) || has_focus() {
                    return;
                }
                if let Some(kept) = event.new_value().and_then(|text| wire::from_str::<Kept<T>>(&text).ok()) {
                    act(kept.words);
                }
            });
            on_cleanup(move || heard.remove());
        });
    }
}

/// Whether the reader is in this tab.
fn has_focus() -> bool {
    document().has_focus().unwrap_or(false)
}
