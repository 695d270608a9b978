//! Reads for reckonings: how far one has come, and open tickets with the times that run in them.

use std::collections::HashMap;

use model::{
    Kind,
    id::{CustomerId, RunId, TicketId},
    key::DefinitionKey,
    reckoning::Reckoning,
    record::{Clock, Customer, Run, Task, Ticket},
};
use sea_orm::{
    ColumnTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait},
};

use super::Scope;
use crate::{
    CaseRows, Error,
    row::{clock, customer, reckoning, run, task, ticket},
};

impl Scope {
    /// The last reckoning of a calendar or policy, done or not.
    pub async fn reckoning(&self, kind: Kind, key: &DefinitionKey) -> Result<Option<Reckoning>, Error> {
        let rows = self
            .rows::<reckoning::Entity>()
            .filter(reckoning::Column::Kind.eq(kind.to_string()))
            .filter(reckoning::Column::Key.eq(key.as_str()))
            .order_by_desc(reckoning::Column::Id)
            .limit(1);
        self.one(rows).await?.map(Reckoning::try_from).transpose()
    }

    /// Open tickets with their runs, tasks, clocks and customers, the oldest runs first, behind one of them; at most so
    /// many. Followers and incidents, by which no time runs, are left out.
    pub async fn open_cases(&self, after: Option<RunId>, limit: u32) -> Result<Vec<CaseRows>, Error> {
        let snapshot = self.snapshot().await?;
        // As the index says it.
        let goes_on = Expr::col((run::Entity, run::Column::State)).ne(Expr::cust("'ended'"));
        let mut rows = self.rows::<run::Entity>().filter(goes_on);
        if let Some(after) = after {
            rows = rows.filter(run::Column::Id.gt(after.uuid()));
        }
        let rows = rows.order_by_asc(run::Column::Id).limit(u64::from(limit));
        let runs: Vec<Run> = self.all_from(rows, &snapshot).await?;
        let ids: Vec<uuid::Uuid> = runs.iter().map(|run| run.ticket.uuid()).collect();
        let tickets = self.rows::<ticket::Entity>().filter(ticket::Column::Id.is_in(ids.clone()));
        let tickets: Vec<Ticket> = self.all_from(tickets, &snapshot).await?;
        let tasks = self
            .rows::<task::Entity>()
            .filter(task::Column::TicketId.is_in(ids.clone()))
            .filter(task::Column::Open.eq(true))
            .order_by_asc(task::Column::Id);
        let mut tasks = by_ticket(self.all_from::<_, Task, _>(tasks, &snapshot).await?, |task| task.ticket);
        let clocks =
            self.rows::<clock::Entity>().filter(clock::Column::TicketId.is_in(ids)).order_by_asc(clock::Column::Id);
        let mut clocks = by_ticket(self.all_from::<_, Clock, _>(clocks, &snapshot).await?, |clock| clock.ticket);
        let asked: Vec<uuid::Uuid> =
            tickets.iter().filter_map(|ticket| ticket.customer).map(CustomerId::uuid).collect();
        let customers = self.rows::<customer::Entity>().filter(customer::Column::Id.is_in(asked));
        let customers: Vec<Customer> = self.all_from(customers, &snapshot).await?;
        snapshot.commit().await.map_err(Error::read("a snapshot"))?;
        let customers: HashMap<CustomerId, Customer> = customers.into_iter().map(|one| (one.id, one)).collect();
        let mut tickets: HashMap<TicketId, Ticket> = tickets.into_iter().map(|ticket| (ticket.id, ticket)).collect();
        let case = |run: Run| {
            let ticket = tickets.remove(&run.ticket)?;
            let mut clocks = clocks.remove(&ticket.id).unwrap_or_default();
            clocks.retain(|clock| clock.episode == ticket.episode);
            Some(CaseRows {
                tasks: tasks.remove(&ticket.id).unwrap_or_default(),
                clocks,
                customer: ticket.customer.and_then(|id| customers.get(&id).cloned()),
                run: Some(run),
                followers: Vec::new(),
                incidents: Vec::new(),
                ticket,
            })
        };
        Ok(runs.into_iter().filter_map(case).collect())
    }
}

fn by_ticket<T>(all: Vec<T>, ticket: impl Fn(&T) -> TicketId) -> HashMap<TicketId, Vec<T>> {
    let mut found: HashMap<TicketId, Vec<T>> = HashMap::new();
    for one in all {
        found.entry(ticket(&one)).or_default().push(one);
    }
    found
}
