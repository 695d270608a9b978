//! How many tickets are filed each second when 64 clients commit at once: 8 rows each, every one durable.
//!
//! `cargo bench -p store --bench commits -- [ADDRESS] [TICKETS]`; without an address, a SQLite file in a new folder.

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};
use model::{
    Lang, Text,
    flow::Priority,
    id::{ClockId, EventId, PersonId, RunId, TaskId, TicketId, TimerId, VersionId, WorkspaceId},
    record::{
        Channel, Clock, ClockState, Event, Frame, FrameId, Happening, Purpose, Run, RunState, RunToken, Status, Target,
        Task, TaskState, Ticket, Timer, Visibility, Who,
    },
    span::Span,
    view::{Sort, TaskQuery, TicketQuery},
};
use store::{Changes, Location, Options, Store, Visible, Workspace};
use uuid::Uuid;

const CLIENTS: i64 = 64;

fn main() -> Result<(), Box<dyn Error>> {
    tokio::runtime::Runtime::new()?.block_on(run())
}

async fn run() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let folder = tempfile::tempdir()?;
    let address = arguments.next().unwrap_or_else(|| format!("sqlite:{}", folder.path().join("bench.db").display()));
    let tickets: i64 = arguments.next().map_or(Ok(30_000), |count| count.parse())?;
    migrations::up(&address).await?;
    let location: Location = address.parse()?;
    let store = Store::open(&location, Options::default()).await?;
    let workspace = WorkspaceId::new(id(now(), 0));
    let mut setup = Changes::new(workspace, now());
    setup.insert_workspace(&Workspace {
        id: workspace,
        company: "Bench".to_owned(),
        lang: Lang::En,
        zone: "UTC".to_owned(),
        default_calendar: None,
        created_at: now(),
        version: 1,
    });
    store.commit(setup).await?;

    let begun = Instant::now();
    let next = Arc::new(AtomicI64::new(0));
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let (store, next) = (store.clone(), Arc::clone(&next));
            tokio::spawn(async move {
                let mut waits = Vec::new();
                while next.fetch_add(1, Ordering::Relaxed) < tickets {
                    let asked = Instant::now();
                    let number = store.next_number(workspace).await?;
                    store.commit(filing(workspace, number)).await.map_err(|refused| format!("{refused:?}"))?;
                    waits.push(asked.elapsed());
                }
                Ok::<_, Box<dyn Error + Send + Sync>>(waits)
            })
        })
        .collect();
    let mut waits: Vec<Duration> = Vec::new();
    for client in clients {
        waits.extend(client.await?.map_err(|error| error.to_string())?);
    }
    let took = begun.elapsed();
    waits.sort_unstable();
    let part = |percent: usize| waits.get(waits.len() * percent / 100).copied().unwrap_or_default();
    let counters = store.counters();
    println!(
        "{location}: {} tickets in {:.2?}: {:.0} each second; p50 {:.1?}, p99 {:.1?}; {} groups, {} statements",
        waits.len(),
        took,
        f64::from(u32::try_from(waits.len())?) / took.as_secs_f64(),
        part(50),
        part(99),
        counters.groups,
        counters.statements,
    );
    reads(&store, workspace, tickets).await?;
    store.close().await;
    Ok(())
}

/// How long the usual reads take among that many tickets.
async fn reads(store: &Store, workspace: WorkspaceId, tickets: i64) -> Result<(), Box<dyn Error>> {
    let scope = store.scope(workspace);
    let ticket = scope.ticket_by_number(tickets / 2).await?.ok_or("no ticket in the middle")?;
    let me = Visible::Some {
        people: ticket.owner.into_iter().collect(),
        queues: vec!["other".into()],
        follower: ticket.owner,
    };
    let rounds = 50;
    let mut begun = Instant::now();
    let mut report = |what: &str| {
        println!("  {what}: {:.0?}", begun.elapsed() / rounds);
        begun = Instant::now();
    };
    for _ in 0..rounds {
        scope.case(ticket.id).await?;
    }
    report("a case");
    for (what, visible) in [("all tickets", &Visible::All), ("my tickets", &me)] {
        for sort in [Sort::Newest, Sort::Due, Sort::Updated, Sort::Priority] {
            let query = TicketQuery { sort, open: Some(true), ..TicketQuery::default() };
            for _ in 0..rounds {
                scope.tickets(&query, visible, now()).await?;
            }
            report(&format!("{what}, {sort:?}"));
        }
        for _ in 0..rounds {
            scope.count(&TicketQuery::default(), visible, now(), 1000).await?;
        }
        report(&format!("{what}, counted to 1000"));
    }
    for text in ["杯子碎了", &tickets.to_string(), "parcel"] {
        let query = TicketQuery { text: text.to_owned(), ..TicketQuery::default() };
        for _ in 0..rounds {
            scope.tickets(&query, &Visible::All, now()).await?;
        }
        report(&format!("tickets with {text}"));
    }
    let mine = TaskQuery { mine: true, ..TaskQuery::default() };
    for _ in 0..rounds {
        scope.tasks(&mine, ticket.owner, &[], &Visible::All).await?;
    }
    report("my tasks");
    let claimable = TaskQuery { claimable: true, ..TaskQuery::default() };
    for _ in 0..rounds {
        scope.tasks(&claimable, ticket.owner, &["refunds".into()], &Visible::All).await?;
    }
    report("claimable tasks");
    for _ in 0..rounds {
        scope.timeline(ticket.id, None, 50, false).await?;
    }
    report("a timeline");
    for _ in 0..rounds {
        store.next_timer_due().await?;
    }
    report("the next timer");
    for _ in 0..rounds {
        scope.may_see(ticket.id, &me).await?;
    }
    report("may see");
    Ok(())
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(1_795_000_000_000).unwrap_or_default()
}

