//! The published definitions of a workspace, compiled once per version and shared by every use case.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};
use engine::{
    CompiledRule, Rulebook,
    answers::CompiledForm,
    calendar::WorkCalendar,
    condition::Calendars,
    dispatch::{At, Colleague},
    policy::CompiledPolicy,
    program::Program,
    step::{Library, Step},
};
use model::{
    Body, Definition, Kind, Lang,
    id::{PersonId, VersionId, WorkspaceId},
    key::DefinitionKey,
    ladder::Ladder,
    queue::{Queue, Strategy},
    record::{Header, Version},
    role::Role,
    ticket_type::TicketType,
};
use store::{Store, Workspace};

use crate::{
    crew::{Crew, Given, Promise},
    error::{Error, Result},
};

/// How long a shelf is trusted before the store is asked whether another node published something.
const TRUSTED_FOR: Duration = Duration::from_secs(1);
/// The most compiled versions kept; beyond it they are compiled again when needed.
const MOST_COMPILED: usize = 4_096;

/// The most calendars kept as they were before.
const MOST_FORMER: usize = 64;

/// The name of the register that grows with each change of published definitions.
pub(crate) const REGISTER: &str = "definitions";

/// One published version, compiled. Versions never change, so this is kept for good.
#[derive(Clone)]
pub(crate) enum Compiled {
    Form(Arc<CompiledForm>),
    Flow(Arc<Program>),
    TicketType(Arc<TicketType>),
    Calendar(Arc<WorkCalendar>),
    Policy(Arc<CompiledPolicy>),
    Ladder(Arc<Ladder>),
    Queue(Arc<Queue>),
    Role(Arc<Role>),
    Rule(CompiledRule),
    /// Nothing to compile, or it no longer compiles: such a version is treated as missing.
    Nothing,
}

fn compile(version: &Version) -> Compiled {
    let content: &Definition = &version.content;
    let compiled = match &content.body {
        Body::Form(form) => CompiledForm::compile(form).map(|form| Compiled::Form(Arc::new(form))),
        Body::Flow(flow) => Program::compile(flow).map(|program| Compiled::Flow(Arc::new(program))),
        Body::TicketType(kind) => Ok(Compiled::TicketType(Arc::new(kind.clone()))),
        Body::Calendar(calendar) => {
            WorkCalendar::compile(calendar).map(|calendar| Compiled::Calendar(Arc::new(calendar)))
        }
        Body::Policy(policy) => CompiledPolicy::compile(policy).map(|policy| Compiled::Policy(Arc::new(policy))),
        Body::Ladder(ladder) => Ok(Compiled::Ladder(Arc::new(ladder.clone()))),
        Body::Queue(queue) => Ok(Compiled::Queue(Arc::new(queue.clone()))),
        Body::Role(role) => Ok(Compiled::Role(Arc::new(role.clone()))),
        Body::Rule(rule) => {
            CompiledRule::compile(&content.key, &content.title, version.number, rule).map(Compiled::Rule)
        }
        Body::Skill(_) | Body::Phrase(_) => Ok(Compiled::Nothing),
    };
    compiled.unwrap_or_else(|problems| {
        tracing::error!(
            definition.kind = %content.body.kind(), definition.key = %content.key, problems = ?problems,
            "a published definition no longer compiles; it is treated as missing"
        );
        Compiled::Nothing
    })
}

/// Every compiled version, by id.
#[derive(Default)]
pub(crate) struct Press {
    compiled: Mutex<HashMap<VersionId, Compiled>>,
    /// The calendars as they were before these versions of them, where someone wanted to know.
    former: Mutex<HashMap<VersionId, Arc<WorkCalendar>>>,
}

impl Press {
    fn known(&self, id: VersionId) -> Option<Compiled> {
        held(&self.compiled).get(&id).cloned()
    }

    fn compiled(&self, version: &Version) -> Compiled {
        if let Some(known) = self.known(version.id) {
            return known;
        }
        let compiled = compile(version);
        let mut all = held(&self.compiled);
        if all.len() >= MOST_COMPILED {
            all.clear();
        }
        all.insert(version.id, compiled.clone());
        compiled
    }
}

fn held<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// The published definitions of one workspace at one moment.
pub(crate) struct Shelf {
    /// The workspace's own facts.
    pub workspace: Workspace,
    register: i64,
    current: HashMap<(Kind, DefinitionKey), (Header, Arc<Version>, Compiled)>,
    press: Arc<Press>,
    /// The rules that events set off, found by what happens.
    book: Arc<Rulebook>,
    /// The versions of rules that were switched off because they failed again and again.
    off: HashMap<DefinitionKey, i64>,
    /// Whether a queue gives work to whoever helped the customer last.
    asks_for_last_agent: bool,
}

