//! Test runs: the engine itself, with a virtual clock, given people and everything captured that would go out. The
//! same trial always gives the same answer, so whoever asks keeps nothing but the moves.

use std::{collections::BTreeSet, sync::Arc};

use chrono::{DateTime, Duration, TimeDelta, Utc};
use model::{
    Fields, Lang, Value,
    id::{CustomerId, PersonId, TaskId, TicketId, VersionId},
    incident::Mends,
    key::{DefinitionKey, NodeKey, OutcomeKey},
    ladder::Ladder,
    queue::Queue,
    record::{Channel, Customer, FrameId, Incident, RunState, RunToken, Status, Ticket, Timer, Who},
    ticket_type::TicketType,
    trial::{Captured, Move, Stand, Stopped, Told, Trial, TrialNotice, TrialTask, Tried},
};
use uuid::Uuid;

use crate::{
    answers::CompiledForm,
    calendar::WorkCalendar,
    case::{Case, facts},
    condition::Calendars,
    dispatch::Colleague,
    policy::CompiledPolicy,
    program::Program,
    refusal::Refusal,
    rule::Rulebook,
    step::{Ids, Library, Step, Stimulus, signals, step},
};

pub mod replay;
mod taken;
#[cfg(test)]
mod tests;

/// The most events of one test run.
const MOST_EVENTS: usize = 3_000;
/// The most timers that go off in one test run.
const MOST_WAKES: usize = 1_000;
/// The longest time that one move lets pass.
const LONGEST_PASS: i64 = 366 * 24 * 60;

/// What a test run begins with.
pub struct Setting<'a> {
    /// The flow, compiled from a draft.
    pub program: Arc<Program>,
    /// The key under which sub-flows would call it.
    pub key: &'a DefinitionKey,
    /// The made-up ticket, with what its type gives it.
    pub ticket: Ticket,
    /// Who asks.
    pub customer: Customer,
    /// Whoever tries: does what nobody owns.
    pub by: (PersonId, String),
    /// Everything else, as it is now.
    pub library: &'a dyn Library,
}

/// A made-up ticket of no type, as it comes in.
#[must_use]
pub fn ticket(title: String, channel: Channel, fields: Fields, at: DateTime<Utc>) -> Ticket {
    Ticket {
        id: TicketId::new(Uuid::from_u128(1)),
        number: 1,
        ticket_type: DefinitionKey::default(),
        type_version: VersionId::new(Uuid::from_u128(2)),
        form_version: VersionId::new(Uuid::from_u128(3)),
        title,
        status: Status::New,
        priority: model::flow::Priority::Normal,
        channel,
        customer: Some(CustomerId::new(Uuid::from_u128(4))),
        queue: None,
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
    }
}

/// The made-up customer of a test run.
#[must_use]
pub fn customer(name: String, at: DateTime<Utc>) -> Customer {
    Customer {
        id: CustomerId::new(Uuid::from_u128(4)),
        name,
        email: Some("customer@example.com".to_owned()),
        phone: None,
        manager: None,
        created_at: at,
        version: 1,
    }
}

/// Walks a trial from its beginning. `goes_on` is asked before every step; once it says no, the rest is left out.
///
/// # Errors
/// The ticket could not be filed.
pub fn simulate(setting: Setting<'_>, trial: &Trial, goes_on: &mut dyn FnMut() -> bool) -> Result<Tried, Refusal> {
    let start = setting.ticket.created_at;
    let mut office = Office::open(setting, goes_on);
    office.breaks.clone_from(&trial.breaks);
    office.file()?;
    let mut stopped = None;
    for (at, one) in trial.moves.iter().enumerate() {
        office.because = at + 1;
        office.before = office.facts();
        office.broke_at = None;
        if let Err(why) = office.play(one) {
            stopped = Some(Stopped { at, why: why.0.to_owned() });
            break;
        }
    }
    Ok(office.told(start, stopped))
}

/// Why a move could not be made.
struct Why(&'static str);

impl From<Refusal> for Why {
    fn from(refusal: Refusal) -> Self {
        Self(refusal.code())
    }
}

/// A test run while it is played.
struct Office<'a> {
    world: World<'a>,
    case: Case,
    by: (PersonId, String),
    now: DateTime<Utc>,
    timers: Vec<Timer>,
    ids: Counter,
    because: usize,
    wakes: usize,
    before: Value,
    events: Vec<Told>,
    effects: Vec<Captured>,
    notices: Vec<TrialNotice>,
    incidents: Vec<Incident>,
    /// The nodes at which passing time stops.
    breaks: BTreeSet<NodeKey>,
    /// The one of them that a path came to.
    broke_at: Option<NodeKey>,
    goes_on: &'a mut dyn FnMut() -> bool,
}

