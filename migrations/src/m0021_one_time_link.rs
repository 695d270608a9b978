//! Links by which a person sets a password once: the secret is kept only as its hash, and a used link is gone.

use sea_orm_migration::prelude::*;

use crate::schema::{
    Type::{Big, Text, Uuid},
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
            "one_time_link",
            &[
                ("workspace_id", Uuid),
                ("hash", Text),
                ("person_id", Uuid),
                ("made_by?", Uuid),
                ("created_at", Big),
                ("expires_at", Big),
                ("version", Big),
            ],
            &["workspace_id", "hash"],
        )
        .await?;
        index(manager, "one_time_link_person", "one_time_link", &["workspace_id", "person_id"]).await
    }
}
