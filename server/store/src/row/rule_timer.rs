//! The wake-ups of rules: rows and their records.

use model::{
    id::{TicketId, TimerId, WorkspaceId},
    record::RuleTimer,
};
use sea_orm::entity::prelude::*;

use super::{Cells, Tenant, millis};
use crate::{Claimed, Error};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rule_timer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub rule: String,
    pub due_at: i64,
    pub after_id: Option<Uuid>,
    pub ready_at: i64,
    pub fence: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl Model {
    /// The row of a new wake-up: ready when it is due.
    pub fn of(workspace: WorkspaceId, timer: &RuleTimer) -> Self {
        Self {
            workspace_id: workspace.uuid(),
            id: timer.id.uuid(),
            rule: timer.rule.to_string(),
            due_at: millis(timer.due_at),
            after_id: timer.after.map(TicketId::uuid),
            ready_at: millis(timer.due_at),
            fence: 0,
        }
    }
}

impl TryFrom<Model> for RuleTimer {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        let cells = Cells::of("rule_timer", row.id);
        Ok(Self {
            id: TimerId::new(row.id),
            rule: row.rule.as_str().into(),
            due_at: cells.instant("due_at", row.due_at)?,
            after: row.after_id.map(TicketId::new),
        })
    }
}

impl TryFrom<Model> for Claimed<RuleTimer> {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        Ok(Self { workspace: WorkspaceId::new(row.workspace_id), fence: row.fence, what: row.try_into()? })
    }
}
