//! Offers: to whom a task is offered. What it weighs counts for them while they are asked, and they may read its ticket,
//! so it is found by person.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::schema::index_where;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let is_sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        let uuid = if is_sqlite { "uuid_text" } else { "uuid" };
        let sql = format!("ALTER TABLE \"task\" ADD COLUMN \"offered_id\" {uuid}");
        manager.get_connection().execute_unprepared(&sql).await?;
        let offered = "\"offered_id\" IS NOT NULL";
        index_where(manager, "task_offered", "task", &["workspace_id", "offered_id"], offered).await
    }
}
