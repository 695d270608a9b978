//! Reads of runs.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use model::{
    id::{RunId, TicketId},
    record::{Run, Ticket},
};
use sea_orm::{
    ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait},
};

use super::Scope;
use crate::{
    Error,
    row::{run, ticket},
};

impl Scope {
    /// The runs with these ids.
    pub async fn runs(&self, ids: &[RunId]) -> Result<Vec<Run>, Error> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        self.all(self.rows::<run::Entity>().filter(run::Column::Id.is_in(ids.iter().map(|id| id.uuid())))).await
    }

    /// Runs that go on, each with its ticket, the oldest first, behind one of them; at most so many.
    pub async fn open_runs(&self, after: Option<RunId>, limit: u32) -> Result<Vec<(Run, Ticket)>, Error> {
        // As the index says it.
        let goes_on = Expr::col((run::Entity, run::Column::State)).ne(Expr::cust("'ended'"));
        let mut rows = self.rows::<run::Entity>().filter(goes_on);
        if let Some(after) = after {
            rows = rows.filter(run::Column::Id.gt(after.uuid()));
        }
        self.with_tickets(rows.order_by_asc(run::Column::Id).limit(u64::from(limit))).await
    }

    /// Runs that began since an instant and are over, each with its ticket, the newest first, before one of them; at
    /// most so many.
    pub async fn ended_runs(
        &self,
        since: DateTime<Utc>,
        before: Option<RunId>,
        limit: u32,
    ) -> Result<Vec<(Run, Ticket)>, Error> {
        let mut rows = self.rows::<run::Entity>().filter(run::Column::State.eq("ended"));
        rows = rows.filter(run::Column::Id.gte(crate::event_floor(since).uuid()));
        if let Some(before) = before {
            rows = rows.filter(run::Column::Id.lt(before.uuid()));
        }
        self.with_tickets(rows.order_by_desc(run::Column::Id).limit(u64::from(limit))).await
    }

    async fn with_tickets(&self, runs: Select<run::Entity>) -> Result<Vec<(Run, Ticket)>, Error> {
        let runs: Vec<Run> = self.all(runs).await?;
        let ids = runs.iter().map(|run| run.ticket.uuid());
        let tickets = self.rows::<ticket::Entity>().filter(ticket::Column::Id.is_in(ids));
        let tickets: Vec<Ticket> = self.all(tickets).await?;
        let mut tickets: HashMap<TicketId, Ticket> = tickets.into_iter().map(|ticket| (ticket.id, ticket)).collect();
        let with_ticket = |run: Run| tickets.remove(&run.ticket).map(|ticket| (run, ticket));
        Ok(runs.into_iter().filter_map(with_ticket).collect())
    }
}