fn id(at: DateTime<Utc>, count: u64) -> Uuid {
    let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
    let mut noise = [0; 10];
    for (byte, count) in noise.iter_mut().skip(2).zip(count.to_be_bytes()) {
        *byte = count;
    }
    uuid::Builder::from_unix_timestamp_millis(millis, &noise).into_uuid()
}

/// What filing a simple ticket stores.
fn filing(workspace: WorkspaceId, number: i64) -> Changes {
    let at = now() + chrono::Duration::milliseconds(number);
    let id = |part: u64| id(at, part + 16 * number.unsigned_abs());
    let ticket = Ticket {
        id: TicketId::new(id(1)),
        number,
        ticket_type: "return".into(),
        type_version: VersionId::new(id(2)),
        form_version: VersionId::new(id(3)),
        title: format!("The parcel {number} arrived broken"),
        status: Status::New,
        priority: Priority::Normal,
        channel: Channel::Api,
        customer: None,
        queue: Some("refunds".into()),
        owner: Some(PersonId::new(Uuid::from_u128(u128::from(number.unsigned_abs() % 20)))),
        filed_by: None,
        fields: BTreeMap::from([
            ("order".into(), format!("A-{number}").into()),
            ("reason".into(), "包装完好，打开后发现杯子碎了，要求退款".into()),
            ("amount".into(), number.into()),
        ]),
        due_at: Some(at + chrono::Duration::hours(8)),
        created_at: at,
        updated_at: at,
        closed_at: None,
        heard_at: at,
        answered_at: None,
        moved_at: at,
        episode: 1,
        version: 1,
    };
    let run = Run {
        id: RunId::new(id(4)),
        ticket: ticket.id,
        state: RunState::Active,
        tokens: Vec::new(),
        frames: vec![Frame::new(FrameId(0), VersionId::new(id(5)), None)],
        next_token: 1,
        next_frame: 1,
        done_by: BTreeMap::new(),
        agreed_by: BTreeSet::new(),
        passes: BTreeMap::new(),
        ruled: BTreeMap::new(),
        hold: None,
        started_at: at,
        version: 1,
    };
    let task = Task {
        id: TaskId::new(id(6)),
        ticket: ticket.id,
        run: run.id,
        token: RunToken(0),
        node: "check".into(),
        title: Text::both("核对", "Check"),
        instructions: Text::default(),
        layout: None,
        outcomes: Vec::new(),
        is_vote: false,
        phrases: Vec::new(),
        owner: ticket.owner,
        queue: ticket.queue.clone(),
        waits: false,
        offers: None,
        weight: 1,
        delegated_by: None,
        urges: Vec::new(),
        state: TaskState::Open,
        opened_at: at,
        due_at: ticket.due_at,
        traces: Vec::new(),
        version: 1,
    };
    let clock = Clock {
        id: ClockId::new(id(7)),
        ticket: ticket.id,
        target: Target::FirstResponse,
        episode: 1,
        span: Span::default(),
        calendar: "standard".into(),
        ladder: None,
        started_at: at,
        due_at: at,
        state: ClockState::Running,
        rests_in: Vec::new(),
        pauses: Vec::new(),
        levels: 0,
        acknowledged: 0,
        repeats: None,
        counted_by: None,
        version: 1,
    };
    let timer = Timer {
        id: TimerId::new(id(8)),
        ticket: ticket.id,
        purpose: Purpose::ClockDue { clock: clock.id },
        due_at: clock.due_at,
    };
    let event = Event {
        id: EventId::new(id(9)),
        ticket: ticket.id,
        at,
        who: Who::System,
        what: Happening::Filed { channel: ticket.channel, fields: ticket.fields.clone() },
        visibility: Visibility::Public,
        traces: Vec::new(),
    };
    let mut changes = Changes::new(workspace, at);
    changes
        .insert_ticket(&ticket)
        .index_ticket(&ticket, "包装完好，打开后发现杯子碎了，要求退款")
        .insert_run(&run)
        .insert_task(&task)
        .insert_clock(&clock)
        .insert_timer(&timer)
        .insert_event(&event)
        .keep_answer(&format!("key-{number}"), "hash", &number.into());
    changes
}
