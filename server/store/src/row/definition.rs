//! Headers of definitions: rows and their records.

use model::{
    id::{DefinitionId, PersonId, VersionId, WorkspaceId},
    record::Header,
};
use sea_orm::entity::prelude::*;

use super::{Cells, Tenant, json, millis};
use crate::{Error, document::Document};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "definition")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    #[sea_orm(column_type = "Text")]
    pub key: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub title: Document,
    #[sea_orm(column_type = "Text")]
    pub standing: String,
    pub version_id: Option<Uuid>,
    pub number: i64,
    pub updated_at: i64,
    pub updated_by: Option<Uuid>,
    pub revision: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl Model {
    /// The row of a header.
    pub fn of(workspace: WorkspaceId, header: &Header) -> Result<Self, Error> {
        Ok(Self {
            workspace_id: workspace.uuid(),
            id: header.id.uuid(),
            kind: header.kind.as_str().to_owned(),
            key: header.key.to_string(),
            title: json("definition", "title", &header.title)?,
            standing: header.standing.as_str().to_owned(),
            version_id: header.version.map(VersionId::uuid),
            number: header.number,
            updated_at: millis(header.updated_at),
            updated_by: header.updated_by.map(PersonId::uuid),
            revision: header.revision,
        })
    }
}

impl TryFrom<Model> for Header {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        let cells = Cells::of("definition", row.id);
        Ok(Self {
            id: DefinitionId::new(row.id),
            kind: cells.word("kind", &row.kind)?,
            key: row.key.as_str().into(),
            title: cells.json("title", &row.title)?,
            standing: cells.word("standing", &row.standing)?,
            version: row.version_id.map(VersionId::new),
            number: row.number,
            updated_at: cells.instant("updated_at", row.updated_at)?,
            updated_by: row.updated_by.map(PersonId::new),
            revision: row.revision,
        })
    }
}
