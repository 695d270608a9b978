//! A workspace to measure in: a fresh database, a company, agents, definitions, and an ear for what commits write.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering::Relaxed},
    },
};

use anyhow::{Context as _, Result, anyhow, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use desk::{Actor, Answer, Carrier, Clock, Desk, Settings, SystemClock, SystemIds};
use futures::future::BoxFuture;
use model::{
    Fields, Lang, Value,
    id::OutboxId,
    key::DefinitionKey,
    record::{Channel, Effect},
    view::{Filing, NewPerson, Setup, TicketRow},
};
use sqlx::{Connection as _, Executor as _};
use store::{Changes, Location, Options, Store};
use tokio::sync::mpsc::UnboundedReceiver;

/// How many agents there are to give work to.
pub const AGENTS: usize = 20;

/// A kind of database, and where databases of it are made.
#[derive(Clone, Debug)]
pub enum Place {
    Sqlite(PathBuf),
    Postgres(String),
}

static COUNT: AtomicU64 = AtomicU64::new(0);

impl Place {
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    /// The folder on whose disk the databases lie.
    pub fn folder(&self) -> PathBuf {
        match self {
            Self::Sqlite(folder) => folder.clone(),
            Self::Postgres(_) => std::env::temp_dir(),
        }
    }

    /// A new database with our tables.
    pub async fn create(&self) -> Result<String> {
        let name = format!("bench_{}_{}", std::process::id(), COUNT.fetch_add(1, Relaxed));
        let location = match self {
            Self::Sqlite(folder) => format!("sqlite:{}", folder.join(format!("{name}.db")).display()),
            Self::Postgres(server) => {
                let mut connection = sqlx::PgConnection::connect(server).await?;
                connection.execute(sqlx::AssertSqlSafe(format!("create database {name}"))).await?;
                let base = server.rsplit_once('/').map_or(server.as_str(), |(base, _)| base);
                format!("{base}/{name}")
            }
        };
        migrations::up(&location).await?;
        Ok(location)
    }
}

/// A clock that runs with the machine's, set forward or back.
pub struct Shifted(AtomicI64);

impl Shifted {
    pub fn new(by: TimeDelta) -> Self {
        Self(AtomicI64::new(by.num_milliseconds()))
    }

    pub fn set(&self, by: TimeDelta) {
        self.0.store(by.num_milliseconds(), Relaxed);
    }
}

impl Clock for Shifted {
    fn now(&self) -> DateTime<Utc> {
        SystemClock.now() + TimeDelta::milliseconds(self.0.load(Relaxed))
    }
}

/// Carries effects out by doing nothing: what the world does with them is not measured.
struct Done;

impl Carrier for Done {
    fn carry<'a>(&'a self, _id: OutboxId, _effect: &'a Effect) -> BoxFuture<'a, Answer> {
        Box::pin(async { Answer::Done })
    }
}

/// A desk over a fresh database.
pub struct Office {
    pub desk: Desk,
    pub admin: Actor,
    pub location: String,
    pub clock: Arc<Shifted>,
    /// What commits have written, in their order.
    pub written: UnboundedReceiver<Changes>,
    settings: Settings,
}

impl Office {
    /// Sets a company up with agents who have the skill `pumps`, and brings definitions in.
    pub async fn open(place: &Place, definitions: Value, capacity: Option<u16>) -> Result<Self> {
        let location = place.create().await?;
        let store = Store::open(&location.parse::<Location>()?, Options::default()).await?;
        let written = store.tap();
        let clock = Arc::new(Shifted::new(TimeDelta::zero()));
        let settings = Settings {
            clock: clock.clone(),
            ids: Arc::new(SystemIds::default()),
            carrier: Some(Arc::new(Done)),
            ..Settings::default()
        };
        let desk = Desk::open(store, settings.clone()).await.map_err(said)?;
        let made = Box::pin(desk.setup(Setup {
            company: "Bench".to_owned(),
            admin_name: "Admin".to_owned(),
            admin_email: "admin@example.com".to_owned(),
            admin_password: "a long password".to_owned(),
            lang: Lang::En,
            zone: "UTC".to_owned(),
            // One ready type must be taken; nobody files it.
            types: Some(vec![DefinitionKey::from("suggestion")]),
            ..Setup::default()
        }))
        .await
        .map_err(said)?;
        let admin = desk.actor(made.administrator).await.map_err(said)?;
        let package = serde_json::json!({"deskloom": "package", "format": 1, "definitions": definitions});
        let package = desk::read_package(package.to_string().as_bytes()).map_err(|wrong| anyhow!("{wrong:?}"))?;
        let report = Box::pin(desk.import(&admin, package, false)).await.map_err(said)?;
        ensure!(report.stored, "the definitions are wrong: {:?}", report.problems);
        for number in 0..AGENTS {
            let new = NewPerson {
                name: format!("Agent {number}"),
                email: format!("agent{number}@example.com"),
                roles: vec![DefinitionKey::from("worker")],
                skills: vec![DefinitionKey::from("pumps")],
                capacity,
                ..NewPerson::default()
            };
            Box::pin(desk.create_person(&admin, new, None)).await.map_err(said)?;
        }
        Ok(Self { desk, admin, location, clock, written, settings })
    }

    /// Another node on the same database, with a clock of its own.
    pub async fn another(&self, clock: Arc<Shifted>) -> Result<Desk> {
        let store = Store::open(&self.location.parse::<Location>()?, Options::default()).await?;
        Desk::open(store, Settings { clock, ..self.settings.clone() }).await.map_err(said)
    }

    /// What was written since this was asked last.
    pub fn heard(&mut self) -> Vec<Changes> {
        std::iter::from_fn(|| self.written.try_recv().ok()).collect()
    }
}

/// Files a ticket.
pub async fn file(desk: &Desk, admin: &Actor, ticket_type: &str, fields: Fields) -> Result<TicketRow> {
    let filing = Filing { ticket_type: DefinitionKey::from(ticket_type), fields, customer: None, priority: None };
    Box::pin(desk.file(admin, filing, Channel::Api, None)).await.map_err(said)
}

/// An error of the desk with what is behind it.
pub fn said(error: desk::Error) -> anyhow::Error {
    let words = format!("the desk says no: {error:?}");
    anyhow::Error::new(error).context(words)
}

/// Answers as a form takes them.
pub fn fields(answers: Value) -> Result<Fields> {
    serde_json::from_value(answers).context("answers are an object")
}

/// What every workload stands on: a role, a skill, a queue that needs it, and a calendar.
pub fn base() -> Vec<Value> {
    let day = serde_json::json!([{"from": 540, "to": 720}, {"from": 780, "to": 1080}]);
    let week: Vec<Value> = (0..7).map(|_| day.clone()).collect();
    let definitions = serde_json::json!([
        {"kind": "skill", "key": "pumps", "title": {"en": "Pumps"}, "body": {"format": 1}},
        {"kind": "role", "key": "worker", "title": {"en": "Worker"}, "body": {"format": 1, "grants": [
            {"right": "read_tickets", "scope": "all"}, {"right": "create_tickets", "scope": "all"},
            {"right": "work_tickets", "scope": "all"}]}},
        {"kind": "queue", "key": "desk", "title": {"en": "Desk"},
         "body": {"format": 1, "roles": ["worker"], "skills": ["pumps"]}},
        {"kind": "calendar", "key": "hours", "title": {"en": "Hours"},
         "body": {"format": 1, "zone": "Europe/Berlin", "week": week}}
    ]);
    if let Value::Array(definitions) = definitions { definitions } else { Vec::new() }
}
