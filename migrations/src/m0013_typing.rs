//! What people have typed and not handed in: into steps, and as answers to customers.

use sea_orm_migration::prelude::*;

use crate::schema::{
    Type::{Big, Bool, Json, Text, Uuid},
    table,
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
            "step_draft",
            &[("workspace_id", Uuid), ("task_id", Uuid), ("person_id", Uuid), ("fields", Json), ("saved_at", Big)],
            &["workspace_id", "task_id", "person_id"],
        )
        .await?;
        table(
            manager,
            "reply_draft",
            &[
                ("workspace_id", Uuid),
                ("ticket_id", Uuid),
                ("person_id", Uuid),
                ("text", Text),
                ("public", Bool),
                ("saved_at", Big),
            ],
            &["workspace_id", "ticket_id", "person_id"],
        )
        .await?;
        Ok(())
    }
}
