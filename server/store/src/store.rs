//! The store itself: opening, closing, committing, and what is not bound to a workspace.

use std::time::Duration;

use chrono::{DateTime, Utc};
use model::{
    id::{OutboxId, PersonId, TimerId, WorkspaceId},
    record::Timer,
};

use crate::{
    AccessToken, Changes, Claimed, Counters, Error, Location, Outcome, Queued, Refused, Scope, Session, Workspace,
};

/// How the store uses the database.
#[derive(Clone, Debug)]
pub struct Options {
    /// Connections for reading.
    pub readers: u32,
    /// How many commits may wait before [`Refused::Full`].
    pub queue: usize,
    /// How many commits one transaction merges at most.
    pub group: usize,
    /// Committers on PostgreSQL; SQLite always has one.
    pub committers: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { readers: 4, queue: 1024, group: 64, committers: 3 }
    }
}

/// The database, opened. Cloning is cheap.
#[derive(Clone)]
pub struct Store;

impl Store {
    /// Opens a database that has been migrated.
    pub async fn open(_location: &Location, _options: Options) -> Result<Self, Error> {
        unimplemented!()
    }
    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), Error> {
        unimplemented!()
    }
    /// Finishes the waiting commits and closes every connection.
    pub async fn close(self) {}
    /// The reads of one workspace.
    #[must_use]
    pub fn scope(&self, _workspace: WorkspaceId) -> Scope {
        unimplemented!()
    }
    /// Every workspace, the oldest first.
    pub async fn workspaces(&self) -> Result<Vec<Workspace>, Error> {
        unimplemented!()
    }
    /// Stores all of it or nothing; the only way to write tenant data.
    pub async fn commit(&self, _changes: Changes) -> Result<(), Refused> {
        unimplemented!()
    }
    /// What the committers have done so far.
    #[must_use]
    pub fn counters(&self) -> Counters {
        Counters::default()
    }
    /// The next ticket number. Numbers grow, but may have gaps.
    pub async fn next_number(&self, _workspace: WorkspaceId) -> Result<i64, Error> {
        unimplemented!()
    }
    /// The token with this hash, in whichever workspace.
    pub async fn token(&self, _hash: &str) -> Result<Option<(WorkspaceId, AccessToken)>, Error> {
        unimplemented!()
    }
    /// Claims due timers.
    pub async fn claim_timers(
        &self,
        _now: DateTime<Utc>,
        _lease: Duration,
        _most: u32,
    ) -> Result<Vec<Claimed<Timer>>, Error> {
        unimplemented!()
    }
    /// When the next timer can be claimed.
    pub async fn next_timer_due(&self) -> Result<Option<DateTime<Utc>>, Error> {
        unimplemented!()
    }
    /// Gives a timer back, to be claimed again later; false if it is no longer this worker's.
    pub async fn release_timer(
        &self,
        _workspace: WorkspaceId,
        _timer: TimerId,
        _fence: i64,
        _retry_at: DateTime<Utc>,
    ) -> Result<bool, Error> {
        unimplemented!()
    }
    /// Claims waiting effects.
    pub async fn claim_effects(
        &self,
        _now: DateTime<Utc>,
        _lease: Duration,
        _most: u32,
    ) -> Result<Vec<Claimed<Queued>>, Error> {
        unimplemented!()
    }
    /// When the next effect can be claimed.
    pub async fn next_effect_due(&self) -> Result<Option<DateTime<Utc>>, Error> {
        unimplemented!()
    }
    /// Ends an effect; false if it is no longer this worker's.
    pub async fn finish_effect(
        &self,
        _workspace: WorkspaceId,
        _effect: OutboxId,
        _fence: i64,
        _outcome: Outcome,
    ) -> Result<bool, Error> {
        unimplemented!()
    }
    /// Stores a new session; false if its id is in use.
    pub async fn create_session(&self, _session: &Session) -> Result<bool, Error> {
        unimplemented!()
    }
    /// The session, unless it has ended.
    pub async fn load_session(&self, _id: &str, _now: DateTime<Utc>) -> Result<Option<Session>, Error> {
        unimplemented!()
    }
    /// Stores a session, new or changed.
    pub async fn save_session(&self, _session: &Session) -> Result<(), Error> {
        unimplemented!()
    }
    /// Forgets a session.
    pub async fn delete_session(&self, _id: &str) -> Result<(), Error> {
        unimplemented!()
    }
    /// Forgets every session of a person, except perhaps one; says how many.
    pub async fn delete_sessions_of(&self, _person: PersonId, _except: Option<&str>) -> Result<u64, Error> {
        unimplemented!()
    }
    /// Forgets the sessions that have ended; says how many.
    pub async fn purge_sessions(&self, _now: DateTime<Utc>) -> Result<u64, Error> {
        unimplemented!()
    }
    /// Forgets the idempotency keys used before an instant; says how many.
    pub async fn purge_answers(&self, _before: DateTime<Utc>) -> Result<u64, Error> {
        unimplemented!()
    }
}
