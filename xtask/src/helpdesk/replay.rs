//! Sends the cases: each in the order of its events, many at once.

use std::{
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
    },
    thread::{ScopedJoinHandle, scope, sleep},
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Map, Value, json};

use super::{
    KEY, Options,
    chance::Chance,
    client::{Client, Wire},
    log::{self, Case},
    prepare::Agents,
    server::Own,
    way::{Move, Ways},
};

/// How fast it went. What an earlier run had done already is not counted.
pub struct Pace {
    /// How long it took.
    pub seconds: f64,
    /// Tickets in a second.
    pub tickets_per_second: f64,
    /// Completed steps in a second.
    pub transitions_per_second: f64,
}

/// What all clients share.
struct Work<'a> {
    cases: &'a [Case],
    ways: &'a Ways,
    agents: &'a Agents,
    next: AtomicUsize,
    /// Events that are done, by whichever run.
    done: AtomicUsize,
    /// Events that this run did.
    sent: AtomicUsize,
    /// Cases in which this run did something.
    walked: AtomicUsize,
    stop: AtomicBool,
    failed: Mutex<Option<anyhow::Error>>,
}

/// Sends every case; kills our own server on the way, if asked to.
pub fn replay(
    options: &Options,
    wire: &Wire,
    cases: &[Case],
    ways: &Ways,
    agents: &Agents,
    own: Option<&mut Own>,
) -> Result<Pace> {
    let work = Work {
        cases,
        ways,
        agents,
        next: AtomicUsize::new(0),
        done: AtomicUsize::new(0),
        sent: AtomicUsize::new(0),
        walked: AtomicUsize::new(0),
        stop: AtomicBool::new(false),
        failed: Mutex::new(None),
    };
    let began = Instant::now();
    scope(|threads| {
        let client = || {
            if let Err(error) = work.run(&Client::new(wire, agents.admin())) {
                work.fail(error);
            }
        };
        let clients: Vec<_> = (0..options.clients.clamp(1, cases.len())).map(|_| threads.spawn(client)).collect();
        let over = || clients.iter().all(ScopedJoinHandle::is_finished);
        if let Err(error) = watch(options, &work, own, &over) {
            work.fail(error);
        }
    });
    if let Some(error) = work.failed.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner) {
        return Err(error);
    }
    let seconds = began.elapsed().as_secs_f64();
    let per_second = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX)) / seconds;
    Ok(Pace {
        seconds,
        tickets_per_second: per_second(work.walked.into_inner()),
        transitions_per_second: per_second(work.sent.into_inner()),
    })
}

/// Tells how far it is, and kills the server when its moment has come.
fn watch(options: &Options, work: &Work<'_>, mut own: Option<&mut Own>, over: &dyn Fn() -> bool) -> Result<()> {
    let events: usize = work.cases.iter().map(|case| case.events.len()).sum();
    let mut moments = moments(options, events);
    let mut told = Instant::now();
    while !over() {
        let done = work.done.load(Relaxed);
        if let Some(own) = own.as_deref_mut()
            && moments.last().is_some_and(|(after, _)| done >= *after)
            && let Some((_, pause)) = moments.pop()
        {
            // Some milliseconds later, so that it does not always hit the same place of a request.
            sleep(pause);
            own.kill()?;
            println!("killed the server after {done} of {events} events and started it again");
        }
        if told.elapsed() > Duration::from_secs(10) {
            told = Instant::now();
            println!("{done} of {events} events");
        }
        sleep(Duration::from_millis(2));
    }
    ensure!(moments.is_empty() || work.stop.load(Relaxed), "{} kills were left over", moments.len());
    Ok(())
}

/// When to kill: after how many events and how many microseconds more; the first one last.
fn moments(options: &Options, events: usize) -> Vec<(usize, Duration)> {
    if options.kill == 0 {
        return Vec::new();
    }
    let seed = options.seed.unwrap_or_else(|| {
        let passed = std::time::UNIX_EPOCH.elapsed().unwrap_or_default();
        u64::try_from(passed.as_nanos() % 1_000_000_007).unwrap_or(1)
    });
    println!("{} kills, seed {seed}", options.kill);
    let mut chance = Chance::new(seed);
    let mut moments: Vec<_> = (0..options.kill)
        .map(|_| {
            let after = chance.below(u64::try_from(events * 9 / 10).unwrap_or(u64::MAX));
            (usize::try_from(after).unwrap_or(0), Duration::from_micros(chance.below(20_000)))
        })
        .collect();
    moments.sort_unstable_by(|a, b| b.cmp(a));
    moments
}

