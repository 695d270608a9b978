//! What kind an effect is, so that a worker without a mail server leaves the mails to one that has it.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let kind = ColumnDef::new(Alias::new("kind")).text().not_null().default("mail").to_owned();
        manager.alter_table(Table::alter().table(Alias::new("outbox")).add_column(kind).to_owned()).await?;
        let of_document = match manager.get_database_backend() {
            sea_orm_migration::sea_orm::DatabaseBackend::Postgres => "effect->>'effect'",
            _ => "json_extract(effect, '$.effect')",
        };
        let sql = format!("UPDATE outbox SET kind = {of_document}");
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }
}
