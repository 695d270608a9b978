//! Reads of runs.

use std::collections::HashMap;

use model::{
    id::{RunId, TicketId},
    record::{Run, Ticket},
};
use sea_orm::{
    ColumnTrait, QueryFilter, QueryOrder, QuerySelect,
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
        let runs: Vec<Run> = self.all(rows.order_by_asc(run::Column::Id).limit(u64::from(limit))).await?;
        let ids = runs.iter().map(|run| run.ticket.uuid());
        let tickets = self.rows::<ticket::Entity>().filter(ticket::Column::Id.is_in(ids));
        let tickets: Vec<Ticket> = self.all(tickets).await?;
        let mut tickets: HashMap<TicketId, Ticket> = tickets.into_iter().map(|ticket| (ticket.id, ticket)).collect();
        let with_ticket = |run: Run| tickets.remove(&run.ticket).map(|ticket| (run, ticket));
        Ok(runs.into_iter().filter_map(with_ticket).collect())
    }
}
