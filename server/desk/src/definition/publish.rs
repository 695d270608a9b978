//! Publishing: a draft without errors becomes the next immutable version.

use model::{
    Body, Code, Definition, Kind, Problem,
    id::{DefinitionId, VersionId},
    key::DefinitionKey,
    problem::has_error,
    reckoning::Published,
    record::{DefinitionStanding, Header, Version},
    role::Right,
    view::VersionRow,
};
use store::{Changes, Refused};

use super::{Catalogue, beyond_grantor, check_blocking, hash, named};
use crate::{
    Actor, Desk,
    error::{Error, Result},
    shelf::REGISTER,
};

/// The longest note, in characters.
const LONGEST_NOTE: usize = 4_000;

impl Desk {
    /// Publishes the actor's draft. Refused while it has errors, when it says the same as the newest version, and when
    /// someone published since the draft was begun.
    ///
    /// Guards: the definition's revision and the `definitions` register, so that what it points at cannot be thrown
    /// away at the same moment.
    pub async fn publish(&self, actor: &Actor, kind: Kind, key: &DefinitionKey, note: String) -> Result<VersionRow> {
        self.publish_for(actor, kind, key, note, false).await
    }

    /// The same; with `open_too`, a calendar or a policy counts for open tickets too: their running times are counted
    /// anew in the background, see [`Desk::reckon`].
    pub async fn publish_for(
        &self,
        actor: &Actor,
        kind: Kind,
        key: &DefinitionKey,
        note: String,
        open_too: bool,
    ) -> Result<VersionRow> {
        actor.may(Right::PublishDefinitions)?;
        if note.chars().count() > LONGEST_NOTE {
            return Err(Error::Invalid(vec![Problem::error(Code::TooLong, "/note").with("most", LONGEST_NOTE)]));
        }
        let scope = self.0.store.scope(actor.workspace());
        let register = scope.register(REGISTER).await?;
        let header = scope.header(kind, key).await?.ok_or(Error::NotFound)?;
        let draft = scope.draft(header.id, actor.person().id).await?;
        let draft = draft.ok_or_else(|| Error::Conflict(vec![Problem::error(Code::NothingToPublish, "")]))?;
        if draft.base != header.number {
            let problem = Problem::error(Code::Moved, "/base").with("mine", draft.base).with("theirs", header.number);
            return Err(Error::Conflict(vec![problem]));
        }
        self.0.shelves.forget(actor.workspace());
        let shelf = self.shelf(actor.workspace()).await?;
        let mut problems = check_blocking(draft.content.clone(), Catalogue::new(shelf.clone(), [])).await?;
        problems.extend(beyond_grantor(actor, &draft.content));
        if has_error(&problems) {
            return Err(Error::Invalid(problems));
        }
        if let Body::Flow(flow) = &draft.content.body {
            let failing = self.failing_scenarios(actor, key, flow).await?;
            if !failing.is_empty() {
                return Err(Error::Invalid(failing));
            }
        }
        let content_hash = hash(&draft.content)?;
        if shelf.version(kind, key).is_some_and(|newest| newest.hash == content_hash) {
            return Err(Error::Conflict(vec![Problem::error(Code::NothingToPublish, "")]));
        }
        let mut changes = self.changes(actor);
        let version =
            self.next_version(actor, Some(&header), draft.content, note.trim(), &shelf.workspace.zone, &mut changes)?;
        changes.delete_draft(header.id, actor.person().id);
        changes.bump(REGISTER, register);
        if open_too && Published::can_be(kind) {
            let title = version.content.title.clone();
            let because = Published { kind, key: key.clone(), title, number: version.number };
            self.begin_reckoning(actor, because, &mut changes);
        }
        match self.0.store.commit(changes).await {
            Ok(()) => {}
            Err(Refused::Moved { .. } | Refused::Taken { .. }) => return Err(Error::Moved { by: None }),
            Err(refused) => return Err(refused.into()),
        }
        self.0.shelves.forget(actor.workspace());
        self.0.reckons.notify_one();
        let names = self.names(actor).await?;
        Ok(VersionRow {
            id: version.id,
            number: version.number,
            note: version.note,
            author: version.author.map(|author| named(author, &names)),
            at: version.at,
            hash: version.hash,
        })
    }

    /// Adds the next version of a definition to the changes, or the definition with its first version. `zone` is the
    /// workspace's.
    pub(super) fn next_version(
        &self,
        actor: &Actor,
        before: Option<&Header>,
        content: Definition,
        note: &str,
        zone: &str,
        changes: &mut Changes,
    ) -> Result<Version> {
        let now = self.now();
        let version = Version {
            id: VersionId::new(self.uuid()),
            definition: before.map_or_else(|| DefinitionId::new(self.uuid()), |header| header.id),
            number: before.map_or(0, |header| header.number) + 1,
            hash: hash(&content)?,
            content,
            note: note.to_owned(),
            author: actor.author(),
            at: now,
        };
        let header = Header {
            id: version.definition,
            kind: version.content.body.kind(),
            key: version.content.key.clone(),
            title: version.content.title.clone(),
            standing: DefinitionStanding::Published,
            version: Some(version.id),
            number: version.number,
            updated_at: now,
            updated_by: actor.author(),
            revision: before.map_or(0, |header| header.revision) + 1,
        };
        if before.is_some() {
            changes.update_definition(&header);
        } else {
            changes.insert_definition(&header);
        }
        changes.insert_version(&version);
        self.wake_rule(&header.key, &version.content.body, zone, changes);
        changes.put_references(header.id, &version.content.body.references());
        let facts = serde_json::json!({ "kind": header.kind, "key": header.key, "number": version.number });
        changes.audit(actor.author(), "published", &facts);
        Ok(version)
    }
}
