//! The store itself: opening, closing, committing, and what is bound to no workspace.

use std::{
    collections::HashMap,
    fmt,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
};

use model::id::WorkspaceId;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, EntityTrait, FromQueryResult, QueryOrder, Statement,
};
use tokio::{
    sync::{Mutex, mpsc, oneshot},
    task::JoinHandle,
};

use crate::{
    AccessToken, Changes, Counters, Error, Location, OneTimeLink, Refused, Scope, Workspace,
    committer::{Committer, Job, Meter},
    connect::{Pools, connect},
    number::Block,
    row,
    sql::Sql,
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
pub struct Store {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) backend: DbBackend,
    pub(crate) reader: DatabaseConnection,
    pub(crate) writer: DatabaseConnection,
    pub(crate) numbers: Mutex<HashMap<WorkspaceId, Block>>,
    queue: RwLock<Option<mpsc::Sender<Job>>>,
    committers: Mutex<Vec<JoinHandle<()>>>,
    pub(crate) meter: Arc<Meter>,
    moved: AtomicU64,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").field("backend", &self.inner.backend).finish_non_exhaustive()
    }
}

impl Store {
    /// Opens a database that has been migrated.
    pub async fn open(location: &Location, options: Options) -> Result<Self, Error> {
        let Pools { mut reader, writer } = connect(location, &options).await?;
        let backend = writer.get_database_backend();
        let meter = Arc::new(Meter::default());
        let reads = Arc::clone(&meter);
        reader.set_metric_callback(move |_| reads.read_one());
        let (sender, receiver) = mpsc::channel(options.queue.max(1));
        let queue = Arc::new(Mutex::new(receiver));
        let count = if backend == DbBackend::Sqlite { 1 } else { options.committers.max(1) };
        let committers = (0..count)
            .map(|_| {
                let committer = Committer {
                    db: writer.clone(),
                    queue: Arc::clone(&queue),
                    group: options.group.max(1),
                    meter: Arc::clone(&meter),
                };
                tokio::spawn(committer.run())
            })
            .collect();
        let inner = Inner {
            backend,
            reader,
            writer,
            numbers: Mutex::default(),
            queue: RwLock::new(Some(sender)),
            committers: Mutex::new(committers),
            meter,
            moved: AtomicU64::default(),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Whether the database answers, and whether writes are still taken.
    pub async fn ping(&self) -> Result<(), Error> {
        if self.inner.meter.is_stopped() {
            return Err(Error::Stopped);
        }
        let statement = Statement::from_string(self.inner.backend, "SELECT 1");
        self.inner.reader.query_one_raw(statement).await.map(drop).map_err(Error::read("the database"))
    }

    /// Finishes the waiting commits and closes every connection. Other clones of this store take nothing after it.
    pub async fn close(self) {
        drop(self.inner.queue.write().unwrap_or_else(PoisonError::into_inner).take());
        for committer in self.inner.committers.lock().await.drain(..) {
            // A committer that has panicked has nothing left to finish.
            drop(committer.await);
        }
        for pool in [&self.inner.writer, &self.inner.reader] {
            if let Err(error) = pool.clone().close().await {
                tracing::warn!(%error, "a connection pool was not closed");
            }
        }
    }

    /// The reads of one workspace.
    #[must_use]
    pub fn scope(&self, workspace: WorkspaceId) -> Scope {
        Scope::new(self.clone(), workspace)
    }

    /// Every workspace, the oldest first.
    pub async fn workspaces(&self) -> Result<Vec<Workspace>, Error> {
        let rows = row::workspace::Entity::find()
            .order_by_asc(row::workspace::Column::CreatedAt)
            .order_by_asc(row::workspace::Column::WorkspaceId)
            .all(&self.inner.reader)
            .await
            .map_err(Error::read("workspace"))?;
        rows.into_iter().map(Workspace::try_from).collect()
    }

    /// Stores all of it or nothing; the only way to write tenant data.
    ///
    /// A caller that stops waiting does not undo anything: the changes may be stored all the same.
    pub async fn commit(&self, mut changes: Changes) -> Result<(), Refused> {
        if let Some(fault) = changes.fault.take() {
            return Err(Error::from(fault).into());
        }
        if changes.is_empty() {
            return Ok(());
        }
        let moves = changes.moves_loads();
        let (answer, answered) = oneshot::channel();
        {
            let queue = self.inner.queue.read().unwrap_or_else(PoisonError::into_inner);
            let queue = queue.as_ref().ok_or(Error::Stopped)?;
            let place = queue.try_reserve().map_err(|refused| match refused {
                mpsc::error::TrySendError::Full(()) => Refused::Full,
                mpsc::error::TrySendError::Closed(()) => Error::Stopped.into(),
            })?;
            self.inner.meter.queued();
            place.send(Job { changes, answer });
        }
        let stored = answered.await.unwrap_or_else(|_| Err(Error::Stopped.into()));
        if moves && stored.is_ok() {
            self.inner.moved.fetch_add(1, SeqCst);
        }
        stored
    }

    /// How often this node has changed people, or work that someone may have, other than by giving out new work. Whoever
    /// knows what people have to do knows it still while this stays the same, but for what other nodes did.
    #[must_use]
    pub fn moved_loads(&self) -> u64 {
        self.inner.moved.load(SeqCst)
    }

    /// What the committers have done so far.
    #[must_use]
    pub fn counters(&self) -> Counters {
        self.inner.meter.read()
    }

    /// The access token with this hash, in whichever workspace.
    pub async fn token(&self, hash: &str) -> Result<Option<(WorkspaceId, AccessToken)>, Error> {
        if hash.contains('\0') {
            return Ok(None);
        }
        // Asked of every workspace at once, so that each is answered by its index.
        let mut sql = Sql::new(self.inner.backend);
        sql.push("SELECT t.* FROM \"workspace\" AS w JOIN \"access_token\" AS t ");
        sql.push("ON t.\"workspace_id\" = w.\"workspace_id\" AND t.\"hash\" = ").bind(hash.into());
        let found = row::access_token::Model::find_by_statement(sql.done())
            .one(&self.inner.reader)
            .await
            .map_err(Error::read("access_token"))?;
        found.map(|row| Ok((WorkspaceId::new(row.workspace_id), AccessToken::try_from(row)?))).transpose()
    }

    /// The one-time link with this hash, in whichever workspace.
    pub async fn link(&self, hash: &str) -> Result<Option<(WorkspaceId, OneTimeLink)>, Error> {
        if hash.contains('\0') {
            return Ok(None);
        }
        let mut sql = Sql::new(self.inner.backend);
        sql.push("SELECT l.* FROM \"workspace\" AS w JOIN \"one_time_link\" AS l ");
        sql.push("ON l.\"workspace_id\" = w.\"workspace_id\" AND l.\"hash\" = ").bind(hash.into());
        let found = row::one_time_link::Model::find_by_statement(sql.done())
            .one(&self.inner.reader)
            .await
            .map_err(Error::read("one_time_link"))?;
        found.map(|row| Ok((WorkspaceId::new(row.workspace_id), OneTimeLink::try_from(row)?))).transpose()
    }

    /// Every workspace's id.
    pub async fn workspace_ids(&self) -> Result<Vec<WorkspaceId>, Error> {
        let rows = row::workspace::Entity::find()
            .order_by_asc(row::workspace::Column::WorkspaceId)
            .all(&self.inner.reader)
            .await
            .map_err(Error::read("workspace"))?;
        Ok(rows.into_iter().map(|row| WorkspaceId::new(row.workspace_id)).collect())
    }
}

impl Error {
    /// A failed read of a table.
    pub(crate) const fn read(what: &'static str) -> impl Fn(DbErr) -> Self {
        move |source| Self::Read { what, source }
    }

    /// A failed write to a table.
    pub(crate) const fn write(what: &'static str) -> impl Fn(DbErr) -> Self {
        move |source| Self::Write { what, source }
    }
}
