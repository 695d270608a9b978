//! What the engine or a worker could not do and a person must look at.

use sea_orm_migration::prelude::*;

use crate::schema::{
    Type::{Big, Text, Uuid},
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
            "incident",
            &[
                ("workspace_id", Uuid),
                ("id", Uuid),
                ("ticket_id", Uuid),
                ("run_id?", Uuid),
                ("node?", Text),
                ("outbox_id?", Uuid),
                ("text", Text),
                ("at", Big),
                ("settled_at?", Big),
            ],
            &["workspace_id", "id"],
        )
        .await?;
        index(manager, "incident_ticket", "incident", &["workspace_id", "ticket_id", "id"]).await?;
        index_where(manager, "incident_open", "incident", &["workspace_id", "id"], "settled_at is null").await?;
        Ok(())
    }
}
