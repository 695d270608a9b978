//! Entries of the audit.

use model::id::PersonId;
use sea_orm::entity::prelude::*;

use super::{Cells, Tenant};
use crate::{AuditEntry, Error, document::Document};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub at: i64,
    pub person_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub what: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub facts: Document,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl TryFrom<Model> for AuditEntry {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        let cells = Cells::of("audit", row.id);
        Ok(Self {
            id: row.id,
            at: cells.instant("at", row.at)?,
            who: row.person_id.map(PersonId::new),
            what: row.what,
            facts: cells.json("facts", &row.facts)?,
        })
    }
}
