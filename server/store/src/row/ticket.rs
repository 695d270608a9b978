//! Tickets: rows and their records.

use model::{
    flow::Priority,
    id::{CustomerId, PersonId, TicketId, VersionId, WorkspaceId},
    record::Ticket,
};
use sea_orm::entity::prelude::*;

use super::{Cells, NEVER, Tenant, json, millis};
use crate::{Error, document::Document};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ticket")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: i64,
    #[sea_orm(column_type = "Text")]
    pub ticket_type: String,
    pub type_version: Uuid,
    pub form_version: Uuid,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub status: String,
    pub open: bool,
    pub urgency: i16,
    #[sea_orm(column_type = "Text")]
    pub channel: String,
    pub customer_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub queue: Option<String>,
    pub owner_id: Option<Uuid>,
    pub filed_by: Option<Uuid>,
    #[sea_orm(column_type = "JsonBinary")]
    pub fields: Document,
    pub due_at: i64,
    pub created_at: i64,
    pub updated_at: i64,
    pub closed_at: Option<i64>,
    pub heard_at: i64,
    pub answered_at: Option<i64>,
    pub moved_at: i64,
    pub episode: i32,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl Model {
    /// The row of a ticket.
    pub fn of(workspace: WorkspaceId, ticket: &Ticket) -> Result<Self, Error> {
        Ok(Self {
            workspace_id: workspace.uuid(),
            id: ticket.id.uuid(),
            number: ticket.number,
            ticket_type: ticket.ticket_type.to_string(),
            type_version: ticket.type_version.uuid(),
            form_version: ticket.form_version.uuid(),
            title: ticket.title.clone(),
            status: ticket.status.as_str().to_owned(),
            open: ticket.status.is_open(),
            urgency: urgency(ticket.priority),
            channel: ticket.channel.as_str().to_owned(),
            customer_id: ticket.customer.map(CustomerId::uuid),
            queue: ticket.queue.as_ref().map(ToString::to_string),
            owner_id: ticket.owner.map(PersonId::uuid),
            filed_by: ticket.filed_by.map(PersonId::uuid),
            fields: json("ticket", "fields", &ticket.fields)?,
            due_at: ticket.due_at.map_or(NEVER, millis),
            created_at: millis(ticket.created_at),
            updated_at: millis(ticket.updated_at),
            closed_at: ticket.closed_at.map(millis),
            heard_at: millis(ticket.heard_at),
            answered_at: ticket.answered_at.map(millis),
            moved_at: millis(ticket.moved_at),
            episode: ticket.episode,
            version: ticket.version,
        })
    }
}

impl TryFrom<Model> for Ticket {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        let cells = Cells::of("ticket", row.id);
        Ok(Self {
            id: TicketId::new(row.id),
            number: row.number,
            ticket_type: row.ticket_type.as_str().into(),
            type_version: VersionId::new(row.type_version),
            form_version: VersionId::new(row.form_version),
            title: row.title,
            status: cells.word("status", &row.status)?,
            priority: priority(row.urgency).ok_or_else(|| cells.fault("urgency", row.urgency))?,
            channel: cells.word("channel", &row.channel)?,
            customer: row.customer_id.map(CustomerId::new),
            queue: row.queue.as_deref().map(Into::into),
            owner: row.owner_id.map(PersonId::new),
            filed_by: row.filed_by.map(PersonId::new),
            fields: cells.json("fields", &row.fields)?,
            due_at: if row.due_at == NEVER { None } else { Some(cells.instant("due_at", row.due_at)?) },
            created_at: cells.instant("created_at", row.created_at)?,
            updated_at: cells.instant("updated_at", row.updated_at)?,
            closed_at: row.closed_at.map(|at| cells.instant("closed_at", at)).transpose()?,
            heard_at: cells.instant("heard_at", row.heard_at)?,
            answered_at: row.answered_at.map(|at| cells.instant("answered_at", at)).transpose()?,
            moved_at: cells.instant("moved_at", row.moved_at)?,
            episode: row.episode,
            version: row.version,
        })
    }
}

/// How pressing a priority is, counted from the most pressing.
pub fn urgency(priority: Priority) -> i16 {
    match priority {
        Priority::Urgent => 0,
        Priority::High => 1,
        Priority::Normal => 2,
        Priority::Low => 3,
    }
}

/// The priority of an urgency.
pub fn priority(urgency: i16) -> Option<Priority> {
    Priority::ALL.into_iter().find(|priority| self::urgency(*priority) == urgency)
}
