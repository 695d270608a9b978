//! JSON Schemas of every kind of definition, for editors and checkers elsewhere. They say nothing about a workspace,
//! so anyone may read them.

pub mod list;
pub mod read;

use model::{
    Kind, calendar::Calendar, flow::Flow, form::Form, ladder::Ladder, package::Package, phrase::Phrase, policy::Policy,
    queue::Queue, role::Role, rule::Rule, skill::Skill, ticket_type::TicketType,
};
use serde_json::Value;

use super::document::schema_of;

/// The name under which the schema of a whole package is kept.
const PACKAGE: &str = "package";

/// The schema of the body of a kind.
fn of(kind: Kind) -> Value {
    match kind {
        Kind::Form => schema_of::<Form>(),
        Kind::Flow => schema_of::<Flow>(),
        Kind::TicketType => schema_of::<TicketType>(),
        Kind::Calendar => schema_of::<Calendar>(),
        Kind::Policy => schema_of::<Policy>(),
        Kind::Ladder => schema_of::<Ladder>(),
        Kind::Queue => schema_of::<Queue>(),
        Kind::Skill => schema_of::<Skill>(),
        Kind::Role => schema_of::<Role>(),
        Kind::Phrase => schema_of::<Phrase>(),
        Kind::Rule => schema_of::<Rule>(),
    }
}

/// The schema of a name: a kind, or `package`.
fn named(name: &str) -> Option<Value> {
    if name == PACKAGE { Some(schema_of::<Package>()) } else { name.parse().ok().map(of) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_schema_that_names_its_format() {
        for kind in Kind::ALL {
            let schema = of(kind);
            assert!(schema.pointer("/properties/format").is_some(), "{kind}: {schema}");
        }
        assert!(named(PACKAGE).is_some() && named("spell").is_none());
    }
}
