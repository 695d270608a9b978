//! Connections: one pool for reading, one for writing.

use std::{path::Path, str::FromStr, time::Duration};

use futures::future::BoxFuture;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, RuntimeErr, Statement};
use sqlx::{
    ConnectOptions as _, Connection as _, PgConnection,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{Error, Location, Options};

/// How long a request waits for a connection.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long after its last use a connection is taken to be alive.
const FRESH: Duration = Duration::from_millis(5);
/// How long SQLite waits for another process that writes.
const BUSY: Duration = Duration::from_secs(10);
/// The first SQLite without the bug that can corrupt a database when two connections write and checkpoint.
const OLDEST_SQLITE: [u32; 3] = [3, 51, 3];

/// The two pools.
pub(crate) struct Pools {
    pub(crate) reader: DatabaseConnection,
    pub(crate) writer: DatabaseConnection,
}

/// Opens both pools and checks that they work.
pub(crate) async fn connect(location: &Location, options: &Options) -> Result<Pools, Error> {
    let open = |source: DbErr| Error::Open { location: location.clone(), source };
    let pools = match location {
        Location::Sqlite(path) => sqlite(path, options).await.map_err(open)?,
        Location::Postgres(url) => postgres(url, options).await.map_err(open)?,
    };
    if pools.writer.get_database_backend() == DbBackend::Sqlite {
        let statement = Statement::from_string(DbBackend::Sqlite, "SELECT sqlite_version()");
        let row = pools.writer.query_one_raw(statement).await.map_err(open)?;
        let found: String = row.map(|row| row.try_get_by_index(0)).transpose().map_err(open)?.unwrap_or_default();
        if is_too_old(&found) {
            return Err(Error::TooOld { found });
        }
    }
    Ok(pools)
}

/// SQLite has one writer, so the writing pool has one connection. Readers can write nothing.
async fn sqlite(path: &Path, options: &Options) -> Result<Pools, DbErr> {
    let common = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .busy_timeout(BUSY)
        .foreign_keys(true)
        .disable_statement_logging();
    let write = common
        .clone()
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .statement_cache_capacity(512)
        .pragma("cache_size", "-8000")
        .pragma("wal_autocheckpoint", "4000");
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(PATIENCE)
        .test_before_acquire(false)
        .connect_with(write)
        .await
        .map_err(broken)?;
    let reader = SqlitePoolOptions::new()
        .max_connections(options.readers.max(1))
        .acquire_timeout(PATIENCE)
        .test_before_acquire(false)
        .connect_with(common.pragma("query_only", "on"))
        .await
        .map_err(broken)?;
    Ok(Pools { reader: reader.into(), writer: writer.into() })
}

/// Beside the committers, leases, sessions and ticket numbers write on connections of their own.
async fn postgres(url: &str, options: &Options) -> Result<Pools, DbErr> {
    let common =
        PgConnectOptions::from_str(url).map_err(broken)?.application_name("deskloom").disable_statement_logging();
    let committers = u32::try_from(options.committers.max(1)).unwrap_or(u32::MAX);
    let writer = PgPoolOptions::new()
        .max_connections(committers.saturating_add(2))
        .acquire_timeout(PATIENCE)
        .test_before_acquire(false)
        .before_acquire(|connection, meta| is_alive(connection, meta.idle_for))
        .connect_with(common.clone().statement_cache_capacity(512))
        .await
        .map_err(broken)?;
    let reader = PgPoolOptions::new()
        .max_connections(options.readers.max(1))
        .acquire_timeout(PATIENCE)
        .test_before_acquire(false)
        .before_acquire(|connection, meta| is_alive(connection, meta.idle_for))
        .connect_with(common)
        .await
        .map_err(broken)?;
    Ok(Pools { reader: reader.into(), writer: writer.into() })
}

/// Whether a connection may be used. One that was used a moment ago is not asked, because asking takes as long as most
/// questions do; should the server have gone in that moment, a commit is tried again and a read fails.
fn is_alive(connection: &mut PgConnection, idle: Duration) -> BoxFuture<'_, Result<bool, sqlx::Error>> {
    Box::pin(async move {
        if idle > FRESH {
            connection.ping().await?;
        }
        Ok(true)
    })
}

fn broken(error: sqlx::Error) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(error.into()))
}

fn is_too_old(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or_default());
    let found = [(); 3].map(|()| parts.next().unwrap_or_default());
    found < OLDEST_SQLITE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sqlite_with_the_wal_bug_is_refused() {
        for old in ["3.40.1", "3.51.2", "3.7.0", ""] {
            assert!(is_too_old(old), "{old}");
        }
        for good in ["3.51.3", "3.52.1", "4.0.0"] {
            assert!(!is_too_old(good), "{good}");
        }
    }
}