impl<'a> Office<'a> {
    fn open(setting: Setting<'a>, goes_on: &'a mut dyn FnMut() -> bool) -> Self {
        let Setting { program, key, ticket, customer, by, library } = setting;
        let now = ticket.created_at;
        let colleagues = library.colleagues().to_vec();
        let open = colleagues.iter().map(|one| one.open).collect();
        let world = World { library, key: key.clone(), program, colleagues, open };
        Self {
            world,
            case: Case::new(ticket, Some(customer)),
            by,
            now,
            timers: Vec::new(),
            ids: Counter(1_000),
            because: 0,
            wakes: 0,
            before: Value::Null,
            events: Vec::new(),
            effects: Vec::new(),
            notices: Vec::new(),
            incidents: Vec::new(),
            breaks: BTreeSet::new(),
            broke_at: None,
            goes_on,
        }
    }

    fn facts(&self) -> Value {
        facts(&self.case, &self.world)
    }

    fn file(&mut self) -> Result<(), Refusal> {
        let customer = self.case.customer.as_ref();
        let who = Who::Customer {
            id: customer.map(|one| one.id),
            name: customer.map(|one| one.name.clone()).unwrap_or_default(),
        };
        self.before = self.facts();
        self.happen(Stimulus::Filed { flow: TRIED, who })
    }

    fn play(&mut self, one: &Move) -> Result<(), Why> {
        match one {
            Move::Finish { frame, node, outcome, fields } => self.finish(*frame, node, outcome, fields)?,
            Move::CustomerWrites => self.write(true)?,
            Move::Signal { name, fields } => {
                let (id, name_of) = self.by.clone();
                let by = Who::Person { id, name: name_of };
                self.happen(Stimulus::Signal { name: name.clone(), by, fields: fields.clone() })?;
            }
            Move::Answered { token, body } => {
                let run = self.case.run.as_ref().map(|run| run.id).ok_or(Why("run_ended"))?;
                let answer = body.clone().map(|body| serde_json::json!({"status": 200, "body": body}));
                let answer = answer.ok_or_else(|| "HTTP 500".to_owned());
                self.happen(Stimulus::Answered { run, token: *token, answer })?;
            }
            Move::ColleagueWrites => self.write(false)?,
            Move::NextEvent => {
                let next = self.next().ok_or(Why("nothing_waits"))?;
                self.pass(next)?;
            }
            Move::Go => self.go()?,
            Move::Set { fields, vars } => {
                let (fields, vars) = (fields.clone(), vars.clone());
                self.happen(Stimulus::Set { by: self.by.clone(), fields, vars })?;
            }
            Move::Pass { minutes } => {
                let until = self.now + Duration::minutes(minutes.0.clamp(0, LONGEST_PASS));
                self.pass(until)?;
            }
            Move::PassWorking { minutes } => {
                let minutes = model::span::Minutes(minutes.0.clamp(0, LONGEST_PASS));
                let until = match self.world.working() {
                    Some(calendar) => calendar.add(self.now, minutes),
                    None => self.now + Duration::minutes(minutes.0),
                };
                self.pass(until)?;
            }
            Move::NextWorkingDay => {
                let until = match self.world.working() {
                    Some(calendar) => calendar.next_day(self.now),
                    None => self.now + TimeDelta::days(1),
                };
                self.pass(until)?;
            }
            Move::Retry { token } => {
                let mends = Mends::default();
                self.happen(Stimulus::Retry { token: *token, by: self.by.clone(), mends })?;
            }
            Move::Skip { token } => self.happen(Stimulus::Skip { token: *token, by: self.by.clone(), link: None })?,
        }
        self.bounded()
    }

    fn finish(&mut self, frame: FrameId, node: &NodeKey, outcome: &OutcomeKey, fields: &Fields) -> Result<(), Refusal> {
        let tokens = self.case.run.as_ref().map_or(&[][..], |run| &run.tokens);
        let of_token = |token: RunToken| tokens.iter().any(|one| one.id == token && one.frame == frame);
        let found =
            self.case.tasks.iter().find(|task| task.state.is_open() && task.node == *node && of_token(task.token));
        let (task, owner): (TaskId, Option<PersonId>) =
            found.map(|task| (task.id, task.carrier())).ok_or(Refusal::NoSuchTask)?;
        let by = match owner {
            // Whoever is offered it accepts by doing it.
            Some(owner) => (owner, self.world.name(owner)),
            None => self.by.clone(),
        };
        self.happen(Stimulus::Done { task, by, outcome: outcome.clone(), fields: fields.clone() })
    }

