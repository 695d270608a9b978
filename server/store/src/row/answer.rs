//! Answers to idempotency keys.

use sea_orm::entity::prelude::*;

use super::{Cells, Tenant};
use crate::{Error, StoredAnswer, document::Document};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "answer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub key: String,
    #[sea_orm(column_type = "Text")]
    pub request_hash: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub answer: Document,
    pub at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl TryFrom<Model> for StoredAnswer {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        let answer = Cells::of("answer", &row.key).json("answer", &row.answer)?;
        Ok(Self { request_hash: row.request_hash, answer })
    }
}
