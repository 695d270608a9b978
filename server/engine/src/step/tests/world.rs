//! The library of the scripts: a few people and queues, two calendars, two ladders, and the flows of the script.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{DateTime, TimeZone, Utc};
use model::{
    Lang,
    calendar::{Calendar, Period},
    form::Form,
    id::{PersonId, VersionId},
    key::DefinitionKey,
    ladder::{Ladder, Level},
    policy::Policy,
    queue::Queue,
    record::Person,
    rule::Rule,
    ticket_type::TicketType,
};
use uuid::Uuid;

use super::script;
use crate::{
    answers::CompiledForm,
    calendar::WorkCalendar,
    condition::Calendars,
    dispatch::Colleague,
    policy::CompiledPolicy,
    program::Program,
    rule::{CompiledRule, Rulebook},
    step::{Ids, Library},
};

pub struct World {
    pub programs: Vec<(DefinitionKey, VersionId, Arc<Program>)>,
    pub colleagues: Vec<Colleague>,
    pub queues: BTreeMap<DefinitionKey, Arc<Queue>>,
    pub ladders: BTreeMap<DefinitionKey, Arc<Ladder>>,
    calendars: BTreeMap<DefinitionKey, Arc<WorkCalendar>>,
    /// The calendars as they were before.
    former: BTreeMap<DefinitionKey, Arc<WorkCalendar>>,
    default_calendar: DefinitionKey,
    pub kind: TicketType,
    pub policy: Option<Arc<CompiledPolicy>>,
    pub form: Arc<CompiledForm>,
    /// The rules by name, those that look by themselves too.
    pub rules: Vec<CompiledRule>,
    book: Arc<Rulebook>,
}

/// Monday, 2026-01-05, 09:00 UTC.
pub fn monday() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 1, 5, 9, 0, 0).unwrap()
}

pub fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(0x7000 << 64 | number)
}

impl World {
    pub fn new(flows: Vec<(String, model::flow::Flow)>) -> Self {
        let programs = flows
            .into_iter()
            .enumerate()
            .map(|(number, (name, flow))| {
                let program = Program::compile(&flow).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
                (DefinitionKey::new(name), VersionId::new(uuid(1_000 + number as u128)), Arc::new(program))
            })
            .collect();
        let always = Calendar {
            format: 1,
            zone: "UTC".to_owned(),
            week: std::array::from_fn(|_| vec![Period { from: 0, to: 1440 }]),
            days: Vec::new(),
        };
        let office = Calendar {
            format: 1,
            zone: "UTC".to_owned(),
            week: std::array::from_fn(|day| if day < 5 { vec![Period { from: 540, to: 1020 }] } else { Vec::new() }),
            days: Vec::new(),
        };
        let calendars = [("always", always), ("office", office)]
            .into_iter()
            .map(|(key, calendar)| (key.into(), Arc::new(WorkCalendar::compile(&calendar).unwrap())))
            .collect();
        let queue = |roles: &[&str], skills: &[&str]| {
            Arc::new(Queue {
                format: 1,
                roles: roles.iter().map(|role| DefinitionKey::from(*role)).collect(),
                skills: skills.iter().map(|skill| DefinitionKey::from(*skill)).collect(),
                ..Queue::default()
            })
        };
        let mut asked = Queue::clone(&queue(&["agent"], &[]));
        asked.offer = Some(script::offering("5m rounds:2 then:second alarm:%lead"));
        let level = |at_percent, tell: &[&str], words: &str| Level {
            at_percent,
            tell: tell.iter().map(|who| script::receiver(who)).collect(),
            text: if words.is_empty() { model::Text::default() } else { script::text(words) },
            ..Level::default()
        };
        let levels = vec![
            level(50, &["owner"], ""),
            level(100, &["owner", "%lead"], "Ticket {{ticket.number}} is late"),
            level(200, &["manager", "customer"], ""),
        ];
        Self {
            programs,
            colleagues: vec![
                colleague(1, "ann", &["agent"], Some(3)),
                colleague(2, "bob", &["agent"], Some(3)),
                colleague(3, "lea", &["lead"], None),
            ],
            queues: BTreeMap::from([
                ("desk".into(), queue(&["agent"], &[])),
                ("second".into(), queue(&["lead"], &[])),
                ("asked".into(), Arc::new(asked)),
                ("chinese".into(), queue(&["agent", "lead"], &["chinese"])),
            ]),
            ladders: BTreeMap::from([("usual".into(), Arc::new(Ladder { format: 1, levels, ..Ladder::default() }))]),
            calendars,
            former: BTreeMap::new(),
            default_calendar: "always".into(),
            kind: TicketType::default(),
            policy: None,
            form: Arc::new(CompiledForm::compile(&form()).unwrap()),
            rules: Vec::new(),
            book: Arc::default(),
        }
    }

    /// From now on these rules run.
    pub fn rules(&mut self, rules: Vec<(String, Rule)>) {
        let compiled = |(name, rule): (String, Rule)| {
            CompiledRule::compile(&name.as_str().into(), &script::text(&name), 1, &rule).unwrap()
        };
        self.rules = rules.into_iter().map(compiled).collect();
        self.book = Arc::new(Rulebook::of(self.rules.clone()));
    }

