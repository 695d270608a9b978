//! Workspaces: rows and their records.

use model::id::WorkspaceId;
use sea_orm::entity::prelude::*;

use super::{Cells, Tenant, millis};
use crate::{Error, Workspace};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "workspace")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub company: String,
    #[sea_orm(column_type = "Text")]
    pub lang: String,
    #[sea_orm(column_type = "Text")]
    pub zone: String,
    #[sea_orm(column_type = "Text")]
    pub default_calendar: Option<String>,
    pub created_at: i64,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl From<&Workspace> for Model {
    fn from(workspace: &Workspace) -> Self {
        Self {
            workspace_id: workspace.id.uuid(),
            company: workspace.company.clone(),
            lang: workspace.lang.tag().to_owned(),
            zone: workspace.zone.clone(),
            default_calendar: workspace.default_calendar.as_ref().map(ToString::to_string),
            created_at: millis(workspace.created_at),
            version: workspace.version,
        }
    }
}

impl TryFrom<Model> for Workspace {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        let cells = Cells::of("workspace", row.workspace_id);
        Ok(Self {
            id: WorkspaceId::new(row.workspace_id),
            company: row.company,
            lang: cells.word("lang", &row.lang)?,
            zone: row.zone,
            default_calendar: row.default_calendar.as_deref().map(Into::into),
            created_at: cells.instant("created_at", row.created_at)?,
            version: row.version,
        })
    }
}
