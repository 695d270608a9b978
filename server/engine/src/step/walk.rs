//! A step while it is being decided: the case as it is so far, the paths still to be walked, and what was written down.

use std::{
    collections::{BTreeSet, HashMap, VecDeque},
    sync::Arc,
};

use chrono::{DateTime, Utc};
use model::{
    id::{PersonId, TaskId},
    key::NodeKey,
    record::{Fork, Frame, FrameId, Happening, Run, RunState, RunToken, Standing, Task, TaskState, Token, Who},
};

use super::{
    Ids, Library, Step, Touched,
    account::{Account, Mark},
    node,
};
use crate::{Fault, case::Case, program::Program, refusal::Refusal};

/// The most nodes that one step enters. A flow that goes on longer by itself goes round in a circle.
pub(crate) const MOST_ENTRIES: u32 = 1_000;

/// The most places where one run can stand at the same time.
pub(crate) const MOST_TOKENS: usize = 200;

/// The most flows that one run can be in, each called by the one before it.
pub(crate) const MOST_FRAMES: usize = 16;

/// Why the engine cannot go on here; words for an administrator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Trouble(pub String);

impl Trouble {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self(fault.to_string())
    }
}

/// A path on its way to a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Walker {
    /// In which flow.
    pub frame: FrameId,
    /// Which node it comes to.
    pub node: NodeKey,
    /// The parallels it came through, innermost last.
    pub forks: Vec<Fork>,
    /// Whether it was here already and tries again.
    pub again: bool,
}

/// A step while it is being decided.
pub(crate) struct Walk<'a> {
    pub case: Case,
    pub now: DateTime<Utc>,
    pub library: &'a dyn Library,
    pub ids: &'a mut dyn Ids,
    /// Who caused it all.
    pub actor: Who,
    /// The task that expressions and words speak of: the one that was done, or whose timer went off.
    pub subject: Option<TaskId>,
    /// The paths of variables that were changed.
    pub changed: BTreeSet<String>,
    /// How many tasks each person got in this step; fewer than none where some were closed.
    given: HashMap<PersonId, i64>,
    before: Case,
    new_ticket: bool,
    pub account: Account,
    pending: VecDeque<Walker>,
    entries: u32,
}

/// How far a step had come at some point; see [`Walk::save`].
pub(crate) struct Saved {
    case: Case,
    changed: BTreeSet<String>,
    given: HashMap<PersonId, i64>,
    pending: VecDeque<Walker>,
    account: Mark,
}

impl<'a> Walk<'a> {
    pub fn new(case: Case, actor: Who, now: DateTime<Utc>, library: &'a dyn Library, ids: &'a mut dyn Ids) -> Self {
        Self {
            before: case.clone(),
            case,
            now,
            library,
            ids,
            actor,
            subject: None,
            changed: BTreeSet::new(),
            given: HashMap::new(),
            new_ticket: false,
            account: Account::default(),
            pending: VecDeque::new(),
            entries: 0,
        }
    }

    /// Begins the run of a new ticket.
    pub fn begin(&mut self, run: Run) {
        self.new_ticket = true;
        self.case.run = Some(run);
    }

    /// Everything that was decided, with versions counted up.
    pub fn finish(mut self) -> Step {
        if let Some(run) = &mut self.case.run
            && !matches!(run.state, RunState::Ended { .. })
        {
            let stuck = run.tokens.iter().any(|token| token.standing == Standing::Stuck);
            run.state = if stuck { RunState::Stuck } else { RunState::Active };
        }
        let mut touched = Touched::default();
        // Everything that happens is told, and then the ticket is touched even if nothing in it changed: its version
        // is the guard of the whole case.
        if !self.account.events.is_empty() || !self.account.incidents.is_empty() {
            self.case.ticket.updated_at = self.now;
            self.case.ticket.due_at = self.nearest_due();
            if !self.new_ticket {
                touched.ticket = true;
                self.case.ticket.version += 1;
            }
        }
        let new_run = self.before.run.is_none() && self.case.run.is_some();
        if let (Some(run), Some(before)) = (&mut self.case.run, &self.before.run)
            && run != before
        {
            touched.run = true;
            run.version += 1;
        }
        let mut new_tasks = Vec::new();
        for task in &mut self.case.tasks {
            match self.before.tasks.iter().find(|before| before.id == task.id) {
                None => new_tasks.push(task.clone()),
                Some(before) if before == task => {}
                Some(_) => {
                    task.version += 1;
                    touched.tasks.push(task.id);
                }
            }
        }
        let mut new_clocks = Vec::new();
        for clock in &mut self.case.clocks {
            match self.before.clocks.iter().find(|before| before.id == clock.id) {
                None => new_clocks.push(clock.clone()),
                Some(before) if before == clock => {}
                Some(_) => {
                    clock.version += 1;
                    touched.clocks.push(clock.id);
                }
            }
        }
        Step {
            case: self.case,
            touched,
            new_tasks,
            new_clocks,
            new_run,
            timers: self.account.timers,
            dropped: self.account.dropped,
            effects: self.account.effects,
            notices: self.account.notices,
            events: self.account.events,
            incidents: self.account.incidents,
        }
    }

