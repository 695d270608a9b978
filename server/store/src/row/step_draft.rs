//! What people have typed into steps.

use model::{Fields, id::TaskId};
use sea_orm::entity::prelude::*;

use super::{Cells, Tenant};
use crate::{Error, document::Document};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "step_draft")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub task_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    #[sea_orm(column_type = "JsonBinary")]
    pub fields: Document,
    pub saved_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl TryFrom<Model> for (TaskId, Fields) {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        Ok((TaskId::new(row.task_id), Cells::of("step_draft", row.task_id).json("fields", &row.fields)?))
    }
}
