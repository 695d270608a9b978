//! What a person's work depends on besides their roles: how well they have each skill, the queues they were put into by
//! name, and the zone in which they are shown times.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let is_sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        let json = if is_sqlite { "jsonb_text" } else { "jsonb" };
        for column in [
            format!("\"levels\" {json} NOT NULL DEFAULT '{{}}'"),
            format!("\"queues\" {json} NOT NULL DEFAULT '[]'"),
            "\"zone\" text".to_owned(),
        ] {
            let sql = format!("ALTER TABLE \"person\" ADD COLUMN {column}");
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        Ok(())
    }
}
