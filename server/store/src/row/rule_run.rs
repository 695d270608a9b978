//! What rules did: rows and their records.

use model::{id::WorkspaceId, record::RuleRun};
use sea_orm::entity::prelude::*;

use super::{Cells, Tenant, json, millis};
use crate::{Error, document::Document};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rule_run")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub rule: String,
    pub ticket_id: Uuid,
    pub at: i64,
    #[sea_orm(column_type = "Text")]
    pub came: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub body: Document,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl Model {
    /// The row of an entry.
    pub fn of(workspace: WorkspaceId, run: &RuleRun) -> Result<Self, Error> {
        Ok(Self {
            workspace_id: workspace.uuid(),
            id: run.id.uuid(),
            rule: run.rule.to_string(),
            ticket_id: run.ticket.uuid(),
            at: millis(run.at),
            came: run.came.as_str().to_owned(),
            body: json("rule_run", "body", run)?,
        })
    }
}

impl TryFrom<Model> for RuleRun {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        Cells::of("rule_run", row.id).json("body", &row.body)
    }
}
