//! Reads of definitions.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use model::{
    Kind,
    id::{DefinitionId, PersonId, VersionId},
    key::DefinitionKey,
    record::{DefinitionStanding, Draft, Header, Version},
};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};

use super::Scope;
use crate::{
    Error, VersionMeta,
    row::{Cells, definition, definition_draft, definition_reference, definition_version},
};

impl Scope {
    /// A definition by kind and key.
    pub async fn header(&self, kind: Kind, key: &DefinitionKey) -> Result<Option<Header>, Error> {
        if key.as_str().contains('\0') {
            return Ok(None);
        }
        let rows = self
            .rows::<definition::Entity>()
            .filter(definition::Column::Kind.eq(kind.as_str()))
            .filter(definition::Column::Key.eq(key.as_str()));
        self.one(rows).await?.map(Header::try_from).transpose()
    }

    /// A definition by id.
    pub async fn header_by_id(&self, id: DefinitionId) -> Result<Option<Header>, Error> {
        let rows = self.rows::<definition::Entity>().filter(definition::Column::Id.eq(id.uuid()));
        self.one(rows).await?.map(Header::try_from).transpose()
    }

    /// The definitions of a kind, or of all, whose key or title contains a text, by kind and key.
    pub async fn headers(&self, kind: Option<Kind>, text: &str) -> Result<Vec<Header>, Error> {
        let mut rows = self.rows::<definition::Entity>();
        if let Some(kind) = kind {
            rows = rows.filter(definition::Column::Kind.eq(kind.as_str()));
        }
        let mut headers: Vec<Header> = self.all(rows).await?;
        let text = text.trim().to_lowercase();
        // There are hundreds of definitions, not millions; titles are looked through here, alike for both databases.
        headers.retain(|header| {
            text.is_empty()
                || header.key.as_str().contains(&text)
                || header.title.iter().any(|(_, title)| title.to_lowercase().contains(&text))
        });
        headers.sort_by(|a, b| (a.kind, &a.key).cmp(&(b.kind, &b.key)));
        Ok(headers)
    }

    /// An author's draft of a definition.
    pub async fn draft(&self, definition: DefinitionId, author: PersonId) -> Result<Option<Draft>, Error> {
        let rows = self
            .rows::<definition_draft::Entity>()
            .filter(definition_draft::Column::DefinitionId.eq(definition.uuid()))
            .filter(definition_draft::Column::AuthorId.eq(author.uuid()));
        self.one(rows).await?.map(Draft::try_from).transpose()
    }

    /// An author's drafts, the last saved first.
    pub async fn drafts_of(&self, author: PersonId) -> Result<Vec<Draft>, Error> {
        let rows = self
            .rows::<definition_draft::Entity>()
            .filter(definition_draft::Column::AuthorId.eq(author.uuid()))
            .order_by_desc(definition_draft::Column::SavedAt)
            .order_by_asc(definition_draft::Column::DefinitionId);
        self.all(rows).await
    }

    /// A version.
    pub async fn version(&self, id: VersionId) -> Result<Option<Version>, Error> {
        let rows = self.rows::<definition_version::Entity>().filter(definition_version::Column::Id.eq(id.uuid()));
        self.one(rows).await?.map(Version::try_from).transpose()
    }

    /// A version by its number.
    pub async fn version_numbered(&self, definition: DefinitionId, number: i64) -> Result<Option<Version>, Error> {
        let rows = self
            .rows::<definition_version::Entity>()
            .filter(definition_version::Column::DefinitionId.eq(definition.uuid()))
            .filter(definition_version::Column::Number.eq(number));
        self.one(rows).await?.map(Version::try_from).transpose()
    }

    /// The versions of a definition without their bodies, the newest first.
    pub async fn versions(&self, definition: DefinitionId) -> Result<Vec<VersionMeta>, Error> {
        use definition_version::Column;
        let rows = self
            .rows::<definition_version::Entity>()
            .filter(Column::DefinitionId.eq(definition.uuid()))
            .order_by_desc(Column::Number)
            .select_only()
            .columns([
                Column::Id,
                Column::DefinitionId,
                Column::Number,
                Column::Note,
                Column::AuthorId,
                Column::At,
                Column::Hash,
            ])
            .into_model::<definition_version::Meta>()
            .all(&self.store.inner.reader)
            .await
            .map_err(Error::read("definition_version"))?;
        rows.into_iter().map(VersionMeta::try_from).collect()
    }

