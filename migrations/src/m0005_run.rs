//! The runs of flows. `body` is the whole record; the columns beside it are what is looked for.

use sea_orm_migration::prelude::*;

use crate::schema::{
    Type::{Big, Json, Text, Uuid},
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
            "run",
            &[
                ("workspace_id", Uuid),
                ("id", Uuid),
                ("ticket_id", Uuid),
                ("state", Text),
                ("body", Json),
                ("started_at", Big),
                ("version", Big),
            ],
            &["workspace_id", "id"],
        )
        .await?;
        index(manager, "run_ticket", "run", &["workspace_id", "ticket_id", "id"]).await?;
        Ok(())
    }
}
