//! The one service for everything configurable: private drafts, checks, immutable versions, usage, packages.

mod create;
mod draft;
mod forecast;
mod ical;
mod migration;
mod package;
mod publish;
mod read;
mod reckoning;
mod studio;
mod trash;
mod try_form;
mod version;

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use model::{
    Body, Code, Definition, Kind, Problem, Problems, Value,
    id::{DefinitionId, PersonId},
    key::DefinitionKey,
    record::{DefinitionStanding, Draft, Header, Version},
    role::{Reach, Right, Role},
    view::{DefinitionPage, DefinitionRow, Named, Usage},
};

use crate::{
    Actor, Desk,
    error::{Error, Result},
    secret,
    shelf::Shelf,
};

pub use package::read_package;
pub use read::{check_package, misread, pointer, read_definition};

impl Desk {
    /// The definitions, by kind and key; only those whose key or title contains the text.
    pub async fn definitions(&self, actor: &Actor, kind: Option<Kind>, text: &str) -> Result<Vec<DefinitionRow>> {
        let text = text.trim().to_lowercase();
        let mut rows: Vec<DefinitionRow> =
            self.listed(actor, kind).await?.into_iter().map(|listed| listed.row).collect();
        rows.retain(|row| {
            text.is_empty()
                || row.key.as_str().contains(&text)
                || row.title.iter().any(|(_, title)| title.to_lowercase().contains(&text))
        });
        Ok(rows)
    }

    /// The definitions that the actor may see, by kind and key, as the actor left them.
    async fn listed(&self, actor: &Actor, kind: Option<Kind>) -> Result<Vec<Listed>> {
        actor.may(Right::ReadDefinitions)?;
        let scope = self.0.store.scope(actor.workspace());
        let headers = scope.headers(kind, "").await?;
        let drafts = scope.drafts_of(actor.person().id).await?;
        let drafts: HashMap<DefinitionId, Draft> = drafts.into_iter().map(|draft| (draft.definition, draft)).collect();
        let mut users = scope.users().await?;
        let names = self.names(actor).await?;
        let mut rows = Vec::with_capacity(headers.len());
        for header in headers {
            let draft = drafts.get(&header.id);
            // A draft is private: others do not see that it exists.
            if header.standing == DefinitionStanding::Draft && draft.is_none() {
                continue;
            }
            let users = users.remove(&(header.kind, header.key.clone())).unwrap_or_default();
            let used_by = u32::try_from(users.len()).unwrap_or(u32::MAX);
            let row = row(&header, draft, used_by, &names);
            rows.push(Listed { id: header.id, row, users });
        }
        Ok(rows)
    }

    /// A definition opened for drawing: the actor's draft, else the newest version.
    pub async fn definition(&self, actor: &Actor, kind: Kind, key: &DefinitionKey) -> Result<DefinitionPage> {
        actor.may(Right::ReadDefinitions)?;
        let scope = self.0.store.scope(actor.workspace());
        let header = scope.header(kind, key).await?.ok_or(Error::NotFound)?;
        let draft = scope.draft(header.id, actor.person().id).await?;
        let (content, base, revision, saved_at) = match draft.clone() {
            Some(draft) => (draft.content, draft.base, draft.revision, Some(draft.saved_at)),
            None => match header.version {
                Some(version) => {
                    let version = scope.version(version).await?.ok_or(Error::NotFound)?;
                    (version.content, version.number, 0, None)
                }
                // Someone else's private draft.
                None => return Err(Error::NotFound),
            },
        };
        let problems = self.check_as(actor, &content).await?;
        let used_by = u32::try_from(scope.used_by(kind, key).await?.len()).unwrap_or(u32::MAX);
        let row = row(&header, draft.as_ref(), used_by, &self.names(actor).await?);
        Ok(DefinitionPage { row, content, base, revision, saved_at, problems })
    }

    /// Everything that is wrong with a definition, as the engine that would run it sees it.
    pub async fn check(&self, actor: &Actor, content: Definition) -> Result<Vec<Problem>> {
        actor.may(Right::DesignDefinitions)?;
        self.check_as(actor, &content).await
    }

    async fn check_as(&self, actor: &Actor, content: &Definition) -> Result<Problems> {
        let shelf = self.shelf(actor.workspace()).await?;
        let drafts = self.0.store.scope(actor.workspace()).drafts_of(actor.person().id).await?;
        let mut known = Catalogue::new(shelf, drafts.into_iter().map(|draft: Draft| draft.content));
        let people = self.0.store.scope(actor.workspace()).people().await?;
        known.people = Some(people.into_iter().map(|person| (person.email.to_lowercase(), person.active)).collect());
        check_blocking(content.clone(), known).await
    }

