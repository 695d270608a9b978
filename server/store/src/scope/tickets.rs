//! Reads of tickets: one, lists and counts.

use chrono::{DateTime, TimeDelta, Utc};
use model::{
    id::{CustomerId, PersonId, TicketId},
    key::DefinitionKey,
    record::{Follower, Ticket},
    view::{List, Sort, TicketQuery},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select,
    sea_query::{Alias, Expr, ExprTrait, Query},
};
use uuid::Uuid;

use super::{MOST_ROWS, Scope};
use crate::{
    Error, Visible,
    cursor::Cursor,
    row::{
        follower, millis, search as search_row,
        ticket::{self, Column, Entity, urgency},
    },
    search::{self, Sought},
};

/// How many rows a list has when nobody says.
const USUAL_ROWS: u32 = 50;

impl Scope {
    /// A ticket.
    pub async fn ticket(&self, id: TicketId) -> Result<Option<Ticket>, Error> {
        self.one(self.rows::<Entity>().filter(Column::Id.eq(id.uuid()))).await?.map(Ticket::try_from).transpose()
    }

    /// Who has the newest ticket of a customer that anybody has, this one left out.
    pub async fn last_agent(&self, customer: CustomerId, but: Option<TicketId>) -> Result<Option<PersonId>, Error> {
        let mut rows =
            self.rows::<Entity>().filter(Column::CustomerId.eq(customer.uuid())).filter(Column::OwnerId.is_not_null());
        if let Some(but) = but {
            rows = rows.filter(Column::Id.ne(but.uuid()));
        }
        let newest = rows.select_only().column(Column::OwnerId).order_by_desc(Column::Id).limit(1);
        let owner: Option<Uuid> =
            newest.into_tuple().one(&self.store.inner.reader).await.map_err(Error::read("ticket"))?;
        Ok(owner.map(PersonId::new))
    }

    /// Who follows a ticket, those who have longest first.
    pub async fn followers(&self, ticket: TicketId) -> Result<Vec<Follower>, Error> {
        self.all(self.following(ticket)).await
    }

    fn following(&self, ticket: TicketId) -> Select<follower::Entity> {
        self.rows::<follower::Entity>()
            .filter(follower::Column::TicketId.eq(ticket.uuid()))
            .order_by_asc(follower::Column::Since)
            .order_by_asc(follower::Column::PersonId)
    }

    /// A ticket by its number.
    pub async fn ticket_by_number(&self, number: i64) -> Result<Option<Ticket>, Error> {
        self.one(self.rows::<Entity>().filter(Column::Number.eq(number))).await?.map(Ticket::try_from).transpose()
    }

