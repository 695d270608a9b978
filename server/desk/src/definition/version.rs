//! Versions: listed, opened, compared, brought back.

use model::{
    Definition, Kind,
    diff::diff,
    key::DefinitionKey,
    record::{Draft, Header, Version},
    role::Right,
    view::{DefinitionPage, Difference, VersionRow},
};

use super::named;
use crate::{
    Actor, Desk,
    error::{Error, Result},
};

impl Desk {
    /// The versions of a definition, the newest first.
    pub async fn versions(&self, actor: &Actor, kind: Kind, key: &DefinitionKey) -> Result<Vec<VersionRow>> {
        let header = self.published(actor, kind, key).await?;
        let versions = self.0.store.scope(actor.workspace()).versions(header.id).await?;
        let names = self.names(actor).await?;
        Ok(versions
            .into_iter()
            .map(|version| VersionRow {
                id: version.id,
                number: version.number,
                note: version.note,
                author: version.author.map(|author| named(author, &names)),
                at: version.at,
                hash: version.hash,
            })
            .collect())
    }

    /// One version, whole.
    pub async fn version(&self, actor: &Actor, kind: Kind, key: &DefinitionKey, number: i64) -> Result<Version> {
        let header = self.published(actor, kind, key).await?;
        let scope = self.0.store.scope(actor.workspace());
        scope.version_numbered(header.id, number).await?.ok_or(Error::NotFound)
    }

    /// Brings an old version back into the actor's draft. What the draft said before is replaced.
    pub async fn restore(&self, actor: &Actor, kind: Kind, key: &DefinitionKey, number: i64) -> Result<DefinitionPage> {
        actor.may(Right::DesignDefinitions)?;
        let header = self.published(actor, kind, key).await?;
        let scope = self.0.store.scope(actor.workspace());
        let old = scope.version_numbered(header.id, number).await?.ok_or(Error::NotFound)?;
        let author = actor.person().id;
        let stored = scope.draft(header.id, author).await?;
        let draft = Draft {
            definition: header.id,
            author,
            content: old.content,
            base: header.number,
            revision: stored.as_ref().map_or(0, |draft| draft.revision) + 1,
            saved_at: self.now(),
        };
        let mut changes = self.changes(actor);
        if stored.is_some() {
            changes.update_draft(&draft);
        } else {
            changes.insert_draft(&draft);
        }
        self.0.store.commit(changes).await?;
        self.definition(actor, kind, key).await
    }

    /// What differs between a version and another one, or the actor's draft.
    pub async fn diff(
        &self,
        actor: &Actor,
        kind: Kind,
        key: &DefinitionKey,
        from: i64,
        to: Option<i64>,
    ) -> Result<Vec<Difference>> {
        let header = self.published(actor, kind, key).await?;
        let scope = self.0.store.scope(actor.workspace());
        let before = scope.version_numbered(header.id, from).await?.ok_or(Error::NotFound)?.content;
        let after = match to {
            Some(number) => scope.version_numbered(header.id, number).await?.ok_or(Error::NotFound)?.content,
            None => scope.draft(header.id, actor.person().id).await?.ok_or(Error::NotFound)?.content,
        };
        differences(&before, &after)
    }

    async fn published(&self, actor: &Actor, kind: Kind, key: &DefinitionKey) -> Result<Header> {
        actor.may(Right::ReadDefinitions)?;
        let header = self.0.store.scope(actor.workspace()).header(kind, key).await?;
        header.filter(|header| header.version.is_some()).ok_or(Error::NotFound)
    }
}

/// What differs between two definitions, element by element.
pub(super) fn differences(before: &Definition, after: &Definition) -> Result<Vec<Difference>> {
    let before = serde_json::to_value(before).map_err(Error::broken)?;
    let after = serde_json::to_value(after).map_err(Error::broken)?;
    Ok(diff(&before, &after))
}
