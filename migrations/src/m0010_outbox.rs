//! The effects that wait to be run. Only waiting ones are claimed; dead ones stay for a person to look at.

use sea_orm_migration::prelude::*;

use crate::schema::{
    Type::{Big, Bool, Int, Json, Text, Uuid},
    index_where, table,
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
            "outbox",
            &[
                ("workspace_id", Uuid),
                ("id", Uuid),
                ("ticket_id?", Uuid),
                ("effect", Json),
                ("dead", Bool),
                ("ready_at", Big),
                ("fence", Big),
                ("attempts", Int),
                ("error?", Text),
                ("created_at", Big),
            ],
            &["workspace_id", "id"],
        )
        .await?;
        index_where(manager, "outbox_ready", "outbox", &["workspace_id", "ready_at"], "not dead").await?;
        Ok(())
    }
}
