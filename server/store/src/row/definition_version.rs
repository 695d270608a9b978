//! Published versions of definitions: rows and their records.

use model::{
    id::{DefinitionId, PersonId, VersionId, WorkspaceId},
    record::Version,
};
use sea_orm::{FromQueryResult, entity::prelude::*};

use super::{Cells, Tenant, json, millis};
use crate::{Error, VersionMeta, document::Document};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "definition_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub definition_id: Uuid,
    pub number: i64,
    #[sea_orm(column_type = "JsonBinary")]
    pub content: Document,
    #[sea_orm(column_type = "Text")]
    pub note: String,
    pub author_id: Option<Uuid>,
    pub at: i64,
    #[sea_orm(column_type = "Text")]
    pub hash: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl Model {
    /// The row of a version.
    pub fn of(workspace: WorkspaceId, version: &Version) -> Result<Self, Error> {
        Ok(Self {
            workspace_id: workspace.uuid(),
            id: version.id.uuid(),
            definition_id: version.definition.uuid(),
            number: version.number,
            content: json("definition_version", "content", &version.content)?,
            note: version.note.clone(),
            author_id: version.author.map(PersonId::uuid),
            at: millis(version.at),
            hash: version.hash.clone(),
        })
    }
}

impl TryFrom<Model> for Version {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        let cells = Cells::of("definition_version", row.id);
        Ok(Self {
            id: VersionId::new(row.id),
            definition: DefinitionId::new(row.definition_id),
            number: row.number,
            content: cells.json("content", &row.content)?,
            note: row.note,
            author: row.author_id.map(PersonId::new),
            at: cells.instant("at", row.at)?,
            hash: row.hash,
        })
    }
}

/// A version's row without its content.
#[derive(FromQueryResult)]
pub struct Meta {
    pub id: Uuid,
    pub definition_id: Uuid,
    pub number: i64,
    pub note: String,
    pub author_id: Option<Uuid>,
    pub at: i64,
    pub hash: String,
}

impl TryFrom<Meta> for VersionMeta {
    type Error = Error;

    fn try_from(row: Meta) -> Result<Self, Error> {
        Ok(Self {
            id: VersionId::new(row.id),
            definition: DefinitionId::new(row.definition_id),
            number: row.number,
            note: row.note,
            author: row.author_id.map(PersonId::new),
            at: Cells::of("definition_version", row.id).instant("at", row.at)?,
            hash: row.hash,
        })
    }
}
