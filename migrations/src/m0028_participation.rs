//! Who takes part in a ticket besides those who own, filed or work on it: people who follow it, and whoever gave a step
//! to someone else for a time. Both may read it, so both are found by person.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::schema::{
    Type::{Big, Bool, Uuid},
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
            "follower",
            &[
                ("workspace_id", Uuid),
                ("ticket_id", Uuid),
                ("person_id", Uuid),
                ("muted", Bool),
                ("added_by?", Uuid),
                ("since", Big),
            ],
            &["workspace_id", "ticket_id", "person_id"],
        )
        .await?;
        index(manager, "follower_person", "follower", &["workspace_id", "person_id", "ticket_id"]).await?;
        let is_sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        let uuid = if is_sqlite { "uuid_text" } else { "uuid" };
        let sql = format!("ALTER TABLE \"task\" ADD COLUMN \"delegator_id\" {uuid}");
        manager.get_connection().execute_unprepared(&sql).await?;
        let delegated = "\"delegator_id\" IS NOT NULL";
        index_where(manager, "task_delegator", "task", &["workspace_id", "delegator_id"], delegated).await
    }
}
