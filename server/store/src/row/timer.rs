//! Timers: rows and their records.

use model::{
    id::{TicketId, TimerId, WorkspaceId},
    record::{Purpose, Timer},
};
use sea_orm::entity::prelude::*;

use super::{Cells, Tenant, json, millis};
use crate::{Claimed, Error, document::Document};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "timer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub ticket_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub purpose: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub body: Document,
    pub due_at: i64,
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
    /// The row of a new timer: ready when it is due.
    pub fn of(workspace: WorkspaceId, timer: &Timer) -> Result<Self, Error> {
        Ok(Self {
            workspace_id: workspace.uuid(),
            id: timer.id.uuid(),
            ticket_id: timer.ticket.uuid(),
            purpose: purpose(&timer.purpose),
            body: json("timer", "body", &timer.purpose)?,
            due_at: millis(timer.due_at),
            ready_at: millis(timer.due_at),
            fence: 0,
        })
    }
}

impl TryFrom<Model> for Claimed<Timer> {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        let cells = Cells::of("timer", row.id);
        Ok(Self {
            workspace: WorkspaceId::new(row.workspace_id),
            what: Timer {
                id: TimerId::new(row.id),
                ticket: TicketId::new(row.ticket_id),
                purpose: cells.json("body", &row.body)?,
                due_at: cells.instant("due_at", row.due_at)?,
            },
            fence: row.fence,
        })
    }
}

/// A purpose as one text, equal exactly when the purposes are.
pub fn purpose(purpose: &Purpose) -> String {
    match purpose {
        Purpose::Warn { run, token, warning } => format!("warn {run} {} {warning}", token.0),
        Purpose::Due { run, token } => format!("due {run} {}", token.0),
        Purpose::Wait { run, token } => format!("wait {run} {}", token.0),
        Purpose::Timeout { run, token } => format!("timeout {run} {}", token.0),
        Purpose::Offer { task, number } => format!("offer {task} {number}"),
        Purpose::Resume { run } => format!("resume {run}"),
        Purpose::Level { clock, level } => format!("level {clock} {level}"),
        Purpose::Repeat { clock, level, time } => format!("repeat {clock} {level} {time}"),
        Purpose::ClockDue { clock } => format!("clock_due {clock}"),
    }
}
