//! Private drafts: saved as they are drawn, wrong or not, and guarded against a second window.

use model::{
    Code, Definition, Kind, Problem,
    id::DefinitionId,
    key::DefinitionKey,
    record::{DefinitionStanding, Draft, Header},
    role::Right,
    view::{DefinitionPage, Saved},
};
use store::Refused;

use crate::{
    Actor, Desk,
    error::{Error, Result},
};

/// The largest definition, as JSON bytes.
const LARGEST: usize = 2 * 1024 * 1024;

impl Desk {
    /// Saves the actor's private draft. `revision` is the one the page holds: 0 begins a draft, and creates the
    /// definition if it is new. A draft that was saved elsewhere meanwhile is not overwritten, and a filled draft is
    /// emptied only if `empties` says so.
    ///
    /// Guard: the draft's revision; for a new definition its key.
    pub async fn save_draft(&self, actor: &Actor, content: Definition, revision: i64, empties: bool) -> Result<Saved> {
        actor.may(Right::DesignDefinitions)?;
        let kind = content.body.kind();
        if !content.key.is_valid() {
            let given: String = content.key.as_str().chars().take(80).collect();
            return Err(Error::Invalid(vec![Problem::error(Code::BadKey, "/key").with("given", given)]));
        }
        if content.body.format() > kind.format() {
            let problem = Problem::error(Code::NewerFormat, "/body/format");
            let problem = problem.with("found", content.body.format()).with("known", kind.format());
            return Err(Error::Invalid(vec![problem]));
        }
        let text = serde_json::to_string(&content).map_err(Error::broken)?;
        if text.len() > LARGEST {
            return Err(Error::Invalid(vec![Problem::error(Code::BodyTooLarge, "/body").with("most", "2 MB")]));
        }
        if text.contains("\\u0000") {
            return Err(Error::invalid(Code::BadCharacter, "/body"));
        }
        let now = self.now();
        let scope = self.0.store.scope(actor.workspace());
        let author = actor.person().id;
        let mut changes = self.changes(actor);
        let header = scope.header(kind, &content.key).await?;
        let (header, stored) = match header {
            None => {
                let header = Header {
                    id: DefinitionId::new(self.uuid()),
                    kind,
                    key: content.key.clone(),
                    title: content.title.clone(),
                    standing: DefinitionStanding::Draft,
                    version: None,
                    number: 0,
                    updated_at: now,
                    updated_by: actor.author(),
                    revision: 1,
                };
                changes.insert_definition(&header);
                (header, None)
            }
            Some(header) => {
                let stored = scope.draft(header.id, author).await?;
                (header, stored)
            }
        };
        let theirs = stored.as_ref().map_or(0, |draft| draft.revision);
        if theirs != revision {
            return Err(moved(revision, theirs));
        }
        let drawn = match &stored {
            Some(draft) => !draft.content.body.is_blank(),
            None => header.version.is_some(),
        };
        if drawn && content.body.is_blank() && !empties {
            return Err(Error::Conflict(vec![Problem::error(Code::EmptiesDefinition, "/body")]));
        }
        let base = stored.as_ref().map_or(header.number, |draft| draft.base);
        let draft = Draft { definition: header.id, author, content, base, revision: revision + 1, saved_at: now };
        if stored.is_some() {
            changes.update_draft(&draft);
        } else {
            changes.insert_draft(&draft);
        }
        match self.0.store.commit(changes).await {
            Ok(()) => {}
            Err(Refused::Moved { .. } | Refused::Taken { .. }) => {
                let theirs = scope.draft(header.id, author).await?.map_or(0, |draft| draft.revision);
                return Err(moved(revision, theirs));
            }
            Err(refused) => return Err(refused.into()),
        }
        let problems = self.check_as(actor, &draft.content).await?;
        Ok(Saved { revision: draft.revision, saved_at: now, problems })
    }

    /// Throws the actor's draft away. A definition that was never published is gone with its last draft: nobody sees it
    /// any more, and its key is free again.
    pub async fn discard_draft(&self, actor: &Actor, kind: Kind, key: &DefinitionKey) -> Result<()> {
        actor.may(Right::DesignDefinitions)?;
        let scope = self.0.store.scope(actor.workspace());
        let header = scope.header(kind, key).await?.ok_or(Error::NotFound)?;
        let mut changes = self.changes(actor);
        changes.delete_draft(header.id, actor.person().id);
        Ok(self.0.store.commit(changes).await?)
    }

    /// Says that the actor's draft has seen the newest version and may replace it.
    pub async fn rebase(&self, actor: &Actor, kind: Kind, key: &DefinitionKey) -> Result<DefinitionPage> {
        actor.may(Right::DesignDefinitions)?;
        let scope = self.0.store.scope(actor.workspace());
        let header = scope.header(kind, key).await?.ok_or(Error::NotFound)?;
        let mut draft = scope.draft(header.id, actor.person().id).await?.ok_or(Error::NotFound)?;
        draft.base = header.number;
        draft.revision += 1;
        draft.saved_at = self.now();
        let mut changes = self.changes(actor);
        changes.update_draft(&draft);
        self.0.store.commit(changes).await?;
        self.definition(actor, kind, key).await
    }
}

fn moved(mine: i64, theirs: i64) -> Error {
    Error::Conflict(vec![Problem::error(Code::Moved, "/revision").with("mine", mine).with("theirs", theirs)])
}
