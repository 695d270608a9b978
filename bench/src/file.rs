//! W1: tickets are filed, by 1, 8 and 64 clients at once, each as soon as its last one is stored. Twelve answers, twenty
//! rules of which three match, the least loaded agent with a skill, two clocks and the limit of a step on a working
//! calendar, an effect in the outbox.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use anyhow::Result;
use model::{Fields, Value};
use serde_json::json;
use store::Changes;

use crate::{
    Options,
    bare::{Bare, settle},
    office::{self, Office, Place},
    pairs::{Pairs, number, percentile},
    report::{Bar, Report},
};

/// How many clients there are at once.
const CLIENTS: [usize; 3] = [1, 8, 64];
/// A capacity that nobody reaches.
const PLENTY: u16 = 60_000;

pub async fn measure(options: &Options, place: &Place, report: &mut Report) -> Result<()> {
    for clients in CLIENTS {
        let bar = (clients == 64).then_some(Bar::Least(0.4));
        against_bare(options, place, report, clients, None, bar).await?;
    }
    // With capacities, every filing also holds that nobody is given more than they can carry.
    against_bare(options, place, report, 64, Some(PLENTY), None).await
}

async fn against_bare(
    options: &Options,
    place: &Place,
    report: &mut Report,
    clients: usize,
    capacity: Option<u16>,
    bar: Option<Bar>,
) -> Result<()> {
    let mut office = Box::pin(Office::open(place, definitions(), capacity)).await?;
    let mut bare = Bare::open(&place.create().await?).await?;
    bare.write(&office.heard(), 64).await?;
    let block = Duration::from_secs_f64(options.seconds);
    let next = Arc::new(AtomicUsize::new(0));
    let mut pairs = Pairs::default();
    let mut waits: Vec<Duration> = Vec::new();
    // Two blocks to warm up; the reference is always some blocks behind, because it writes what ours wrote.
    let mut waiting = std::collections::VecDeque::new();
    for _ in 0..2 {
        filed(&office, clients, block / 4, &next, &mut Vec::new()).await?;
    }
    waiting.push_back(office.heard());
    settle(&office.location, &mut bare).await?;
    let before = office.desk.store().counters();
    for pair in 0..options.pairs {
        let mut ours = None;
        if !Pairs::begins_with_theirs(pair) {
            ours = Some(filed(&office, clients, block, &next, &mut waits).await?);
            waiting.push_back(office.heard());
        }
        let written = waiting.pop_front().unwrap_or_default();
        let took = bare.write(&written, clients).await?;
        let theirs = number(tickets(&written)) / took.as_secs_f64();
        if ours.is_none() {
            ours = Some(filed(&office, clients, block, &next, &mut waits).await?);
            waiting.push_back(office.heard());
        }
        pairs.ours.push(ours.unwrap_or(f64::NAN));
        pairs.theirs.push(theirs);
    }
    let after = office.desk.store().counters();
    for written in waiting {
        bare.write(&written, clients).await?;
    }
    same_rows(&office.location, &mut bare).await?;
    waits.sort_unstable();
    let per_group = |count: u64| whole(count) / whole(after.groups - before.groups);
    let name = if capacity.is_some() { " with capacities" } else { "" };
    report.ratio(
        &format!("W1 file, {clients} clients{name}"),
        place.name(),
        "/s",
        pairs,
        bar,
        format!(
            "p50 {:.1} ms, p99 {:.1} ms; {:.1} tickets and {:.1} statements a group",
            percentile(&waits, 500),
            percentile(&waits, 990),
            per_group(after.commits - before.commits),
            per_group(after.statements - before.statements),
        ),
    );
    Ok(())
}

/// A count of the store as a number to reckon with.
fn whole(count: u64) -> f64 {
    number(usize::try_from(count).unwrap_or(usize::MAX))
}

/// Files tickets for a while; how many each second.
async fn filed(
    office: &Office,
    clients: usize,
    block: Duration,
    next: &Arc<AtomicUsize>,
    waits: &mut Vec<Duration>,
) -> Result<f64> {
    let began = Instant::now();
    let working: Vec<_> = (0..clients)
        .map(|_| {
            let (desk, admin, next) = (office.desk.clone(), office.admin.clone(), Arc::clone(next));
            tokio::spawn(async move {
                let mut waits = Vec::new();
                while began.elapsed() < block {
                    let fields = answers(next.fetch_add(1, Relaxed))?;
                    let asked = Instant::now();
                    office::file(&desk, &admin, "repair", fields).await?;
                    waits.push(asked.elapsed());
                }
                Ok::<_, anyhow::Error>(waits)
            })
        })
        .collect();
    let mut count = 0;
    for client in working {
        let theirs = client.await??;
        count += theirs.len();
        waits.extend(theirs);
    }
    Ok(number(count) / began.elapsed().as_secs_f64())
}

/// How many tickets some commits have filed.
fn tickets(written: &[Changes]) -> usize {
    let is_filing = |changes: &&Changes| {
        let mut lines = changes.lines(false).into_iter();
        lines.any(|line| line.table == "ticket" && line.does == store::tap::Does::Insert)
    };
    written.iter().filter(is_filing).count()
}

/// Looks whether the reference holds as many rows as ours: otherwise it did something else.
pub async fn same_rows(ours: &str, bare: &mut Bare) -> Result<()> {
    let mut own = Bare::open(ours).await?;
    for table in ["ticket", "run", "task", "clock", "timer", "event", "outbox", "notice", "rule_run", "search"] {
        let count = format!("SELECT count(*) FROM {table}");
        let (ours, theirs) = (own.ask(&count).await?, bare.ask(&count).await?);
        anyhow::ensure!(ours == theirs, "{table}: {ours} rows of ours, {theirs} of the reference");
    }
    Ok(())
}

