//! When people can be given work: their shifts, until when their skills count, their leave, and when open work of theirs
//! is to be dealt with because it begins. And who looks after a customer.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::schema::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let is_sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        let (json, uuid, big) =
            if is_sqlite { ("jsonb_text", "uuid_text", "integer") } else { ("jsonb", "uuid", "bigint") };
        for (table, column) in [
            ("person", "\"shifts\" text".to_owned()),
            ("person", format!("\"skills_until\" {json} NOT NULL DEFAULT '{{}}'")),
            ("person", format!("\"absences\" {json} NOT NULL DEFAULT '[]'")),
            ("person", format!("\"hand_over_at\" {big} NOT NULL DEFAULT {}", i64::MAX)),
            ("customer", format!("\"manager_id\" {uuid}")),
        ] {
            let sql = format!("ALTER TABLE \"{table}\" ADD COLUMN {column}");
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        index(manager, "person_hand_over", "person", &["workspace_id", "hand_over_at"]).await
    }
}
