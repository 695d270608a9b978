//! The words that are known, by key.

use std::sync::{LazyLock, PoisonError, RwLock};

/// Words as the build wrote them: plain lines, the same number and order of each. Without addresses in between they
/// compress as well as text does.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    pub(super) keys: &'static str,
    english: &'static str,
    chinese: &'static str,
}

macro_rules! words {
    ($name:literal) => {
        Words {
            keys: include_str!(concat!(env!("OUT_DIR"), "/", $name, ".keys")),
            english: include_str!(concat!(env!("OUT_DIR"), "/", $name, ".en")),
            chinese: include_str!(concat!(env!("OUT_DIR"), "/", $name, ".zh")),
        }
    };
}

/// What is said in more than one room.
const EVERYWHERE: Words = words!("everywhere");

/// What only the first setup says.
pub const SETUP: Words = words!("setup");

/// What only one's own day says.
pub const DAY: Words = words!("day");

/// What only the rooms of administration and of one's own account say.
pub const ADMIN: Words = words!("admin");
/// What is said of what happened, on the page of a ticket and in test runs.
pub const EVENTS: Words = words!("events");

/// What is said of offers, on the page of a ticket and in the sheet of a queue.
pub const OFFERS: Words = words!("offers");

/// What every room of the studio says, and no other.
pub const STUDIO: Words = words!("studio");

/// What only the sheets of definitions say: rules, and what becomes of open tickets.
pub const SHEETS: Words = words!("sheets");

/// What only the form designer says.
pub const FORMS: Words = words!("forms");

/// What only the flow designer says, and where acts of flows are edited elsewhere.
pub const FLOWS: Words = words!("flows");

type Entry = (&'static str, [&'static str; 2]);

/// Sorted lists. The server knows all words from the start; a browser learns some with the rooms that say them.
static KNOWN: LazyLock<RwLock<Vec<Vec<Entry>>>> = LazyLock::new(|| {
    let mut known = vec![entries(EVERYWHERE)];
    if !cfg!(target_arch = "wasm32") {
        known.extend([SETUP, DAY, ADMIN, EVENTS, OFFERS, STUDIO, SHEETS, FORMS, FLOWS].map(entries));
    }
    RwLock::new(known)
});

fn entries(words: Words) -> Vec<Entry> {
    let both = words.english.lines().zip(words.chinese.lines());
    words.keys.lines().zip(both).map(|(key, (en, zh))| (key, [en, zh])).collect()
}

/// Makes more words known. Those that are known already stay so.
pub fn learn(words: Words) {
    let is_known = words.keys.lines().next().is_none_or(|key| find(key).is_some());
    if !is_known {
        KNOWN.write().unwrap_or_else(PoisonError::into_inner).push(entries(words));
    }
}

/// Both languages of a key.
pub(super) fn find(key: &str) -> Option<[&'static str; 2]> {
    let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
    known.iter().find_map(|list| {
        let place = list.binary_search_by(|(known, _)| (*known).cmp(key)).ok()?;
        list.get(place).map(|(_, words)| *words)
    })
}

pub(super) fn keys() -> Vec<&'static str> {
    let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
    known.iter().flatten().map(|(key, _)| *key).collect()
}
