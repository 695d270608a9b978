//! Forty real tickets walk the flow that was recovered from their log, at the times they really did.
//!
//! Log: M. Polato, Dataset belonging to the help desk log of an Italian Company, 4TU.ResearchData,
//! doi 10.4121/uuid:0c60edf1-6f83-4e75-9367-4c63b3e9d5bb.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{DateTime, Utc};
use engine::{
    Calendars, Case, Ids, Library, Program, Step, Stimulus, calendar::WorkCalendar, dispatch::Colleague, step,
};
use model::{
    Body, Fields, Lang,
    flow::Priority,
    id::{PersonId, TicketId, VersionId},
    key::DefinitionKey,
    ladder::Ladder,
    package::Package,
    queue::Queue,
    record::{Channel, Happening, Person, Status, Task, Ticket, Who},
};
use serde_json::json;
use uuid::Uuid;

const PACKAGE: &str = include_str!("../../../packages/helpdesk.json");
const LOG: &str = include_str!("../../../xtask/fixtures/helpdesk_excerpt.csv");

/// One event: the activity, when, by whom.
type Event = (String, DateTime<Utc>, String);

struct Desk {
    flow: Arc<Program>,
    calendar: Arc<WorkCalendar>,
    queues: BTreeMap<DefinitionKey, Arc<Queue>>,
    people: Vec<Colleague>,
}

const FLOW: VersionId = VersionId::new(Uuid::from_u128(1));

impl Calendars for Desk {
    fn calendar(&self, _: &DefinitionKey) -> Option<Arc<WorkCalendar>> {
        Some(self.calendar.clone())
    }
}

impl Library for Desk {
    fn program(&self, _: VersionId) -> Option<Arc<Program>> {
        Some(self.flow.clone())
    }

    fn current_flow(&self, _: &DefinitionKey) -> Option<(VersionId, Arc<Program>)> {
        Some((FLOW, self.flow.clone()))
    }

    fn queue(&self, key: &DefinitionKey) -> Option<Arc<Queue>> {
        self.queues.get(key).cloned()
    }

    fn ladder(&self, _: &DefinitionKey) -> Option<Arc<Ladder>> {
        None
    }

    fn colleagues(&self) -> &[Colleague] {
        &self.people
    }

    fn default_calendar(&self) -> Option<&DefinitionKey> {
        None
    }

    fn zone(&self) -> &'static str {
        "Europe/Rome"
    }

    fn lang(&self) -> Lang {
        Lang::En
    }
}

struct Row(u128);

impl Ids for Row {
    fn uuid(&mut self) -> Uuid {
        self.0 += 1;
        Uuid::from_u128(self.0)
    }
}

fn cases() -> BTreeMap<String, Vec<Event>> {
    let mut cases: BTreeMap<String, Vec<Event>> = BTreeMap::new();
    for line in LOG.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let mut cells = line.split(',').map(str::to_owned);
        let [case, activity, at, agent] = std::array::from_fn(|_| cells.next().unwrap());
        cases.entry(case).or_default().push((activity, at.parse().unwrap(), agent));
    }
    cases
}

fn desk(cases: &BTreeMap<String, Vec<Event>>) -> Desk {
    let package: Package = serde_json::from_str(PACKAGE).unwrap();
    let mut queues = BTreeMap::new();
    let (mut flow, mut calendar) = (None, None);
    for definition in package.definitions {
        match definition.body {
            Body::Flow(body) => flow = Some(Arc::new(Program::compile(&body).unwrap())),
            Body::Calendar(body) => calendar = Some(Arc::new(WorkCalendar::compile(&body).unwrap())),
            Body::Queue(body) => drop(queues.insert(definition.key, Arc::new(body))),
            _ => {}
        }
    }
    let mut agents: Vec<&String> = cases.values().flatten().map(|(_, _, agent)| agent).collect();
    agents.sort_unstable();
    agents.dedup();
    let people = (1_000..).zip(agents).map(|(id, name)| Colleague {
        person: std::sync::Arc::new(Person {
            roles: vec!["helpdesk-agent".into(), "helpdesk-closer".into()],
            ..Person::new(
                PersonId::new(Uuid::from_u128(id)),
                name,
                &format!("agent-{id}@helpdesk.example"),
                Lang::En,
                DateTime::UNIX_EPOCH,
            )
        }),
        open: 0,
        load: 0,
        last_assigned: None,
    });
    Desk { flow: flow.unwrap(), calendar: calendar.unwrap(), queues, people: people.collect() }
}

