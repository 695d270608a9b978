//! The bearer tokens of the API. Only the hash of a secret is kept.

use sea_orm_migration::prelude::*;

use crate::schema::{
    Type::{Big, Text, Uuid},
    table, unique,
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
            "access_token",
            &[
                ("workspace_id", Uuid),
                ("id", Uuid),
                ("person_id", Uuid),
                ("name", Text),
                ("hash", Text),
                ("created_at", Big),
                ("used_at?", Big),
            ],
            &["workspace_id", "id"],
        )
        .await?;
        unique(manager, "access_token_hash", "access_token", &["workspace_id", "hash"]).await?;
        Ok(())
    }
}
