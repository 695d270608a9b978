//! Teams: rows and their records.

use model::{
    id::{TeamId, WorkspaceId},
    record::Team,
};
use sea_orm::entity::prelude::*;

use super::Tenant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "team")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl Model {
    /// The row of a team.
    pub fn of(workspace: WorkspaceId, team: &Team) -> Self {
        Self { workspace_id: workspace.uuid(), id: team.id.uuid(), name: team.name.clone(), version: team.version }
    }
}

impl From<Model> for Team {
    fn from(row: Model) -> Self {
        Self { id: TeamId::new(row.id), name: row.name, version: row.version }
    }
}
