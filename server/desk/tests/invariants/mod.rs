//! What must be true of every database after any fault. One checker for all the tests that break something:
//!
//! * I1: what was answered is there, once; what was not answered is there whole or not at all.
//! * I2: a timer took effect at most once, and none that is due is left on a ticket that goes on.
//! * I3: the account of a ticket gives the ticket as it is stored.
//! * I4: the due time of a clock is what its calendar gives from its beginning, its limit and its pauses.
//! * I5: a ticket that goes on stands somewhere, and whatever it waits for is there.
//! * I6: what went out had been stored before, and a receiver who knows each key once was told each thing once.
//! * I7: the account of a ticket has no gap: the version of its run is the number of its steps, and ids grow.
//! * I8: the database finds nothing wrong with itself.
#![allow(clippy::allow_attributes, dead_code, reason = "each test file uses its part of the checker")]

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use chrono::{DateTime, Utc};
use engine::calendar::WorkCalendar;
use futures::StreamExt as _;
use model::{
    Body, Fields,
    flow::Priority,
    id::{TicketId, WorkspaceId},
    key::DefinitionKey,
    record::{ClockState, Event, Happening, RunState, Standing, Status, Ticket},
    span::Counted,
    view::{Sort, TicketQuery},
};
use sqlx::{Connection as _, Row as _};
use store::{CaseRows, Location, Options, Scope, Store, Visible};

/// What those outside know.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The number of the ticket that each idempotency key was answered with.
    pub answered: BTreeMap<String, i64>,
    /// The keys that were asked under, answered or not.
    pub asked: BTreeSet<String>,
    /// What receivers were told: the key of the effect and the number of the ticket that it was about.
    pub told: Vec<(String, i64)>,
    /// How often each ticket must have told the outside, once everything is over; unknown, if absent.
    pub tells: Option<usize>,
    /// The present instant, if every worker has come to rest: nothing that is due may be left then.
    pub rested: Option<DateTime<Utc>>,
}

/// Checks everything. Panics with every wrong thing found.
pub async fn check(location: &str, known: &Known) {
    let store = Store::open(&location.parse::<Location>().unwrap(), Options::default()).await.unwrap();
    let mut wrong: Vec<String> = Vec::new();
    for workspace in store.workspaces().await.unwrap() {
        wrong.extend(of_workspace(&store, workspace.id, known).await);
    }
    store.close().await;
    wrong.extend(itself(location).await);
    wrong.extend(leftovers(location, known).await);
    assert!(wrong.is_empty(), "{} things are wrong:\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
}

async fn of_workspace(store: &Store, workspace: WorkspaceId, known: &Known) -> Vec<String> {
    let scope = store.scope(workspace);
    let calendars = calendars(&scope).await;
    let tickets = tickets(&scope).await;
    let mut wrong = answered(&tickets, known);
    wrong.extend(told(&tickets, known));
    let checks = tickets.values().map(|ticket| {
        let (scope, calendars) = (&scope, &calendars);
        async move {
            let Some(case) = scope.case(ticket.id).await.unwrap() else {
                return vec![format!("I1 #{}: listed and not there", ticket.number)];
            };
            let events = timeline(scope, ticket.id).await;
            let found = [whole(&case, &events), replayed(&case, &events), clocks(&case, calendars), stands(&case)];
            found.into_iter().flatten().map(|words| format!("#{}: {words}", ticket.number)).collect()
        }
    });
    let found: Vec<Vec<String>> = futures::stream::iter(checks).buffer_unordered(4).collect().await;
    wrong.extend(found.into_iter().flatten());
    wrong
}

async fn calendars(scope: &Scope) -> HashMap<DefinitionKey, Arc<WorkCalendar>> {
    let all = scope.all_current().await.unwrap();
    all.into_iter()
        .filter_map(|(header, version)| match &version.content.body {
            Body::Calendar(calendar) => Some((header.key, Arc::new(WorkCalendar::compile(calendar).unwrap()))),
            _ => None,
        })
        .collect()
}

/// Every ticket by its number.
async fn tickets(scope: &Scope) -> BTreeMap<i64, Ticket> {
    let mut found = BTreeMap::new();
    let mut after = None;
    loop {
        let query = TicketQuery { sort: Sort::Newest, limit: Some(200), after, ..TicketQuery::default() };
        let page = scope.tickets(&query, &Visible::All, DateTime::UNIX_EPOCH).await.unwrap();
        found.extend(page.rows.into_iter().map(|ticket| (ticket.number, ticket)));
        after = page.next;
        if after.is_none() {
            return found;
        }
    }
}

async fn timeline(scope: &Scope, ticket: TicketId) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    loop {
        let after = events.last().map(|event| event.id);
        let page = scope.timeline(ticket, after, 200, false).await.unwrap();
        let is_last = page.next.is_none();
        events.extend(page.rows);
        if is_last {
            return events;
        }
    }
}

