//! The reads of one workspace.

use std::fmt;

use model::id::WorkspaceId;
use sea_orm::{
    AccessMode, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityName, EntityTrait, IsolationLevel,
    QueryFilter, QueryOrder, QuerySelect, Select, TransactionTrait,
};
use uuid::Uuid;

use crate::{
    AuditEntry, Error, Store, StoredAnswer, Workspace,
    row::{self, Tenant},
};

mod case;
mod definitions;
mod events;
mod people;
mod reckonings;
mod rules;
mod runs;
mod tasks;
mod tickets;
mod views;

/// The most rows of one part of a list.
pub(crate) const MOST_ROWS: u32 = 200;

/// The reads of one workspace. Every read of tenant data goes through it.
#[derive(Clone)]
pub struct Scope {
    store: Store,
    workspace: WorkspaceId,
}

impl fmt::Debug for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scope").field("workspace", &self.workspace).finish_non_exhaustive()
    }
}

impl Scope {
    pub(crate) const fn new(store: Store, workspace: WorkspaceId) -> Self {
        Self { store, workspace }
    }

    /// Which workspace.
    #[must_use]
    pub const fn id(&self) -> WorkspaceId {
        self.workspace
    }

    /// The workspace and its settings.
    pub async fn workspace(&self) -> Result<Option<Workspace>, Error> {
        self.one(self.rows::<row::workspace::Entity>()).await?.map(Workspace::try_from).transpose()
    }

    /// The value of a named counter; 0 before its first [`crate::Changes::bump`].
    pub async fn register(&self, name: &str) -> Result<i64, Error> {
        let rows = self.rows::<row::register::Entity>().filter(row::register::Column::Name.eq(name));
        Ok(self.one(rows).await?.map_or(0, |row| row.value))
    }

    /// What an idempotency key was answered with.
    pub async fn answer(&self, key: &str) -> Result<Option<StoredAnswer>, Error> {
        if key.contains('\0') {
            return Ok(None);
        }
        let rows = self.rows::<row::answer::Entity>().filter(row::answer::Column::Key.eq(key));
        self.one(rows).await?.map(StoredAnswer::try_from).transpose()
    }

    /// The audit, the newest first.
    pub async fn audit(&self, before: Option<Uuid>, limit: u32) -> Result<Vec<AuditEntry>, Error> {
        let mut rows = self.rows::<row::audit::Entity>();
        if let Some(before) = before {
            rows = rows.filter(row::audit::Column::Id.lt(before));
        }
        let rows = rows.order_by_desc(row::audit::Column::Id).limit(u64::from(limit.clamp(1, MOST_ROWS)));
        self.all(rows).await
    }

    /// The rows of a table that belong to this workspace.
    pub(crate) fn rows<E: Tenant>(&self) -> Select<E> {
        E::find().filter(E::WORKSPACE.eq(self.workspace.uuid()))
    }

    /// At most one row.
    pub(crate) async fn one<E>(&self, select: Select<E>) -> Result<Option<E::Model>, Error>
    where
        E: EntityTrait + EntityName + Default,
    {
        select.one(&self.store.inner.reader).await.map_err(Error::read(E::default().table_name()))
    }

    /// Every row, as records.
    pub(crate) async fn all<E, T>(&self, select: Select<E>) -> Result<Vec<T>, Error>
    where
        E: EntityTrait + EntityName + Default,
        T: TryFrom<E::Model>,
        Error: From<T::Error>,
    {
        self.all_from(select, &self.store.inner.reader).await
    }

    /// Every row, as records, from a connection or transaction.
    pub(crate) async fn all_from<E, T, C>(&self, select: Select<E>, db: &C) -> Result<Vec<T>, Error>
    where
        E: EntityTrait + EntityName + Default,
        T: TryFrom<E::Model>,
        Error: From<T::Error>,
        C: ConnectionTrait,
    {
        let rows = select.all(db).await.map_err(Error::read(E::default().table_name()))?;
        rows.into_iter().map(|row| T::try_from(row).map_err(Error::from)).collect()
    }

    /// A transaction in which every read sees the same instant.
    pub(crate) async fn snapshot(&self) -> Result<DatabaseTransaction, Error> {
        let db = &self.store.inner.reader;
        let begun = match self.store.inner.backend {
            // A transaction that only reads sees one instant by itself.
            DbBackend::Sqlite => db.begin().await,
            _ => db.begin_with_config(Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly)).await,
        };
        begun.map_err(Error::read("a snapshot"))
    }
}

impl From<std::convert::Infallible> for Error {
    fn from(never: std::convert::Infallible) -> Self {
        match never {}
    }
}