    /// From now on time counts on this calendar.
    pub fn calendar(&mut self, key: &str, drawn: &Calendar) {
        let new = Arc::new(WorkCalendar::compile(drawn).unwrap());
        if let Some(old) = self.calendars.insert(key.into(), new) {
            self.former.insert(key.into(), old);
        }
    }

    /// A calendar is gone.
    pub fn lose_calendar(&mut self, key: &str) {
        self.calendars.remove(&DefinitionKey::from(key));
    }

    /// Nobody knows any more how time was counted before.
    pub fn forget_former(&mut self) {
        self.former.clear();
    }

    /// From now on tickets are measured by this policy.
    pub fn policy(&mut self, policy: Policy) {
        self.kind.policy = Some("gold".into());
        self.policy = Some(Arc::new(CompiledPolicy::compile(&policy).unwrap()));
    }

    pub fn id(&self, name: &str) -> PersonId {
        self.colleagues.iter().find(|one| one.person.name == name).unwrap().person.id
    }

    pub fn name(&self, id: PersonId) -> &str {
        &self.colleagues.iter().find(|one| one.person.id == id).unwrap().person.name
    }

    pub fn main(&self) -> (VersionId, Arc<Program>) {
        let (_, version, program) = &self.programs[0];
        (*version, program.clone())
    }
}

/// The form of every ticket.
fn form() -> Form {
    serde_json::from_value(serde_json::json!({"format": 1, "fields": [
        {"key": "a", "label": {"en": "A"}, "type": "number", "most": 1000.0},
        {"key": "b", "label": {"en": "B"}, "type": "number"},
        {"key": "n", "label": {"en": "N"}, "type": "number"},
        {"key": "kind", "label": {"en": "Kind"}, "type": "select", "options": [
            {"key": "small", "label": {"en": "Small"}}, {"key": "large", "label": {"en": "Large"}}]},
        {"key": "urgency", "label": {"en": "Urgency"}, "type": "select", "options": [
            {"key": "normal", "label": {"en": "Normal"}}, {"key": "urgent", "label": {"en": "Urgent"}}]},
        {"key": "helper", "label": {"en": "Helper"}, "type": "person"},
        {"key": "price", "label": {"en": "Price"}, "type": "number"},
        {"key": "twice", "label": {"en": "Twice"}, "type": "number", "computed": "fields.price * 2"}
    ]}))
    .unwrap()
}

fn colleague(number: u128, name: &str, roles: &[&str], manager: Option<u128>) -> Colleague {
    Colleague {
        person: Arc::new(Person {
            roles: roles.iter().map(|role| DefinitionKey::from(*role)).collect(),
            manager: manager.map(|manager| PersonId::new(uuid(manager))),
            ..Person::new(PersonId::new(uuid(number)), name, &format!("{name}@example.com"), Lang::En, monday())
        }),
        open: 0,
        load: 0,
        last_assigned: None,
    }
}

impl Calendars for World {
    fn calendar(&self, key: &DefinitionKey) -> Option<Arc<WorkCalendar>> {
        self.calendars.get(key).cloned()
    }
}

impl Library for World {
    fn program(&self, id: VersionId) -> Option<Arc<Program>> {
        self.programs.iter().find(|(_, version, _)| *version == id).map(|(_, _, program)| program.clone())
    }

    fn current_flow(&self, key: &DefinitionKey) -> Option<(VersionId, Arc<Program>)> {
        let found = self.programs.iter().find(|(name, _, _)| name == key);
        found.map(|(_, version, program)| (*version, program.clone()))
    }

    fn queue(&self, key: &DefinitionKey) -> Option<Arc<Queue>> {
        self.queues.get(key).cloned()
    }

    fn form(&self, _: VersionId) -> Option<Arc<CompiledForm>> {
        Some(self.form.clone())
    }

    fn ticket_type(&self, _: VersionId) -> Option<Arc<TicketType>> {
        Some(Arc::new(self.kind.clone()))
    }

    fn policy(&self, _: &DefinitionKey) -> Option<Arc<CompiledPolicy>> {
        self.policy.clone()
    }

    fn ladder(&self, key: &DefinitionKey) -> Option<Arc<Ladder>> {
        self.ladders.get(key).cloned()
    }

    fn rules(&self) -> Option<Arc<Rulebook>> {
        Some(self.book.clone())
    }

    fn former_calendar(&self, key: &DefinitionKey) -> Option<Arc<WorkCalendar>> {
        self.former.get(key).cloned()
    }

    fn colleagues(&self) -> &[Colleague] {
        &self.colleagues
    }

    fn default_calendar(&self) -> Option<&DefinitionKey> {
        Some(&self.default_calendar)
    }

    fn zone(&self) -> &'static str {
        "UTC"
    }

    fn lang(&self) -> Lang {
        Lang::En
    }
}

/// Ids that count up.
pub struct Counter(pub u128);

impl Ids for Counter {
    fn uuid(&mut self) -> Uuid {
        self.0 += 1;
        uuid(self.0)
    }
}
