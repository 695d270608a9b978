//! Where definitions stand: `/studio/<kinds>/<key>`.

use model::{Kind, key::DefinitionKey};

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
}
