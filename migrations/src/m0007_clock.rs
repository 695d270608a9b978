//! The running measurements of targets.

use sea_orm_migration::prelude::*;

use crate::schema::{
    Type::{Big, Int, Json, Text, Uuid},
    index, table,
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
            "clock",
            &[
                ("workspace_id", Uuid),
                ("id", Uuid),
                ("ticket_id", Uuid),
                ("target", Text),
                ("episode", Int),
                ("state", Text),
                ("body", Json),
                ("due_at", Big),
                ("version", Big),
            ],
            &["workspace_id", "id"],
        )
        .await?;
        index(manager, "clock_ticket", "clock", &["workspace_id", "ticket_id", "episode"]).await?;
        Ok(())
    }
}