    /// A published definition and its newest version.
    pub async fn current(&self, kind: Kind, key: &DefinitionKey) -> Result<Option<(Header, Version)>, Error> {
        let Some(header) = self.header(kind, key).await? else { return Ok(None) };
        let (DefinitionStanding::Published, Some(version)) = (header.standing, header.version) else {
            return Ok(None);
        };
        Ok(self.version(version).await?.map(|version| (header, version)))
    }

    /// Every published definition and its newest version, by kind and key.
    pub async fn all_current(&self) -> Result<Vec<(Header, Version)>, Error> {
        let headers = self.headers(None, "").await?;
        let published = headers.into_iter().filter(|header| header.standing == DefinitionStanding::Published);
        let published: Vec<(Header, VersionId)> =
            published.filter_map(|header| header.version.map(|version| (header, version))).collect();
        let mut versions: HashMap<VersionId, Version> = HashMap::new();
        // In pieces, because a statement takes only so many parameters.
        for piece in published.chunks(500) {
            let ids = piece.iter().map(|(_, version)| version.uuid());
            let rows = self.rows::<definition_version::Entity>().filter(definition_version::Column::Id.is_in(ids));
            let found: Vec<Version> = self.all(rows).await?;
            versions.extend(found.into_iter().map(|version| (version.id, version)));
        }
        let whole = published.into_iter();
        Ok(whole.filter_map(|(header, id)| versions.remove(&id).map(|version| (header, version))).collect())
    }

    /// The definitions that point at one, each with the part that points, by kind and key.
    pub async fn used_by(&self, kind: Kind, key: &DefinitionKey) -> Result<Vec<(Header, String)>, Error> {
        let rows = self
            .rows::<definition_reference::Entity>()
            .filter(definition_reference::Column::Kind.eq(kind.as_str()))
            .filter(definition_reference::Column::Key.eq(key.as_str()))
            .all(&self.store.inner.reader)
            .await
            .map_err(Error::read("definition_reference"))?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let ids: BTreeSet<_> = rows.iter().map(|row| row.definition_id).collect();
        let headers = self.rows::<definition::Entity>().filter(definition::Column::Id.is_in(ids));
        let headers: Vec<Header> = self.all(headers).await?;
        let headers: HashMap<_, _> = headers.into_iter().map(|header| (header.id.uuid(), header)).collect();
        let mut pointers: Vec<(Header, String)> = rows
            .into_iter()
            .filter_map(|row| headers.get(&row.definition_id).map(|header| (header.clone(), row.path)))
            .collect();
        pointers.sort_by(|(a, a_path), (b, b_path)| (a.kind, &a.key, a_path).cmp(&(b.kind, &b.key, b_path)));
        Ok(pointers)
    }

    /// The definitions that point at each definition that is pointed at.
    pub async fn users(&self) -> Result<BTreeMap<(Kind, DefinitionKey), BTreeSet<DefinitionId>>, Error> {
        let rows = self
            .rows::<definition_reference::Entity>()
            .all(&self.store.inner.reader)
            .await
            .map_err(Error::read("definition_reference"))?;
        let mut users: BTreeMap<(Kind, DefinitionKey), BTreeSet<DefinitionId>> = BTreeMap::new();
        for row in rows {
            let kind = Cells::of("definition_reference", row.definition_id).word("kind", &row.kind)?;
            users.entry((kind, row.key.as_str().into())).or_default().insert(DefinitionId::new(row.definition_id));
        }
        Ok(users)
    }

    /// Whether anyone has a draft of a definition.
    pub async fn is_drafted(&self, definition: DefinitionId) -> Result<bool, Error> {
        let rows = self
            .rows::<definition_draft::Entity>()
            .filter(definition_draft::Column::DefinitionId.eq(definition.uuid()))
            .limit(1);
        Ok(!self.all::<definition_draft::Entity, Draft>(rows).await?.is_empty())
    }
}
