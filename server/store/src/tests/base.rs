//! A fresh database for each test, copied from one that was migrated once.

use std::{
    path::PathBuf,
    sync::atomic::{AtomicU32, AtomicU64, Ordering},
};

use chrono::{DateTime, Utc};
use model::id::WorkspaceId;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use uuid::Uuid;

use crate::{Changes, Location, Options, Scope, Store};

/// A database with one workspace.
pub struct Base {
    pub store: Store,
    pub location: Location,
    pub workspace: WorkspaceId,
}

impl Base {
    pub fn scope(&self) -> Scope {
        self.store.scope(self.workspace)
    }

    pub fn changes(&self) -> Changes {
        Changes::new(self.workspace, at(0))
    }

    /// A second process on the same database.
    pub async fn another(&self) -> Store {
        Store::open(&self.location, Options::default()).await.unwrap()
    }
}

/// An instant: so many minutes after the tests' beginning of time.
pub fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(1_795_000_000_000 + minutes * 60_000).unwrap()
}

/// An id that sorts behind those made before.
pub fn id() -> Uuid {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    Uuid::from_u128((0x0190_0000_0000_7000 << 64) | u128::from(COUNT.fetch_add(1, Ordering::Relaxed)))
}

/// Runs a test on each database that there is.
pub async fn on_both(test: impl AsyncFn(Base)) {
    on_both_with(Options { readers: 2, ..Options::default() }, test).await;
}

/// Runs a test on each database that there is, with a store of one's own making.
pub async fn on_both_with(options: Options, test: impl AsyncFn(Base)) {
    let (location, folder) = sqlite().await;
    run(location, options.clone(), &test).await;
    drop(folder);
    if let Some(server) = server() {
        let (location, name) = postgres(&server).await;
        run(location, options, &test).await;
        admin(&server).await.execute_unprepared(&format!("DROP SCHEMA {name} CASCADE")).await.unwrap();
    }
}

async fn run(location: Location, options: Options, test: &impl AsyncFn(Base)) {
    let store = Store::open(&location, options).await.unwrap();
    let workspace = WorkspaceId::new(id());
    let mut changes = Changes::new(workspace, at(0));
    changes.insert_workspace(&super::sample::workspace(workspace));
    store.commit(changes).await.unwrap();
    let kept = store.clone();
    test(Base { store, location, workspace }).await;
    kept.close().await;
}

async fn sqlite() -> (Location, TempDir) {
    static MIGRATED: OnceCell<(TempDir, PathBuf)> = OnceCell::const_new();
    let (_, model) = MIGRATED
        .get_or_init(|| async {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("model.db");
            migrations::up(&format!("sqlite:{}", path.display())).await.unwrap();
            (folder, path)
        })
        .await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.db");
    std::fs::copy(model, &path).unwrap();
    (Location::Sqlite(path), folder)
}

#[expect(clippy::disallowed_methods, reason = "tests have no command line of their own")]
fn server() -> Option<String> {
    std::env::var("DESKLOOM_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
}

async fn admin(server: &str) -> DatabaseConnection {
    Database::connect(server).await.unwrap()
}

/// A schema of its own in the server's database: making and dropping whole databases waits for checkpoints.
async fn postgres(server: &str) -> (Location, String) {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("store_test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    admin(server).await.execute_unprepared(&format!("CREATE SCHEMA {name}")).await.unwrap();
    let mark = if server.contains('?') { '&' } else { '?' };
    let url = format!("{server}{mark}options=-csearch_path%3D{name}");
    let (first, second) = tokio::join!(migrations::up(&url), migrations::up(&url));
    assert!(first.unwrap() == 0 || second.unwrap() == 0, "one migrates, the other waits");
    assert!(migrations::pending(&url).await.unwrap().is_empty());
    (Location::Postgres(url), name)
}
