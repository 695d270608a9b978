//! Notices of ladders that are told later: at the end of quiet hours, with the others of a digest, or when the cap of
//! whoever gets them allows it. Those that were told stay for an hour, because the cap counts them.

use sea_orm_migration::prelude::*;

use crate::schema::{
    Type::{Big, Bool, Int, Json, Uuid},
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
            "held_notice",
            &[
                ("workspace_id", Uuid),
                ("id", Uuid),
                ("person_id", Uuid),
                ("ticket_id?", Uuid),
                ("text", Json),
                ("mails", Bool),
                ("most_per_hour?", Int),
                ("at", Big),
                ("ready_at", Big),
                ("told_at", Big),
            ],
            &["workspace_id", "id"],
        )
        .await?;
        index(manager, "held_notice_ready", "held_notice", &["workspace_id", "told_at", "ready_at"]).await
    }
}
