//! What a definition can point at: the other definitions and the people, loaded once for the page.

use api::ApiError;
use leptos::prelude::*;
use model::{
    Kind,
    key::DefinitionKey,
    record::DefinitionStanding,
    view::{Mailbox, StudioRow},
};
use ui::{Choice, i18n::t, use_lang};

use crate::{loaded::loaded, words::said};

type Answer<T> = RwSignal<Option<Result<Vec<T>, ApiError>>>;

/// What can be picked. Copies are the same.
#[derive(Clone, Copy)]
pub struct Known {
    definitions: Answer<StudioRow>,
    people: Answer<Mailbox>,
    again: RwSignal<u32>,
}

/// Loads what can be picked, for everything below.
pub fn provide_known() {
    let again = RwSignal::new(0_u32);
    let definitions = loaded(move || {
        again.track();
        api::definition::list()
    });
    provide_context(Known { definitions, people: loaded(api::definition::mailboxes), again });
}

/// What can be picked; nothing where nobody provided it.
pub fn use_known() -> Known {
    use_context().unwrap_or_else(|| Known {
        definitions: RwSignal::new(None),
        people: RwSignal::new(None),
        again: RwSignal::new(0),
    })
}

impl Known {
    /// Looks again, after something new was begun.
    pub fn reload(self) {
        self.again.update(|again| *again = again.wrapping_add(1));
    }

    /// The definitions of a kind that can be pointed at, by title. One that is only a draft says so.
    pub fn choices(self, kind: Kind) -> Signal<Vec<Choice>> {
        let lang = use_lang();
        Signal::derive(move || {
            let lang = lang.get();
            self.definitions.with(|found| {
                let Some(Ok(rows)) = found else { return Vec::new() };
                let mut choices: Vec<Choice> = rows
                    .iter()
                    .map(|row| &row.row)
                    .filter(|row| row.kind == kind && row.standing != DefinitionStanding::Trashed)
                    .map(|row| {
                        let title = said(&row.title, lang);
                        let label = match row.number {
                            0 => format!("{title} · {}", t(lang, "standing.draft")),
                            _ => title.to_owned(),
                        };
                        Choice::new(row.key.as_str(), label)
                    })
                    .collect();
                choices.sort_by_cached_key(|choice| choice.label.to_lowercase());
                choices
            })
        })
    }

    /// Whether the definitions are here, so that one can tell what is missing.
    pub fn is_loaded(self) -> bool {
        self.definitions.with(|found| matches!(found, Some(Ok(_))))
    }

    /// Whether a definition is there.
    pub fn has(self, kind: Kind, key: &DefinitionKey) -> bool {
        self.definitions.with(|found| {
            let Some(Ok(rows)) = found else { return true };
            rows.iter().any(|row| {
                row.row.kind == kind && row.row.key == *key && row.row.standing != DefinitionStanding::Trashed
            })
        })
    }

    /// The people, by name; the value is the mail address.
    pub fn people(self) -> Signal<Vec<Choice>> {
        Signal::derive(move || {
            self.people.with(|found| {
                let Some(Ok(people)) = found else { return Vec::new() };
                let label = |person: &Mailbox| format!("{} · {}", person.name, person.email);
                people.iter().map(|person| Choice::new(person.email.clone(), label(person))).collect()
            })
        })
    }
}
