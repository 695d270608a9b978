//! What a flow may point at: the definitions and the people of the workspace.

use designer::flow::{Catalogue, Listed, Mailbox};
use leptos::prelude::*;
use model::{Kind, record::DefinitionStanding};

use crate::loaded::loaded;

/// The catalogue; empty until the server has answered.
pub(in crate::pages::studio) fn catalogue() -> Signal<Catalogue> {
    let definitions = loaded(api::definition::list);
    let people = loaded(api::definition::mailboxes);
    let catalogue = Memo::new(move |_| {
        let of = |kind: Kind| {
            definitions.with(|answer| {
                let rows = answer.iter().flatten().flatten().map(|row| &row.row);
                let mut listed: Vec<Listed> = rows
                    .filter(|row| row.kind == kind && row.standing != DefinitionStanding::Trashed)
                    .map(|row| Listed { key: row.key.clone(), title: row.title.clone() })
                    .collect();
                listed.sort_by(|a, b| a.key.cmp(&b.key));
                listed
            })
        };
        let people = people.with(|answer| {
            let people = answer.iter().flatten().flatten();
            people.map(|one| Mailbox { email: one.email.clone(), name: one.name.clone() }).collect()
        });
        Catalogue {
            forms: of(Kind::Form),
            flows: of(Kind::Flow),
            queues: of(Kind::Queue),
            roles: of(Kind::Role),
            calendars: of(Kind::Calendar),
            phrases: of(Kind::Phrase),
            people,
        }
    });
    catalogue.into()
}