fn filed(desk: &Desk, name: &str, activity: &str, at: DateTime<Utc>, ids: &mut Row) -> Step {
    let mut fields = Fields::from([("case".into(), json!(name))]);
    if activity != "Assign seriousness" {
        fields.insert("next_step".into(), json!(node(desk, activity)));
    }
    let version = VersionId::new(ids.uuid());
    let ticket = Ticket {
        id: TicketId::new(ids.uuid()),
        number: 1,
        ticket_type: "helpdesk".into(),
        type_version: version,
        form_version: version,
        title: name.to_owned(),
        status: Status::New,
        priority: Priority::Normal,
        channel: Channel::Api,
        customer: None,
        queue: Some("helpdesk".into()),
        owner: None,
        filed_by: None,
        fields,
        due_at: None,
        created_at: at,
        updated_at: at,
        closed_at: None,
        heard_at: at,
        answered_at: None,
        moved_at: at,
        episode: 1,
        version: 1,
    };
    let stimulus = Stimulus::Filed { flow: FLOW, who: Who::System };
    step::step(Case::new(ticket, None), stimulus, at, desk, ids).unwrap()
}

/// Steps are titled as the log names what is done there.
fn node(desk: &Desk, activity: &str) -> String {
    let node = desk.flow.flow().nodes.iter().find(|node| node.title.in_lang(Lang::En) == activity);
    node.unwrap_or_else(|| panic!("no step is called {activity}")).key.to_string()
}

fn open(case: &Case) -> Option<&Task> {
    let mut open = case.tasks.iter().filter(|task| task.state.is_open());
    let first = open.next();
    assert!(open.next().is_none(), "two steps are open at once");
    first
}

/// Completes the open step so that the wanted one opens: by an outcome of its own, else through the hub.
fn done(desk: &Desk, case: &Case, event: &Event, next: Option<&str>, ids: &mut Row) -> Step {
    let (_, at, agent) = event;
    let task = open(case).unwrap();
    let by = desk.people.iter().find(|one| one.person.name == *agent).unwrap();
    let wanted = next.map(|next| node(desk, next));
    let mut tried = Vec::new();
    for outcome in &task.outcomes {
        let mut fields = Fields::new();
        if outcome.key.as_str() == "other" {
            let Some(wanted) = &wanted else { continue };
            fields.insert("next_step".into(), json!(wanted));
        }
        let by = (by.person.id, agent.clone());
        let stimulus = Stimulus::Done { task: task.id, by, outcome: outcome.key.clone(), fields };
        let step = step::step(case.clone(), stimulus, *at, desk, ids).unwrap();
        let stands = open(&step.case).map(|task| task.node.to_string());
        // When the log says no more, the usual way is taken: the first one.
        if next.is_none() || stands == wanted {
            return step;
        }
        tried.push(stands);
    }
    panic!("from {} to {wanted:?} no way leads, only to {tried:?}", task.node);
}

#[test]
fn every_case_of_the_excerpt_goes_exactly_the_way_of_its_log() {
    let cases = cases();
    let desk = desk(&cases);
    let mut ids = Row(1_000_000);
    assert_eq!(cases.len(), 40);
    for (name, events) in &cases {
        let (first, at, _) = &events[0];
        let mut step = filed(&desk, name, first, *at, &mut ids);
        let mut walked = Vec::new();
        for (index, event) in events.iter().enumerate() {
            let task = open(&step.case).unwrap_or_else(|| panic!("{name}: nothing is open before event {index}"));
            walked.push(task.title.in_lang(Lang::En).to_owned());
            let next = events.get(index + 1).map(|(next, _, _)| next.as_str());
            step = done(&desk, &step.case, event, next, &mut ids);
            assert!(step.incidents.is_empty(), "{name}: {:?}", step.incidents);
            let stuck = step.events.iter().any(|event| matches!(event.what, Happening::Stuck { .. }));
            assert!(!stuck, "{name} got stuck");
        }
        let activities: Vec<_> = events.iter().map(|(activity, _, _)| activity.clone()).collect();
        assert_eq!(walked, activities, "{name}");
        let is_closed = activities.last().is_some_and(|last| last == "Closed");
        assert_eq!(step.case.ticket.status == Status::Closed, is_closed, "{name}");
    }
}
