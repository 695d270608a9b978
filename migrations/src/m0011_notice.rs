//! The messages for people inside the product.

use sea_orm_migration::prelude::*;

use crate::schema::{
    Type::{Big, Json, Uuid},
    index, index_where, table,
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
            "notice",
            &[
                ("workspace_id", Uuid),
                ("id", Uuid),
                ("person_id", Uuid),
                ("ticket_id?", Uuid),
                ("text", Json),
                ("at", Big),
                ("read_at?", Big),
            ],
            &["workspace_id", "id"],
        )
        .await?;
        index(manager, "notice_person", "notice", &["workspace_id", "person_id", "id"]).await?;
        index_where(manager, "notice_unread", "notice", &["workspace_id", "person_id", "id"], "read_at is null")
            .await?;
        Ok(())
    }
}
