//! Reads of what is kept beside the definitions of rules, and of the tickets that a rule may act on.

use model::{
    flow::Priority,
    id::{RuleRunId, TicketId},
    key::DefinitionKey,
    record::{RuleRun, RuleState, RuleTimer},
    rule::Sieve,
};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect};

use super::{MOST_ROWS, Scope};
use crate::{
    Error, Visible,
    row::{
        millis, rule_run, rule_state, rule_timer,
        ticket::{Column, Entity, urgency},
    },
};

impl Scope {
    /// How every rule fares.
    pub async fn rule_states(&self) -> Result<Vec<RuleState>, Error> {
        self.all(self.rows::<rule_state::Entity>().order_by_asc(rule_state::Column::Rule)).await
    }

    /// How a rule fares; nothing before anything was noted.
    pub async fn rule_state(&self, rule: &DefinitionKey) -> Result<Option<RuleState>, Error> {
        let rows = self.rows::<rule_state::Entity>().filter(rule_state::Column::Rule.eq(rule.as_str()));
        self.one(rows).await?.map(RuleState::try_from).transpose()
    }

    /// The wake-up of a rule.
    pub async fn rule_timer(&self, rule: &DefinitionKey) -> Result<Option<RuleTimer>, Error> {
        let rows = self.rows::<rule_timer::Entity>().filter(rule_timer::Column::Rule.eq(rule.as_str()));
        self.one(rows).await?.map(RuleTimer::try_from).transpose()
    }

    /// What a rule did, the newest first.
    pub async fn rule_runs(
        &self,
        rule: &DefinitionKey,
        before: Option<RuleRunId>,
        limit: u32,
    ) -> Result<Vec<RuleRun>, Error> {
        let mut rows = self.rows::<rule_run::Entity>().filter(rule_run::Column::Rule.eq(rule.as_str()));
        if let Some(before) = before {
            rows = rows.filter(rule_run::Column::Id.lt(before.uuid()));
        }
        self.all(rows.order_by_desc(rule_run::Column::Id).limit(u64::from(limit.clamp(1, MOST_ROWS)))).await
    }

    /// The open tickets that pass a sieve, by id, behind one of them.
    pub async fn sieved(&self, sieve: &Sieve, after: Option<TicketId>, limit: u32) -> Result<Vec<TicketId>, Error> {
        let mut rows = self.rows::<Entity>().filter(Column::Open.eq(true)).filter(condition(sieve));
        if let Some(after) = after {
            rows = rows.filter(Column::Id.gt(after.uuid()));
        }
        let ids: Vec<uuid::Uuid> = rows
            .order_by_asc(Column::Id)
            .limit(u64::from(limit.clamp(1, MOST_ROWS)))
            .select_only()
            .column(Column::Id)
            .into_tuple()
            .all(&self.store.inner.reader)
            .await
            .map_err(Error::read("ticket"))?;
        Ok(ids.into_iter().map(TicketId::new).collect())
    }

    /// The tickets that pass a sieve and may be seen, the newest first; only open ones, if asked to.
    pub async fn sieved_of(
        &self,
        sieve: &Sieve,
        visible: &Visible,
        open: bool,
        limit: u32,
    ) -> Result<Vec<TicketId>, Error> {
        let mut rows = self.rows::<Entity>().filter(condition(sieve));
        if open {
            rows = rows.filter(Column::Open.eq(true));
        }
        if let Some(condition) = visible.condition(self.workspace) {
            rows = rows.filter(condition);
        }
        let ids: Vec<uuid::Uuid> = rows
            .order_by_desc(Column::Id)
            .limit(u64::from(limit.clamp(1, MOST_ROWS)))
            .select_only()
            .column(Column::Id)
            .into_tuple()
            .all(&self.store.inner.reader)
            .await
            .map_err(Error::read("ticket"))?;
        Ok(ids.into_iter().map(TicketId::new).collect())
    }
}

fn condition(sieve: &Sieve) -> Condition {
    let mut all = Condition::all();
    if !sieve.ticket_types.is_empty() {
        all = all.add(Column::TicketType.is_in(sieve.ticket_types.iter().map(DefinitionKey::as_str)));
    }
    if let Some(status) = &sieve.status {
        all = all.add(Column::Status.is_in(status));
    }
    if let Some(wanted) = &sieve.priority {
        let known = Priority::ALL.into_iter().filter(|one| wanted.iter().any(|name| name == one.as_str()));
        all = all.add(Column::Urgency.is_in(known.map(urgency)));
    }
    if let Some(queue) = &sieve.queue {
        all = all.add(Column::Queue.is_in(queue));
    }
    let by =
        [(Column::CreatedAt, sieve.filed_by), (Column::HeardAt, sieve.heard_by), (Column::MovedAt, sieve.moved_by)];
    for (column, at) in by {
        if let Some(at) = at {
            all = all.add(column.lte(millis(at)));
        }
    }
    all
}
