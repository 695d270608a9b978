//! Events: rows and their records.

use model::{
    id::WorkspaceId,
    record::{Event, Visibility},
};
use sea_orm::entity::prelude::*;

use super::{Cells, Tenant, json, millis};
use crate::{Error, document::Document};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "event")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub ticket_id: Uuid,
    pub at: i64,
    #[sea_orm(column_type = "Text")]
    pub what: String,
    pub public: bool,
    #[sea_orm(column_type = "JsonBinary")]
    pub body: Document,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl Model {
    /// The row of an event.
    pub fn of(workspace: WorkspaceId, event: &Event) -> Result<Self, Error> {
        Ok(Self {
            workspace_id: workspace.uuid(),
            id: event.id.uuid(),
            ticket_id: event.ticket.uuid(),
            at: millis(event.at),
            what: event.what.name().to_owned(),
            public: event.visibility == Visibility::Public,
            body: json("event", "body", event)?,
        })
    }
}

impl TryFrom<Model> for Event {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        Cells::of("event", row.id).json("body", &row.body)
    }
}
