//! A node in a process of its own, so that it can be killed: the test starts its own program again, which finds in the
//! environment what it is to do. What a client would have been answered it writes on its standard output, what it tells
//! the world it appends to a file.
#![allow(clippy::allow_attributes, dead_code, reason = "each test file uses its part of the harness")]

use std::{
    fs::{File, OpenOptions},
    io::{BufRead as _, BufReader, Write as _},
    os::unix::process::ExitStatusExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering::SeqCst},
    },
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};
use desk::{Actor, Answer, Carrier, Desk, Error, Request, Settings, SystemIds};
use futures::future::BoxFuture;
use model::{
    Value,
    id::{OutboxId, PersonId, TicketId},
    key::{DefinitionKey, OutcomeKey},
    record::{Channel, Effect},
    view::{Completion, Filing, TicketRow},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{Location, Options, Store};

use crate::office::Still;

/// The variable by which a node is told what to do.
const ORDERS: &str = "DESKLOOM_TEST_NODE";

/// What a node is to do.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Orders {
    /// The database.
    pub location: String,
    /// Who files.
    pub admin: PersonId,
    /// What its clock says.
    pub at: DateTime<Utc>,
    /// Under which keys it files tickets and completes their steps.
    pub keys: Vec<String>,
    /// How far its clock moves before it works off what is due and what waits; it does not work, if absent.
    pub then: Option<i64>,
    /// Where it writes what it tells the world.
    pub told: PathBuf,
    /// At which place it is killed, and at which passage.
    pub dies: Option<(String, u32)>,
}

/// What became of a node.
#[derive(Debug, Default)]
pub struct Fate {
    /// What it answered: the key and the number of the ticket.
    pub answered: Vec<(String, i64)>,
    /// Whether it was killed on its way.
    pub died: bool,
}

/// The orders of this process, if it is a node.
#[expect(clippy::disallowed_methods, reason = "one test process is told by another what to do")]
pub fn orders() -> Option<Orders> {
    serde_json::from_str(&std::env::var(ORDERS).ok()?).ok()
}

/// Starts a node: this very test, with orders.
pub fn start(test: &str, orders: &Orders) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(ORDERS, serde_json::to_string(orders).unwrap())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Starts a node and waits for its end.
pub fn run(test: &str, orders: &Orders) -> Fate {
    let mut child = start(test, orders);
    let mut fate = Fate::default();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let Ok(line) = line else { break };
        let mut words = line.split(' ');
        if let (Some("answered"), Some(key), Some(number)) = (words.next(), words.next(), words.next()) {
            fate.answered.push((key.to_owned(), number.parse().unwrap()));
        }
    }
    let status = child.wait().unwrap();
    fate.died = status.signal().is_some();
    assert!(status.success() || (fate.died && orders.dies.is_some()), "a node failed by itself ({status}): {orders:?}");
    fate
}

/// Carries effects out by writing them into a file, as a receiver would into its books.
pub struct Books(Mutex<File>);

impl Books {
    pub fn open(path: &Path) -> Self {
        Self(Mutex::new(OpenOptions::new().create(true).append(true).open(path).unwrap()))
    }
}

impl Carrier for Books {
    fn carry<'a>(&'a self, id: OutboxId, effect: &'a Effect) -> BoxFuture<'a, Answer> {
        Box::pin(async move {
            let Effect::Webhook { body, .. } = effect else { return Answer::Fail("nothing else is sent".to_owned()) };
            let body: Value = serde_json::from_str(body).unwrap();
            let number = body["ticket"]["number"].as_i64().unwrap();
            // One write, so that no other process's line comes in between.
            self.0.lock().unwrap().write_all(format!("{id} {number}\n").as_bytes()).unwrap();
            Answer::Done
        })
    }
}

/// What the world was told: the key of each effect and the number of its ticket.
pub fn told(path: &Path) -> Vec<(String, i64)> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(key, number)| (key.to_owned(), number.parse().unwrap()))
        .collect()
}

/// A desk as a node has it.
pub async fn desk(location: &str, clock: Arc<Still>, told: &Path) -> Desk {
    // Another test of this process may have installed it already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let store = Store::open(&location.parse::<Location>().unwrap(), Options::default()).await.unwrap();
    let settings = Settings {
        clock,
        ids: Arc::new(SystemIds::default()),
        carrier: Some(Arc::new(Books::open(told))),
        ..Settings::default()
    };
    Desk::open(store, settings).await.unwrap()
}