    /// The customer writes, or a colleague to them.
    fn write(&mut self, customer: bool) -> Result<(), Refusal> {
        let by = if customer {
            let customer = self.case.customer.as_ref();
            Who::Customer {
                id: customer.map(|one| one.id),
                name: customer.map(|one| one.name.clone()).unwrap_or_default(),
            }
        } else {
            let (id, name) = self.by.clone();
            Who::Person { id, name }
        };
        self.happen(Stimulus::Replied { by, text: "…".to_owned(), public: true })
    }

    /// Time passes, timer by timer, until there is something to look at: a breakpoint, or new work for someone.
    fn go(&mut self) -> Result<(), Why> {
        let open = |case: &Case| case.tasks.iter().map(|task| task.id).collect::<BTreeSet<_>>();
        let known = open(&self.case);
        let mut next = Some(self.next().ok_or(Why("nothing_waits"))?);
        while let Some(until) = next {
            self.pass(until)?;
            if self.broke_at.is_some() || !open(&self.case).is_subset(&known) {
                break;
            }
            next = self.next();
        }
        Ok(())
    }

    fn next(&self) -> Option<DateTime<Utc>> {
        self.timers.iter().map(|timer| timer.due_at).min()
    }

    /// Lets time pass; timers go off when they are due, the earliest first.
    fn pass(&mut self, until: DateTime<Utc>) -> Result<(), Why> {
        loop {
            let due = self.timers.iter().filter(|timer| timer.due_at <= until);
            let Some(timer) = due.min_by_key(|timer| (timer.due_at, timer.id)).cloned() else { break };
            self.timers.retain(|one| one.id != timer.id);
            self.now = self.now.max(timer.due_at);
            self.wakes += 1;
            self.happen(Stimulus::Wake { purpose: timer.purpose })?;
            self.bounded()?;
            if self.broke_at.is_some() {
                return Ok(());
            }
        }
        self.now = self.now.max(until);
        Ok(())
    }

    fn bounded(&mut self) -> Result<(), Why> {
        if self.events.len() > MOST_EVENTS || self.wakes > MOST_WAKES {
            return Err(Why("too_long"));
        }
        if (self.goes_on)() { Ok(()) } else { Err(Why("too_slow")) }
    }

    /// One step, with everything a commit would do.
    fn happen(&mut self, stimulus: Stimulus) -> Result<(), Refusal> {
        let step: Step = step(self.case.clone(), stimulus, self.now, &self.world, &mut self.ids)?;
        self.timers.retain(|timer| !step.dropped.contains(&timer.purpose));
        self.timers.extend(step.timers);
        let because = self.because;
        self.events.extend(step.events.into_iter().map(|event| Told { because, event }));
        let at = self.now;
        self.effects.extend(step.effects.into_iter().map(|(_, effect)| Captured { at, effect }));
        for notice in step.notices.into_iter().chain(step.held.into_iter().map(|held| held.notice)) {
            let name = self.world.name(notice.person);
            self.notices.push(TrialNotice { at, person: notice.person, name, text: notice.text });
        }
        self.incidents.extend(step.incidents);
        self.world.count(&step.case, &step.new_tasks, self.now);
        let entered = |case: &Case, node: &NodeKey| {
            case.run.as_ref().and_then(|run| run.passes.get(node)).copied().unwrap_or_default()
        };
        let came = self.breaks.iter().find(|node| entered(&step.case, node) > entered(&self.case, node));
        self.broke_at = came.cloned().or_else(|| self.broke_at.take());
        self.case = step.case;
        // As the store: only open tasks come back.
        self.case.tasks.retain(|task| task.state.is_open());
        Ok(())
    }