    fn nearest_due(&self) -> Option<DateTime<Utc>> {
        let tasks = self.case.tasks.iter().filter(|task| task.state.is_open()).filter_map(|task| task.due_at);
        let clocks = self.case.clocks.iter().filter(|clock| crate::clock::runs(clock)).map(|clock| clock.due_at);
        tasks.chain(clocks).min()
    }

    // --- walking ---

    /// Sends a path to a node.
    pub fn send(&mut self, walker: Walker) {
        self.pending.push_back(walker);
    }

    /// Walks until every path has come to rest. A flow that never rests is stopped: nothing of its round trip is kept,
    /// and each path is stuck where it set out, so that no thousand mails are sent before someone looks.
    pub fn go(&mut self) {
        let saved = self.save();
        let mut trail: VecDeque<NodeKey> = VecDeque::new();
        while let Some(walker) = self.pending.pop_front() {
            self.entries += 1;
            if self.entries > MOST_ENTRIES {
                self.restore(saved);
                let names: Vec<&str> = trail.iter().map(NodeKey::as_str).collect();
                let text = format!(
                    "the flow went through more than {MOST_ENTRIES} nodes without waiting; the last ones were {}",
                    names.join(", ")
                );
                while let Some(walker) = self.pending.pop_front() {
                    self.stick(&walker, &Trouble::new(text.clone()));
                }
                return;
            }
            if trail.len() == 10 {
                trail.pop_front();
            }
            trail.push_back(walker.node.clone());
            if let Err(trouble) = node::enter(self, &walker) {
                self.stick(&walker, &trouble);
            }
        }
    }

    /// Sends a path out of its node by the first link that one of the doors has, in the order of the doors.
    pub fn leave(&mut self, walker: &Walker, doors: &[model::flow::Door]) -> Result<(), Trouble> {
        let program = self.program(walker.frame)?;
        let link = doors.iter().find_map(|door| program.link(&walker.node, door));
        let link = link.ok_or_else(|| Trouble::new(format!("no way leads on from {}", walker.node)))?;
        self.follow(walker, &link.to);
        Ok(())
    }

    /// Sends a path on to the next node.
    pub fn follow(&mut self, walker: &Walker, to: &NodeKey) {
        self.send(Walker { node: to.clone(), again: false, ..walker.clone() });
    }

    /// Lets a path rest at its node and gives it a name.
    pub fn rest(&mut self, walker: &Walker, standing: Standing) -> Result<RunToken, Trouble> {
        let now = self.now;
        let run = self.run_mut()?;
        let id = RunToken(run.next_token);
        run.next_token += 1;
        run.tokens.push(Token {
            id,
            frame: walker.frame,
            node: walker.node.clone(),
            standing,
            since: now,
            forks: walker.forks.clone(),
            warned: Vec::new(),
            late: false,
        });
        Ok(id)
    }

    /// Takes a resting path up again. Its timers mean nothing any more.
    pub fn lift(&mut self, id: RunToken) -> Option<(Token, Walker)> {
        let run = self.case.run.as_mut()?;
        let place = run.tokens.iter().position(|token| token.id == id)?;
        let token = run.tokens.remove(place);
        let walker = Walker { frame: token.frame, node: token.node.clone(), forks: token.forks.clone(), again: false };
        self.drop_timers(&token);
        Some((token, walker))
    }

    /// Gives a resting path up, with whatever was opened for it.
    pub fn cancel(&mut self, id: RunToken) {
        let Some((token, _)) = self.lift(id) else { return };
        match token.standing {
            Standing::Task { task } => self.cancel_task(task),
            Standing::SubFlow { frame } => self.cancel_frame(frame),
            Standing::Wait | Standing::Join | Standing::Stuck => {}
        }
    }

    /// Gives up everything that a flow is doing, and the flow itself.
    pub fn cancel_frame(&mut self, frame: FrameId) {
        self.pending.retain(|walker| walker.frame != frame);
        while let Some(id) = self.tokens().iter().find(|token| token.frame == frame).map(|token| token.id) {
            self.cancel(id);
        }
        if let Some(run) = &mut self.case.run {
            run.frames.retain(|one| one.id != frame || one.id == FrameId(0));
        }
    }

    /// Gives up every path that came through a fork, but for those at one join.
    pub fn cancel_fork(&mut self, fork: u32) {
        self.pending.retain(|walker| !walker.forks.iter().any(|one| one.id == fork));
        let in_it = |token: &Token| token.forks.iter().any(|one| one.id == fork);
        while let Some(id) = self.tokens().iter().find(|token| in_it(token)).map(|token| token.id) {
            self.cancel(id);
        }
    }

