//! What identifies a customer: a mail address or a telephone number is one customer's, for good. Where two had the same
//! before, it is the one known first who keeps it.

use sea_orm_migration::prelude::*;

use crate::schema::{
    Type::{Text, Uuid},
    table,
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
            "customer_identity",
            &[("workspace_id", Uuid), ("key", Text), ("customer_id", Uuid)],
            &["workspace_id", "key"],
        )
        .await?;
        for column in ["email", "phone"] {
            let sql = format!(
                "INSERT INTO customer_identity (workspace_id, key, customer_id) \
                 SELECT c.workspace_id, '{column} ' || c.{column}, c.id FROM customer AS c \
                 WHERE c.{column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM customer AS d \
                 WHERE d.workspace_id = c.workspace_id AND d.{column} = c.{column} AND d.id < c.id)"
            );
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        Ok(())
    }
}
