//! Tasks: rows and their records.

use model::{
    id::{PersonId, WorkspaceId},
    record::Task,
};
use sea_orm::entity::prelude::*;

use super::{Cells, NEVER, Tenant, json, millis};
use crate::{Error, document::Document};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "task")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub ticket_id: Uuid,
    pub run_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub node: String,
    pub owner_id: Option<Uuid>,
    pub delegator_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub queue: Option<String>,
    pub open: bool,
    #[sea_orm(column_type = "JsonBinary")]
    pub body: Document,
    pub opened_at: i64,
    pub due_at: i64,
    pub version: i64,
    pub weight: i32,
    pub waits: bool,
    pub offered_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl Model {
    /// The row of a task.
    pub fn of(workspace: WorkspaceId, task: &Task) -> Result<Self, Error> {
        Ok(Self {
            workspace_id: workspace.uuid(),
            id: task.id.uuid(),
            ticket_id: task.ticket.uuid(),
            run_id: task.run.uuid(),
            node: task.node.to_string(),
            owner_id: task.owner.map(PersonId::uuid),
            delegator_id: task.delegated_by.map(PersonId::uuid),
            queue: task.queue.as_ref().map(ToString::to_string),
            open: task.state.is_open(),
            body: json("task", "body", task)?,
            opened_at: millis(task.opened_at),
            due_at: task.due_at.map_or(NEVER, millis),
            version: task.version,
            weight: i32::from(task.weight),
            // What is offered waits for an answer, not to be given out.
            waits: task.waits && task.owner.is_none() && task.state.is_open() && task.offer().is_none(),
            offered_id: task.offered_to().filter(|_| task.state.is_open()).map(PersonId::uuid),
        })
    }
}

impl TryFrom<Model> for Task {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        Cells::of("task", row.id).json("body", &row.body)
    }
}
