//! Where definitions stand: `/studio/<kinds>/<key>`, with `?from=<kinds>/<key>` where one came out of another.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::{Kind, key::DefinitionKey};
use ui::i18n::t;

/// The part of the address that names a kind.
#[must_use]
pub const fn segment(kind: Kind) -> &'static str {
    match kind {
        Kind::Form => "forms",
        Kind::Flow => "flows",
        Kind::TicketType => "ticket-types",
        Kind::Calendar => "calendars",
        Kind::Policy => "policies",
        Kind::Ladder => "ladders",
        Kind::Queue => "queues",
        Kind::Skill => "skills",
        Kind::Role => "roles",
        Kind::Phrase => "phrases",
        Kind::Rule => "rules",
    }
}

/// The kind that a part of an address names.
#[must_use]
pub fn kind_of(name: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| segment(*kind) == name)
}

/// Where the definitions of a kind are listed.
#[must_use]
pub fn list(kind: Kind) -> String {
    format!("/studio/{}", segment(kind))
}

/// Where a definition is drawn.
#[must_use]
pub fn of(kind: Kind, key: &DefinitionKey) -> String {
    format!("/studio/{}/{key}", segment(kind))
}

/// Where a definition is drawn, with the way back to the one that points at it.
#[must_use]
pub fn of_from(kind: Kind, key: &DefinitionKey, from: Option<(Kind, DefinitionKey)>) -> String {
    let back = from.map(|(kind, key)| format!("?from={}/{key}", segment(kind))).unwrap_or_default();
    format!("{}{back}", of(kind, key))
}

/// The way back from a definition, and its words: to the one it was opened from, else to the list of its kind.
pub fn back(kind: Kind) -> (String, Signal<&'static str>) {
    let lang = ui::use_lang();
    let from = use_query_map().with_untracked(|query| query.get("from").and_then(|from| origin(&from)));
    match from {
        Some((from, key)) => (of(from, &key), Signal::derive(move || t(lang.get(), &format!("kind.{from}")))),
        None => (list(kind), Signal::derive(move || t(lang.get(), &format!("kind.{kind}_many")))),
    }
}

/// The definition that the address names as where one came from. Anything may stand in an address.
fn origin(from: &str) -> Option<(Kind, DefinitionKey)> {
    let (kind, key) = from.split_once('/')?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    Some((kind_of(kind).filter(|_| is_key)?, DefinitionKey::new(key)))
}

/// The icon of a kind.
#[must_use]
pub const fn icon(kind: Kind) -> &'static str {
    match kind {
        Kind::Form => "section",
        Kind::Flow => "branch",
        Kind::TicketType => "ticket",
        Kind::Calendar => "calendar",
        Kind::Policy => "clock",
        Kind::Ladder => "ladder",
        Kind::Queue => "queue",
        Kind::Skill => "star",
        Kind::Role => "shield",
        Kind::Phrase => "phrase",
        Kind::Rule => "bolt",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_own_address() {
        for kind in Kind::ALL {
            assert_eq!(kind_of(segment(kind)), Some(kind));
        }
        assert_eq!(kind_of("robots"), None);
    }

    #[test]
    fn the_way_back_leads_to_definitions_only() {
        let complaint = || (Kind::TicketType, DefinitionKey::new("complaint"));
        let there = of_from(Kind::Form, &"complaint".into(), Some(complaint()));
        assert_eq!(there, "/studio/forms/complaint?from=ticket-types/complaint");
        assert_eq!(origin("ticket-types/complaint"), Some(complaint()));
        for odd in ["", "ticket-types", "ticket-types/", "robots/x", "//example.com", "forms/../../login"] {
            assert_eq!(origin(odd), None, "{odd}");
        }
    }
}
