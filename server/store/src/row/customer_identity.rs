//! What identifies a customer: one row for each mail address and telephone number.

use model::{id::WorkspaceId, record::Customer};
use sea_orm::entity::prelude::*;

use super::Tenant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "customer_identity")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub key: String,
    pub customer_id: Uuid,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl Model {
    /// The rows of a customer.
    pub fn of(workspace: WorkspaceId, customer: &Customer) -> Vec<Self> {
        let email = customer.email.as_ref().map(|email| format!("email {}", email.to_lowercase()));
        let phone = customer.phone.as_ref().map(|phone| format!("phone {phone}"));
        let row = |key| Self { workspace_id: workspace.uuid(), key, customer_id: customer.id.uuid() };
        email.into_iter().chain(phone).map(row).collect()
    }
}
