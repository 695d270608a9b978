//! Capacity: the most work a person is given by itself, what a task takes of it, and which tasks wait to be given to
//! someone.

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
        for (table, column) in [
            ("person", "\"capacity\" integer"),
            ("task", "\"weight\" integer NOT NULL DEFAULT 1"),
            ("task", "\"waits\" boolean NOT NULL DEFAULT FALSE"),
        ] {
            let sql = format!("ALTER TABLE \"{table}\" ADD COLUMN {column}");
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        index_where(manager, "task_waits", "task", &["workspace_id", "opened_at"], "waits").await
    }
}
