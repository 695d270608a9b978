//! Lists of tickets that people keep under a name and share.

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
            "saved_view",
            &[
                ("workspace_id", Uuid),
                ("id", Uuid),
                ("owner_id", Uuid),
                ("title", Text),
                ("shared", Text),
                ("query", Json),
                ("columns", Json),
                ("updated_at", Big),
                ("version", Big),
            ],
            &["workspace_id", "id"],
        )
        .await?;
        index(manager, "saved_view_owner", "saved_view", &["workspace_id", "owner_id", "id"]).await
    }
}
