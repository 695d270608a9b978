//! Incidents: rows and their records.

use model::{
    id::{IncidentId, OutboxId, RunId, TicketId, WorkspaceId},
    record::Incident,
};
use sea_orm::entity::prelude::*;

use super::{Cells, Tenant, millis};
use crate::Error;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "incident")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub ticket_id: Uuid,
    pub run_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub node: Option<String>,
    pub outbox_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    pub at: i64,
    pub settled_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl Model {
    /// The row of an incident.
    pub fn of(workspace: WorkspaceId, incident: &Incident) -> Self {
        Self {
            workspace_id: workspace.uuid(),
            id: incident.id.uuid(),
            ticket_id: incident.ticket.uuid(),
            run_id: incident.run.map(RunId::uuid),
            node: incident.node.as_ref().map(ToString::to_string),
            outbox_id: incident.outbox.map(OutboxId::uuid),
            text: incident.text.clone(),
            at: millis(incident.at),
            settled_at: incident.settled_at.map(millis),
        }
    }
}

impl TryFrom<Model> for Incident {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        let cells = Cells::of("incident", row.id);
        Ok(Self {
            id: IncidentId::new(row.id),
            ticket: TicketId::new(row.ticket_id),
            run: row.run_id.map(RunId::new),
            node: row.node.as_deref().map(Into::into),
            outbox: row.outbox_id.map(OutboxId::new),
            text: row.text,
            at: cells.instant("at", row.at)?,
            settled_at: row.settled_at.map(|at| cells.instant("settled_at", at)).transpose()?,
        })
    }
}
