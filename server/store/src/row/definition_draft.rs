//! Private drafts of definitions: rows and their records.

use model::{
    id::{DefinitionId, PersonId, WorkspaceId},
    record::Draft,
};
use sea_orm::entity::prelude::*;

use super::{Cells, Tenant, json, millis};
use crate::{Error, document::Document};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "definition_draft")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub definition_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub author_id: Uuid,
    #[sea_orm(column_type = "JsonBinary")]
    pub content: Document,
    pub base: i64,
    pub revision: i64,
    pub saved_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl Model {
    /// The row of a draft.
    pub fn of(workspace: WorkspaceId, draft: &Draft) -> Result<Self, Error> {
        Ok(Self {
            workspace_id: workspace.uuid(),
            definition_id: draft.definition.uuid(),
            author_id: draft.author.uuid(),
            content: json("definition_draft", "content", &draft.content)?,
            base: draft.base,
            revision: draft.revision,
            saved_at: millis(draft.saved_at),
        })
    }
}

impl TryFrom<Model> for Draft {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        let cells = Cells::of("definition_draft", row.definition_id);
        Ok(Self {
            definition: DefinitionId::new(row.definition_id),
            author: PersonId::new(row.author_id),
            content: cells.json("content", &row.content)?,
            base: row.base,
            revision: row.revision,
            saved_at: cells.instant("saved_at", row.saved_at)?,
        })
    }
}
