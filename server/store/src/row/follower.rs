//! Who follows a ticket.

use model::{
    id::{PersonId, TicketId, WorkspaceId},
    record::Follower,
};
use sea_orm::entity::prelude::*;

use super::{Cells, Tenant, millis};
use crate::Error;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "follower")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub ticket_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    pub muted: bool,
    pub added_by: Option<Uuid>,
    pub since: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl Model {
    /// The row of a follower.
    pub fn of(workspace: WorkspaceId, ticket: TicketId, follower: &Follower) -> Self {
        Self {
            workspace_id: workspace.uuid(),
            ticket_id: ticket.uuid(),
            person_id: follower.person.uuid(),
            muted: follower.muted,
            added_by: follower.added_by.map(PersonId::uuid),
            since: millis(follower.since),
        }
    }
}

impl TryFrom<Model> for Follower {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        Ok(Self {
            person: PersonId::new(row.person_id),
            muted: row.muted,
            added_by: row.added_by.map(PersonId::new),
            since: Cells::of("follower", row.person_id).instant("since", row.since)?,
        })
    }
}
