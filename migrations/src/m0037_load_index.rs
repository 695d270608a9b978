//! What people have to do is reckoned at every filing. Its indexes hold all that it asks for, so that no row is read: the
//! cost grows with the number of open steps only, and slowly.

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
        for name in ["task_load", "task_offered"] {
            manager.get_connection().execute_unprepared(&format!("DROP INDEX \"{name}\"")).await?;
        }
        // `open` is always true in the first one; without it, older SQLite would look into the row for it.
        index_where(manager, "task_load", "task", &["workspace_id", "owner_id", "open", "weight"], "open").await?;
        let columns = ["workspace_id", "offered_id", "open", "weight", "opened_at"];
        index_where(manager, "task_offered", "task", &columns, "\"offered_id\" IS NOT NULL").await
    }
}
