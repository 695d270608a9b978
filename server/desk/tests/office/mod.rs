//! The harness of the desk's tests: an office with a clock that stands still, ids that repeat, and effects that are
//! caught. It runs on SQLite, and on PostgreSQL too where `DESKLOOM_TEST_POSTGRES` names a server.
#![expect(dead_code, reason = "each test file uses its part of the harness")]

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use chrono::{DateTime, TimeDelta, Utc};
use desk::{Actor, Answer, Carrier, Clock, Desk, MakeIds, Settings, TicketRef};
use futures::future::BoxFuture;
use model::{
    Fields, Lang, Value,
    id::{OutboxId, PersonId},
    key::{DefinitionKey, FieldKey, OutcomeKey},
    record::{Channel, Effect},
    view::{Completion, Filing, NewPerson, Setup, TaskQuery, TaskView, TicketPage, TicketRow},
};
use serde_json::json;
use store::{Location, Options, Store};
use uuid::Uuid;

/// A Monday, 09:00 in Shanghai.
pub const MONDAY: &str = "2026-03-02T01:00:00Z";

pub struct Still(Mutex<DateTime<Utc>>);

impl Still {
    /// A clock that stands at an instant.
    pub fn at(instant: DateTime<Utc>) -> Self {
        Self(Mutex::new(instant))
    }

    /// Lets time pass without anyone at work.
    pub fn turn(&self, by: TimeDelta) {
        *self.0.lock().unwrap() += by;
    }
}

impl Clock for Still {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}

struct Seeded(AtomicU64);

impl MakeIds for Seeded {
    fn uuid(&self, now: DateTime<Utc>) -> Uuid {
        let count = self.0.fetch_add(1, Ordering::Relaxed);
        let millis = u128::try_from(now.timestamp_millis()).unwrap();
        Uuid::from_u128((millis << 80) | (7_u128 << 76) | (2_u128 << 62) | u128::from(count))
    }
}

/// Catches effects; refuses those whose receiver is named in `refuse`.
#[derive(Default)]
pub struct Caught {
    pub done: Mutex<Vec<(OutboxId, Effect)>>,
    pub refuse: Mutex<bool>,
}

impl Carrier for Caught {
    fn carry<'a>(&'a self, id: OutboxId, effect: &'a Effect) -> BoxFuture<'a, Answer> {
        Box::pin(async move {
            if *self.refuse.lock().unwrap() {
                return Answer::Retry("refused".to_owned());
            }
            self.done.lock().unwrap().push((id, effect.clone()));
            Answer::Done
        })
    }
}

pub struct Office {
    pub desk: Desk,
    /// Where its database is.
    pub location: String,
    pub admin: Actor,
    pub clock: Arc<Still>,
    pub caught: Arc<Caught>,
    settings: Settings,
}

impl Office {
    /// A desk before its first run.
    pub async fn bare(location: &str) -> Desk {
        let _ = rustls::crypto::ring::default_provider().install_default();
        migrations::up(location).await.unwrap();
        let store = Store::open(&location.parse::<Location>().unwrap(), Options::default()).await.unwrap();
        let clock = Arc::new(Still(Mutex::new(MONDAY.parse().unwrap())));
        let ids = Arc::new(Seeded(AtomicU64::new(1)));
        Desk::open(store, Settings { clock, ids, ..Settings::default() }).await.unwrap()
    }

    /// An office that was just set up, with the starter content.
    pub async fn open(location: &str) -> Self {
        // Another test of this process may have installed it already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        migrations::up(location).await.unwrap();
        let store = Store::open(&location.parse::<Location>().unwrap(), Options::default()).await.unwrap();
        let clock = Arc::new(Still(Mutex::new(MONDAY.parse().unwrap())));
        let caught = Arc::new(Caught::default());
        let settings = Settings {
            clock: clock.clone(),
            ids: Arc::new(Seeded(AtomicU64::new(1))),
            carrier: Some(caught.clone()),
            ..Settings::default()
        };
        let desk = Desk::open(store, settings.clone()).await.unwrap();
        let admin = desk
            .setup(Setup {
                company: "测试公司".to_owned(),
                admin_name: "管理员".to_owned(),
                admin_email: "admin@example.com".to_owned(),
                admin_password: "a long password".to_owned(),
                lang: Lang::ZhCn,
                zone: "Asia/Shanghai".to_owned(),
                ..Setup::default()
            })
            .await
            .unwrap();
        let admin = desk.actor(admin.administrator).await.unwrap();
        Self { desk, location: location.to_owned(), admin, clock, caught, settings }
    }

    /// Another node on the same database, without a mail server.
    pub async fn without_mail(&self) -> Desk {
        let settings = Settings { carrier: None, ..self.settings.clone() };
        Desk::open(self.desk.store().clone(), settings).await.unwrap()
    }

    /// Hires someone with these roles.
    pub async fn hire(&self, name: &str, roles: &[&str]) -> Actor {
        let new = NewPerson {
            name: name.to_owned(),
            email: format!("{}@example.com", name.to_lowercase()),
            roles: roles.iter().map(|role| DefinitionKey::from(*role)).collect(),
            password: Some("a long password".to_owned()),
            ..NewPerson::default()
        };
        let person = self.desk.create_person(&self.admin, new, None).await.unwrap();
        self.desk.actor(person.id).await.unwrap()
    }

    pub async fn again(&self, person: PersonId) -> Actor {
        self.desk.actor(person).await.unwrap()
    }

    /// Brings in definitions written as JSON.
    pub async fn bring(&self, definitions: Value) {
        let package = serde_json::json!({"deskloom": "package", "format": 1, "definitions": definitions});
        let package = desk::read_package(package.to_string().as_bytes()).unwrap();
        let report = self.desk.import(&self.admin, package, false).await.unwrap();
        assert!(report.stored, "{:#?}", report.problems);
    }

