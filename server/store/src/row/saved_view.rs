//! Saved views: rows and their records.

use model::{
    id::{PersonId, ViewId, WorkspaceId},
    record::SavedView,
};
use sea_orm::entity::prelude::*;

use super::{Cells, Tenant, json, millis};
use crate::{Error, document::Document};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "saved_view")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub owner_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub shared: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub query: Document,
    #[sea_orm(column_type = "JsonBinary")]
    pub columns: Document,
    pub updated_at: i64,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl Model {
    /// The row of a view.
    pub fn of(workspace: WorkspaceId, view: &SavedView) -> Result<Self, Error> {
        Ok(Self {
            workspace_id: workspace.uuid(),
            id: view.id.uuid(),
            owner_id: view.owner.uuid(),
            title: view.title.clone(),
            shared: view.shared.as_str().to_owned(),
            query: json("saved_view", "query", &view.query)?,
            columns: json("saved_view", "columns", &view.columns)?,
            updated_at: millis(view.updated_at),
            version: view.version,
        })
    }
}

impl TryFrom<Model> for SavedView {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        let cells = Cells::of("saved_view", row.id);
        Ok(Self {
            id: ViewId::new(row.id),
            owner: PersonId::new(row.owner_id),
            title: row.title,
            shared: cells.word("shared", &row.shared)?,
            query: cells.json("query", &row.query)?,
            columns: cells.json("columns", &row.columns)?,
            updated_at: cells.instant("updated_at", row.updated_at)?,
            version: row.version,
        })
    }
}
