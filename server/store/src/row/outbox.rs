//! Effects in the outbox: rows and their records.

use chrono::{DateTime, Utc};
use model::{
    id::{OutboxId, TicketId, WorkspaceId},
    record::Effect,
};
use sea_orm::entity::prelude::*;

use super::{Cells, Tenant, json, millis};
use crate::{Claimed, Error, Queued, document::Document};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub ticket_id: Option<Uuid>,
    #[sea_orm(column_type = "JsonBinary")]
    pub effect: Document,
    pub dead: bool,
    pub ready_at: i64,
    pub fence: i64,
    pub attempts: i32,
    #[sea_orm(column_type = "Text")]
    pub error: Option<String>,
    pub created_at: i64,
    #[sea_orm(column_type = "Text")]
    pub kind: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl Model {
    /// The row of a new effect: ready at once.
    pub fn of(
        workspace: WorkspaceId,
        id: OutboxId,
        ticket: Option<TicketId>,
        effect: &Effect,
        at: DateTime<Utc>,
    ) -> Result<Self, Error> {
        Ok(Self {
            workspace_id: workspace.uuid(),
            id: id.uuid(),
            ticket_id: ticket.map(TicketId::uuid),
            effect: json("outbox", "effect", effect)?,
            dead: false,
            ready_at: millis(at),
            fence: 0,
            attempts: 0,
            error: None,
            created_at: millis(at),
            kind: effect.as_str().to_owned(),
        })
    }
}

impl TryFrom<Model> for Claimed<Queued> {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        let cells = Cells::of("outbox", row.id);
        Ok(Self {
            workspace: WorkspaceId::new(row.workspace_id),
            what: Queued {
                id: OutboxId::new(row.id),
                ticket: row.ticket_id.map(TicketId::new),
                effect: cells.json("effect", &row.effect)?,
                // A claim counts itself.
                attempts: row.attempts.saturating_sub(1).max(0),
            },
            fence: row.fence,
        })
    }
}