    fn told(self, start: DateTime<Utc>, stopped: Option<Stopped>) -> Tried {
        let variables = self.facts();
        let next = self.next();
        let run = self.case.run.as_ref();
        let tokens = run.map_or(&[][..], |run| &run.tokens);
        let frame_of = |token: RunToken| tokens.iter().find(|one| one.id == token).map_or(FrameId(0), |one| one.frame);
        let open = self
            .case
            .tasks
            .iter()
            .map(|task| TrialTask {
                frame: frame_of(task.token),
                owner: task.carrier().map(|owner| self.world.name(owner)),
                task: task.clone(),
            })
            .collect();
        let stands = tokens
            .iter()
            .map(|one| Stand { token: one.id, frame: one.frame, node: one.node.clone(), standing: one.standing })
            .collect();
        let walked: Vec<NodeKey> = run
            .into_iter()
            .flat_map(|run| run.passes.keys())
            .filter(|key| self.world.program.node(key).is_some())
            .cloned()
            .collect();
        let taken = taken::links(self.world.program.flow(), &walked, tokens, run, &self.events);
        let signals = signals(&self.case, &self.world);
        let ticket_type = Some(self.case.ticket.ticket_type.clone()).filter(|key| !key.as_str().is_empty());
        Tried {
            start,
            now: self.now,
            ticket_type,
            tokens: stands,
            signals,
            is_over: run.is_some_and(|run| matches!(run.state, RunState::Ended { .. })),
            open,
            next,
            events: self.events,
            effects: self.effects,
            notices: self.notices,
            incidents: self.incidents,
            walked,
            taken,
            before: self.before,
            variables,
            broke_at: self.broke_at,
            stopped,
            ticket: self.case.ticket,
        }
    }
}

/// The version a draft is known by while it is tried.
const TRIED: VersionId = VersionId::new(Uuid::from_u128(5));

/// Ids that count up.
struct Counter(u128);

impl Ids for Counter {
    fn uuid(&mut self) -> Uuid {
        self.0 += 1;
        Uuid::from_u128(self.0)
    }
}

/// What the engine may look up: the draft that is tried, and beside it everything as it is, with people who have the
/// work that the test run gave them.
struct World<'a> {
    library: &'a dyn Library,
    key: DefinitionKey,
    program: Arc<Program>,
    colleagues: Vec<Colleague>,
    /// How much each had at the beginning.
    open: Vec<i64>,
}

impl World<'_> {
    fn name(&self, person: PersonId) -> String {
        self.person(person).map(|one| one.person.name.clone()).unwrap_or_default()
    }

    fn working(&self) -> Option<Arc<WorkCalendar>> {
        self.library.default_calendar().and_then(|key| self.library.calendar(key))
    }

    fn count(&mut self, case: &Case, new: &[model::record::Task], now: DateTime<Utc>) {
        for (colleague, before) in self.colleagues.iter_mut().zip(&self.open) {
            let own = |task: &&model::record::Task| task.carrier() == Some(colleague.person.id);
            let more = case.tasks.iter().filter(own).filter(|task| task.state.is_open()).count();
            colleague.open = before.saturating_add(i64::try_from(more).unwrap_or(i64::MAX));
            if new.iter().any(|task| own(&task)) {
                colleague.last_assigned = Some(now);
            }
        }
    }
}

impl Calendars for World<'_> {
    fn calendar(&self, key: &DefinitionKey) -> Option<Arc<WorkCalendar>> {
        self.library.calendar(key)
    }
}

impl Library for World<'_> {
    fn program(&self, id: VersionId) -> Option<Arc<Program>> {
        if id == TRIED { Some(self.program.clone()) } else { self.library.program(id) }
    }

    fn current_flow(&self, key: &DefinitionKey) -> Option<(VersionId, Arc<Program>)> {
        if *key == self.key { Some((TRIED, self.program.clone())) } else { self.library.current_flow(key) }
    }

    fn queue(&self, key: &DefinitionKey) -> Option<Arc<Queue>> {
        self.library.queue(key)
    }

    fn ladder(&self, key: &DefinitionKey) -> Option<Arc<Ladder>> {
        self.library.ladder(key)
    }

    fn form(&self, id: VersionId) -> Option<Arc<CompiledForm>> {
        self.library.form(id)
    }

    fn ticket_type(&self, id: VersionId) -> Option<Arc<TicketType>> {
        self.library.ticket_type(id)
    }

    fn policy(&self, key: &DefinitionKey) -> Option<Arc<CompiledPolicy>> {
        self.library.policy(key)
    }

    fn rules(&self) -> Option<Arc<Rulebook>> {
        self.library.rules()
    }

    fn colleagues(&self) -> &[Colleague] {
        &self.colleagues
    }

    fn default_calendar(&self) -> Option<&DefinitionKey> {
        self.library.default_calendar()
    }

    fn zone(&self) -> &str {
        self.library.zone()
    }

    fn lang(&self) -> Lang {
        self.library.lang()
    }
}
