//! Work that waits: timers and effects, claimed by lease.
//!
//! A claim is one small transaction. The claimer owns the work until its lease ends; then anyone may claim it again,
//! with a higher fence. Finishing asks for the fence, so a worker that comes too late changes nothing.

use std::time::Duration;

use chrono::{DateTime, Utc};
use model::{
    id::{OutboxId, TimerId, WorkspaceId},
    reckoning::Reckoning,
    record::{RuleTimer, Timer},
};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult};

use crate::{
    Changes, Claimed, Error, Outcome, Queued, Refused, Store,
    row::{self, millis},
    sql::Sql,
};

impl Store {
    /// Claims timers that are due, the longest due first.
    pub async fn claim_timers(
        &self,
        now: DateTime<Utc>,
        lease: Duration,
        most: u32,
    ) -> Result<Vec<Claimed<Timer>>, Error> {
        let rows: Vec<row::timer::Model> = self.claim(&TIMERS, now, lease, most).await?;
        rows.into_iter().map(Claimed::try_from).collect()
    }

    /// When the next timer can be claimed.
    pub async fn next_timer_due(&self) -> Result<Option<DateTime<Utc>>, Error> {
        self.next_ready(&TIMERS).await
    }

    /// When the next held notice is to be told.
    pub async fn next_held_due(&self) -> Result<Option<DateTime<Utc>>, Error> {
        self.next_ready(&HELD).await
    }

    /// The workspaces in which a held notice is to be told.
    pub async fn workspaces_with_held(
        &self,
        workspaces: &[WorkspaceId],
        now: DateTime<Utc>,
    ) -> Result<Vec<WorkspaceId>, Error> {
        let mut waiting = Vec::new();
        for workspace in workspaces.iter().copied() {
            if self.ready_at(&HELD, workspace).await?.is_some_and(|ready| ready <= millis(now)) {
                waiting.push(workspace);
            }
        }
        Ok(waiting)
    }

    /// Gives a timer back, to be claimed again later; false if it is no longer this worker's.
    pub async fn release_timer(
        &self,
        workspace: WorkspaceId,
        timer: TimerId,
        fence: i64,
        retry_at: DateTime<Utc>,
    ) -> Result<bool, Error> {
        let mut changes = Changes::new(workspace, retry_at);
        changes.release_timer(timer, fence, retry_at);
        self.finish(changes).await
    }

    /// Claims wake-ups of rules that are due, the longest due first.
    pub async fn claim_rule_timers(
        &self,
        now: DateTime<Utc>,
        lease: Duration,
        most: u32,
    ) -> Result<Vec<Claimed<RuleTimer>>, Error> {
        let rows: Vec<row::rule_timer::Model> = self.claim(&RULES, now, lease, most).await?;
        rows.into_iter().map(Claimed::try_from).collect()
    }

    /// When the next wake-up of a rule can be claimed.
    pub async fn next_rule_timer_due(&self) -> Result<Option<DateTime<Utc>>, Error> {
        self.next_ready(&RULES).await
    }

    /// Claims reckonings that have a part to be done, the longest waiting first.
    pub async fn claim_reckonings(
        &self,
        now: DateTime<Utc>,
        lease: Duration,
        most: u32,
    ) -> Result<Vec<Claimed<Reckoning>>, Error> {
        let rows: Vec<row::reckoning::Model> = self.claim(&RECKONINGS, now, lease, most).await?;
        rows.into_iter().map(Claimed::try_from).collect()
    }

    /// Claims effects that wait, the longest waiting first; without `mail`, mails are left to another worker.
    pub async fn claim_effects(
        &self,
        now: DateTime<Utc>,
        lease: Duration,
        most: u32,
        mail: bool,
    ) -> Result<Vec<Claimed<Queued>>, Error> {
        let line = if mail { &EFFECTS } else { &CALLS };
        let rows: Vec<row::outbox::Model> = self.claim(line, now, lease, most).await?;
        rows.into_iter().map(Claimed::try_from).collect()
    }

    /// When the next effect can be claimed.
    pub async fn next_effect_due(&self) -> Result<Option<DateTime<Utc>>, Error> {
        self.next_ready(&EFFECTS).await
    }

    /// The workspaces in which a mail has waited since before an instant and nobody has taken it.
    pub async fn mail_waiting_since(&self, before: DateTime<Utc>) -> Result<Vec<WorkspaceId>, Error> {
        let mut waiting = Vec::new();
        for workspace in self.workspace_ids().await? {
            if self.ready_at(&MAILS, workspace).await?.is_some_and(|ready| ready <= millis(before)) {
                waiting.push(workspace);
            }
        }
        Ok(waiting)
    }

