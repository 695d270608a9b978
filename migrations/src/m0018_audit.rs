//! The append-only audit of what people changed.

use sea_orm_migration::prelude::*;

use crate::schema::{
    Type::{Big, Json, Text, Uuid},
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
            "audit",
            &[("workspace_id", Uuid), ("id", Uuid), ("at", Big), ("person_id?", Uuid), ("what", Text), ("facts", Json)],
            &["workspace_id", "id"],
        )
        .await?;
        Ok(())
    }
}
