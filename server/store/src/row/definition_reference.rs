//! What definitions point at.

use model::{
    Reference,
    id::{DefinitionId, WorkspaceId},
};
use sea_orm::entity::prelude::*;

use super::Tenant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "definition_reference")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub definition_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i32,
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    #[sea_orm(column_type = "Text")]
    pub key: String,
    #[sea_orm(column_type = "Text")]
    pub path: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl Model {
    /// The row of a reference, by its place among those of its definition.
    pub fn of(workspace: WorkspaceId, definition: DefinitionId, place: i32, reference: &Reference) -> Self {
        Self {
            workspace_id: workspace.uuid(),
            definition_id: definition.uuid(),
            place,
            kind: reference.kind.as_str().to_owned(),
            key: reference.key.to_string(),
            path: reference.path.clone(),
        }
    }
}
