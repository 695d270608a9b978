//! Rules: the wake-ups of those that look at tickets by themselves, the log of what rules did, and how each fares.

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
            "rule_timer",
            &[
                ("workspace_id", Uuid),
                ("id", Uuid),
                ("rule", Text),
                ("due_at", Big),
                ("after_id?", Uuid),
                ("ready_at", Big),
                ("fence", Big),
            ],
            &["workspace_id", "id"],
        )
        .await?;
        index(manager, "rule_timer_ready", "rule_timer", &["workspace_id", "ready_at"]).await?;
        index(manager, "rule_timer_rule", "rule_timer", &["workspace_id", "rule"]).await?;
        table(
            manager,
            "rule_run",
            &[
                ("workspace_id", Uuid),
                ("id", Uuid),
                ("rule", Text),
                ("ticket_id", Uuid),
                ("at", Big),
                ("came", Text),
                ("body", Json),
            ],
            &["workspace_id", "id"],
        )
        .await?;
        index(manager, "rule_run_rule", "rule_run", &["workspace_id", "rule", "id"]).await?;
        index(manager, "rule_run_at", "rule_run", &["workspace_id", "at"]).await?;
        table(
            manager,
            "rule_state",
            &[
                ("workspace_id", Uuid),
                ("rule", Text),
                ("off_version?", Big),
                ("off_at?", Big),
                ("off_because", Text),
                ("unmatched", Big),
                ("acted", Big),
                ("failed", Big),
                ("version", Big),
            ],
            &["workspace_id", "rule"],
        )
        .await
    }
}