/// Does what it was told, and ends.
pub async fn obey(orders: Orders) {
    if let Some((place, passage)) = orders.dies.clone() {
        let passed = AtomicU32::new(0);
        fail::cfg_callback(place, move || {
            if passed.fetch_add(1, SeqCst) + 1 == passage {
                // As `kill -9` does: nothing is finished, nothing is said.
                std::process::abort();
            }
        })
        .unwrap();
    }
    let clock = Arc::new(Still::at(orders.at));
    let desk = desk(&orders.location, clock.clone(), &orders.told).await;
    let admin = desk.actor(orders.admin).await.unwrap();
    for key in &orders.keys {
        let row = insist(|| file(&desk, &admin, key)).await;
        println!("answered {key} {}", row.number);
        let row = insist(|| complete(&desk, &admin, key, row.id)).await;
        println!("answered {key} {}", row.number);
    }
    if let Some(minutes) = orders.then {
        clock.turn(chrono::TimeDelta::minutes(minutes));
        while desk.work_once().await.unwrap() > 0 {}
    }
    desk.store().clone().close().await;
}

/// Asks again while the server says that it is busy or cannot tell: what a client with a key may do.
pub async fn insist<T, F: Future<Output = Result<T, Error>>>(ask: impl Fn() -> F) -> T {
    let since = Instant::now();
    loop {
        match ask().await {
            Ok(told) => return told,
            Err(error @ (Error::Busy | Error::Broken(_))) => {
                assert!(since.elapsed() < Duration::from_secs(150), "asked for minutes, and at last: {error:?}");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            Err(other) => panic!("{other:?}"),
        }
    }
}

pub fn request(key: &str) -> Request {
    Request { key: key.to_owned(), hash: desk::sha256_hex(key.as_bytes()) }
}

/// Files a ticket under a key that is also its subject.
pub async fn file(desk: &Desk, admin: &Actor, key: &str) -> Result<TicketRow, Error> {
    let filing = Filing {
        ticket_type: DefinitionKey::from("matter"),
        fields: serde_json::from_value(json!({"subject": key})).unwrap(),
        customer: None,
        priority: None,
    };
    desk.file(admin, filing, Channel::Api, Some(request(&format!("file {key}")))).await
}

/// Completes the one step of a ticket.
pub async fn complete(desk: &Desk, admin: &Actor, key: &str, ticket: TicketId) -> Result<TicketRow, Error> {
    let query = model::view::TaskQuery { ticket: Some(ticket), closed: true, ..Default::default() };
    let tasks = desk.tasks(admin, query).await?.rows;
    let completion = Completion { outcome: OutcomeKey::from("done"), fields: model::Fields::new() };
    desk.complete(admin, tasks[0].id, completion, Some(request(&format!("done {key}")))).await
}

/// A ticket type that tells the world when it is filed, has one step, waits a minute, and ends.
pub fn definitions() -> Value {
    json!([
        {"kind": "queue", "key": "desk", "title": {"en": "Desk"}, "body": {"format": 1, "roles": ["administrator"]}},
        {"kind": "form", "key": "matter", "title": {"en": "Matter"}, "body": {"format": 1,
            "fields": [{"key": "subject", "label": {"en": "Subject"}, "type": "text"}],
            "layouts": [{"key": "intake", "title": {"en": "New"}, "purpose": "intake", "items": [
                {"item": "row", "cells": [{"field": "subject"}]}]}]}},
        {"kind": "policy", "key": "matter", "title": {"en": "Matter"}, "body": {"format": 1, "calendar": "standard",
            "otherwise": {"first_response": {"minutes": 240}, "resolution": {"minutes": 900}}}},
        {"kind": "flow", "key": "matter", "title": {"en": "Matter"}, "body": {"format": 1, "form": "matter", "nodes": [
            {"key": "start", "node": "start"},
            {"key": "tell", "title": {"en": "Tell"}, "node": "action",
             "acts": [{"act": "webhook", "url": "https://world.example.com/"}]},
            {"key": "step", "title": {"en": "Step"}, "node": "task", "owner": {"by": "ticket_queue"},
             "outcomes": [{"key": "done", "title": {"en": "Done"}}]},
            {"key": "rest", "title": {"en": "Rest"}, "node": "wait",
             "until": {"for": "duration", "span": {"minutes": 1, "counted": "wall"}}},
            {"key": "end", "node": "end", "leaves": "closed"}],
            "links": [
                {"key": "a", "from": "start", "to": "tell"}, {"key": "b", "from": "tell", "to": "step"},
                {"key": "c", "from": "step", "to": "rest", "leaves": {"by": "outcome", "outcome": "done"}},
                {"key": "d", "from": "rest", "to": "end"}]}},
        {"kind": "ticket_type", "key": "matter", "title": {"en": "Matter"}, "body": {"format": 1, "form": "matter",
            "flow": "matter", "policy": "matter", "queue": "desk", "title_field": "subject"}}
    ])
}
