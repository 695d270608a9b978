//! When a ticket's customer was last heard, when they were last answered, and when a person last did anything, so that
//! rules about silence find tickets by an index. What is there already is read from the events.

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
        let db = manager.get_connection();
        let is_sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        let big = if is_sqlite { "integer" } else { "bigint" };
        for column in [
            format!("\"heard_at\" {big} NOT NULL DEFAULT 0"),
            format!("\"answered_at\" {big}"),
            format!("\"moved_at\" {big} NOT NULL DEFAULT 0"),
        ] {
            db.execute_unprepared(&format!("ALTER TABLE \"ticket\" ADD COLUMN {column}")).await?;
        }
        let who = match manager.get_database_backend() {
            DbBackend::Sqlite => "json_extract(e.\"body\", '$.who.who')",
            _ => "e.\"body\" -> 'who' ->> 'who'",
        };
        let last = |wanted: String| {
            format!(
                "(SELECT max(e.\"at\") FROM \"event\" e WHERE e.\"workspace_id\" = \"ticket\".\"workspace_id\" \
                 AND e.\"ticket_id\" = \"ticket\".\"id\" AND {wanted})"
            )
        };
        let heard = last(format!("e.\"what\" = 'reply' AND {who} = 'customer'"));
        let answered = last(format!("e.\"what\" = 'reply' AND {who} = 'person'"));
        let moved = last(format!("{who} <> 'system'"));
        let sql = format!(
            "UPDATE \"ticket\" SET \"heard_at\" = coalesce({heard}, \"created_at\"), \"answered_at\" = {answered}, \
             \"moved_at\" = coalesce({moved}, \"created_at\")"
        );
        db.execute_unprepared(&sql).await?;
        index(manager, "ticket_heard", "ticket", &["workspace_id", "open", "heard_at"]).await?;
        index(manager, "ticket_moved", "ticket", &["workspace_id", "open", "moved_at"]).await
    }
}
