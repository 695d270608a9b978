//! W6: how late timers fire while little happens, and how fast a burst of them is worked off: beside bare SQL that claims
//! the same timers and writes the same rows, and how long people wait meanwhile.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use desk::{Actor, Clock as _, Desk, SystemClock, TicketRef};
use model::{Value, id::TicketId};
use serde_json::json;
use store::Changes;
use tokio::sync::oneshot;

use crate::{
    Options,
    bare::{Bare, settle, ticket_of},
    office::{self, Office, Place, Shifted},
    pairs::{Pairs, number, percentile},
    report::{Bar, Report},
};

/// How many timers a worker claims at once.
const BATCH: u32 = 100;
/// How often someone asks for something while timers fire.
const BEAT: Duration = Duration::from_millis(20);
/// How long people are watched while nothing else happens.
const QUIET: Duration = Duration::from_secs(4);
/// How long before its due time a ticket of the idle measurement is filed.
const AHEAD: TimeDelta = TimeDelta::seconds(3);

pub async fn measure(options: &Options, place: &Place, report: &mut Report) -> Result<()> {
    idle(options, place, report).await?;
    burst(options, place, report).await
}

/// Ten timers a second fall due.
async fn idle(options: &Options, place: &Place, report: &mut Report) -> Result<()> {
    let mut office = Box::pin(Office::open(place, definitions(), None)).await?;
    // The waits are a minute long; whoever files lives almost a minute ago.
    let past = Arc::new(Shifted::new(AHEAD - TimeDelta::minutes(1)));
    let filer = office.another(past).await?;
    let (stop, stopped) = oneshot::channel::<()>();
    let worker = tokio::spawn({
        let desk = office.desk.clone();
        async move { desk.work(async { drop(stopped.await) }).await }
    });
    office.heard();
    let count = usize::try_from(options.idle * 10).unwrap_or(usize::MAX);
    let admin = office.admin.clone();
    let filing = tokio::spawn(async move {
        let mut due: HashMap<TicketId, DateTime<Utc>> = HashMap::new();
        let mut beat = tokio::time::interval(Duration::from_millis(100));
        for number in 0..count {
            beat.tick().await;
            let row =
                office::file(&filer, &admin, "wait", office::fields(json!({"subject": number.to_string()}))?).await?;
            due.insert(row.id, row.created_at + TimeDelta::minutes(1));
        }
        Ok::<_, anyhow::Error>(due)
    });
    // When each was stored.
    let mut fired: Vec<(TicketId, DateTime<Utc>)> = Vec::with_capacity(count);
    while fired.len() < count {
        let Some(changes) = tokio::time::timeout(Duration::from_mins(2), office.written.recv()).await? else { break };
        let at = SystemClock.now();
        if let Some(ticket) = ticket_of(&changes.lines(false)) {
            fired.push((TicketId::new(ticket), at));
        }
    }
    drop(stop);
    worker.await?.map_err(office::said)?;
    let due = filing.await??;
    let late: Vec<TimeDelta> = fired.iter().filter_map(|(ticket, at)| due.get(ticket).map(|due| *at - due)).collect();
    ensure!(late.len() == count, "{} of {count} timers fired", late.len());
    ensure!(late.iter().all(|late| *late >= TimeDelta::zero()), "a timer fired before its time");
    let mut late: Vec<Duration> = late.into_iter().map(|late| late.to_std().unwrap_or_default()).collect();
    late.sort_unstable();
    let [middle, most] = [500, 990].map(|part| percentile(&late, part));
    report.figure(
        "W6 lateness at 10/s, p99",
        place.name(),
        "ms",
        &[most],
        Some(Bar::Most(50.0)),
        format!(
            "p50 {middle:.1} ms, worst {:.1} ms, of {count}; from the due time to the stored step",
            percentile(&late, 1_000)
        ),
    );
    Ok(())
}

