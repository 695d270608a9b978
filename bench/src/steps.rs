//! W3: a flow of ten steps: choice, human task, parallel with a human task and an action, join, a flow within the flow
//! with a human task, action, end. One ticket after another, and a thousand at once.
//!
//! A transition is a node that is left, as Camunda counts them; a commit is what must be durable before someone is
//! answered: the filing and each of three completions, so four for ten transitions.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result};
use desk::{Actor, Desk};
use model::{
    Value,
    key::OutcomeKey,
    view::{Completion, TicketRow},
};
use serde_json::json;

use crate::{
    Options,
    bare::{Bare, settle},
    file::same_rows,
    office::{self, Office, Place},
    pairs::{Pairs, number, percentile},
    report::{Bar, Report},
};

/// Nodes that one ticket passes, starts left out.
const TRANSITIONS: usize = 10;
/// Commits that one ticket takes.
const COMMITS: usize = 4;
/// How many tickets walk at once.
const MANY: usize = 1_000;

pub async fn measure(options: &Options, place: &Place, report: &mut Report) -> Result<()> {
    alone(options, place, report).await?;
    together(options, place, report).await
}

/// One ticket after the other, each step as soon as the last one is stored.
async fn alone(options: &Options, place: &Place, report: &mut Report) -> Result<()> {
    let mut office = Box::pin(Office::open(place, definitions(), None)).await?;
    let mut bare = Bare::open(&place.create().await?).await?;
    let block = Duration::from_secs_f64(options.seconds);
    let (mut pairs, mut took) = (Pairs::default(), Vec::new());
    in_sequence(&office, block / 4, &mut Vec::new()).await?;
    bare.write(&office.heard(), 1).await?;
    in_sequence(&office, block / 4, &mut Vec::new()).await?;
    settle(&office.location, &mut bare).await?;
    let mut waiting = VecDeque::from([office.heard()]);
    for pair in 0..options.pairs {
        let mut ours = None;
        if !Pairs::begins_with_theirs(pair) {
            ours = Some(in_sequence(&office, block, &mut took).await?);
            waiting.push_back(office.heard());
        }
        let written = waiting.pop_front().unwrap_or_default();
        let theirs = number(written.len()) / bare.write(&written, 1).await?.as_secs_f64();
        if ours.is_none() {
            ours = Some(in_sequence(&office, block, &mut took).await?);
            waiting.push_back(office.heard());
        }
        pairs.ours.push(ours.unwrap_or(f64::NAN) * number(COMMITS));
        pairs.theirs.push(theirs);
    }
    for written in waiting {
        bare.write(&written, 1).await?;
    }
    same_rows(&office.location, &mut bare).await?;
    took.sort_unstable();
    let (sync, middle) = (report.sync(place.name()), percentile(&took, 500));
    report.ratio(
        "W3 steps, one ticket after another",
        place.name(),
        "commits/s",
        pairs,
        Some(Bar::Least(0.5)),
        format!("a step p50 {middle:.2} ms, p99 {:.2} ms", percentile(&took, 990)),
    );
    let above = middle - 2.0 * sync;
    let bar = Some(Bar::Most(1.0));
    report.figure("W3 a step above 2 f", place.name(), "ms", &[above], bar, format!("f = {sync:.2} ms"));
    Ok(())
}

/// A thousand tickets at once, each walking as fast as it can.
async fn together(options: &Options, place: &Place, report: &mut Report) -> Result<()> {
    let mut office = Box::pin(Office::open(place, definitions(), None)).await?;
    let mut bare = Bare::open(&place.create().await?).await?;
    let mut pairs = Pairs::default();
    at_once(&office, MANY / 4).await?;
    bare.write(&office.heard(), 64).await?;
    at_once(&office, MANY / 4).await?;
    settle(&office.location, &mut bare).await?;
    let mut waiting = VecDeque::from([office.heard()]);
    let before = office.desk.store().counters();
    for pair in 0..options.pairs {
        let mut ours = None;
        if !Pairs::begins_with_theirs(pair) {
            ours = Some(at_once(&office, MANY).await?);
            waiting.push_back(office.heard());
        }
        let written = waiting.pop_front().unwrap_or_default();
        let took = bare.write(&written, 64).await?;
        let theirs = number(written.len()) / number(COMMITS) * number(TRANSITIONS) / took.as_secs_f64();
        if ours.is_none() {
            ours = Some(at_once(&office, MANY).await?);
            waiting.push_back(office.heard());
        }
        pairs.ours.push(number(MANY * TRANSITIONS) / ours.unwrap_or_default().as_secs_f64());
        pairs.theirs.push(theirs);
    }
    let after = office.desk.store().counters();
    for written in waiting {
        bare.write(&written, 64).await?;
    }
    same_rows(&office.location, &mut bare).await?;
    let whole = |count: u64| number(usize::try_from(count).unwrap_or(usize::MAX));
    let groups = whole(after.groups - before.groups);
    let notes = format!(
        "{:.1} commits and {:.1} statements a group, {} refused",
        whole(after.commits - before.commits) / groups,
        whole(after.statements - before.statements) / groups,
        after.refused - before.refused
    );
    let rates = pairs.ours.clone();
    report.ratio("W3 1,000 tickets at once", place.name(), "nodes/s", pairs, Some(Bar::Least(0.5)), notes);
    let bar = Bar::Least(if matches!(place, Place::Sqlite(_)) { 3_000.0 } else { 2_000.0 });
    report.figure("W3 transitions", place.name(), "nodes/s", &rates, Some(bar), String::new());
    Ok(())
}

