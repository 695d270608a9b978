//! Use cases: load, authorise, decide with the engine, commit once.
//!
//! This is the only place where pure decisions and the store meet. Every public method of [`Desk`] authorises its
//! [`Actor`] first; what it answers is already what that actor may see. It reads the time from a [`Clock`] and takes
//! ids from [`MakeIds`], so that a test decides both.
//!
//! The way of a request is always the same: a snapshot from `store`, a decision by `engine`, one `Changes` value that
//! is committed as a whole, and a word to those who watch. If a row moved meanwhile, the use case decides again on the
//! new snapshot, a bounded number of times.

/// A place at which a test can end this process or hold it up; nothing at all in the program.
#[cfg(feature = "failpoints")]
macro_rules! point {
    ($name:literal) => {
        fail::fail_point!($name)
    };
}
#[cfg(not(feature = "failpoints"))]
macro_rules! point {
    ($name:literal) => {};
}

mod act;
mod actor;
mod clock;
mod crew;
mod customer;
mod day;
mod definition;
mod demo;
mod drain;
mod effect;
mod error;
mod find;
mod hear;
mod held;
mod ids;
mod incident;
mod intake;
mod leave;
mod link;
mod mention;
mod notice;
mod password;
mod people;
mod phrase;
mod rule;
mod saved_view;
mod secret;
mod settings;
mod setup;
mod shelf;
mod sign_in;
mod team;
mod thought;
mod throttle;
mod ticket;
mod token;
mod trial;
mod view;
mod work;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use model::{id::WorkspaceId, view::Changed};
use store::{Changes, Store};
use tokio::sync::broadcast;
use uuid::Uuid;

pub use act::Request;
pub use actor::Actor;
pub use clock::{Clock, SystemClock};
pub use definition::{check_package, misread, pointer, read_definition, read_package};
pub use effect::{Answer, Carrier};
pub use error::{Error, Result};
pub use ids::{MakeIds, SystemIds};
pub use secret::sha256_hex;
pub use settings::{MailSettings, MailTls, Settings};
pub use store;
pub use ticket::TicketRef;

/// How many changes a slow watcher may lag behind before it is told to look at everything again.
const WATCH_BACKLOG: usize = 1_024;

/// The use cases. Cheap to clone.
#[derive(Clone)]
pub struct Desk(Arc<Inner>);

struct Inner {
    store: Store,
    settings: Settings,
    shelves: shelf::Shelves,
    crews: crew::Crews,
    passwords: password::Passwords,
    thinkers: thought::Thinkers,
    ears: hear::Ears,
    by_account: throttle::Throttle,
    by_address: throttle::Throttle,
    setup_key: String,
    watchers: broadcast::Sender<(WorkspaceId, Changed)>,
    /// Wakes the worker of this process when something was put into the outbox or a timer is near.
    wake: tokio::sync::Notify,
    /// Wakes the same worker when a reckoning was asked for.
    reckons: tokio::sync::Notify,
    effects: effect::Runners,
    /// What was counted of rules and not yet written.
    counts: rule::Counts,
}

impl Desk {
    /// Opens the desk over a store whose migrations have run.
    pub async fn open(store: Store, settings: Settings) -> Result<Self> {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let passwords =
            tokio::task::spawn_blocking(move || password::Passwords::new(cores)).await.map_err(Error::broken)??;
        Ok(Self(Arc::new(Inner {
            effects: effect::Runners::new(&settings)?,
            store,
            settings,
            shelves: shelf::Shelves::default(),
            crews: crew::Crews::default(),
            passwords,
            thinkers: thought::Thinkers::new(cores * 2)?,
            ears: hear::Ears::default(),
            by_account: throttle::Throttle::new(10, chrono::TimeDelta::minutes(10)),
            by_address: throttle::Throttle::new(50, chrono::TimeDelta::minutes(10)),
            setup_key: secret::make("setup_"),
            watchers: broadcast::channel(WATCH_BACKLOG).0,
            wake: tokio::sync::Notify::new(),
            reckons: tokio::sync::Notify::new(),
            counts: rule::Counts::default(),
        })))
    }

    /// The store, for health checks and sessions.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// The present instant.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.0.settings.clock.now()
    }

    /// Tells which tickets change, in every workspace: at once what this node commits, and what others commit as soon as
    /// [`Desk::hear`] hears of it.
    #[must_use]
    pub fn watch(&self) -> broadcast::Receiver<(WorkspaceId, Changed)> {
        self.0.watchers.subscribe()
    }

    fn uuid(&self) -> Uuid {
        self.0.settings.ids.uuid(self.now())
    }

    fn changes(&self, actor: &Actor) -> Changes {
        Changes::new(actor.workspace(), self.now())
    }

    async fn shelf(&self, workspace: WorkspaceId) -> Result<Arc<shelf::Shelf>> {
        self.0.shelves.shelf(&self.0.store, workspace).await
    }

    async fn lookup(&self, workspace: WorkspaceId) -> Result<shelf::Lookup> {
        let shelf = self.shelf(workspace).await?;
        let crew = self.0.crews.crew(&self.0.store, workspace).await?;
        Ok(shelf::Lookup::new(shelf, crew))
    }

    fn tell(&self, workspace: WorkspaceId, changed: Changed) {
        // Nobody may be watching; that is fine.
        let _ = self.0.watchers.send((workspace, changed));
    }
}
