//! How rules fare: rows and their records.

use model::{id::WorkspaceId, record::RuleState};
use sea_orm::entity::prelude::*;

use super::{Cells, Tenant, millis};
use crate::Error;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rule_state")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub rule: String,
    pub off_version: Option<i64>,
    pub off_at: Option<i64>,
    #[sea_orm(column_type = "Text")]
    pub off_because: String,
    pub unmatched: i64,
    pub acted: i64,
    pub failed: i64,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl Model {
    /// The row of a state.
    pub fn of(workspace: WorkspaceId, state: &RuleState) -> Self {
        Self {
            workspace_id: workspace.uuid(),
            rule: state.rule.to_string(),
            off_version: state.off_version,
            off_at: state.off_at.map(millis),
            off_because: state.off_because.clone(),
            unmatched: state.unmatched,
            acted: state.acted,
            failed: state.failed,
            version: state.version,
        }
    }
}

impl TryFrom<Model> for RuleState {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        let cells = Cells::of("rule_state", row.rule.clone());
        Ok(Self {
            rule: row.rule.as_str().into(),
            off_version: row.off_version,
            off_at: row.off_at.map(|at| cells.instant("off_at", at)).transpose()?,
            off_because: row.off_because,
            unmatched: row.unmatched,
            acted: row.acted,
            failed: row.failed,
            version: row.version,
        })
    }
}