    /// What points at a definition.
    pub async fn usage(&self, actor: &Actor, kind: Kind, key: &DefinitionKey) -> Result<Vec<Usage>> {
        actor.may(Right::ReadDefinitions)?;
        let used = self.0.store.scope(actor.workspace()).used_by(kind, key).await?;
        Ok(used
            .into_iter()
            .map(|(header, path)| Usage { kind: header.kind, key: header.key, title: header.title, path })
            .collect())
    }

    async fn names(&self, actor: &Actor) -> Result<HashMap<PersonId, String>> {
        let people = self.0.store.scope(actor.workspace()).people().await?;
        Ok(people.into_iter().map(|person| (person.id, person.name)).collect())
    }
}

/// A definition in a list, before it is known what else is shown of it.
struct Listed {
    id: DefinitionId,
    row: DefinitionRow,
    users: BTreeSet<DefinitionId>,
}

/// A definition as someone with this draft of it, or with none, sees it: before the first version the draft says what
/// it is called.
fn row(header: &Header, draft: Option<&Draft>, used_by: u32, names: &HashMap<PersonId, String>) -> DefinitionRow {
    let title = draft.filter(|_| header.version.is_none()).map(|draft| &draft.content.title);
    let (updated_at, updated_by) = match draft {
        Some(draft) => (draft.saved_at, Some(draft.author)),
        None => (header.updated_at, header.updated_by),
    };
    DefinitionRow {
        kind: header.kind,
        key: header.key.clone(),
        title: title.unwrap_or(&header.title).clone(),
        standing: header.standing,
        number: header.number,
        has_draft: draft.is_some(),
        updated_at,
        updated_by: updated_by.map(|id| named(id, names)),
        used_by,
    }
}

fn named(id: PersonId, names: &HashMap<PersonId, String>) -> Named<PersonId> {
    Named { id, name: names.get(&id).cloned().unwrap_or_else(|| id.to_string()) }
}

/// What a definition may point at: what is published, and what lies beside it.
struct Catalogue {
    shelf: Arc<Shelf>,
    beside: HashMap<(Kind, DefinitionKey), Arc<Definition>>,
    /// Whether whoever has a mail address can work; none where people do not matter.
    people: Option<HashMap<String, bool>>,
}

impl Catalogue {
    fn new(shelf: Arc<Shelf>, beside: impl IntoIterator<Item = Definition>) -> Self {
        let beside =
            beside.into_iter().map(|content| ((content.body.kind(), content.key.clone()), Arc::new(content))).collect();
        Self { shelf, beside, people: None }
    }
}

impl engine::check::Known for Catalogue {
    fn body(&self, kind: Kind, key: &DefinitionKey) -> Option<Arc<Definition>> {
        self.beside.get(&(kind, key.clone())).cloned().or_else(|| {
            let version: &Arc<Version> = self.shelf.version(kind, key)?;
            Some(Arc::new(version.content.clone()))
        })
    }

    fn can_work(&self, email: &str) -> Option<bool> {
        let people = self.people.as_ref()?;
        Some(people.get(&email.to_lowercase()).copied().unwrap_or(false))
    }

    fn all(&self, kind: Kind) -> Vec<Arc<Definition>> {
        let beside = self.beside.iter().filter(|((of, _), _)| *of == kind).map(|(_, content)| content.clone());
        let published =
            self.shelf.all(kind).filter(|(header, _)| !self.beside.contains_key(&(kind, header.key.clone())));
        beside.chain(published.map(|(_, version)| Arc::new(version.content.clone()))).collect()
    }
}

/// Checks away from the async threads: exploring a large flow takes a while.
async fn check_blocking(content: Definition, known: Catalogue) -> Result<Problems> {
    tokio::task::spawn_blocking(move || engine::check::check(&content, &known)).await.map_err(Error::broken)
}

/// Nobody publishes a role that reaches further than their own rights.
fn beyond_grantor(actor: &Actor, content: &Definition) -> Problems {
    let Body::Role(role) = &content.body else { return Problems::new() };
    let role: &Role = role;
    let mut problems = Problems::new();
    for (index, grant) in role.grants.iter().enumerate() {
        let mine: Option<&Reach> = actor.rights().get(&grant.right);
        if mine.is_none_or(|mine| *mine < grant.scope) {
            problems.push(Problem::error(Code::ReadOnly, format!("/grants/{index}")));
        }
    }
    problems
}

/// SHA-256 of a definition's JSON with sorted members, so that the same content has the same hash everywhere.
fn hash(content: &Definition) -> Result<String> {
    fn sorted(value: Value) -> Value {
        match value {
            Value::Object(members) => {
                let mut members: Vec<_> = members.into_iter().map(|(name, value)| (name, sorted(value))).collect();
                members.sort_by(|a, b| a.0.cmp(&b.0));
                Value::Object(members.into_iter().collect())
            }
            Value::Array(entries) => entries.into_iter().map(sorted).collect(),
            other => other,
        }
    }
    let value = sorted(serde_json::to_value(content).map_err(Error::broken)?);
    Ok(secret::sha256_hex(value.to_string().as_bytes()))
}
