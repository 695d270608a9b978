//! One-time links: rows and their records.

use model::id::{PersonId, WorkspaceId};
use sea_orm::entity::prelude::*;

use super::{Cells, Tenant, millis};
use crate::{Error, OneTimeLink};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "one_time_link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub hash: String,
    pub person_id: Uuid,
    pub made_by: Option<Uuid>,
    pub created_at: i64,
    pub expires_at: i64,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl Model {
    /// The row of a link. It never changes: its version only says that it is there.
    pub fn of(workspace: WorkspaceId, link: &OneTimeLink) -> Self {
        Self {
            workspace_id: workspace.uuid(),
            hash: link.hash.clone(),
            person_id: link.person.uuid(),
            made_by: link.made_by.map(PersonId::uuid),
            created_at: millis(link.created_at),
            expires_at: millis(link.expires_at),
            version: 1,
        }
    }
}

impl TryFrom<Model> for OneTimeLink {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        let cells = Cells::of("one_time_link", row.person_id);
        Ok(Self {
            person: PersonId::new(row.person_id),
            made_by: row.made_by.map(PersonId::new),
            created_at: cells.instant("created_at", row.created_at)?,
            expires_at: cells.instant("expires_at", row.expires_at)?,
            hash: row.hash,
        })
    }
}