impl Shelf {
    async fn load(store: &Store, workspace: WorkspaceId, press: Arc<Press>) -> Result<Self> {
        let scope = store.scope(workspace);
        // The register is read first: if something is published in between, the next look loads again.
        let register = scope.register(REGISTER).await?;
        let facts = scope.workspace().await?.ok_or(Error::NotFound)?;
        let states = scope.rule_states().await?;
        let off: HashMap<DefinitionKey, i64> =
            states.into_iter().filter_map(|state| Some((state.rule, state.off_version?))).collect();
        let current: HashMap<_, _> = scope
            .all_current()
            .await?
            .into_iter()
            .map(|(header, version)| {
                let compiled = press.compiled(&version);
                ((header.kind, header.key.clone()), (header, Arc::new(version), compiled))
            })
            .collect();
        let rules = current.values().filter_map(|(_, _, compiled): &(Header, Arc<Version>, Compiled)| match compiled {
            Compiled::Rule(rule) if off.get(rule.key()) != Some(&rule.version()) => Some(rule.clone()),
            _ => None,
        });
        let book = Arc::new(Rulebook::of(rules));
        let asks_for_last_agent = current.values().any(|(_, _, compiled): &(Header, Arc<Version>, Compiled)| {
            matches!(compiled, Compiled::Queue(queue) if queue.strategy == Strategy::LastAgent)
        });
        Ok(Self { workspace: facts, register, current, press, book, off, asks_for_last_agent })
    }

    /// The newest version of a definition.
    pub(crate) fn version(&self, kind: Kind, key: &DefinitionKey) -> Option<&Arc<Version>> {
        self.current.get(&(kind, key.clone())).map(|(_, version, _)| version)
    }

    /// A moment at which people are looked at, with the calendars of their shifts.
    pub(crate) fn at(&self, now: DateTime<Utc>) -> At<'_> {
        At::new(now, &self.workspace.zone, self)
    }

    /// Whether a queue gives work to whoever helped the customer last.
    pub(crate) const fn asks_for_last_agent(&self) -> bool {
        self.asks_for_last_agent
    }

    /// Every newest version of a kind.
    pub(crate) fn all(&self, kind: Kind) -> impl Iterator<Item = (&Header, &Arc<Version>)> {
        self.current
            .values()
            .filter(move |(header, ..)| header.kind == kind)
            .map(|(header, version, _)| (header, version))
    }

    fn compiled(&self, kind: Kind, key: &DefinitionKey) -> Option<&Compiled> {
        self.current.get(&(kind, key.clone())).map(|(_, _, compiled)| compiled)
    }

    pub(crate) fn ticket_type(&self, key: &DefinitionKey) -> Option<(VersionId, Arc<TicketType>)> {
        match self.current.get(&(Kind::TicketType, key.clone()))? {
            (_, version, Compiled::TicketType(kind)) => Some((version.id, kind.clone())),
            _ => None,
        }
    }

    /// The ticket types as they are filed now.
    pub(crate) fn ticket_types(&self) -> impl Iterator<Item = &TicketType> {
        self.current.values().filter_map(|(_, _, compiled)| match compiled {
            Compiled::TicketType(kind) => Some(&**kind),
            _ => None,
        })
    }

    pub(crate) fn current_form(&self, key: &DefinitionKey) -> Option<(VersionId, Arc<CompiledForm>)> {
        match self.current.get(&(Kind::Form, key.clone()))? {
            (_, version, Compiled::Form(form)) => Some((version.id, form.clone())),
            _ => None,
        }
    }

    pub(crate) fn form(&self, id: VersionId) -> Option<Arc<CompiledForm>> {
        match self.press.known(id)? {
            Compiled::Form(form) => Some(form),
            _ => None,
        }
    }

    /// The published version of a calendar.
    pub(crate) fn calendar(&self, key: &DefinitionKey) -> Option<Arc<WorkCalendar>> {
        match self.compiled(Kind::Calendar, key)? {
            Compiled::Calendar(calendar) => Some(calendar.clone()),
            _ => None,
        }
    }

    pub(crate) fn policy(&self, key: &DefinitionKey) -> Option<Arc<CompiledPolicy>> {
        match self.compiled(Kind::Policy, key)? {
            Compiled::Policy(policy) => Some(policy.clone()),
            _ => None,
        }
    }

    /// The published version of a rule.
    pub(crate) fn rule(&self, key: &DefinitionKey) -> Option<CompiledRule> {
        match self.compiled(Kind::Rule, key)? {
            Compiled::Rule(rule) => Some(rule.clone()),
            _ => None,
        }
    }

    /// Whether a version of a rule was switched off because it failed again and again.
    pub(crate) fn is_off(&self, rule: &CompiledRule) -> bool {
        self.off.get(rule.key()) == Some(&rule.version())
    }

    pub(crate) fn role(&self, key: &DefinitionKey) -> Option<Arc<Role>> {
        match self.compiled(Kind::Role, key)? {
            Compiled::Role(role) => Some(role.clone()),
            _ => None,
        }
    }

    /// Keeps how time was counted before a version of a calendar.
    pub(crate) fn note_former(&self, version: VersionId, calendar: Arc<WorkCalendar>) {
        let mut former = held(&self.press.former);
        if former.len() >= MOST_FORMER {
            former.clear();
        }
        former.insert(version, calendar);
    }

    /// Makes sure that old versions, which running records still follow, are compiled.
    pub(crate) async fn fetch(&self, store: &Store, ids: &[VersionId]) -> Result<()> {
        for id in ids.iter().copied() {
            if self.press.known(id).is_none()
                && let Some(version) = store.scope(self.workspace.id).version(id).await?
            {
                self.press.compiled(&version);
            }
        }
        Ok(())
    }
}

