//! The people who sign in, and their teams. A mail address is used once in a workspace.

use sea_orm_migration::prelude::*;

use crate::schema::{
    Type::{Big, Bool, Json, Text, Uuid},
    table, unique,
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
            "person",
            &[
                ("workspace_id", Uuid),
                ("id", Uuid),
                ("name", Text),
                ("email", Text),
                ("lang", Text),
                ("roles", Json),
                ("skills", Json),
                ("teams", Json),
                ("manager?", Uuid),
                ("active", Bool),
                ("away", Bool),
                ("password_hash?", Text),
                ("created_at", Big),
                ("version", Big),
            ],
            &["workspace_id", "id"],
        )
        .await?;
        unique(manager, "person_email", "person", &["workspace_id", "email"]).await?;
        table(
            manager,
            "team",
            &[("workspace_id", Uuid), ("id", Uuid), ("name", Text), ("version", Big)],
            &["workspace_id", "id"],
        )
        .await?;
        unique(manager, "team_name", "team", &["workspace_id", "name"]).await?;
        Ok(())
    }
}
