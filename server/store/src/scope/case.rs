//! A case whole: a ticket with everything that moves with it. It is read before every step, so it is one statement, which
//! sees one instant by itself, and not one for each table.

use model::{
    id::TicketId,
    record::{Clock, Customer, Incident, Run, Task, Ticket},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, FromQueryResult, IdenStatic, Iterable, QueryFilter, QueryOrder, QueryResult,
};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::Scope;
use crate::{
    CaseRows, Error,
    row::{Cells, customer, incident, ticket},
    sql::Sql,
};

/// What the columns of the customer begin with, so that they are not taken for the ticket's.
const CUSTOMER: &str = "of_customer_";

impl Scope {
    /// A ticket with everything that moves with it, as they are at one moment. Followers and open incidents are looked
    /// for where there are any, a moment later: whoever changes the case by what they say finds it moved if they changed
    /// it first.
    pub async fn case(&self, id: TicketId) -> Result<Option<CaseRows>, Error> {
        Ok(self.cases(&[id]).await?.pop())
    }

    /// Several tickets, each as [`Scope::case`] gives it, in any order; what does not exist is left out.
    pub async fn cases(&self, ids: &[TicketId]) -> Result<Vec<CaseRows>, Error> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self.store.inner.reader.query_all_raw(self.question(ids).done()).await;
        let mut cases = Vec::with_capacity(ids.len());
        for row in rows.map_err(Error::read("ticket"))? {
            cases.push(self.case_in(&row).await?);
        }
        Ok(cases)
    }

    async fn case_in(&self, row: &QueryResult) -> Result<CaseRows, Error> {
        let read = Error::read("ticket");
        let is_so = |column: &str| row.try_get::<bool>("", column).map_err(&read);
        let (is_followed, is_in_trouble) = (is_so("is_followed")?, is_so("is_in_trouble")?);
        let ticket = Ticket::try_from(ticket::Model::from_query_result(row, "").map_err(&read)?)?;
        let id = ticket.id;
        let read_customer = Error::read("customer");
        let known: Option<Uuid> = row.try_get(CUSTOMER, "id").map_err(&read_customer)?;
        let customer = known.map(|_| customer::Model::from_query_result(row, CUSTOMER)).transpose();
        let customer = customer.map_err(&read_customer)?.map(Customer::try_from).transpose()?;
        let followers = if is_followed { self.followers(id).await? } else { Vec::new() };
        let incidents = if is_in_trouble { self.open_incidents_of(id).await? } else { Vec::new() };
        Ok(CaseRows {
            run: bodies::<Run>(row, "run", id)?.pop(),
            tasks: bodies::<Task>(row, "task", id)?,
            clocks: bodies::<Clock>(row, "clock", id)?,
            ticket,
            customer,
            followers,
            incidents,
        })
    }

    fn question(&self, ids: &[TicketId]) -> Sql {
        let mut sql = Sql::new(self.store.inner.backend);
        sql.push("SELECT t.*");
        for column in customer::Column::iter() {
            sql.push(", c.").name(column.as_str()).push(" AS ").name(&format!("{CUSTOMER}{}", column.as_str()));
        }
        let of = |table: &str| {
            format!(
                "FROM \"{table}\" AS o WHERE o.\"workspace_id\" = t.\"workspace_id\" AND o.\"ticket_id\" = t.\"id\""
            )
        };
        // No condition here is one of an index over some of the rows: where few rows were in such an index once, PostgreSQL
        // would go through all of it for each ticket.
        for (table, which) in [("task", "o.\"open\""), ("clock", "o.\"episode\" = t.\"episode\"")] {
            // Texts are strung together because both databases can do it, and neither takes them apart for it.
            sql.push(", (SELECT string_agg(CAST(o.\"body\" AS text), ',' ORDER BY o.\"id\") FILTER (WHERE ")
                .push(which);
            sql.push(") ").push(&of(table)).push(") AS ").name(table);
        }
        sql.push(", (SELECT CAST(o.\"body\" AS text) ").push(&of("run"));
        sql.push(" ORDER BY o.\"id\" DESC LIMIT 1) AS \"run\"");
        sql.push(", EXISTS(SELECT 1 ").push(&of("follower")).push(") AS \"is_followed\"");
        sql.push(", EXISTS(SELECT 1 ")
            .push(&of("incident"))
            .push(" AND coalesce(o.\"settled_at\", -1) = -1) AS \"is_in_trouble\"");
        sql.push(" FROM \"ticket\" AS t LEFT JOIN \"customer\" AS c ");
        sql.push("ON c.\"workspace_id\" = t.\"workspace_id\" AND c.\"id\" = t.\"customer_id\"");
        sql.push(" WHERE t.\"workspace_id\" = ").bind(self.workspace.uuid().into());
        sql.push(" AND t.\"id\" IN ").list(ids.iter().map(|id| id.uuid().into()).collect());
        sql
    }

    async fn open_incidents_of(&self, ticket: TicketId) -> Result<Vec<Incident>, Error> {
        let open = self
            .rows::<incident::Entity>()
            .filter(incident::Column::TicketId.eq(ticket.uuid()))
            .filter(incident::Column::SettledAt.is_null())
            .order_by_asc(incident::Column::Id);
        self.all(open).await
    }
}

/// The records whose bodies are strung together in a column that is called as their table.
fn bodies<T: DeserializeOwned>(row: &QueryResult, table: &'static str, ticket: TicketId) -> Result<Vec<T>, Error> {
    let text: Option<String> = row.try_get("", table).map_err(Error::read(table))?;
    let fault = |error| Cells::of(table, ticket).fault("body", error);
    serde_json::from_str(&format!("[{}]", text.unwrap_or_default())).map_err(fault)
}
