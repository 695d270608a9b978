//! The definitions: their headers, immutable versions, private drafts, and what the newest versions point at.

use sea_orm_migration::prelude::*;

use crate::schema::{
    Type::{Big, Int, Json, Text, Uuid},
    index, table, unique,
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
            "definition",
            &[
                ("workspace_id", Uuid),
                ("id", Uuid),
                ("kind", Text),
                ("key", Text),
                ("title", Json),
                ("standing", Text),
                ("version_id?", Uuid),
                ("number", Big),
                ("updated_at", Big),
                ("updated_by?", Uuid),
                ("revision", Big),
            ],
            &["workspace_id", "id"],
        )
        .await?;
        unique(manager, "definition_key", "definition", &["workspace_id", "kind", "key"]).await?;
        table(
            manager,
            "definition_version",
            &[
                ("workspace_id", Uuid),
                ("id", Uuid),
                ("definition_id", Uuid),
                ("number", Big),
                ("content", Json),
                ("note", Text),
                ("author_id?", Uuid),
                ("at", Big),
                ("hash", Text),
            ],
            &["workspace_id", "id"],
        )
        .await?;
        unique(
            manager,
            "definition_version_number",
            "definition_version",
            &["workspace_id", "definition_id", "number"],
        )
        .await?;
        table(
            manager,
            "definition_draft",
            &[
                ("workspace_id", Uuid),
                ("definition_id", Uuid),
                ("author_id", Uuid),
                ("content", Json),
                ("base", Big),
                ("revision", Big),
                ("saved_at", Big),
            ],
            &["workspace_id", "definition_id", "author_id"],
        )
        .await?;
        index(manager, "definition_draft_author", "definition_draft", &["workspace_id", "author_id"]).await?;
        table(
            manager,
            "definition_reference",
            &[
                ("workspace_id", Uuid),
                ("definition_id", Uuid),
                ("place", Int),
                ("kind", Text),
                ("key", Text),
                ("path", Text),
            ],
            &["workspace_id", "definition_id", "place"],
        )
        .await?;
        index(manager, "definition_reference_key", "definition_reference", &["workspace_id", "kind", "key"]).await?;
        Ok(())
    }
}
