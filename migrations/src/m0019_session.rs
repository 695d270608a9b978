//! The sessions of browsers. They belong to no workspace: a session is loaded before anyone knows whose it is.

use sea_orm_migration::prelude::*;

use crate::schema::{
    Type::{Big, Bytes, Text, Uuid},
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
        table(manager, "session", &[("id", Text), ("data", Bytes), ("person_id?", Uuid), ("expires_at", Big)], &["id"])
            .await?;
        index(manager, "session_person", "session", &["person_id"]).await?;
        index(manager, "session_expires", "session", &["expires_at"]).await?;
        Ok(())
    }
}