    /// The tickets that a query asks for and that may be seen.
    pub async fn tickets(
        &self,
        query: &TicketQuery,
        visible: &Visible,
        now: DateTime<Utc>,
    ) -> Result<List<Ticket>, Error> {
        let Some(mut rows) = self.sought(query, visible, now) else {
            return Ok(List { rows: Vec::new(), next: None });
        };
        let order = Order::of(query.sort);
        if let Some(after) = &query.after {
            rows = rows.filter(order.behind(Cursor::read(order.letter, after)?));
        }
        let limit = query.limit.unwrap_or(USUAL_ROWS).clamp(1, MOST_ROWS) as usize;
        rows = if order.descending {
            rows.order_by_desc(order.column).order_by_desc(Column::Id)
        } else {
            rows.order_by_asc(order.column).order_by_asc(Column::Id)
        };
        let mut found =
            rows.limit(limit as u64 + 1).all(&self.store.inner.reader).await.map_err(Error::read("ticket"))?;
        let more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| more).map(|row| order.cursor(row).write(order.letter));
        Ok(List { rows: found.into_iter().map(Ticket::try_from).collect::<Result<_, _>>()?, next })
    }

    /// How many tickets a query finds, counted up to `cap`, and whether there are more.
    pub async fn count(
        &self,
        query: &TicketQuery,
        visible: &Visible,
        now: DateTime<Utc>,
        cap: u32,
    ) -> Result<(i64, bool), Error> {
        let Some(rows) = self.sought(query, visible, now) else { return Ok((0, false)) };
        let some = rows.select_only().column(Column::Id).limit(u64::from(cap) + 1).into_query();
        let count = Query::select().expr(Expr::cust("count(*)")).from_subquery(some, Alias::new("found")).to_owned();
        let row = self.store.inner.reader.query_one(&count).await.map_err(Error::read("ticket"))?;
        let found: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0)).map_err(Error::read("ticket"))?;
        let cap = i64::from(cap);
        Ok(if found > cap { (cap, true) } else { (found, false) })
    }

    /// Whether a ticket exists and may be seen.
    pub async fn may_see(&self, id: TicketId, visible: &Visible) -> Result<bool, Error> {
        let mut rows = self.rows::<Entity>().filter(Column::Id.eq(id.uuid()));
        if let Some(condition) = visible.condition(self.workspace) {
            rows = rows.filter(condition);
        }
        let id: Option<uuid::Uuid> = rows
            .select_only()
            .column(Column::Id)
            .into_tuple()
            .one(&self.store.inner.reader)
            .await
            .map_err(Error::read("ticket"))?;
        Ok(id.is_some())
    }

    /// The rows that a query asks for, without order; none when nothing can be found.
    fn sought(&self, query: &TicketQuery, visible: &Visible, now: DateTime<Utc>) -> Option<Select<Entity>> {
        let mut rows = self.rows::<Entity>();
        match search::sought(&query.text) {
            Sought::Anything => {}
            Sought::Nothing => return None,
            Sought::All(terms) => rows = rows.filter(self.with_words(&terms)),
        }
        if let Some(condition) = visible.condition(self.workspace) {
            rows = rows.filter(condition);
        }
        let mut all = Condition::all();
        if query.status.is_empty() {
            if let Some(open) = query.open {
                all = all.add(Column::Open.eq(open));
            }
        } else {
            all = all.add(Column::Status.is_in(query.status.iter().map(|status| status.as_str())));
        }
        if !query.priority.is_empty() {
            all = all.add(Column::Urgency.is_in(query.priority.iter().copied().map(urgency)));
        }
        if !query.ticket_type.is_empty() {
            all = all.add(Column::TicketType.is_in(query.ticket_type.iter().map(DefinitionKey::as_str)));
        }
        if let Some(queue) = &query.queue {
            all = all.add(Column::Queue.eq(queue.as_str()));
        }
        if let Some(owner) = query.owner {
            all = all.add(Column::OwnerId.eq(owner.uuid()));
        }
        if query.unowned {
            all = all.add(Column::OwnerId.is_null());
        }
        if let Some(customer) = query.customer {
            all = all.add(Column::CustomerId.eq(customer.uuid()));
        }
        if query.late {
            all = all.add(Column::Open.eq(true)).add(Column::DueAt.lt(millis(now)));
        }
        if let Some(minutes) = query.due_within {
            let until = now + TimeDelta::minutes(i64::from(minutes));
            all = all.add(Column::Open.eq(true)).add(Column::DueAt.lt(millis(until)));
        }
        Some(rows.filter(all))
    }

    /// The condition that a ticket has all of these words.
    fn with_words(&self, terms: &[search::Term]) -> Condition {
        let mut tickets = search_row::Entity::find()
            .select_only()
            .column(search_row::Column::TicketId)
            .filter(search_row::Column::WorkspaceId.eq(self.workspace.uuid()));
        tickets = match self.store.inner.backend {
            DbBackend::Sqlite => tickets.filter(Expr::cust_with_values(
                r#""search"."place" IN (SELECT "rowid" FROM "search_words" WHERE "search_words" MATCH ?)"#,
                [search::fts5(terms)],
            )),
            _ => tickets
                .filter(Expr::cust_with_values(r#""search"."words" @@ CAST($1 AS tsquery)"#, [search::tsquery(terms)])),
        };
        Condition::all().add(Column::Id.in_subquery(tickets.into_query()))
    }
}

/// An order of the ticket list: one column, then the id, both the same way.
struct Order {
    letter: char,
    column: Column,
    descending: bool,
}

impl Order {
    const fn of(sort: Sort) -> Self {
        match sort {
            // Ids are made in the order of filing.
            Sort::Newest => Self { letter: 'n', column: Column::Id, descending: true },
            Sort::Due => Self { letter: 'd', column: Column::DueAt, descending: false },
            Sort::Updated => Self { letter: 'u', column: Column::UpdatedAt, descending: true },
            Sort::Priority => Self { letter: 'p', column: Column::Urgency, descending: false },
        }
    }

    fn cursor(&self, row: &ticket::Model) -> Cursor {
        let value = match self.column {
            Column::DueAt => row.due_at,
            Column::UpdatedAt => row.updated_at,
            Column::Urgency => i64::from(row.urgency),
            _ => 0,
        };
        Cursor { value, id: row.id }
    }

    /// The rows behind a cursor.
    fn behind(&self, cursor: Cursor) -> Condition {
        let id = Expr::col((Entity, Column::Id));
        let behind_id = if self.descending { id.lt(cursor.id) } else { id.gt(cursor.id) };
        if matches!(self.column, Column::Id) {
            return Condition::all().add(behind_id);
        }
        let value = || Expr::col((Entity, self.column));
        // The first part says no more than the second, but an index can follow it.
        let (from, behind) = if self.descending {
            (value().lte(cursor.value), value().lt(cursor.value))
        } else {
            (value().gte(cursor.value), value().gt(cursor.value))
        };
        Condition::all().add(from).add(Condition::any().add(behind).add(behind_id))
    }
}