/// Many timers fall due at once.
async fn burst(options: &Options, place: &Place, report: &mut Report) -> Result<()> {
    let rounds = if options.timers > 20_000 { 1 } else { 3 };
    let mut office = Box::pin(Office::open(place, definitions(), None)).await?;
    let mut bare = Bare::open(&place.create().await?).await?;
    bare.write(&office.heard(), 64).await?;
    let (mut pairs, mut slower) = (Pairs::default(), Vec::new());
    let mut words = String::new();
    for _ in 0..rounds {
        office.clock.set(TimeDelta::hours(-1));
        let tickets = file_many(&office, options.timers).await?;
        bare.write(&office.heard(), 64).await?;
        settle(&office.location, &mut bare).await?;
        office.clock.set(TimeDelta::zero());
        let mut quiet = watch(&office.desk, &office.admin, QUIET).await?;
        bare.write(&office.heard(), 64).await?;

        let (drained, mut busy, took) = drain(&mut office, &tickets).await?;
        pairs.ours.push(number(tickets.len()) / took.as_secs_f64());
        let now = office.desk.now().timestamp_millis();
        let claiming = bare.claim(office.admin.workspace().uuid(), now, BATCH).await?;
        let writing = bare.write(&drained, 64).await?;
        pairs.theirs.push(number(tickets.len()) / (claiming + writing).as_secs_f64());

        quiet.sort_unstable();
        busy.sort_unstable();
        let [before, during] = [&quiet, &busy].map(|waits| percentile(waits, 990));
        slower.push(during / before);
        words = format!("p99 {before:.1} ms quiet, {during:.1} ms during the burst");
    }
    let ended = "SELECT count(*) FROM event WHERE what = 'ended'";
    let doubled = "SELECT count(*) FROM (SELECT ticket_id FROM event WHERE what = 'ended' GROUP BY ticket_id \
                   HAVING count(*) > 1) AS twice";
    let mut own = Bare::open(&office.location).await?;
    let (ended, doubled) = (own.ask(ended).await?, own.ask(doubled).await?);
    ensure!(doubled == 0, "{doubled} timers fired twice");
    ensure!(ended == i64::try_from(options.timers * rounds)?, "{ended} tickets ended");
    let notes = format!("{rounds} bursts of {}, each fired once", options.timers);
    report.ratio("W6 burst", place.name(), "timers/s", pairs, Some(Bar::Least(0.5)), notes);
    report.figure("W6 people wait during a burst, p99", place.name(), "× quiet", &slower, Some(Bar::Most(2.0)), words);
    Ok(())
}

/// Lets a worker fire what is due while people ask for things. What it stored, how long people waited, how long it took.
async fn drain(office: &mut Office, tickets: &HashSet<TicketId>) -> Result<(Vec<Changes>, Vec<Duration>, Duration)> {
    let (stop, stopped) = oneshot::channel::<()>();
    let over = Arc::new(AtomicBool::new(false));
    let people = tokio::spawn(asking(office.desk.clone(), office.admin.clone(), Arc::clone(&over)));
    let began = Instant::now();
    let worker = tokio::spawn({
        let desk = office.desk.clone();
        async move { desk.work(async { drop(stopped.await) }).await }
    });
    let (mut drained, mut others) = (Vec::with_capacity(tickets.len()), Vec::new());
    while drained.len() < tickets.len() {
        let Some(changes) = tokio::time::timeout(Duration::from_mins(2), office.written.recv()).await? else { break };
        match ticket_of(&changes.lines(false)) {
            Some(ticket) if tickets.contains(&TicketId::new(ticket)) => drained.push(changes),
            _ => others.push(changes),
        }
    }
    let took = began.elapsed();
    over.store(true, Relaxed);
    drop(stop);
    worker.await?.map_err(office::said)?;
    let waits = people.await??;
    office.heard();
    Ok((drained, waits, took))
}

/// How long people wait while nothing else happens.
async fn watch(desk: &Desk, admin: &Actor, length: Duration) -> Result<Vec<Duration>> {
    let over = Arc::new(AtomicBool::new(false));
    let people = tokio::spawn(asking(desk.clone(), admin.clone(), Arc::clone(&over)));
    tokio::time::sleep(length).await;
    over.store(true, Relaxed);
    people.await?
}