/// I1, from outside: each key that was answered has its ticket, and no ticket was filed but under a key that was asked.
fn answered(tickets: &BTreeMap<i64, Ticket>, known: &Known) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for ticket in tickets.values() {
        // A test that counts on this files each ticket under the subject that is its key.
        seen.entry(ticket.title.as_str()).or_default().push(ticket.number);
    }
    for (key, number) in &known.answered {
        match seen.get(key.as_str()).map(Vec::as_slice) {
            Some([found]) if found == number => {}
            found => wrong.push(format!("I1 {key}: answered with #{number}, and stored as {found:?}")),
        }
    }
    for key in &known.asked {
        let count = seen.get(key.as_str()).map_or(0, Vec::len);
        if count > 1 {
            wrong.push(format!("I1 {key}: filed {count} times"));
        }
    }
    wrong
}

/// I6.
fn told(tickets: &BTreeMap<i64, Ticket>, known: &Known) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut keys: BTreeMap<i64, BTreeSet<&str>> = BTreeMap::new();
    for (key, number) in &known.told {
        keys.entry(*number).or_default().insert(key);
        if !tickets.contains_key(number) {
            wrong.push(format!("I6 {key}: told of #{number}, which was never stored"));
        }
    }
    if let (Some(tells), Some(_)) = (known.tells, known.rested) {
        for number in tickets.keys() {
            let count = keys.get(number).map_or(0, BTreeSet::len);
            if count != tells {
                wrong.push(format!("I6 #{number}: the world was told {count} things of it instead of {tells}"));
            }
        }
    }
    wrong
}

/// I1, from inside: no half of a ticket. I7: its account begins with the filing and grows.
fn whole(case: &CaseRows, events: &[Event]) -> Vec<String> {
    let mut wrong = Vec::new();
    if case.run.is_none() {
        wrong.push("I1 it has no run".to_owned());
    }
    if !matches!(events.first().map(|event| &event.what), Some(Happening::Filed { .. })) {
        wrong.push("I1 its account does not begin with its filing".to_owned());
    }
    let filings = events.iter().filter(|event| matches!(event.what, Happening::Filed { .. })).count();
    if filings != 1 {
        wrong.push(format!("I1 it was filed {filings} times"));
    }
    if events.windows(2).any(|pair| pair[0].id >= pair[1].id || pair[0].at > pair[1].at) {
        wrong.push("I7 its account runs backwards".to_owned());
    }
    let done: Vec<_> = events
        .iter()
        .filter_map(|event| match &event.what {
            Happening::StepDone { task, .. } | Happening::StepCancelled { task, .. } => Some(*task),
            _ => None,
        })
        .collect();
    if done.iter().collect::<BTreeSet<_>>().len() != done.len() {
        wrong.push("I2 a step was done twice".to_owned());
    }
    let ended = events.iter().filter(|event| matches!(event.what, Happening::Ended { .. })).count();
    let reopened = events.iter().filter(|event| matches!(event.what, Happening::Reopened { .. })).count();
    if ended > reopened + 1 {
        wrong.push(format!("I2 it ended {ended} times and was opened again {reopened} times"));
    }
    wrong
}

