//! Access tokens: rows and their records.

use model::id::{PersonId, TokenId, WorkspaceId};
use sea_orm::entity::prelude::*;

use super::{Cells, Tenant, millis};
use crate::{AccessToken, Error};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "access_token")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub hash: String,
    pub created_at: i64,
    pub used_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl Model {
    /// The row of a token.
    pub fn of(workspace: WorkspaceId, token: &AccessToken) -> Self {
        Self {
            workspace_id: workspace.uuid(),
            id: token.id.uuid(),
            person_id: token.person.uuid(),
            name: token.name.clone(),
            hash: token.hash.clone(),
            created_at: millis(token.created_at),
            used_at: token.used_at.map(millis),
        }
    }
}

impl TryFrom<Model> for AccessToken {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        let cells = Cells::of("access_token", row.id);
        Ok(Self {
            id: TokenId::new(row.id),
            person: PersonId::new(row.person_id),
            name: row.name,
            hash: row.hash,
            created_at: cells.instant("created_at", row.created_at)?,
            used_at: row.used_at.map(|at| cells.instant("used_at", at)).transpose()?,
        })
    }
}
