//! Offers: to whom a task is offered. What it weighs counts for them while they are asked, and they may read its ticket,
//! so it is found by person.

use sea_orm_migration::prelude::*;

use crate::schema::{Type::Uuid, add, index_where};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "task", "offered_id?", Uuid, None).await?;
        let offered = "\"offered_id\" IS NOT NULL";
        index_where(manager, "task_offered", "task", &["workspace_id", "offered_id"], offered).await
    }
}
