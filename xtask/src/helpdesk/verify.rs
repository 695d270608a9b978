//! After the last event: what the API says about every ticket, against what the log says.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    thread::scope,
};

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::{
    KEY,
    client::{Client, Wire},
    log::{self, Case},
    prepare::Agents,
    replay::{is_open, text},
    way::Ways,
};

/// What was found.
#[derive(Default)]
pub struct Report {
    /// By activity: how often in the log, how often here.
    pub activities: BTreeMap<String, (usize, usize)>,
    /// Cases that end in *Closed* in the log, and tickets closed here.
    pub closed: (usize, usize),
    /// Everything that is not as in the log.
    pub differences: Vec<String>,
}

/// The tickets of the log's type, by title.
pub fn tickets(client: &Client) -> Result<BTreeMap<String, Vec<String>>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in client.list(&format!("/api/v1/tickets?ticket_type={KEY}"))? {
        if text(&row, "ticket_type") == KEY {
            found.entry(text(&row, "title").to_owned()).or_default().push(text(&row, "id").to_owned());
        }
    }
    Ok(found)
}

/// Asks for every ticket and compares it with its case.
pub fn verify(wire: &Wire, cases: &[Case], ways: &Ways, agents: &Agents, clients: usize) -> Result<Report> {
    let tickets = tickets(&Client::new(wire, agents.admin()))?;
    println!("asking for every ticket and its timeline");
    let next = AtomicUsize::new(0);
    let report = Mutex::new(Report::default());
    let checks = || -> Result<()> {
        let client = Client::new(wire, agents.admin());
        while let Some(case) = cases.get(next.fetch_add(1, Relaxed)) {
            let seen = match tickets.get(&case.name).map(Vec::as_slice) {
                Some([ticket]) => seen(&client, ticket, case, ways, agents).with_context(|| case.name.clone())?,
                Some(several) => Seen::wrong(format!("was filed {} times", several.len())),
                None => Seen::wrong("is missing".to_owned()),
            };
            report.lock().unwrap_or_else(std::sync::PoisonError::into_inner).add(case, seen);
        }
        Ok(())
    };
    scope(|threads| {
        let running: Vec<_> = (0..clients.clamp(1, cases.len())).map(|_| threads.spawn(checks)).collect();
        running.into_iter().try_for_each(|thread| thread.join().map_err(|_| anyhow::anyhow!("a client panicked"))?)
    })?;
    let mut report = report.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    let known: BTreeSet<_> = cases.iter().map(|case| &case.name).collect();
    let strangers = tickets.keys().filter(|title| !known.contains(title));
    report.differences.extend(strangers.map(|title| format!("{title}: is not in the log")));
    let counts = report.activities.iter().filter(|(_, (log, here))| log != here);
    let counts: Vec<_> = counts.map(|(name, (log, here))| format!("{name}: {log} in the log, {here} here")).collect();
    report.differences.extend(counts);
    report.differences.sort();
    Ok(report)
}

/// One ticket as the API tells it.
#[derive(Default)]
struct Seen {
    nodes: Vec<String>,
    is_closed: bool,
    differences: Vec<String>,
}

impl Seen {
    fn wrong(difference: String) -> Self {
        Self { differences: vec![difference], ..Self::default() }
    }
}

fn seen(client: &Client, ticket: &str, case: &Case, ways: &Ways, agents: &Agents) -> Result<Seen> {
    let mut seen = Seen::default();
    let page = client.read(&format!("/api/v1/tickets/{ticket}"))?;
    let mut people = Vec::new();
    for entry in client.list(&format!("/api/v1/tickets/{ticket}/timeline"))? {
        let what = entry.get("what").unwrap_or(&Value::Null);
        match text(what, "what") {
            "step_done" => {
                seen.nodes.push(text(what, "node").to_owned());
                people.push(entry.pointer("/who/name").and_then(Value::as_str).unwrap_or_default().to_owned());
            }
            "stuck" => seen.differences.push(format!("got stuck: {}", text(what, "text"))),
            _ => {}
        }
    }
    let wanted: Vec<_> = case.events.iter().map(|event| log::node(&event.activity)).collect::<Result<_>>()?;
    if seen.nodes != wanted {
        seen.differences.push(format!("went {} instead of {}", seen.nodes.join(" "), wanted.join(" ")));
    }
    if agents.is_each_their_own() {
        let wanted: Vec<_> = case.events.iter().map(|event| Agents::name(&event.agent)).collect::<Result<_>>()?;
        if people != wanted {
            seen.differences.push(format!("was done by {} instead of {}", people.join(", "), wanted.join(", ")));
        }
    }
    let incidents = page.get("incidents").and_then(Value::as_array).map_or(0, Vec::len);
    if incidents > 0 {
        seen.differences.push(format!("has {incidents} incidents"));
    }
    let last = case.events.last().context("the case is empty")?;
    for (name, wanted) in last.fields()? {
        let found = page.pointer(&format!("/fields/{name}")).unwrap_or(&Value::Null);
        if *found != wanted {
            seen.differences.push(format!("has {name} {found} instead of {wanted}"));
        }
    }
    let status = page.pointer("/row/status").and_then(Value::as_str).unwrap_or_default();
    seen.is_closed = status == "closed";
    let tasks = page.get("tasks").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let open = tasks.iter().filter(|task| is_open(task));
    let standing: Vec<_> = open.map(|step| text(step, "node")).collect();
    let lands = ways.go(&last.activity, None)?.lands;
    let wanted: Vec<_> = lands.as_deref().into_iter().collect();
    if standing != wanted {
        seen.differences.push(format!("stands at {standing:?} instead of {wanted:?}"));
    }
    if seen.is_closed != lands.is_none() {
        seen.differences.push(format!("is {status}, but its log ends in {}", last.activity));
    }
    Ok(seen)
}

impl Report {
    fn add(&mut self, case: &Case, seen: Seen) {
        for event in &case.events {
            self.activities.entry(event.activity.clone()).or_default().0 += 1;
        }
        for node in &seen.nodes {
            let activity =
                log::ACTIVITIES.iter().find(|(_, of)| of == node).map_or(node.as_str(), |(activity, _)| activity);
            self.activities.entry(activity.to_owned()).or_default().1 += 1;
        }
        self.closed.0 += usize::from(case.events.last().is_some_and(|last| last.activity == "Closed"));
        self.closed.1 += usize::from(seen.is_closed);
        self.differences.extend(seen.differences.into_iter().map(|words| format!("{}: {words}", case.name)));
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<24}{:>8}{:>8}", "activity", "log", "here")?;
        for (activity, (log, here)) in &self.activities {
            writeln!(f, "{activity:<24}{log:>8}{here:>8}")?;
        }
        writeln!(f, "{:<24}{:>8}{:>8}", "ends in Closed", self.closed.0, self.closed.1)
    }
}
