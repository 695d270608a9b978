//! Runs that go on are looked for by themselves: when a flow gets a new version, its open tickets may move to it.

use sea_orm_migration::prelude::*;

use crate::schema::index_where;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        index_where(manager, "run_open", "run", &["workspace_id", "id"], "state <> 'ended'").await
    }
}
