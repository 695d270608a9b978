//! Changes to definitions: headers, versions, drafts and what points where.

use model::{
    Reference,
    id::{DefinitionId, PersonId},
    record::{Draft, Header, Version},
};

use super::{Changes, Check, Key};
use crate::{row, table::Noun};

impl Changes {
    /// Adds a definition. Unique: kind and key.
    pub fn insert_definition(&mut self, header: &Header) -> &mut Self {
        self.insert(row::definition::Model::of(self.workspace, header))
    }

    /// Changes a definition. Guard: the revision.
    pub fn update_definition(&mut self, header: &Header) -> &mut Self {
        let model = row::definition::Model::of(self.workspace, header);
        self.update(model, Key::Id(header.id.uuid()), header.revision)
    }

    /// Adds a version. Unique: definition and number.
    pub fn insert_version(&mut self, version: &Version) -> &mut Self {
        self.insert(row::definition_version::Model::of(self.workspace, version))
    }

    /// Replaces what a definition points at.
    pub fn put_references(&mut self, definition: DefinitionId, references: &[Reference]) -> &mut Self {
        self.delete(Noun::DefinitionReference, vec![("definition_id", definition.uuid().into())]);
        for (place, reference) in (0_i32..).zip(references) {
            self.insert(Ok(row::definition_reference::Model::of(self.workspace, definition, place, reference)));
        }
        self
    }

    /// Begins a draft. Guard: the author has none of this definition.
    pub fn insert_draft(&mut self, draft: &Draft) -> &mut Self {
        let key = Key::Pair(draft.definition.uuid(), draft.author.uuid());
        self.guard(Check::Version(Noun::DefinitionDraft), key, None);
        self.insert(row::definition_draft::Model::of(self.workspace, draft))
    }

    /// Saves a draft. Guard: the revision, against two windows.
    pub fn update_draft(&mut self, draft: &Draft) -> &mut Self {
        let key = Key::Pair(draft.definition.uuid(), draft.author.uuid());
        self.update(row::definition_draft::Model::of(self.workspace, draft), key, draft.revision)
    }

    /// Forgets a draft.
    pub fn delete_draft(&mut self, definition: DefinitionId, author: PersonId) -> &mut Self {
        let at = vec![("definition_id", definition.uuid().into()), ("author_id", author.uuid().into())];
        self.delete(Noun::DefinitionDraft, at)
    }
}
