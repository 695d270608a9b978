//! Customers: rows and their records.

use model::{
    id::{CustomerId, PersonId, WorkspaceId},
    record::Customer,
};
use sea_orm::entity::prelude::*;

use super::{Cells, Tenant, millis};
use crate::Error;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "customer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub email: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub phone: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub words: String,
    pub created_at: i64,
    pub version: i64,
    pub manager_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl Model {
    /// The row of a customer.
    pub fn of(workspace: WorkspaceId, customer: &Customer) -> Self {
        let email = customer.email.as_deref().map(str::to_lowercase);
        let words = [Some(customer.name.as_str()), email.as_deref(), customer.phone.as_deref()];
        Self {
            workspace_id: workspace.uuid(),
            id: customer.id.uuid(),
            name: customer.name.clone(),
            words: words.into_iter().flatten().collect::<Vec<_>>().join("\n").to_lowercase(),
            email,
            phone: customer.phone.clone(),
            created_at: millis(customer.created_at),
            version: customer.version,
            manager_id: customer.manager.map(PersonId::uuid),
        }
    }
}

impl TryFrom<Model> for Customer {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        let cells = Cells::of("customer", row.id);
        Ok(Self {
            id: CustomerId::new(row.id),
            name: row.name,
            email: row.email,
            phone: row.phone,
            manager: row.manager_id.map(PersonId::new),
            created_at: cells.instant("created_at", row.created_at)?,
            version: row.version,
        })
    }
}
