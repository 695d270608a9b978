//! The people outside who ask. `words` is name, mail address and telephone number in lower case, so that a search finds
//! the same rows on both databases.

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
            "customer",
            &[
                ("workspace_id", Uuid),
                ("id", Uuid),
                ("name", Text),
                ("email?", Text),
                ("phone?", Text),
                ("words", Text),
                ("created_at", Big),
                ("version", Big),
            ],
            &["workspace_id", "id"],
        )
        .await?;
        index(manager, "customer_email", "customer", &["workspace_id", "email"]).await?;
        index(manager, "customer_phone", "customer", &["workspace_id", "phone"]).await?;
        Ok(())
    }
}