/// I3: what the account says, from the beginning, is what the ticket is.
fn replayed(case: &CaseRows, events: &[Event]) -> Vec<String> {
    let ticket = &case.ticket;
    let mut fields = Fields::new();
    let (mut status, mut priority): (Option<Status>, Option<Priority>) = (None, None);
    let mut wrong = Vec::new();
    for event in events {
        match &event.what {
            Happening::Filed { fields: answers, .. } => fields = answers.clone(),
            Happening::StepDone { fields: more, .. }
            | Happening::FieldsSet { fields: more }
            | Happening::Signalled { fields: more, .. } => {
                fields.extend(more.iter().map(|(key, value)| (key.clone(), value.clone())));
            }
            Happening::StatusSet { from, to } => {
                if status.is_some_and(|before| before != *from) {
                    wrong.push(format!("I3 its status was {status:?} and is said to have been {from:?}"));
                }
                status = Some(*to);
            }
            Happening::Ended { status: to } => status = Some(*to),
            Happening::Reopened { .. } | Happening::Held { .. } | Happening::Resumed => status = None,
            Happening::PrioritySet { from, to } => {
                if priority.is_some_and(|before| before != *from) {
                    wrong.push(format!("I3 its priority was {priority:?} and is said to have been {from:?}"));
                }
                priority = Some(*to);
            }
            _ => {}
        }
    }
    fields.retain(|_, value| !value.is_null());
    let mut stored = ticket.fields.clone();
    stored.retain(|_, value| !value.is_null());
    if fields != stored {
        wrong.push(format!("I3 its account gives the answers {fields:?}, stored are {stored:?}"));
    }
    if status.is_some_and(|status| status != ticket.status) {
        wrong.push(format!("I3 its account gives {status:?}, stored is {:?}", ticket.status));
    }
    if priority.is_some_and(|priority| priority != ticket.priority) {
        wrong.push(format!("I3 its account gives {priority:?}, stored is {:?}", ticket.priority));
    }
    wrong
}

/// I4: due times are what the calendar gives.
fn clocks(case: &CaseRows, calendars: &HashMap<DefinitionKey, Arc<WorkCalendar>>) -> Vec<String> {
    let mut wrong = Vec::new();
    for clock in &case.clocks {
        let Some(calendar) = calendars.get(&clock.calendar).filter(|_| clock.span.counted == Counted::Working) else {
            continue;
        };
        // While it is paused nobody knows when it will be due.
        if !matches!(clock.state, ClockState::Running | ClockState::Breached { .. }) || clock.is_paused() {
            continue;
        }
        let due = calendar.add_around(clock.started_at, clock.span.minutes, &clock.pauses);
        if due != clock.due_at {
            wrong.push(format!("I4 its {:?} is due {} and stored as {}", clock.target, due, clock.due_at));
        }
    }
    wrong
}

/// I5: it stands somewhere, and what it waits for is there.
fn stands(case: &CaseRows) -> Vec<String> {
    let Some(run) = &case.run else { return Vec::new() };
    let open: BTreeSet<_> = case.tasks.iter().map(|task| task.id).collect();
    let mut wrong = Vec::new();
    let has_ended = matches!(run.state, RunState::Ended { .. });
    if has_ended && (!run.tokens.is_empty() || !open.is_empty()) {
        wrong.push("I5 it has ended and stands somewhere".to_owned());
    }
    if !has_ended && run.tokens.is_empty() {
        wrong.push("I5 it goes on and stands nowhere".to_owned());
    }
    if has_ended == case.ticket.status.is_open() && case.ticket.status != Status::Resolved {
        wrong.push(format!("I5 its run is {} and it is {:?}", run.state.as_str(), case.ticket.status));
    }
    let mut waited_for = BTreeSet::new();
    for token in &run.tokens {
        match token.standing {
            Standing::Task { task } => {
                waited_for.insert(task);
                if !open.contains(&task) {
                    wrong.push(format!("I5 it waits at {} for a step that is not open", token.node));
                }
            }
            Standing::Approval => waited_for.extend(token.votes.iter().filter_map(|vote| vote.task)),
            Standing::Stuck if case.incidents.is_empty() => {
                wrong.push(format!("I5 it is stuck at {} and nobody is told why", token.node));
            }
            _ => {}
        }
    }
    if open.iter().any(|task| !waited_for.contains(task)) {
        wrong.push("I5 a step is open that it does not wait for".to_owned());
    }
    wrong
}