/// Walks tickets for a while; how many each second. Keeps how long each commit took.
async fn in_sequence(office: &Office, block: Duration, took: &mut Vec<Duration>) -> Result<f64> {
    let (began, mut count) = (Instant::now(), 0);
    while began.elapsed() < block {
        walk(&office.desk, &office.admin, took).await?;
        count += 1;
    }
    Ok(number(count) / began.elapsed().as_secs_f64())
}

/// Walks so many tickets at once; how long the last one took.
async fn at_once(office: &Office, count: usize) -> Result<Duration> {
    let began = Instant::now();
    let walking: Vec<_> = (0..count)
        .map(|_| {
            let (desk, admin) = (office.desk.clone(), office.admin.clone());
            tokio::spawn(async move { walk(&desk, &admin, &mut Vec::new()).await })
        })
        .collect();
    for one in walking {
        one.await??;
    }
    Ok(began.elapsed())
}

/// One ticket from its filing to its end.
async fn walk(desk: &Desk, admin: &Actor, took: &mut Vec<Duration>) -> Result<()> {
    let asked = Instant::now();
    let answers = office::fields(json!({"subject": "水泵漏水, seal worn", "amount": 250}))?;
    let row = office::file(desk, admin, "ten", answers).await?;
    took.push(asked.elapsed());
    for _ in 1..COMMITS {
        complete(desk, admin, &row, took).await?;
    }
    Ok(())
}

/// Completes the one open task of a ticket. Finding it is part of the step.
async fn complete(desk: &Desk, admin: &Actor, row: &TicketRow, took: &mut Vec<Duration>) -> Result<()> {
    let asked = Instant::now();
    let open = desk.store().scope(admin.workspace()).tasks_of(&[row.id]).await?;
    let task = open.first().context("the ticket has no open task")?;
    let completion = Completion { outcome: OutcomeKey::from("done"), fields: model::Fields::new() };
    Box::pin(desk.complete(admin, task.id, completion, None)).await.map_err(office::said)?;
    took.push(asked.elapsed());
    Ok(())
}

fn definitions() -> Value {
    let task = |key: &str| {
        json!({"key": key, "title": {"en": key}, "node": "task", "owner": {"by": "ticket_queue"},
               "outcomes": [{"key": "done", "title": {"en": "Done"}}], "limit": {"span": {"minutes": 480}}})
    };
    let link = |key: &str, from: &str, to: &str| json!({"key": key, "from": from, "to": to});
    let done = |key: &str, from: &str, to: &str| json!({"key": key, "from": from, "to": to, "leaves": {"by": "outcome", "outcome": "done"}});
    let is_dear = json!({"is": "compare", "left": "fields.amount", "how": "at_least", "right": {"value": 100}});
    let set = |key: &str, text: &str| {
        json!({"key": key, "title": {"en": key}, "node": "action",
               "acts": [{"act": "set_field", "field": "note", "to": {"value": text}}]})
    };
    let mut definitions = office::base();
    let own = json!([
        {"kind": "form", "key": "ten", "title": {"en": "Ten"}, "body": {"format": 1, "fields": [
            {"key": "subject", "label": {"en": "Subject"}, "type": "text"},
            {"key": "amount", "label": {"en": "Amount"}, "type": "number"},
            {"key": "note", "label": {"en": "Note"}, "type": "text"}],
            "layouts": [{"key": "intake", "title": {"en": "New"}, "purpose": "intake", "items": [
                {"item": "row", "cells": [{"field": "subject"}]}, {"item": "row", "cells": [{"field": "amount"}]}]}]}},
        {"kind": "flow", "key": "inner", "title": {"en": "Inner"}, "body": {"format": 1, "form": "ten", "nodes": [
            {"key": "start", "node": "start"}, task("inside"), {"key": "end", "node": "end", "leaves": "resolved"}],
            "links": [link("a", "start", "inside"), done("b", "inside", "end")]}},
        {"kind": "flow", "key": "ten", "title": {"en": "Ten"}, "body": {"format": 1, "form": "ten", "nodes": [
            {"key": "start", "node": "start"}, {"key": "choose", "title": {"en": "Dear?"}, "node": "choice"},
            task("look"), {"key": "split", "title": {"en": "Split"}, "node": "parallel"}, task("pack"),
            set("mark", "packed"), {"key": "meet", "title": {"en": "Meet"}, "node": "join", "when": "all"},
            {"key": "within", "title": {"en": "Within"}, "node": "sub_flow", "flow": "inner"},
            set("note", "sent"), {"key": "end", "node": "end", "leaves": "closed"}],
            "links": [
                link("a", "start", "choose"),
                {"key": "b", "from": "choose", "to": "look", "leaves": {"by": "when", "condition": is_dear}},
                {"key": "c", "from": "choose", "to": "look", "leaves": {"by": "otherwise"}},
                done("d", "look", "split"), link("e", "split", "pack"), link("f", "split", "mark"),
                done("g", "pack", "meet"), link("h", "mark", "meet"), link("i", "meet", "within"),
                link("j", "within", "note"), link("k", "note", "end")]}},
        {"kind": "ticket_type", "key": "ten", "title": {"en": "Ten"}, "body": {"format": 1, "form": "ten", "flow": "ten",
            "queue": "desk", "title_field": "subject"}}
    ]);
    if let Value::Array(own) = own {
        definitions.extend(own);
    }
    Value::Array(definitions)
}
