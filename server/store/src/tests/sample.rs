//! Records with something in every field.

use std::collections::{BTreeMap, BTreeSet};

use model::{Body, Definition, Fields, Kind, Lang, Text, flow::Priority, id::*, record::*, skill::Skill, span::Span};
use serde_json::json;

use super::base::{at, id};
use crate::Workspace;

pub fn workspace(id: WorkspaceId) -> Workspace {
    Workspace {
        id,
        company: "织台".into(),
        lang: Lang::ZhCn,
        zone: "Asia/Shanghai".into(),
        default_calendar: Some("standard".into()),
        created_at: at(0),
        version: 1,
    }
}

pub fn person(name: &str) -> Person {
    let leave = Leave { stand_in: Some(PersonId::new(id())), work: Handover::StandIn, ..Leave::default() };
    Person {
        roles: vec!["agent".into()],
        skills: vec!["refunds".into(), "english".into()],
        levels: [("refunds".into(), 3)].into(),
        queues: vec!["vip".into()],
        teams: vec![TeamId::new(id())],
        manager: Some(PersonId::new(id())),
        zone: Some("Europe/Berlin".into()),
        shifts: Some("nights".into()),
        skills_until: [("refunds".into(), "2026-12-31".parse().unwrap())].into(),
        absences: vec![Absence { leave, from: at(100_000), until: at(200_000), is_handed_over: false }],
        ..Person::new(PersonId::new(id()), name, &format!("{}@example.com", name.to_lowercase()), Lang::En, at(0))
    }
}

pub fn customer(name: &str) -> Customer {
    Customer {
        id: CustomerId::new(id()),
        name: name.into(),
        email: Some(format!("{}@mail.example", name.to_lowercase())),
        phone: Some("+86 10 5555 0100".into()),
        manager: Some(PersonId::new(id())),
        created_at: at(0),
        version: 1,
    }
}

pub fn fields() -> Fields {
    Fields::from([
        ("amount".into(), json!(12.5)),
        ("reason".into(), json!("破损 \"quoted\" \\u0000 back")),
        ("many".into(), json!([1, 2, {"deep": null}])),
    ])
}

pub fn ticket(number: i64) -> Ticket {
    Ticket {
        id: TicketId::new(id()),
        number,
        ticket_type: "return".into(),
        type_version: VersionId::new(id()),
        form_version: VersionId::new(id()),
        title: format!("退货 {number}"),
        status: Status::New,
        priority: Priority::Normal,
        channel: Channel::Portal,
        customer: None,
        queue: None,
        owner: None,
        filed_by: None,
        fields: fields(),
        due_at: None,
        created_at: at(number),
        updated_at: at(number),
        closed_at: None,
        heard_at: at(number),
        answered_at: None,
        moved_at: at(number),
        episode: 1,
        version: 1,
    }
}

pub fn run(ticket: TicketId) -> Run {
    Run {
        id: RunId::new(id()),
        ticket,
        state: RunState::Active,
        tokens: Vec::new(),
        frames: vec![Frame::new(FrameId(0), VersionId::new(id()), None)],
        next_token: 3,
        next_frame: 1,
        done_by: BTreeMap::from([("check".into(), PersonId::new(id()))]),
        agreed_by: BTreeSet::from([PersonId::new(id())]),
        passes: BTreeMap::from([("check".into(), 2)]),
        ruled: BTreeMap::from([("silent".into(), at(1))]),
        hold: None,
        started_at: at(1),
        version: 1,
    }
}

pub fn task(ticket: TicketId) -> Task {
    Task {
        id: TaskId::new(id()),
        ticket,
        run: RunId::new(id()),
        token: RunToken(1),
        node: "check".into(),
        title: Text::both("核对", "Check"),
        instructions: Text::one(Lang::En, "Look *twice*."),
        layout: Some("short".into()),
        outcomes: Vec::new(),
        is_vote: false,
        waits: false,
        offers: None,
        weight: 1,
        phrases: vec!["hello".into()],
        owner: None,
        delegated_by: None,
        urges: Vec::new(),
        queue: None,
        state: TaskState::Open,
        opened_at: at(1),
        due_at: None,
        traces: Vec::new(),
        version: 1,
    }
}

pub fn clock(ticket: TicketId) -> Clock {
    Clock {
        id: ClockId::new(id()),
        ticket,
        target: Target::FirstResponse,
        episode: 1,
        span: Span::default(),
        calendar: "standard".into(),
        ladder: Some("usual".into()),
        started_at: at(0),
        due_at: at(60),
        state: ClockState::Running,
        rests_in: Vec::new(),
        pauses: Vec::new(),
        levels: 2,
        acknowledged: 1,
        repeats: None,
        counted_by: None,
        version: 1,
    }
}

pub fn event(ticket: TicketId, text: &str, visibility: Visibility) -> Event {
    Event {
        id: EventId::new(id()),
        ticket,
        at: at(2),
        who: Who::Person { id: PersonId::new(id()), name: "Lin".into() },
        what: Happening::Note { text: text.into() },
        visibility,
        traces: Vec::new(),
    }
}

pub fn timer(ticket: TicketId, minutes: i64) -> Timer {
    let purpose = Purpose::Level { clock: ClockId::new(id()), level: 1 };
    Timer { id: TimerId::new(id()), ticket, purpose, due_at: at(minutes) }
}

pub fn notice(person: PersonId, minutes: i64) -> Notice {
    Notice {
        id: NoticeId::new(id()),
        person,
        ticket: Some(TicketId::new(id())),
        by: Some(PersonId::new(id())),
        text: Text::both("快到期了", "Soon due"),
        at: at(minutes),
        read_at: None,
    }
}

pub fn incident(ticket: TicketId) -> Incident {
    Incident {
        id: IncidentId::new(id()),
        ticket,
        run: Some(RunId::new(id())),
        node: Some("call".into()),
        outbox: Some(OutboxId::new(id())),
        text: "no answer".into(),
        at: at(3),
        settled_at: None,
    }
}

pub fn effect() -> Effect {
    Effect::Mail { to: "a@example.com".into(), subject: "Hi".into(), body: "你好".into() }
}

pub fn definition(key: &str) -> Definition {
    let body = Body::Skill(serde_json::from_value::<Skill>(json!({"format": 1})).unwrap());
    Definition { key: key.into(), title: Text::both("退款", "Refunds"), body }
}

pub fn header(key: &str) -> Header {
    Header {
        id: DefinitionId::new(id()),
        kind: Kind::Skill,
        key: key.into(),
        title: Text::both("退款", "Refunds"),
        standing: DefinitionStanding::Draft,
        version: None,
        number: 0,
        updated_at: at(0),
        updated_by: Some(PersonId::new(id())),
        revision: 1,
    }
}

pub fn version(header: &Header, number: i64) -> Version {
    Version {
        id: VersionId::new(id()),
        definition: header.id,
        number,
        content: definition(header.key.as_str()),
        note: "第一版".into(),
        author: Some(PersonId::new(id())),
        at: at(1),
        hash: "ab".repeat(32),
    }
}

pub fn draft(header: &Header, author: PersonId) -> Draft {
    Draft {
        definition: header.id,
        author,
        content: definition(header.key.as_str()),
        base: 0,
        revision: 1,
        saved_at: at(0),
    }
}