    /// Ends an effect; false if it is no longer this worker's.
    pub async fn finish_effect(
        &self,
        workspace: WorkspaceId,
        effect: OutboxId,
        fence: i64,
        outcome: Outcome,
    ) -> Result<bool, Error> {
        let mut changes = Changes::new(workspace, DateTime::UNIX_EPOCH);
        changes.finish_effect(effect, fence, outcome);
        self.finish(changes).await
    }

    /// Commits what rests on a fence; false if the fence did not hold.
    async fn finish(&self, changes: Changes) -> Result<bool, Error> {
        match self.commit(changes).await {
            Ok(()) => Ok(true),
            Err(Refused::Moved { .. }) => Ok(false),
            Err(Refused::Broken(error)) => Err(error),
            Err(Refused::Taken { .. } | Refused::Full) => Err(Error::Stopped),
        }
    }

    async fn claim<M: FromQueryResult>(
        &self,
        line: &Line,
        now: DateTime<Utc>,
        lease: Duration,
        most: u32,
    ) -> Result<Vec<M>, Error> {
        let until = millis(now).saturating_add(i64::try_from(lease.as_millis()).unwrap_or(i64::MAX));
        let mut claimed = Vec::new();
        for workspace in self.workspace_ids().await? {
            let left = i64::from(most) - i64::try_from(claimed.len()).unwrap_or(i64::MAX);
            // Looking first keeps an idle worker away from the one writer of SQLite.
            if left <= 0 || self.ready_at(line, workspace).await?.is_none_or(|ready| ready > millis(now)) {
                continue;
            }
            let postgres = self.inner.backend == DbBackend::Postgres;
            let mut sql = Sql::new(self.inner.backend);
            sql.push("UPDATE ").name(line.table).push(" SET \"fence\" = \"fence\" + 1, ").push(line.also);
            sql.push("\"ready_at\" = ").bind(until.into());
            sql.push(" WHERE \"workspace_id\" = ").bind(workspace.uuid().into()).push(" AND \"id\" ");
            // PostgreSQL could run a plain subquery more than once, and then lock more rows than were asked for.
            sql.push(if postgres { "= ANY(ARRAY(" } else { "IN (" });
            sql.push("SELECT \"id\" FROM ").name(line.table);
            sql.push(" WHERE \"workspace_id\" = ").bind(workspace.uuid().into()).push(line.filter);
            sql.push(" AND \"ready_at\" <= ").bind(millis(now).into());
            sql.push(" ORDER BY \"ready_at\" LIMIT ").bind(left.into());
            sql.push(if postgres { " FOR UPDATE SKIP LOCKED)) RETURNING *" } else { ") RETURNING *" });
            let rows = M::find_by_statement(sql.done()).all(&self.inner.writer).await;
            claimed.extend(rows.map_err(Error::write(line.table))?);
        }
        Ok(claimed)
    }

    async fn next_ready(&self, line: &Line) -> Result<Option<DateTime<Utc>>, Error> {
        let mut next = None;
        for workspace in self.workspace_ids().await? {
            let ready = self.ready_at(line, workspace).await?;
            next = next.into_iter().chain(ready).min();
        }
        Ok(next.and_then(DateTime::from_timestamp_millis))
    }

    async fn ready_at(&self, line: &Line, workspace: WorkspaceId) -> Result<Option<i64>, Error> {
        let mut sql = Sql::new(self.inner.backend);
        sql.push("SELECT min(\"ready_at\") FROM ").name(line.table);
        sql.push(" WHERE \"workspace_id\" = ").bind(workspace.uuid().into()).push(line.filter);
        let row = self.inner.reader.query_one_raw(sql.done()).await.map_err(Error::read(line.table))?;
        row.map_or(Ok(None), |row| row.try_get_by_index(0)).map_err(Error::read(line.table))
    }
}

/// A table whose rows wait to be claimed.
struct Line {
    table: &'static str,
    /// Which of them wait at all.
    filter: &'static str,
    /// What else a claim notes.
    also: &'static str,
}

const TIMERS: Line = Line { table: "timer", filter: "", also: "" };
const RULES: Line = Line { table: "rule_timer", filter: "", also: "" };
/// `ready_at` of a reckoning that is done is [`row::NEVER`].
const RECKONINGS: Line = Line { table: "reckoning", filter: " AND \"ready_at\" < 9223372036854775807", also: "" };
const EFFECTS: Line = Line { table: "outbox", filter: " AND NOT \"dead\"", also: "\"attempts\" = \"attempts\" + 1, " };
const CALLS: Line = Line { filter: " AND NOT \"dead\" AND \"kind\" <> 'mail'", ..EFFECTS };
const MAILS: Line = Line { filter: " AND NOT \"dead\" AND \"kind\" = 'mail'", ..EFFECTS };
/// `told_at` of a notice that nobody was told yet is [`row::NEVER`].
const HELD: Line = Line { table: "held_notice", filter: " AND \"told_at\" = 9223372036854775807", also: "" };
