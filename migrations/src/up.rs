//! Bringing a database up to date, by one node at a time.

use std::{
    fs::{File, TryLockError, create_dir_all},
    path::{Path, PathBuf},
    time::Duration,
};

use sea_orm_migration::{
    DbErr, MigratorTrait,
    sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection},
};

use crate::Migrator;

/// How long a busy server may take to let us in.
const PATIENCE: Duration = Duration::from_secs(30);
/// The advisory lock that every node takes before it migrates.
const LOCK: i64 = 0x6465_736b_6c6f_6f6d;

/// Why the schema could not be brought up to date, or looked at.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address names no database.
    #[error("the address names no database; use sqlite:PATH or postgres://…")]
    Address,
    /// The file or its folder cannot be made or locked.
    #[error("cannot prepare {}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The database cannot be reached.
    #[error("cannot connect to the database")]
    Connect {
        /// Why.
        #[source]
        source: DbErr,
    },
    /// A change failed, or the database was made by a newer program.
    #[error("cannot bring the database up to date")]
    Migrate {
        /// Why.
        #[source]
        source: DbErr,
    },
}

/// Brings the database up to date; creates a SQLite file and its folder. Returns how many changes were applied.
///
/// Only one node does it at a time; the others wait and then find nothing to do.
pub async fn up(url: &str) -> Result<u32, Error> {
    if let Some(path) = sqlite_path(url) {
        let lock = lock_beside(&path).await?;
        let db = connect_sqlite(&path, true).await?;
        let applied = apply(&db).await;
        close(db).await;
        drop(lock);
        applied
    } else {
        // Advisory locks belong to a connection, so this one does nothing else.
        let keeper = connect_postgres(url).await?;
        keeper
            .execute_unprepared(&format!("SELECT pg_advisory_lock({LOCK})"))
            .await
            .map_err(|source| Error::Migrate { source })?;
        let applied = match connect_postgres(url).await {
            Ok(db) => {
                let applied = apply(&db).await;
                close(db).await;
                applied
            }
            Err(error) => Err(error),
        };
        // Closing the connection would free the lock as well; saying so frees it at once.
        drop(keeper.execute_unprepared(&format!("SELECT pg_advisory_unlock({LOCK})")).await);
        close(keeper).await;
        applied
    }
}

/// The names of the changes that are not applied yet. Changes nothing; a missing SQLite file has them all to come.
pub async fn pending(url: &str) -> Result<Vec<String>, Error> {
    let db = match sqlite_path(url) {
        Some(path) if !path.exists() => {
            return Ok(Migrator::migrations().iter().map(|change| change.name().to_owned()).collect());
        }
        Some(path) => connect_sqlite(&path, false).await?,
        None => connect_postgres(url).await?,
    };
    let found = Migrator::get_pending_migrations_read_only(&db).await.map_err(|source| Error::Migrate { source });
    close(db).await;
    Ok(found?.iter().map(|change| change.name().to_owned()).collect())
}

async fn apply(db: &DatabaseConnection) -> Result<u32, Error> {
    let waiting = Migrator::get_pending_migrations(db).await.map_err(|source| Error::Migrate { source })?;
    Migrator::up(db, None).await.map_err(|source| Error::Migrate { source })?;
    Ok(u32::try_from(waiting.len()).unwrap_or(u32::MAX))
}

fn sqlite_path(url: &str) -> Option<PathBuf> {
    let path = url.strip_prefix("sqlite:")?;
    Some(PathBuf::from(path.strip_prefix("//").unwrap_or(path)))
}

/// Takes the file lock that keeps two processes from migrating the same SQLite file. It is a file of its own: opening
/// and closing the database file beside SQLite would drop SQLite's locks.
async fn lock_beside(path: &Path) -> Result<File, Error> {
    if path.as_os_str().is_empty() {
        return Err(Error::Address);
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let name = PathBuf::from(name);
    let failed = |source| Error::File { path: name.clone(), source };
    if let Some(folder) = name.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        create_dir_all(folder).map_err(failed)?;
    }
    let file = File::create(&name).map_err(failed)?;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => tokio::time::sleep(Duration::from_millis(20)).await,
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
    }
}

async fn connect_sqlite(path: &Path, create: bool) -> Result<DatabaseConnection, Error> {
    let path = path.to_owned();
    let mut options = ConnectOptions::new("sqlite:deskloom.db");
    options.max_connections(1).sqlx_logging(false).map_sqlx_sqlite_opts(move |sqlite| {
        let sqlite = sqlite.filename(&path).create_if_missing(create).busy_timeout(Duration::from_secs(10));
        if create { sqlite.pragma("journal_mode", "WAL").pragma("synchronous", "FULL") } else { sqlite }
    });
    Database::connect(options).await.map_err(|source| Error::Connect { source })
}

async fn connect_postgres(url: &str) -> Result<DatabaseConnection, Error> {
    if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
        return Err(Error::Address);
    }
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).connect_timeout(PATIENCE).acquire_timeout(PATIENCE).sqlx_logging(false);
    Database::connect(options).await.map_err(|source| Error::Connect { source })
}

/// A failed goodbye harms nothing that was committed.
async fn close(db: DatabaseConnection) {
    drop(db.close().await);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_new_file_gets_every_change_once_whoever_comes_first() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("made/by/up/desk.db").display());
        let all = Migrator::migrations().len();
        assert_eq!(pending(&url).await.unwrap().len(), all);
        let (first, second) = tokio::join!(
            tokio::spawn({
                let url = url.clone();
                async move { up(&url).await }
            }),
            tokio::spawn({
                let url = url.clone();
                async move { up(&url).await }
            })
        );
        let mut applied = [first.unwrap().unwrap(), second.unwrap().unwrap()];
        applied.sort_unstable();
        assert_eq!(applied, [0, u32::try_from(all).unwrap()]);
        assert_eq!(pending(&url).await.unwrap(), Vec::<String>::new());
    }

    #[tokio::test]
    async fn an_address_of_no_database_is_refused() {
        assert!(matches!(up("mysql://localhost/desk").await, Err(Error::Address)));
        assert!(matches!(up("sqlite:").await, Err(Error::Address)));
    }
}
