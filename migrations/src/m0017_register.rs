//! Named counters. A register guards what spans rows; a counter hands out ticket numbers.

use sea_orm_migration::prelude::*;

use crate::schema::{
    Type::{Big, Text, Uuid},
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
            "register",
            &[("workspace_id", Uuid), ("name", Text), ("value", Big)],
            &["workspace_id", "name"],
        )
        .await?;
        table(manager, "counter", &[("workspace_id", Uuid), ("name", Text), ("value", Big)], &["workspace_id", "name"])
            .await?;
        Ok(())
    }
}
