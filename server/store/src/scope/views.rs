//! Reads of saved views, and of what waits in queues.

use chrono::{DateTime, Utc};
use model::{
    id::{PersonId, TicketId, ViewId},
    key::DefinitionKey,
    record::{Notice, Run, SavedView, Task},
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, QueryFilter, QueryOrder, QuerySelect};

use super::Scope;
use crate::{
    Error, Waiting,
    row::{NEVER, notice, run, saved_view, task},
    sql::Sql,
};

/// The most views that one read gives.
const MOST_VIEWS: u64 = 500;

impl Scope {
    /// The views of a person, and those that others share, by title.
    pub async fn views(&self, person: PersonId) -> Result<Vec<SavedView>, Error> {
        let mine_or_shared = Condition::any()
            .add(saved_view::Column::OwnerId.eq(person.uuid()))
            .add(saved_view::Column::Shared.ne("private"));
        let rows = self
            .rows::<saved_view::Entity>()
            .filter(mine_or_shared)
            .order_by_asc(saved_view::Column::Title)
            .order_by_asc(saved_view::Column::Id)
            .limit(MOST_VIEWS);
        self.all(rows).await
    }

    /// A view.
    pub async fn view(&self, id: ViewId) -> Result<Option<SavedView>, Error> {
        let rows = self.rows::<saved_view::Entity>().filter(saved_view::Column::Id.eq(id.uuid()));
        self.one(rows).await?.map(SavedView::try_from).transpose()
    }

    /// What waits in these queues for someone to take it; a queue in which nothing waits is left out.
    pub async fn waiting(&self, queues: &[DefinitionKey]) -> Result<Vec<Waiting>, Error> {
        if queues.is_empty() {
            return Ok(Vec::new());
        }
        let mut sql = Sql::new(self.store.inner.backend);
        sql.push(
            "SELECT \"queue\", count(*), min(\"opened_at\"), min(\"due_at\") FROM \"task\" WHERE \"workspace_id\" = ",
        );
        sql.bind(self.workspace.uuid().into()).push(" AND \"open\" AND \"owner_id\" IS NULL AND \"queue\" IN ");
        sql.list(queues.iter().map(|queue| queue.as_str().into()).collect()).push(" GROUP BY \"queue\"");
        let read = Error::read("task");
        let mut found = Vec::new();
        for row in self.store.inner.reader.query_all_raw(sql.done()).await.map_err(&read)? {
            let queue: String = row.try_get_by_index(0).map_err(&read)?;
            let count = row.try_get_by_index(1).map_err(&read)?;
            let oldest: i64 = row.try_get_by_index(2).map_err(&read)?;
            let due: i64 = row.try_get_by_index(3).map_err(&read)?;
            found.push(Waiting {
                queue: queue.as_str().into(),
                count,
                oldest: DateTime::from_timestamp_millis(oldest),
                due_at: if due == NEVER { None } else { DateTime::from_timestamp_millis(due) },
            });
        }
        Ok(found)
    }

    /// The newest run of each of many tickets.
    pub async fn runs_of(&self, tickets: &[TicketId]) -> Result<Vec<Run>, Error> {
        if tickets.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self
            .rows::<run::Entity>()
            .filter(run::Column::TicketId.is_in(tickets.iter().map(|ticket| ticket.uuid())))
            .order_by_asc(run::Column::Id);
        let mut newest: Vec<Run> = Vec::new();
        for run in self.all::<_, Run>(rows).await? {
            match newest.iter_mut().find(|known| known.ticket == run.ticket) {
                Some(known) => *known = run,
                None => newest.push(run),
            }
        }
        Ok(newest)
    }

    /// The tasks of a person that were opened after an instant and are no longer open, the newest first.
    pub async fn closed_tasks(&self, owner: PersonId, since: DateTime<Utc>, limit: u32) -> Result<Vec<Task>, Error> {
        let rows = self
            .rows::<task::Entity>()
            .filter(task::Column::OwnerId.eq(owner.uuid()))
            .filter(task::Column::Open.eq(false))
            .filter(task::Column::OpenedAt.gte(crate::row::millis(since)))
            .order_by_desc(task::Column::OpenedAt)
            .limit(u64::from(limit));
        self.all(rows).await
    }

    /// The newest messages to a person that a colleague caused.
    pub async fn mentions(&self, person: PersonId, limit: u32) -> Result<Vec<Notice>, Error> {
        let rows = self
            .rows::<notice::Entity>()
            .filter(notice::Column::PersonId.eq(person.uuid()))
            .filter(notice::Column::ById.is_not_null())
            .order_by_desc(notice::Column::Id)
            .limit(u64::from(limit));
        self.all(rows).await
    }
}
