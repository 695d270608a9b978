//! Notices: rows and their records.

use model::{
    id::{NoticeId, PersonId, TicketId, WorkspaceId},
    record::Notice,
};
use sea_orm::entity::prelude::*;

use super::{Cells, Tenant, json, millis};
use crate::{Error, document::Document};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub ticket_id: Option<Uuid>,
    #[sea_orm(column_type = "JsonBinary")]
    pub text: Document,
    pub at: i64,
    pub read_at: Option<i64>,
    pub by_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl Model {
    /// The row of a notice.
    pub fn of(workspace: WorkspaceId, notice: &Notice) -> Result<Self, Error> {
        Ok(Self {
            workspace_id: workspace.uuid(),
            id: notice.id.uuid(),
            person_id: notice.person.uuid(),
            ticket_id: notice.ticket.map(TicketId::uuid),
            text: json("notice", "text", &notice.text)?,
            at: millis(notice.at),
            read_at: notice.read_at.map(millis),
            by_id: notice.by.map(PersonId::uuid),
        })
    }
}

impl TryFrom<Model> for Notice {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        let cells = Cells::of("notice", row.id);
        Ok(Self {
            id: NoticeId::new(row.id),
            person: PersonId::new(row.person_id),
            ticket: row.ticket_id.map(TicketId::new),
            by: row.by_id.map(PersonId::new),
            text: cells.json("text", &row.text)?,
            at: cells.instant("at", row.at)?,
            read_at: row.read_at.map(|at| cells.instant("read_at", at)).transpose()?,
        })
    }
}
