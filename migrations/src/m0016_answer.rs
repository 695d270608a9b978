//! The answers to idempotency keys, so that a repeated request is answered and not done again.

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
            "answer",
            &[("workspace_id", Uuid), ("key", Text), ("request_hash", Text), ("answer", Json), ("at", Big)],
            &["workspace_id", "key"],
        )
        .await?;
        index(manager, "answer_at", "answer", &["workspace_id", "at"]).await?;
        Ok(())
    }
}
