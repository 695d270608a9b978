//! The human work. Only open tasks are looked for by queue and due time; all are by ticket and owner.

use sea_orm_migration::prelude::*;

use crate::schema::{
    Type::{Big, Bool, Json, Text, Uuid},
    index, index_where, table,
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
            "task",
            &[
                ("workspace_id", Uuid),
                ("id", Uuid),
                ("ticket_id", Uuid),
                ("run_id", Uuid),
                ("node", Text),
                ("owner_id?", Uuid),
                ("queue?", Text),
                ("open", Bool),
                ("body", Json),
                ("opened_at", Big),
                ("due_at", Big),
                ("version", Big),
            ],
            &["workspace_id", "id"],
        )
        .await?;
        index(manager, "task_ticket", "task", &["workspace_id", "ticket_id", "id"]).await?;
        index(manager, "task_owner", "task", &["workspace_id", "owner_id", "opened_at"]).await?;
        index_where(manager, "task_load", "task", &["workspace_id", "owner_id"], "open").await?;
        index_where(manager, "task_queue", "task", &["workspace_id", "queue", "id"], "open").await?;
        index_where(manager, "task_due", "task", &["workspace_id", "due_at", "id"], "open").await?;
        Ok(())
    }
}