/// The answers of the so-manieth ticket.
fn answers(number: usize) -> Result<Fields> {
    let products = ["P-100", "P-200", "P-300", "P-400"];
    let words = ["水泵漏水", "the seal is worn", "轴承有异响", "no pressure after the restart"];
    let of = |list: &[&'static str; 4], step: usize| list.get(number / step % 4).copied().unwrap_or_default();
    office::fields(json!({
        "subject": format!("{} {number}", of(&words, 1)),
        "description": format!("{}。Since this morning; the customer asks for a visit, order A-{number}.", of(&words, 4)),
        "product": of(&products, 1), "serial": format!("SN-{:08}", number * 7), "amount": 1_000 + number % 500,
        "bought": "2026-03-02", "under_warranty": true, "reach": "person@example.com", "phone": "13800138000",
        "channel": "web", "site": "Hamburg", "severity": 3,
    }))
}

fn compare(left: &str, how: &str, right: impl Into<Value>) -> Value {
    json!({"is": "compare", "left": left, "how": how, "right": {"value": right.into()}})
}

/// Three rules that match every ticket, and seventeen that match none: some ask for a value, some for an amount, some
/// for a word.
fn rules() -> Vec<Value> {
    let rule = |key: String, condition: Value, acts: Value| {
        json!({"kind": "rule", "key": key, "title": {"en": key}, "body": {"format": 1, "condition": condition,
            "when": {"on": "events", "any": [{"event": "filed"}]}, "acts": acts}})
    };
    let idle = || json!([{"act": "set_priority", "priority": "low"}]);
    let mut rules = vec![
        rule(
            "pressing".into(),
            compare("fields.severity", "at_least", 3),
            json!([{"act": "set_priority", "priority": "high"}]),
        ),
        rule(
            "warranty".into(),
            compare("fields.under_warranty", "equal", true),
            json!([{"act": "set_field", "field": "note", "to": {"value": "under warranty"}}]),
        ),
        rule(
            "dear".into(),
            compare("fields.amount", "at_least", 1_000),
            json!([{"act": "notify", "to": {"who": "role", "role": "administrator"},
                    "text": {"en": "{{ticket.number}} {{ticket.title}}"}}]),
        ),
    ];
    for number in 0..6 {
        let product = format!("X-{number}");
        rules.push(rule(format!("product-{number}"), compare("fields.product", "equal", product), idle()));
        let amount = 100_000 + number;
        rules.push(rule(format!("amount-{number}"), compare("fields.amount", "greater", amount), idle()));
    }
    for number in 0..5 {
        let word =
            json!({"is": "contains", "left": "fields.description", "right": {"value": format!("urgent{number}")}});
        rules.push(rule(format!("word-{number}"), word, idle()));
    }
    rules
}

fn definitions() -> Value {
    let field = |key: &str, holds: &str| json!({"key": key, "label": {"en": key}, "type": holds});
    let mut fields: Vec<Value> = [
        ("subject", "text"),
        ("description", "long_text"),
        ("product", "text"),
        ("serial", "text"),
        ("amount", "number"),
        ("bought", "date"),
        ("under_warranty", "yes_no"),
        ("reach", "email"),
        ("phone", "phone"),
        ("channel", "text"),
        ("site", "text"),
        ("severity", "rating"),
    ]
    .map(|(key, holds)| field(key, holds))
    .to_vec();
    let cells: Vec<Value> =
        fields.iter().map(|field| json!({"item": "row", "cells": [{"field": field["key"]}]})).collect();
    fields.push(field("note", "text"));
    let mut definitions = office::base();
    let own = json!([
        {"kind": "form", "key": "repair", "title": {"en": "Repair"}, "body": {"format": 1, "fields": fields,
            "layouts": [{"key": "intake", "title": {"en": "New"}, "purpose": "intake", "items": cells}]}},
        {"kind": "policy", "key": "repair", "title": {"en": "Repair"}, "body": {"format": 1, "calendar": "hours",
            "otherwise": {"first_response": {"minutes": 240}, "next_response": {"minutes": 240},
                          "resolution": {"minutes": 2_400}}}},
        {"kind": "flow", "key": "repair", "title": {"en": "Repair"}, "body": {"format": 1, "form": "repair", "nodes": [
            {"key": "start", "node": "start"},
            {"key": "call", "title": {"en": "Tell the depot"}, "node": "action",
             "acts": [{"act": "webhook", "url": "https://depot.example.com/tickets"}]},
            {"key": "look", "title": {"en": "Look"}, "node": "task", "owner": {"by": "ticket_queue"},
             "outcomes": [{"key": "done", "title": {"en": "Done"}}], "limit": {"span": {"minutes": 480}}},
            {"key": "end", "title": {"en": "End"}, "node": "end", "leaves": "closed"}],
            "links": [
                {"key": "a", "from": "start", "to": "call"}, {"key": "b", "from": "call", "to": "look"},
                {"key": "c", "from": "look", "to": "end", "leaves": {"by": "outcome", "outcome": "done"}}]}},
        {"kind": "ticket_type", "key": "repair", "title": {"en": "Repair"}, "body": {"format": 1, "form": "repair",
            "flow": "repair", "policy": "repair", "queue": "desk", "title_field": "subject"}}
    ]);
    if let Value::Array(own) = own {
        definitions.extend(own);
    }
    definitions.extend(rules());
    Value::Array(definitions)
}
