//! When people can be given work: their shifts, until when their skills count, their leave, and when open work of theirs
//! is to be dealt with because it begins. And who looks after a customer.

use sea_orm_migration::prelude::*;

use crate::schema::{
    Type::{Big, Json, Text, Uuid},
    add, index,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "person", "shifts?", Text, None).await?;
        add(manager, "person", "skills_until", Json, Some("{}".into())).await?;
        add(manager, "person", "absences", Json, Some("[]".into())).await?;
        add(manager, "person", "hand_over_at", Big, Some(i64::MAX.into())).await?;
        add(manager, "customer", "manager_id?", Uuid, None).await?;
        index(manager, "person_hand_over", "person", &["workspace_id", "hand_over_at"]).await
    }
}
