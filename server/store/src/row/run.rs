//! Runs: rows and their records.

use model::{id::WorkspaceId, record::Run};
use sea_orm::entity::prelude::*;

use super::{Cells, Tenant, json, millis};
use crate::{Error, document::Document};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "run")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub ticket_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub state: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub body: Document,
    pub started_at: i64,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl Model {
    /// The row of a run.
    pub fn of(workspace: WorkspaceId, run: &Run) -> Result<Self, Error> {
        Ok(Self {
            workspace_id: workspace.uuid(),
            id: run.id.uuid(),
            ticket_id: run.ticket.uuid(),
            state: run.state.as_str().to_owned(),
            body: json("run", "body", run)?,
            started_at: millis(run.started_at),
            version: run.version,
        })
    }
}

impl TryFrom<Model> for Run {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        Cells::of("run", row.id).json("body", &row.body)
    }
}