/// At every beat someone files a ticket or reads one, whether or not the last one has been answered.
async fn asking(desk: Desk, admin: Actor, over: Arc<AtomicBool>) -> Result<Vec<Duration>> {
    let first = office::file(&desk, &admin, "plain", office::fields(json!({"subject": "first"}))?).await?;
    let mut beat = tokio::time::interval(BEAT);
    beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Burst);
    let mut asked = tokio::task::JoinSet::new();
    let mut number = 0_u32;
    while !over.load(Relaxed) {
        // From when it was due, so that a pause of everything counts for everyone it held up.
        let since = beat.tick().await;
        number += 1;
        let (desk, admin) = (desk.clone(), admin.clone());
        asked.spawn(async move {
            if number.is_multiple_of(2) {
                let subject = office::fields(json!({"subject": number.to_string()}))?;
                office::file(&desk, &admin, "plain", subject).await?;
            } else {
                Box::pin(desk.ticket(&admin, TicketRef::Id(first.id))).await.map_err(office::said)?;
            }
            Ok::<_, anyhow::Error>(since.elapsed())
        });
    }
    asked.join_all().await.into_iter().collect()
}

/// Files so many tickets that wait a minute.
async fn file_many(office: &Office, count: usize) -> Result<HashSet<TicketId>> {
    let clients = 32;
    let filing: Vec<_> = (0..clients)
        .map(|client| {
            let (desk, admin) = (office.desk.clone(), office.admin.clone());
            tokio::spawn(async move {
                let mut ids = Vec::new();
                for number in (client..count).step_by(clients) {
                    let subject = office::fields(json!({"subject": number.to_string()}))?;
                    ids.push(office::file(&desk, &admin, "wait", subject).await?.id);
                }
                Ok::<_, anyhow::Error>(ids)
            })
        })
        .collect();
    let mut ids = HashSet::new();
    for one in filing {
        ids.extend(one.await??);
    }
    Ok(ids)
}

fn definitions() -> Value {
    let subject = json!({"format": 1, "fields": [{"key": "subject", "label": {"en": "Subject"}, "type": "text"}],
        "layouts": [{"key": "intake", "title": {"en": "New"}, "purpose": "intake", "items": [
            {"item": "row", "cells": [{"field": "subject"}]}]}]});
    let flow = |node: Value, leaves: Value| {
        json!({"format": 1, "form": "short", "nodes": [
            {"key": "start", "node": "start"}, node, {"key": "end", "node": "end", "leaves": "closed"}],
            "links": [{"key": "a", "from": "start", "to": "middle"},
                      {"key": "b", "from": "middle", "to": "end", "leaves": leaves}]})
    };
    let wait = json!({"key": "middle", "title": {"en": "Wait"}, "node": "wait",
        "until": {"for": "duration", "span": {"minutes": 1, "counted": "wall"}}});
    let task = json!({"key": "middle", "title": {"en": "Look"}, "node": "task", "owner": {"by": "ticket_queue"},
        "outcomes": [{"key": "done", "title": {"en": "Done"}}]});
    let kind =
        |flow: &str| json!({"format": 1, "form": "short", "flow": flow, "queue": "desk", "title_field": "subject"});
    let mut definitions = office::base();
    let own = json!([
        {"kind": "form", "key": "short", "title": {"en": "Short"}, "body": subject},
        {"kind": "flow", "key": "wait", "title": {"en": "Wait"}, "body": flow(wait, json!({"by": "next"}))},
        {"kind": "flow", "key": "plain", "title": {"en": "Plain"},
         "body": flow(task, json!({"by": "outcome", "outcome": "done"}))},
        {"kind": "ticket_type", "key": "wait", "title": {"en": "Wait"}, "body": kind("wait")},
        {"kind": "ticket_type", "key": "plain", "title": {"en": "Plain"}, "body": kind("plain")}
    ]);
    if let Value::Array(own) = own {
        definitions.extend(own);
    }
    Value::Array(definitions)
}