    /// Marks a task as no longer needed.
    pub fn cancel_task(&mut self, id: TaskId) {
        let now = self.now;
        let Some(task) = self.case.tasks.iter_mut().find(|task| task.id == id && task.state.is_open()) else { return };
        task.state = TaskState::Cancelled { at: now };
        let what = Happening::StepCancelled { node: task.node.clone(), title: task.title.clone(), task: id };
        let owner = task.owner;
        self.count(owner, -1);
        self.happened(what);
    }

    /// Leaves a path where it cannot go on, for a person to look at.
    pub fn stick(&mut self, walker: &Walker, trouble: &Trouble) {
        if self.rest(walker, Standing::Stuck).is_err() {
            return;
        }
        let title = self
            .program(walker.frame)
            .ok()
            .and_then(|program| program.node(&walker.node).map(|node| node.title.clone()))
            .unwrap_or_default();
        self.incident(Some(&walker.node), trouble, false);
        self.happened(Happening::Stuck { node: walker.node.clone(), title, text: trouble.0.clone() });
    }

    /// How many places the run stands at or is on its way to.
    pub fn breadth(&self) -> usize {
        self.tokens().len() + self.pending.len()
    }

    /// How many paths on their way came through a fork.
    pub fn pending_of_fork(&self, fork: u32) -> usize {
        self.pending.iter().filter(|walker| walker.forks.iter().any(|one| one.id == fork)).count()
    }

    /// Remembers how far this step has come, so that a part of it can be undone as a whole.
    pub fn save(&self) -> Saved {
        Saved {
            case: self.case.clone(),
            changed: self.changed.clone(),
            given: self.given.clone(),
            pending: self.pending.clone(),
            account: self.account.mark(),
        }
    }

    /// Undoes everything since the step was saved.
    pub fn restore(&mut self, saved: Saved) {
        self.case = saved.case;
        self.changed = saved.changed;
        self.given = saved.given;
        self.pending = saved.pending;
        self.account.forget(saved.account);
    }

    // --- the run ---

    pub fn tokens(&self) -> &[Token] {
        self.case.run.as_ref().map_or(&[], |run| &run.tokens)
    }

    pub fn token(&self, id: RunToken) -> Option<&Token> {
        self.tokens().iter().find(|token| token.id == id)
    }

    pub fn token_mut(&mut self, id: RunToken) -> Option<&mut Token> {
        self.case.run.as_mut()?.tokens.iter_mut().find(|token| token.id == id)
    }

    pub fn run_mut(&mut self) -> Result<&mut Run, Trouble> {
        self.case.run.as_mut().ok_or_else(|| Trouble::new("the ticket has no run"))
    }

    pub fn frame(&self, id: FrameId) -> Option<&Frame> {
        self.case.run.as_ref()?.frames.iter().find(|frame| frame.id == id)
    }

    /// The flow of a frame.
    pub fn program(&self, frame: FrameId) -> Result<Arc<Program>, Trouble> {
        let frame = self.frame(frame).ok_or_else(|| Trouble::new("the run is no longer in this flow"))?;
        let version = frame.flow;
        self.library
            .program(version)
            .ok_or_else(|| Trouble::new(format!("version {version} of the flow cannot be found")))
    }

    /// The run, for what a person asks of it.
    pub fn active_run(&self) -> Result<&Run, Refusal> {
        let run = self.case.run.as_ref().ok_or(Refusal::RunEnded)?;
        if matches!(run.state, RunState::Ended { .. }) { Err(Refusal::RunEnded) } else { Ok(run) }
    }

    /// A node's name in the run's own registers: nodes of sub-flows have their frame before it.
    pub fn place(frame: FrameId, node: &NodeKey) -> NodeKey {
        if frame == FrameId(0) { node.clone() } else { NodeKey::new(format!("{}/{node}", frame.0)) }
    }

    // --- tasks ---

    pub fn task(&self, id: TaskId) -> Option<&Task> {
        self.case.tasks.iter().find(|task| task.id == id)
    }

    pub fn task_mut(&mut self, id: TaskId) -> Option<&mut Task> {
        self.case.tasks.iter_mut().find(|task| task.id == id)
    }

    /// The open task of an id, for what a person asks of it.
    pub fn open_task(&self, id: TaskId) -> Result<&Task, Refusal> {
        let task = self.task(id).ok_or(Refusal::NoSuchTask)?;
        match &task.state {
            TaskState::Open => Ok(task),
            TaskState::Done { by, .. } => {
                Err(Refusal::TaskClosed { by: self.library.person(*by).map(|one| one.person.name.clone()) })
            }
            TaskState::Cancelled { .. } => Err(Refusal::TaskClosed { by: None }),
        }
    }

    /// Counts a task that someone got or lost in this step, for the next dispatch in it.
    pub fn count(&mut self, person: Option<PersonId>, tasks: i64) {
        if let Some(person) = person {
            *self.given.entry(person).or_default() += tasks;
        }
    }

    /// How many tasks someone got in this step.
    pub fn given(&self, person: PersonId) -> i64 {
        self.given.get(&person).copied().unwrap_or(0)
    }
}