    pub async fn file(&self, actor: &Actor, ticket_type: &str, answers: Value) -> TicketRow {
        self.desk.file(actor, filing(ticket_type, answers), Channel::Desk, None).await.unwrap()
    }

    pub async fn page(&self, actor: &Actor, row: &TicketRow) -> TicketPage {
        self.desk.ticket(actor, TicketRef::Id(row.id)).await.unwrap()
    }

    pub async fn open_tasks(&self, row: &TicketRow) -> Vec<TaskView> {
        let query = TaskQuery { ticket: Some(row.id), ..TaskQuery::default() };
        self.desk.tasks(&self.admin, query).await.unwrap().rows
    }

    pub async fn complete(&self, actor: &Actor, task: &TaskView, outcome: &str, answers: Value) -> TicketRow {
        let completion = Completion { outcome: OutcomeKey::from(outcome), fields: fields(answers) };
        self.desk.complete(actor, task.id, completion, None).await.unwrap()
    }

    /// Lets time pass, minute by minute, with a worker at work.
    pub async fn pass(&self, minutes: i64) {
        for _ in 0..minutes {
            *self.clock.0.lock().unwrap() += TimeDelta::minutes(1);
            while self.desk.work_once().await.unwrap() > 0 {}
        }
    }

    /// What the timeline tells, by name.
    pub async fn told(&self, row: &TicketRow) -> Vec<&'static str> {
        let events = self.desk.timeline(&self.admin, row.id, None, 500).await.unwrap().rows;
        events.iter().map(|event| event.what.name()).collect()
    }
}

/// Definitions, and behind them a ticket type `matter` of one step that someone of the queue `desk` does; the type says
/// `more`.
pub fn with_matter(definitions: Value, more: Value) -> Value {
    let mut ticket_type = json!({"format": 1, "form": "matter", "flow": "matter", "queue": "desk",
        "title_field": "subject"});
    ticket_type.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let Value::Array(mut all) = definitions else { panic!("definitions stand in a list") };
    all.extend([
        json!({"kind": "form", "key": "matter", "title": {"en": "Matter"}, "body": {"format": 1,
            "fields": [{"key": "subject", "label": {"en": "Subject"}, "type": "text"}],
            "layouts": [{"key": "intake", "title": {"en": "New"}, "purpose": "intake", "items": [
                {"item": "row", "cells": [{"field": "subject"}]}]}]}}),
        json!({"kind": "flow", "key": "matter", "title": {"en": "Matter"}, "body": {"format": 1, "form": "matter",
            "nodes": [
                {"key": "start", "node": "start"},
                {"key": "step", "title": {"en": "Step"}, "node": "task", "owner": {"by": "ticket_queue"},
                 "outcomes": [{"key": "done", "title": {"en": "Done"}}]},
                {"key": "end", "title": {"en": "End"}, "node": "end", "leaves": "closed"}],
            "links": [
                {"key": "a", "from": "start", "to": "step"},
                {"key": "b", "from": "step", "to": "end", "leaves": {"by": "outcome", "outcome": "done"}}]}}),
        json!({"kind": "ticket_type", "key": "matter", "title": {"en": "Matter"}, "body": ticket_type}),
    ]);
    Value::Array(all)
}

pub fn filing(ticket_type: &str, answers: Value) -> Filing {
    Filing { ticket_type: DefinitionKey::from(ticket_type), fields: fields(answers), customer: None, priority: None }
}

pub fn fields(answers: Value) -> Fields {
    let answers: BTreeMap<FieldKey, Value> = serde_json::from_value(answers).unwrap();
    answers
}

/// Runs a test on every database at hand.
pub async fn everywhere<T: Future<Output = ()>>(test: impl Fn(Office) -> T) {
    let folder = tempfile::tempdir().unwrap();
    let location = format!("sqlite:{}", folder.path().join("office.db").display());
    test(Office::open(&location).await).await;
    drop(folder);
    if let Some(location) = postgres().await {
        test(Office::open(&location).await).await;
    }
}

/// Runs a test of the first run on every database at hand.
pub async fn before_setup<T: Future<Output = ()>>(test: impl Fn(Desk) -> T) {
    let folder = tempfile::tempdir().unwrap();
    let location = format!("sqlite:{}", folder.path().join("office.db").display());
    test(Office::bare(&location).await).await;
    drop(folder);
    if let Some(location) = postgres().await {
        test(Office::bare(&location).await).await;
    }
}

/// A new database on the PostgreSQL server at hand, if there is one.
#[expect(clippy::disallowed_methods, reason = "the test runner says by a variable where PostgreSQL is")]
async fn postgres() -> Option<String> {
    use sqlx::{Connection, Executor};
    let server = std::env::var("DESKLOOM_TEST_POSTGRES").ok()?;
    let name = format!(
        "desk_{}",
        desk::sha256_hex(format!("{:?}{}", std::time::Instant::now(), std::process::id()).as_bytes())
    );
    let name = &name[..40];
    let mut connection = sqlx::PgConnection::connect(&server).await.unwrap();
    connection.execute(sqlx::AssertSqlSafe(format!("create database {name}"))).await.unwrap();
    let base = server.rsplit_once('/').map_or(server.as_str(), |(base, _)| base);
    Some(format!("{base}/{name}"))
}

/// A number for the long form of a test, from the runner of the tests.
#[expect(clippy::disallowed_methods, reason = "the test runner says by a variable how long it may take")]
pub fn long<T: std::str::FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok()?.parse().ok()
}