/// The shelves of all workspaces, each looked up again when another node may have published.
#[derive(Default)]
pub(crate) struct Shelves {
    press: Arc<Press>,
    shelves: Mutex<HashMap<WorkspaceId, (Instant, Arc<Shelf>)>>,
}

impl Shelves {
    /// The present shelf of a workspace.
    pub(crate) async fn shelf(&self, store: &Store, workspace: WorkspaceId) -> Result<Arc<Shelf>> {
        let known = self.lock().get(&workspace).cloned();
        if let Some((checked, shelf)) = known {
            if checked.elapsed() < TRUSTED_FOR {
                return Ok(shelf);
            }
            if store.scope(workspace).register(REGISTER).await? == shelf.register {
                self.lock().insert(workspace, (Instant::now(), shelf.clone()));
                return Ok(shelf);
            }
        }
        let shelf = Arc::new(Shelf::load(store, workspace, self.press.clone()).await?);
        self.lock().insert(workspace, (Instant::now(), shelf.clone()));
        Ok(shelf)
    }

    /// Forgets a workspace's shelf because this node just published.
    pub(crate) fn forget(&self, workspace: WorkspaceId) {
        self.lock().remove(&workspace);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<WorkspaceId, (Instant, Arc<Shelf>)>> {
        self.shelves.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// What the engine may look up during one step: the shelf and the people as they are now.
pub(crate) struct Lookup {
    /// The definitions.
    pub shelf: Arc<Shelf>,
    /// The people with their open work.
    pub colleagues: Arc<Vec<Colleague>>,
    /// The calendar that counts where no other is named.
    calendar: Option<DefinitionKey>,
    /// Where the people come from.
    crew: Crew,
    /// Whether everyone who has a capacity is taken for full.
    is_full: bool,
    /// From when the stopwatch counts.
    began: Instant,
    /// Who has the last other ticket of the customer in question, where a queue asks for it.
    pub last_agent: Option<PersonId>,
    /// What counts instead of what is published, while someone wants to know what it would lead to.
    pub drawn: Option<Drawn>,
}

/// A draft that counts as if it were published.
pub(crate) enum Drawn {
    Calendar(DefinitionKey, Arc<WorkCalendar>),
    Policy(DefinitionKey, Arc<CompiledPolicy>),
}

impl Lookup {
    pub(crate) fn new(shelf: Arc<Shelf>, crew: Crew) -> Self {
        let calendar = shelf.workspace.default_calendar.clone();
        Self {
            shelf,
            colleagues: crew.now(),
            calendar,
            crew,
            is_full: false,
            began: Instant::now(),
            last_agent: None,
            drawn: None,
        }
    }

    /// Counts what others on this node have given meanwhile.
    pub(crate) fn look_again(&mut self) {
        self.colleagues = self.crew.now();
        if self.is_full {
            self.fill();
        }
    }

    /// Notes what a step gives to people, so that whoever decides next knows.
    pub(crate) fn promise(&self, step: &Step) -> Promise {
        let at = step.case.ticket.updated_at;
        self.crew.note(given(step).map(|(person, weight)| Given { person, weight, at }).collect())
    }

    /// The load of a person and their capacity; none of a person without one.
    pub(crate) fn capacity(&self, person: PersonId) -> Option<(i64, i64)> {
        let one = self.colleagues.iter().find(|one| one.person.id == person)?;
        Some((one.load, one.person.capacity?.into()))
    }

    /// Takes everyone who has a capacity for full: what could be theirs waits in its queue, and is given out when the
    /// rush is over.
    pub(crate) fn fill(&mut self) {
        self.is_full = true;
        for one in Arc::make_mut(&mut self.colleagues) {
            if let Some(capacity) = one.person.capacity {
                one.load = one.load.max(i64::from(capacity));
            }
        }
    }

    /// What people call someone, if they are known.
    pub(crate) fn name(&self, person: PersonId) -> Option<&str> {
        self.colleagues.iter().find(|one| one.person.id == person).map(|one| one.person.name.as_str())
    }
}

/// Whom a step gives open work, or offers it, and what each piece weighs. Whoever had it already may be among them.
pub(crate) fn given(step: &Step) -> impl Iterator<Item = (PersonId, i64)> {
    let touched = step.case.tasks.iter().filter(|task| step.touched.tasks.contains(&task.id));
    let open = step.new_tasks.iter().chain(touched).filter(|task| task.state.is_open());
    open.filter_map(|task| Some((task.carrier()?, i64::from(task.weight))))
}

impl Calendars for Shelf {
    fn calendar(&self, key: &DefinitionKey) -> Option<Arc<WorkCalendar>> {
        self.calendar(key)
    }
}

impl Calendars for Lookup {
    fn calendar(&self, key: &DefinitionKey) -> Option<Arc<WorkCalendar>> {
        match &self.drawn {
            Some(Drawn::Calendar(drawn, calendar)) if drawn == key => Some(calendar.clone()),
            _ => self.shelf.calendar(key),
        }
    }
}

impl Library for Lookup {
    fn last_agent(&self) -> Option<PersonId> {
        self.last_agent
    }

    fn program(&self, id: VersionId) -> Option<Arc<Program>> {
        match self.shelf.press.known(id)? {
            Compiled::Flow(program) => Some(program),
            _ => None,
        }
    }

    fn current_flow(&self, key: &DefinitionKey) -> Option<(VersionId, Arc<Program>)> {
        match self.shelf.current.get(&(Kind::Flow, key.clone()))? {
            (_, version, Compiled::Flow(program)) => Some((version.id, program.clone())),
            _ => None,
        }
    }

    fn form(&self, id: VersionId) -> Option<Arc<CompiledForm>> {
        self.shelf.form(id)
    }

    fn ticket_type(&self, id: VersionId) -> Option<Arc<TicketType>> {
        match self.shelf.press.known(id)? {
            Compiled::TicketType(kind) => Some(kind),
            _ => None,
        }
    }

    fn policy(&self, key: &DefinitionKey) -> Option<Arc<CompiledPolicy>> {
        match &self.drawn {
            Some(Drawn::Policy(drawn, policy)) if drawn == key => Some(policy.clone()),
            _ => self.shelf.policy(key),
        }
    }

    fn former_calendar(&self, key: &DefinitionKey) -> Option<Arc<WorkCalendar>> {
        match &self.drawn {
            // What is published now is what was before the draft.
            Some(Drawn::Calendar(drawn, _)) if drawn == key => self.shelf.calendar(key),
            _ => held(&self.shelf.press.former).get(&self.shelf.version(Kind::Calendar, key)?.id).cloned(),
        }
    }

    fn queue(&self, key: &DefinitionKey) -> Option<Arc<Queue>> {
        match self.shelf.compiled(Kind::Queue, key)? {
            Compiled::Queue(queue) => Some(queue.clone()),
            _ => None,
        }
    }

    fn ladder(&self, key: &DefinitionKey) -> Option<Arc<Ladder>> {
        match self.shelf.compiled(Kind::Ladder, key)? {
            Compiled::Ladder(ladder) => Some(ladder.clone()),
            _ => None,
        }
    }

    fn rules(&self) -> Option<Arc<Rulebook>> {
        Some(self.shelf.book.clone())
    }

    fn stopwatch(&self) -> Duration {
        self.began.elapsed()
    }

    fn colleagues(&self) -> &[Colleague] {
        &self.colleagues
    }

    fn default_calendar(&self) -> Option<&DefinitionKey> {
        self.calendar.as_ref()
    }

    fn zone(&self) -> &str {
        &self.shelf.workspace.zone
    }

    fn lang(&self) -> Lang {
        self.shelf.workspace.lang
    }
}
