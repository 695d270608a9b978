//! Reads of tasks and clocks.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use model::{
    id::{PersonId, TaskId, TicketId},
    key::DefinitionKey,
    record::{Clock, Task, Ticket},
    view::{List, TaskQuery},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Alias, Expr, ExprTrait, Query},
};
use uuid::Uuid;

use super::{MOST_ROWS, Scope};
use crate::{
    Error, Spread, TaskRow, TicketBrief, Visible,
    cursor::Cursor,
    row::{
        clock, millis,
        task::{Column, Entity},
        ticket,
    },
    sql::Sql,
};

/// How many rows a list has when nobody says.
const USUAL_ROWS: u32 = 50;

impl Scope {
    /// A task.
    pub async fn task(&self, id: TaskId) -> Result<Option<Task>, Error> {
        self.one(self.rows::<Entity>().filter(Column::Id.eq(id.uuid()))).await?.map(Task::try_from).transpose()
    }

    /// A task whose ticket may be seen.
    pub async fn task_seen(&self, id: TaskId, visible: &Visible) -> Result<Option<Task>, Error> {
        let mut rows = self.rows::<Entity>().filter(Column::Id.eq(id.uuid()));
        if let Some(condition) = visible.condition(self.workspace) {
            let ticket = self
                .rows::<ticket::Entity>()
                .filter(Expr::col((ticket::Entity, ticket::Column::Id)).equals((Entity, Column::TicketId)))
                .filter(condition)
                .select_only()
                .column(ticket::Column::Id)
                .into_query();
            rows = rows.filter(Expr::exists(ticket));
        }
        self.one(rows).await?.map(Task::try_from).transpose()
    }

