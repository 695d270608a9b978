//! Reckonings: rows and their records.

use model::{
    id::{PersonId, ReckoningId, RunId, WorkspaceId},
    reckoning::{Counts, Published, Reckoning},
};
use sea_orm::entity::prelude::*;

use super::{Cells, NEVER, Tenant, json, millis};
use crate::{Claimed, Error};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reckoning")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    #[sea_orm(column_type = "Text")]
    pub key: String,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    pub number: i64,
    pub by_id: Uuid,
    pub began_at: i64,
    pub ended_at: Option<i64>,
    pub after_id: Option<Uuid>,
    pub looked: i64,
    pub uses: i64,
    pub moved: i64,
    pub late: i64,
    pub in_time: i64,
    pub failed: i64,
    /// When the next part can be claimed; [`NEVER`] once it is done.
    pub ready_at: i64,
    pub fence: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tenant for Entity {
    const WORKSPACE: Column = Column::WorkspaceId;
}

impl Model {
    /// The row of a new reckoning: ready at once.
    pub fn of(workspace: WorkspaceId, reckoning: &Reckoning) -> Result<Self, Error> {
        let Reckoning { id, because, by, began_at, ended_at, after, counts } = reckoning;
        Ok(Self {
            workspace_id: workspace.uuid(),
            id: id.uuid(),
            kind: because.kind.to_string(),
            key: because.key.to_string(),
            title: json("reckoning", "title", &because.title)?.into(),
            number: because.number,
            by_id: by.uuid(),
            began_at: millis(*began_at),
            ended_at: ended_at.map(millis),
            after_id: after.map(RunId::uuid),
            looked: counts.looked,
            uses: counts.uses,
            moved: counts.moved,
            late: counts.late,
            in_time: counts.in_time,
            failed: counts.failed,
            ready_at: if ended_at.is_some() { NEVER } else { millis(*began_at) },
            fence: 0,
        })
    }
}

impl TryFrom<Model> for Reckoning {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        let cells = Cells::of("reckoning", row.id);
        let title = serde_json::from_str(&row.title).map_err(|error| cells.fault("title", error))?;
        Ok(Self {
            id: ReckoningId::new(row.id),
            because: Published {
                kind: cells.word("kind", &row.kind)?,
                key: row.key.as_str().into(),
                title,
                number: row.number,
            },
            by: PersonId::new(row.by_id),
            began_at: cells.instant("began_at", row.began_at)?,
            ended_at: row.ended_at.map(|at| cells.instant("ended_at", at)).transpose()?,
            after: row.after_id.map(RunId::new),
            counts: Counts {
                looked: row.looked,
                uses: row.uses,
                moved: row.moved,
                late: row.late,
                in_time: row.in_time,
                failed: row.failed,
            },
        })
    }
}

impl TryFrom<Model> for Claimed<Reckoning> {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        Ok(Self { workspace: WorkspaceId::new(row.workspace_id), fence: row.fence, what: row.try_into()? })
    }
}