/// I2 and I5 among rows that belong together: nothing that is due is left, and waits have their timers.
async fn leftovers(location: &str, known: &Known) -> Vec<String> {
    let mut asked = vec![
        ("I1 rows of tickets that are not there", "SELECT count(*) FROM run AS r WHERE NOT EXISTS (SELECT 1 FROM ticket AS t WHERE t.workspace_id = r.workspace_id AND t.id = r.ticket_id)".to_owned()),
        ("I1 events of tickets that are not there", "SELECT count(*) FROM event AS e WHERE NOT EXISTS (SELECT 1 FROM ticket AS t WHERE t.workspace_id = e.workspace_id AND t.id = e.ticket_id)".to_owned()),
        ("I1 tickets that are not found by words", "SELECT count(*) FROM ticket AS t WHERE NOT EXISTS (SELECT 1 FROM search AS s WHERE s.workspace_id = t.workspace_id AND s.ticket_id = t.id)".to_owned()),
        ("I2 timers of tickets that are over", "SELECT count(*) FROM timer AS w JOIN ticket AS t ON t.workspace_id = w.workspace_id AND t.id = w.ticket_id WHERE NOT t.open AND w.purpose LIKE 'wait%'".to_owned()),
    ];
    if let Some(now) = known.rested {
        let now = now.timestamp_millis();
        asked.push((
            "I2 timers that are due and were not fired",
            format!("SELECT count(*) FROM timer WHERE due_at <= {now}"),
        ));
        asked.push(("I6 effects that were not carried out", "SELECT count(*) FROM outbox WHERE NOT dead".to_owned()));
    }
    let mut wrong = Vec::new();
    for (what, question) in asked {
        let count = number(location, &question).await;
        if count > 0 {
            wrong.push(format!("{what}: {count}"));
        }
    }
    wrong
}

/// I8.
async fn itself(location: &str) -> Vec<String> {
    if let Some(path) = location.strip_prefix("sqlite:") {
        let mut connection = sqlx::SqliteConnection::connect(&format!("sqlite://{path}")).await.unwrap();
        let mut wrong = Vec::new();
        for pragma in ["PRAGMA integrity_check", "PRAGMA foreign_key_check"] {
            for row in sqlx::query(pragma).fetch_all(&mut connection).await.unwrap() {
                let said: String = row.try_get(0).unwrap_or_default();
                if said != "ok" {
                    wrong.push(format!("I8 {pragma}: {said}"));
                }
            }
        }
        return wrong;
    }
    let mut connection = sqlx::PgConnection::connect(location).await.unwrap();
    // Only a superuser may, and only where the extension was installed with the server.
    if sqlx::query("CREATE EXTENSION IF NOT EXISTS amcheck").execute(&mut connection).await.is_err() {
        return Vec::new();
    }
    let checked = sqlx::query(
        "SELECT count(bt_index_check(c.oid, true)) FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid \
         JOIN pg_am AS a ON a.oid = c.relam JOIN pg_namespace AS n ON n.oid = c.relnamespace \
         WHERE a.amname = 'btree' AND n.nspname = 'public' AND i.indisready AND i.indisvalid",
    );
    match checked.fetch_one(&mut connection).await {
        Ok(_) => Vec::new(),
        Err(error) => vec![format!("I8 amcheck: {error}")],
    }
}

/// The number that a question is answered with. The database may be away for a while.
pub async fn number(location: &str, question: &str) -> i64 {
    let since = std::time::Instant::now();
    loop {
        match asked(location, question).await {
            Ok(number) => return number,
            Err(error) if since.elapsed() > std::time::Duration::from_secs(100) => panic!("{question}: {error}"),
            Err(_) => tokio::time::sleep(std::time::Duration::from_millis(200)).await,
        }
    }
}

async fn asked(location: &str, question: &str) -> Result<i64, sqlx::Error> {
    let question = sqlx::AssertSqlSafe(question.to_owned());
    if let Some(path) = location.strip_prefix("sqlite:") {
        let mut connection = sqlx::SqliteConnection::connect(&format!("sqlite://{path}")).await?;
        return sqlx::query(question).fetch_one(&mut connection).await?.try_get(0);
    }
    let mut connection = sqlx::PgConnection::connect(location).await?;
    sqlx::query(question).fetch_one(&mut connection).await?.try_get(0)
}
