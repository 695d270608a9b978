//! The tickets. `due_at` holds the largest number where nothing is due, and `urgency` counts from the most pressing, so
//! that every order of the list is one ascending or descending walk of an index.

use sea_orm_migration::prelude::*;

use crate::schema::{
    Type::{Big, Bool, Int, Json, Small, Text, Uuid},
    index, index_where, table, unique,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table(
            manager,
            "ticket",
            &[
                ("workspace_id", Uuid),
                ("id", Uuid),
                ("number", Big),
                ("ticket_type", Text),
                ("type_version", Uuid),
                ("form_version", Uuid),
                ("title", Text),
                ("status", Text),
                ("open", Bool),
                ("urgency", Small),
                ("channel", Text),
                ("customer_id?", Uuid),
                ("queue?", Text),
                ("owner_id?", Uuid),
                ("filed_by?", Uuid),
                ("fields", Json),
                ("due_at", Big),
                ("created_at", Big),
                ("updated_at", Big),
                ("closed_at?", Big),
                ("episode", Int),
                ("version", Big),
            ],
            &["workspace_id", "id"],
        )
        .await?;
        unique(manager, "ticket_number", "ticket", &["workspace_id", "number"]).await?;
        index_where(manager, "ticket_due", "ticket", &["workspace_id", "due_at", "id"], "open").await?;
        index_where(manager, "ticket_urgency", "ticket", &["workspace_id", "urgency", "id"], "open").await?;
        index(manager, "ticket_updated", "ticket", &["workspace_id", "updated_at", "id"]).await?;
        index(manager, "ticket_owner", "ticket", &["workspace_id", "owner_id", "id"]).await?;
        index(manager, "ticket_filed_by", "ticket", &["workspace_id", "filed_by", "id"]).await?;
        index(manager, "ticket_customer", "ticket", &["workspace_id", "customer_id", "id"]).await?;
        index_where(manager, "ticket_queue", "ticket", &["workspace_id", "queue", "id"], "open").await?;
        Ok(())
    }
}
