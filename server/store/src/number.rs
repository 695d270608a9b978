//! Ticket numbers, reserved in blocks: one when idle, more under load, so that the counter is no bottleneck.

use std::time::{Duration, Instant};

use model::id::WorkspaceId;
use sea_orm::{
    EntityTrait, IntoActiveModel,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use crate::{
    Error, Store,
    row::counter::{Column, Entity, Model},
};

/// The largest block.
const MOST: i64 = 64;
/// A block that is used up sooner than this is followed by a larger one.
const BUSY: Duration = Duration::from_secs(1);

/// Numbers that this process may hand out.
pub(crate) struct Block {
    next: i64,
    end: i64,
    size: i64,
    taken: Instant,
}

impl Store {
    /// The next ticket number of a workspace. A number is handed out once; when a process ends, the rest of its block
    /// is lost, so numbers may have gaps.
    pub async fn next_number(&self, workspace: WorkspaceId) -> Result<i64, Error> {
        let mut numbers = self.inner.numbers.lock().await;
        if let Some(block) = numbers.get_mut(&workspace)
            && block.next < block.end
        {
            let number = block.next;
            block.next += 1;
            return Ok(number);
        }
        let size = match numbers.get(&workspace) {
            Some(block) if block.taken.elapsed() < BUSY => std::cmp::min(block.size * 2, MOST),
            _ => 1,
        };
        let end = self.reserve(workspace, size).await?;
        let number = end - size;
        numbers.insert(workspace, Block { next: number + 1, end, size, taken: Instant::now() });
        Ok(number)
    }

    /// Takes so many numbers; returns the one behind the last.
    async fn reserve(&self, workspace: WorkspaceId, size: i64) -> Result<i64, Error> {
        let first = Model { workspace_id: workspace.uuid(), name: "ticket".to_owned(), value: size + 1 };
        let mut raise = OnConflict::columns([Column::WorkspaceId, Column::Name]);
        raise.value(Column::Value, Expr::col((Entity, Column::Value)).add(size));
        let row = Entity::insert(first.into_active_model())
            .on_conflict(raise)
            .exec_with_returning(&self.inner.writer)
            .await
            .map_err(Error::write("counter"))?;
        Ok(row.value)
    }
}
