//! Ticket numbers, reserved in blocks: one when idle, more under load, so that the counter is no bottleneck.

use std::time::{Duration, Instant};

use model::id::WorkspaceId;
use sea_orm::ConnectionTrait;

use crate::{Error, Store, sql::Sql};

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
            Some(block) if block.taken.elapsed() < BUSY => (block.size * 2).min(MOST),
            _ => 1,
        };
        let end = self.reserve(workspace, size).await?;
        let number = end - size;
        numbers.insert(workspace, Block { next: number + 1, end, size, taken: Instant::now() });
        Ok(number)
    }

    /// Takes so many numbers; returns the one behind the last.
    async fn reserve(&self, workspace: WorkspaceId, size: i64) -> Result<i64, Error> {
        let mut sql = Sql::new(self.inner.backend);
        sql.push("INSERT INTO \"counter\" (\"workspace_id\", \"name\", \"value\") VALUES (");
        sql.bind(workspace.uuid().into()).push(", 'ticket', ").bind((size + 1).into());
        sql.push(") ON CONFLICT (\"workspace_id\", \"name\") DO UPDATE SET \"value\" = \"counter\".\"value\" + ");
        sql.bind(size.into()).push(" RETURNING \"value\"");
        let row = self.inner.writer.query_one_raw(sql.done()).await.map_err(Error::write("counter"))?;
        match row {
            Some(row) => row.try_get_by_index(0).map_err(Error::write("counter")),
            None => Err(Error::Stopped),
        }
    }
}
