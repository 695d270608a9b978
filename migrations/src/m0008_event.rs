//! The append-only account of what happened: the source of timeline, live updates and metrics.

use sea_orm_migration::prelude::*;

use crate::schema::{
    Type::{Big, Bool, Json, Text, Uuid},
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
            "event",
            &[
                ("workspace_id", Uuid),
                ("id", Uuid),
                ("ticket_id", Uuid),
                ("at", Big),
                ("what", Text),
                ("public", Bool),
                ("body", Json),
            ],
            &["workspace_id", "id"],
        )
        .await?;
        index(manager, "event_ticket", "event", &["workspace_id", "ticket_id", "id"]).await?;
        Ok(())
    }
}
