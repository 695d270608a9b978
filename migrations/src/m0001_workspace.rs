//! The workspaces: one company each, and the first column of every other key.

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
            "workspace",
            &[
                ("workspace_id", Uuid),
                ("company", Text),
                ("lang", Text),
                ("zone", Text),
                ("default_calendar?", Text),
                ("created_at", Big),
                ("version", Big),
            ],
            &["workspace_id"],
        )
        .await?;
        Ok(())
    }
}
