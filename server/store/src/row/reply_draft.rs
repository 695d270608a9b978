//! Answers to customers that people have begun.

use sea_orm::entity::prelude::*;

use super::{Cells, Tenant};
use crate::{Error, ReplyDraft};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reply_draft")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub ticket_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    pub public: bool,
    pub saved_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl TryFrom<Model> for ReplyDraft {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        let saved_at = Cells::of("reply_draft", row.ticket_id).instant("saved_at", row.saved_at)?;
        Ok(Self { text: row.text, public: row.public, saved_at })
    }
}
