//! The durable wake-ups. `ready_at` is the due time, or the end of a lease; `fence` grows with each claim.

use sea_orm_migration::prelude::*;

use crate::schema::{
    Type::{Big, Json, Text, Uuid},
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
            "timer",
            &[
                ("workspace_id", Uuid),
                ("id", Uuid),
                ("ticket_id", Uuid),
                ("purpose", Text),
                ("body", Json),
                ("due_at", Big),
                ("ready_at", Big),
                ("fence", Big),
            ],
            &["workspace_id", "id"],
        )
        .await?;
        index(manager, "timer_ready", "timer", &["workspace_id", "ready_at"]).await?;
        index(manager, "timer_ticket", "timer", &["workspace_id", "ticket_id"]).await?;
        Ok(())
    }
}
