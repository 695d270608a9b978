//! Reckonings: a calendar or a policy was published for open tickets too, and their running times are counted anew part
//! by part. The row is the work and its progress in one, so that whoever dies in between leaves nothing undone.

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
            "reckoning",
            &[
                ("workspace_id", Uuid),
                ("id", Uuid),
                ("kind", Text),
                ("key", Text),
                ("title", Text),
                ("number", Big),
                ("by_id", Uuid),
                ("began_at", Big),
                ("ended_at?", Big),
                ("after_id?", Uuid),
                ("looked", Big),
                ("uses", Big),
                ("moved", Big),
                ("late", Big),
                ("in_time", Big),
                ("failed", Big),
                ("ready_at", Big),
                ("fence", Big),
            ],
            &["workspace_id", "id"],
        )
        .await?;
        index(manager, "reckoning_ready", "reckoning", &["workspace_id", "ready_at"]).await?;
        index(manager, "reckoning_of", "reckoning", &["workspace_id", "kind", "key"]).await
    }
}
