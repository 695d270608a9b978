//! Notices that are told later: rows and their records.

use model::{
    id::{NoticeId, PersonId, TicketId, WorkspaceId},
    record::{HeldNotice, Notice},
};
use sea_orm::entity::prelude::*;

use super::{Cells, NEVER, Tenant, json, millis};
use crate::{Error, document::Document};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "held_notice")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub ticket_id: Option<Uuid>,
    #[sea_orm(column_type = "JsonBinary")]
    pub text: Document,
    pub mails: bool,
    pub most_per_hour: Option<i32>,
    pub at: i64,
    pub ready_at: i64,
    pub told_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl Model {
    /// The row of a notice that nobody was told yet.
    pub fn of(workspace: WorkspaceId, held: &HeldNotice) -> Result<Self, Error> {
        Ok(Self {
            workspace_id: workspace.uuid(),
            id: held.notice.id.uuid(),
            person_id: held.notice.person.uuid(),
            ticket_id: held.notice.ticket.map(TicketId::uuid),
            text: json("held_notice", "text", &held.notice.text)?,
            mails: held.mails,
            most_per_hour: held.most_per_hour.map(i32::from),
            at: millis(held.notice.at),
            ready_at: millis(held.ready_at),
            told_at: NEVER,
        })
    }
}

impl TryFrom<Model> for HeldNotice {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        let cells = Cells::of("held_notice", row.id);
        Ok(Self {
            notice: Notice {
                id: NoticeId::new(row.id),
                person: PersonId::new(row.person_id),
                ticket: row.ticket_id.map(TicketId::new),
                by: None,
                text: cells.json("text", &row.text)?,
                at: cells.instant("at", row.at)?,
                read_at: None,
            },
            ready_at: cells.instant("ready_at", row.ready_at)?,
            mails: row.mails,
            most_per_hour: row.most_per_hour.and_then(|most| u16::try_from(most).ok()),
        })
    }
}
