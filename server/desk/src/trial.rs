//! Test runs: a draft of a flow is walked by the engine as it is drawn. Nothing is stored and nothing goes out.

mod replay;
mod scenarios;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use chrono::{DateTime, TimeDelta, Utc};
use engine::{
    Calendars, Refusal,
    program::Program,
    simulate::{self, Setting},
    step::Library,
};
use model::{
    Code, Kind, Problem, Text,
    flow::Flow,
    id::PersonId,
    key::DefinitionKey,
    record::Ticket,
    role::Right,
    span::Minutes,
    trial::{MOST_MOVES, Trial, Tried},
};
use serde::Serialize;

use crate::{
    Actor, Desk,
    act::refused,
    error::{Error, Result},
    shelf::Lookup,
};

/// How long one test run may take.
const LONGEST: Duration = Duration::from_secs(3);
/// The largest flow and the largest trial that are looked at, as JSON bytes.
const LARGEST: usize = 2 * 1024 * 1024;

impl Desk {
    /// Walks a draft of a flow with a made-up ticket. The people, queues, calendars and other flows are those that are
    /// published now.
    pub async fn try_flow(&self, actor: &Actor, key: DefinitionKey, flow: Flow, trial: Trial) -> Result<Tried> {
        actor.may(Right::DesignDefinitions)?;
        fitting(&trial, "")?;
        largest(&(&flow, &trial))?;
        let lookup = self.lookup(actor.workspace()).await?;
        let (now, by) = (self.now(), actor.by());
        // Walking is work for a processor, not for the threads that serve others.
        let walk = move || {
            let ground = Ground::of(key, flow, lookup, by, now)?;
            let began = Instant::now();
            ground.walk(&trial, &mut || began.elapsed() < LONGEST).map_err(refused)
        };
        self.0.thinkers.think(walk).await?
    }
}

/// Refuses a trial with more moves than are walked.
fn fitting(trial: &Trial, path: &str) -> Result<()> {
    if trial.moves.len() > MOST_MOVES {
        let problem = Problem::error(Code::TooMany, format!("{path}/moves")).with("most", MOST_MOVES);
        return Err(Error::Invalid(vec![problem]));
    }
    Ok(())
}

/// Refuses what is larger than is looked at.
fn largest(what: &impl Serialize) -> Result<()> {
    if serde_json::to_string(what).map_err(Error::broken)?.len() > LARGEST {
        return Err(Error::Invalid(vec![Problem::error(Code::BodyTooLarge, "/").with("most", "2 MB")]));
    }
    Ok(())
}

/// Where test runs of a flow take place: the draft, compiled, and everything else as it is published now.
struct Ground {
    key: DefinitionKey,
    flow: Flow,
    program: Arc<Program>,
    lookup: Lookup,
    by: (PersonId, String),
    now: DateTime<Utc>,
}

impl Ground {
    fn of(key: DefinitionKey, flow: Flow, lookup: Lookup, by: (PersonId, String), now: DateTime<Utc>) -> Result<Self> {
        let program = Arc::new(Program::compile(&flow).map_err(Error::Invalid)?);
        Ok(Self { key, flow, program, lookup, by, now })
    }

    fn walk(&self, trial: &Trial, goes_on: &mut dyn FnMut() -> bool) -> std::result::Result<Tried, Refusal> {
        let start = trial.start.unwrap_or_else(|| opening(&self.lookup, self.now));
        let setting = Setting {
            program: self.program.clone(),
            key: &self.key,
            customer: simulate::customer(customer_name(&self.lookup), start),
            ticket: made_up(&self.key, &self.flow, trial, start, &self.lookup),
            by: self.by.clone(),
            library: &self.lookup,
        };
        simulate::simulate(setting, trial, goes_on)
    }
}

/// The ticket of a trial with what its type gives it.
fn made_up(key: &DefinitionKey, flow: &Flow, trial: &Trial, start: DateTime<Utc>, lookup: &Lookup) -> Ticket {
    let shelf = &lookup.shelf;
    let given = &trial.ticket;
    let mut ticket = simulate::ticket(String::new(), given.channel, given.fields.clone(), start);
    let wanted = given.ticket_type.clone().or_else(|| {
        let uses = |one: &DefinitionKey| shelf.ticket_type(one).is_some_and(|(_, kind)| kind.flow == *key);
        shelf.all(Kind::TicketType).map(|(header, _)| header.key.clone()).filter(uses).min()
    });
    let found = wanted.and_then(|key| shelf.ticket_type(&key).map(|(version, kind)| (key, version, kind)));
    let form = found.as_ref().map(|(.., kind)| &kind.form).or(flow.form.as_ref());
    if let Some((version, _)) = form.and_then(|form| shelf.current_form(form)) {
        ticket.form_version = version;
    }
    if let Some((key, version, kind)) = found {
        let title = shelf.version(Kind::TicketType, &key).map(|version| &version.content.title);
        ticket.title = title.map(|title| title.in_lang(shelf.workspace.lang).to_owned()).unwrap_or_default();
        ticket.priority = crate::intake::priority_of(&kind, &given.fields);
        ticket.queue.clone_from(&kind.queue);
        ticket.type_version = version;
        ticket.ticket_type = key;
    }
    ticket.priority = given.priority.unwrap_or(ticket.priority);
    ticket
}

/// When a ticket comes in that is filed now: at night and on holidays with the next working time, so that the first
/// hours of a test run are not empty.
fn opening(lookup: &Lookup, now: DateTime<Utc>) -> DateTime<Utc> {
    let calendar = lookup.default_calendar().and_then(|key| lookup.calendar(key));
    match calendar {
        Some(calendar) if !calendar.is_working(now) => calendar.add(now, Minutes(1)) - TimeDelta::minutes(1),
        _ => now,
    }
}

/// What the made-up customer is called.
fn customer_name(lookup: &Lookup) -> String {
    Text::both("试运行客户", "Test customer").in_lang(lookup.shelf.workspace.lang).to_owned()
}