    /// The tasks that a query asks for and whose tickets may be seen, the nearest due first, those without a due time
    /// last. `person` is who asks; without one, `mine` finds nothing.
    pub async fn tasks(
        &self,
        query: &TaskQuery,
        person: Option<PersonId>,
        queues_served: &[DefinitionKey],
        visible: &Visible,
    ) -> Result<List<TaskRow>, Error> {
        let mut all = Condition::all();
        if !query.closed {
            all = all.add(Column::Open.eq(true));
        }
        if let Some(ticket) = query.ticket {
            all = all.add(Column::TicketId.eq(ticket.uuid()));
        }
        if let Some(owner) = query.owner {
            all = all.add(Column::OwnerId.eq(owner.uuid()));
        }
        if query.mine {
            all = all.add(match person {
                Some(person) => Column::OwnerId.eq(person.uuid()),
                None => Expr::val(1).eq(0),
            });
        }
        if query.offered {
            all = all.add(match person {
                Some(person) => Column::OfferedId.eq(person.uuid()),
                None => Expr::val(1).eq(0),
            });
        }
        if query.claimable {
            all = all
                .add(Column::Open.eq(true))
                .add(Column::OwnerId.is_null())
                .add(Column::Queue.is_in(queues_served.iter().map(DefinitionKey::as_str)));
        }
        if let Some(queue) = &query.queue {
            all = all.add(Column::Queue.eq(queue.as_str()));
        }
        if let Some(node) = &query.node {
            all = all.add(Column::Node.eq(node.as_str()));
        }
        if let Some(condition) = visible.condition(self.workspace) {
            let tickets = self.rows::<ticket::Entity>().select_only().column(ticket::Column::Id).filter(condition);
            all = all.add(Column::TicketId.in_subquery(tickets.into_query()));
        }
        if let Some(after) = &query.after {
            let cursor = Cursor::read('t', after)?;
            all = all
                .add(Column::DueAt.gte(cursor.value))
                .add(Condition::any().add(Column::DueAt.gt(cursor.value)).add(Column::Id.gt(cursor.id)));
        }
        let limit = query.limit.unwrap_or(USUAL_ROWS).clamp(1, MOST_ROWS) as usize;
        let mut found = self
            .rows::<Entity>()
            .filter(all)
            .order_by_asc(Column::DueAt)
            .order_by_asc(Column::Id)
            .limit(limit as u64 + 1)
            .all(&self.store.inner.reader)
            .await
            .map_err(Error::read("task"))?;
        let more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| more).map(|row| Cursor { value: row.due_at, id: row.id }.write('t'));
        let tickets = self.briefs(found.iter().map(|row| row.ticket_id)).await?;
        let mut rows = Vec::with_capacity(found.len());
        for row in found {
            if let Some(ticket) = tickets.get(&row.ticket_id) {
                rows.push(TaskRow { ticket: ticket.clone(), task: Task::try_from(row)? });
            }
        }
        Ok(List { rows, next })
    }

    /// The open steps of a person, with their tickets.
    pub async fn open_work(&self, owner: PersonId) -> Result<Vec<(TaskId, TicketId)>, Error> {
        let rows = self
            .rows::<Entity>()
            .filter(Column::OwnerId.eq(owner.uuid()))
            .filter(Column::Open.eq(true))
            .select_only()
            .columns([Column::Id, Column::TicketId])
            .order_by_asc(Column::Id);
        let rows: Vec<(Uuid, Uuid)> =
            rows.into_tuple().all(&self.store.inner.reader).await.map_err(Error::read("task"))?;
        Ok(rows.into_iter().map(|(task, ticket)| (TaskId::new(task), TicketId::new(ticket))).collect())
    }

    /// How the steps that were opened since an instant are spread over people and queues.
    pub async fn spread(&self, since: DateTime<Utc>) -> Result<Vec<Spread>, Error> {
        let mut sql = Sql::new(self.store.inner.backend);
        sql.push("SELECT \"owner_id\", \"queue\", count(*), CAST(coalesce(sum(\"weight\"), 0) AS bigint), ");
        sql.push("CAST(coalesce(sum(CASE WHEN \"open\" THEN 0 ELSE 1 END), 0) AS bigint) FROM \"task\" ");
        sql.push("WHERE \"workspace_id\" = ").bind(self.workspace.uuid().into());
        sql.push(" AND \"opened_at\" >= ").bind(millis(since).into());
        sql.push(" GROUP BY \"owner_id\", \"queue\"");
        let read = Error::read("task");
        let rows = self.store.inner.reader.query_all_raw(sql.done()).await.map_err(&read)?;
        rows.into_iter()
            .map(|row| {
                let owner: Option<Uuid> = row.try_get_by_index(0).map_err(&read)?;
                let queue: Option<String> = row.try_get_by_index(1).map_err(&read)?;
                Ok(Spread {
                    owner: owner.map(PersonId::new),
                    queue: queue.map(DefinitionKey::new),
                    steps: row.try_get_by_index(2).map_err(&read)?,
                    weight: row.try_get_by_index(3).map_err(&read)?,
                    done: row.try_get_by_index(4).map_err(&read)?,
                })
            })
            .collect()
    }

    /// How many open tasks a person owns, counted up to `cap`.
    pub async fn count_tasks(&self, owner: PersonId, cap: u32) -> Result<i64, Error> {
        let rows = self.rows::<Entity>().filter(Column::Open.eq(true)).filter(Column::OwnerId.eq(owner.uuid()));
        let some = rows.select_only().column(Column::Id).limit(u64::from(cap)).into_query();
        let count = Query::select().expr(Expr::cust("count(*)")).from_subquery(some, Alias::new("found")).to_owned();
        let row = self.store.inner.reader.query_one(&count).await.map_err(Error::read("task"))?;
        row.map_or(Ok(0), |row| row.try_get_by_index(0)).map_err(Error::read("task"))
    }

    /// The open tasks of many tickets, the oldest first.
    pub async fn tasks_of(&self, tickets: &[TicketId]) -> Result<Vec<Task>, Error> {
        if tickets.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self
            .rows::<Entity>()
            .filter(Column::TicketId.is_in(tickets.iter().map(|ticket| ticket.uuid())))
            .filter(Column::Open.eq(true))
            .order_by_asc(Column::Id);
        self.all(rows).await
    }

    /// The tasks that wait to be given to someone of their queue: the most pressing tickets first, then the oldest.
    pub async fn waiting_tasks(&self, limit: u32) -> Result<Vec<(TaskId, TicketId, DefinitionKey)>, Error> {
        let mut sql = crate::sql::Sql::new(self.store.inner.backend);
        sql.push("SELECT t.\"id\", t.\"ticket_id\", t.\"queue\" FROM \"task\" AS t JOIN \"ticket\" AS k ");
        sql.push("ON k.\"workspace_id\" = t.\"workspace_id\" AND k.\"id\" = t.\"ticket_id\" ");
        sql.push("WHERE t.\"workspace_id\" = ").bind(self.workspace.uuid().into());
        sql.push(" AND t.\"waits\" AND t.\"queue\" IS NOT NULL ");
        sql.push("ORDER BY k.\"urgency\", t.\"opened_at\", t.\"id\" LIMIT ").bind(i64::from(limit).into());
        let read = Error::read("task");
        let rows = self.store.inner.reader.query_all_raw(sql.done()).await.map_err(&read)?;
        rows.into_iter()
            .map(|row| {
                let (task, ticket): (Uuid, Uuid) =
                    (row.try_get_by_index(0).map_err(&read)?, row.try_get_by_index(1).map_err(&read)?);
                let queue: String = row.try_get_by_index(2).map_err(&read)?;
                Ok((TaskId::new(task), TicketId::new(ticket), DefinitionKey::new(queue)))
            })
            .collect()
    }

    /// The clocks that were started since an instant, the newest first, at most so many.
    pub async fn clocks_since(&self, since: DateTime<Utc>, limit: u32) -> Result<Vec<Clock>, Error> {
        // Ids are made when a clock starts, and sort by time.
        let floor = crate::event_floor(since).uuid();
        let rows = self.rows::<clock::Entity>().filter(clock::Column::Id.gte(floor));
        self.all(rows.order_by_desc(clock::Column::Id).limit(u64::from(limit))).await
    }

    /// Tickets by their ids; those that are gone are left out.
    pub async fn tickets_named(&self, ids: &[TicketId]) -> Result<Vec<Ticket>, Error> {
        let mut found = Vec::with_capacity(ids.len());
        // A statement takes a limited number of values.
        for some in ids.chunks(500) {
            let ids = some.iter().map(|id| id.uuid());
            let rows = self.rows::<ticket::Entity>().filter(ticket::Column::Id.is_in(ids));
            found.extend(self.all::<_, Ticket>(rows).await?);
        }
        Ok(found)
    }

    /// The running clocks of many tickets, the nearest due first.
    pub async fn clocks_of(&self, tickets: &[TicketId]) -> Result<Vec<Clock>, Error> {
        if tickets.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self
            .rows::<clock::Entity>()
            .filter(clock::Column::TicketId.is_in(tickets.iter().map(|ticket| ticket.uuid())))
            .filter(clock::Column::State.is_in(["running", "breached"]))
            .order_by_asc(clock::Column::DueAt)
            .order_by_asc(clock::Column::Id);
        self.all(rows).await
    }

    async fn briefs(&self, tickets: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, TicketBrief>, Error> {
        let mut ids: Vec<Uuid> = tickets.collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let rows = self.rows::<ticket::Entity>().filter(ticket::Column::Id.is_in(ids));
        let rows: Vec<model::record::Ticket> = self.all(rows).await?;
        Ok(rows.into_iter().map(|ticket| (ticket.id.uuid(), TicketBrief::from(ticket))).collect())
    }
}

impl From<model::record::Ticket> for TicketBrief {
    fn from(ticket: model::record::Ticket) -> Self {
        Self {
            id: ticket.id,
            number: ticket.number,
            ticket_type: ticket.ticket_type,
            type_version: ticket.type_version,
            form_version: ticket.form_version,
            title: ticket.title,
            status: ticket.status,
            priority: ticket.priority,
            channel: ticket.channel,
            customer: ticket.customer,
            owner: ticket.owner,
        }
    }
}