impl Work<'_> {
    fn fail(&self, error: anyhow::Error) {
        self.stop.store(true, Relaxed);
        let mut failed = self.failed.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        failed.get_or_insert(error);
    }

    fn run(&self, client: &Client) -> Result<()> {
        while !self.stop.load(Relaxed)
            && let Some(case) = self.cases.get(self.next.fetch_add(1, Relaxed))
        {
            self.walk(client, case).with_context(|| case.name.clone())?;
        }
        Ok(())
    }

    /// Files one case and does its events one after another.
    fn walk(&self, client: &Client, case: &Case) -> Result<()> {
        let first = case.events.first().context("the case is empty")?;
        let ticket = Self::file(&self.agents.client(client, &first.agent), case)?;
        // Steps that an earlier run has done are not done again.
        let steps = steps(client, &ticket, true)?;
        let done = steps.iter().filter(|step| !is_open(step)).count();
        self.done.fetch_add(done.min(case.events.len()), Relaxed);
        self.walked.fetch_add(usize::from(done < case.events.len()), Relaxed);
        for (index, event) in case.events.iter().enumerate().skip(done) {
            if self.stop.load(Relaxed) {
                return Ok(());
            }
            let next = case.events.get(index + 1).map(|next| next.activity.as_str());
            let way = self.ways.go(&event.activity, next)?;
            let agent = self.agents.client(client, &event.agent);
            Self::step(&agent, &ticket, case, index, &way)
                .with_context(|| format!("event {} ({})", index + 1, event.activity))?;
            self.done.fetch_add(1, Relaxed);
            self.sent.fetch_add(1, Relaxed);
        }
        Ok(())
    }

    fn file(client: &Client, case: &Case) -> Result<String> {
        let first = case.events.first().context("the case is empty")?;
        let mut fields = first.intake()?;
        if let Some(node) = Ways::begin(&first.activity)? {
            fields.insert("next_step".to_owned(), json!(node));
        }
        let filing = json!({ "ticket_type": KEY, "fields": fields, "customer": first.asker()? });
        let ticket = client.send("/api/v1/tickets", Some(&key(case, 0)), &filing)?;
        Ok(ticket.get("id").and_then(Value::as_str).context("the new ticket has no id")?.to_owned())
    }

    fn step(agent: &Client, ticket: &str, case: &Case, index: usize, way: &Move) -> Result<()> {
        let event = case.events.get(index).context("no such event")?;
        let node = log::node(&event.activity)?;
        let open = steps(agent, ticket, false)?;
        let [task] = open.as_slice() else { bail!("{} steps are open instead of one", open.len()) };
        let found = text(task, "node");
        ensure!(found == node, "the ticket stands at {found} instead of {node}");
        let id = text(task, "id");
        if task.get("owner").is_none_or(Value::is_null) {
            agent.send(&format!("/api/v1/tasks/{id}/claim"), None, &json!({}))?;
        }
        let mut fields: Map<String, Value> = event.fields()?;
        if let Some(next) = &way.next_step {
            fields.insert("next_step".to_owned(), json!(next));
        }
        let completion = json!({ "outcome": way.outcome, "fields": fields });
        agent.send(&format!("/api/v1/tasks/{id}/complete"), Some(&key(case, index + 1)), &completion)?;
        Ok(())
    }
}

/// The key of one request: the same in every run of the same log.
fn key(case: &Case, index: usize) -> String {
    let case: String = case.name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("helpdesk-{case}-{index}")
}

/// The steps of a ticket, oldest first; only the open ones, unless all are wanted.
fn steps(client: &Client, ticket: &str, all: bool) -> Result<Vec<Value>> {
    let mut steps = client.list(&format!("/api/v1/tasks?ticket={ticket}&closed={all}"))?;
    if !all {
        steps.retain(is_open);
    }
    steps.sort_by(|a, b| text(a, "id").cmp(text(b, "id")));
    Ok(steps)
}

/// Whether a step is still to be done.
pub fn is_open(step: &Value) -> bool {
    step.pointer("/state/state").and_then(Value::as_str) == Some("open")
}

/// A text of a row; empty if it has none.
pub fn text<'a>(row: &'a Value, name: &str) -> &'a str {
    row.get(name).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_kills_at_the_same_moments_and_the_earliest_comes_first() {
        let options = Options { kill: 5, seed: Some(7), ..Options::default() };
        let moments = moments(&options, 1_000);
        assert_eq!(moments, super::moments(&options, 1_000));
        assert!(moments.iter().rev().is_sorted() && moments.iter().all(|(after, _)| *after < 900));
    }
}
