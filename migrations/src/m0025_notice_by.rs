//! A message knows which colleague caused it, so that mentions can be told from what the engine says.

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
        let by = ColumnDef::new(Alias::new("by_id")).uuid().null().to_owned();
        manager.alter_table(Table::alter().table(Alias::new("notice")).add_column(by).to_owned()).await?;
        index_where(manager, "notice_by", "notice", &["workspace_id", "person_id", "id"], "by_id is not null").await
    }
}
