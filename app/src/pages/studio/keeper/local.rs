//! What this browser keeps of a draft until the server has it.

use model::{Definition, Kind, key::DefinitionKey, view::Me};
use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::kept::{forget, keep, kept};

/// A change that the server may not know.
#[derive(Serialize, Deserialize, Decode)]
pub struct Unsent {
    /// What was drawn.
    pub content: Definition,
    /// The revision of the draft it was drawn on.
    pub revision: i64,
    /// Which change of which window.
    pub stamp: String,
}

/// Where it is kept; each person has their own place.
pub fn name(me: Option<&Me>, kind: Kind, key: &DefinitionKey) -> String {
    let who = me.map(|me| me.id.to_string()).unwrap_or_default();
    format!("studio/{who}/{kind}/{key}")
}

/// Keeps a change.
pub fn put(name: &str, unsent: &Unsent) {
    keep(name, unsent);
}

/// What is kept.
pub fn take(name: &str) -> Option<Unsent> {
    kept(name)
}

/// Forgets what is kept, whoever kept it.
pub fn clear(name: &str) {
    forget(name);
}

/// Forgets one change; a newer one of another window stays.
pub fn settle(name: &str, stamp: &str) {
    if kept::<Unsent>(name).is_some_and(|unsent| unsent.stamp == stamp) {
        forget(name);
    }
}
