//! Where one was lately, kept by the browser: a palette that opens empty offers the way back.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{
    frame::use_me,
    kept::{keep, kept},
};

/// How many are kept.
const MOST: usize = 12;
/// A page says its title some time after it is opened.
const TITLED: Duration = Duration::from_millis(1_500);

/// A page one was at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
pub struct Visit {
    /// Its address.
    pub href: String,
    /// What its window was called.
    pub title: String,
}

/// The visits of this browser by whoever is signed in, the last one first, the present page left out.
pub fn visits() -> Vec<Visit> {
    let here = window().location().pathname().unwrap_or_default();
    let mut visits: Vec<Visit> = name().and_then(|name| kept(&name)).unwrap_or_default();
    visits.retain(|visit| visit.href != here);
    visits
}

/// Remembers each page that one stays at for a moment.
pub fn remember_visits() {
    let path = use_location().pathname;
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    let name = name();
    // The outside here is the browser's storage.
    Effect::new(move |_| {
        let (href, name) = (path.get(), name.clone());
        stop();
        let note = move || {
            let title = document().title();
            let title = title.strip_suffix(" · Deskloom").unwrap_or(&title).to_owned();
            if let Some(name) = name.filter(|_| !title.is_empty()) {
                keep(&name, &with(kept(&name).unwrap_or_default(), Visit { href, title }));
            }
        };
        waiting.set_value(set_timeout_with_handle(note, TITLED).ok());
    });
    on_cleanup(stop);
}

/// Each person has visits of their own, also in a browser that several use.
fn name() -> Option<String> {
    use_me().map(|me| format!("visits.{}", me.id))
}

fn with(mut visits: Vec<Visit>, new: Visit) -> Vec<Visit> {
    visits.retain(|visit| visit.href != new.href);
    visits.insert(0, new);
    visits.truncate(MOST);
    visits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(href: &str) -> Visit {
        Visit { href: href.to_owned(), title: href.to_uppercase() }
    }

    #[test]
    fn the_last_visit_is_the_first_and_each_page_stands_once() {
        let visits = ["a", "b", "a"].into_iter().fold(Vec::new(), |visits, href| with(visits, visit(href)));
        assert_eq!(visits, [visit("a"), visit("b")]);
        let many = (0..40).fold(Vec::new(), |visits, at| with(visits, visit(&at.to_string())));
        assert_eq!(many.len(), MOST);
    }
}
