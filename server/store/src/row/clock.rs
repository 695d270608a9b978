//! Clocks: rows and their records.

use model::{
    id::WorkspaceId,
    record::{Clock, ClockState},
};
use sea_orm::entity::prelude::*;

use super::{Cells, Tenant, json, millis};
use crate::{Error, document::Document};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "clock")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub ticket_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub target: String,
    pub episode: i32,
    #[sea_orm(column_type = "Text")]
    pub state: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub body: Document,
    pub due_at: i64,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl Model {
    /// The row of a clock.
    pub fn of(workspace: WorkspaceId, clock: &Clock) -> Result<Self, Error> {
        let state = match clock.state {
            ClockState::Running => "running",
            ClockState::Breached { .. } => "breached",
            ClockState::Met { .. } => "met",
            ClockState::Cancelled => "cancelled",
        };
        Ok(Self {
            workspace_id: workspace.uuid(),
            id: clock.id.uuid(),
            ticket_id: clock.ticket.uuid(),
            target: clock.target.as_str().to_owned(),
            episode: clock.episode,
            state: state.to_owned(),
            body: json("clock", "body", clock)?,
            due_at: millis(clock.due_at),
            version: clock.version,
        })
    }
}

impl TryFrom<Model> for Clock {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        Cells::of("clock", row.id).json("body", &row.body)
    }
}
