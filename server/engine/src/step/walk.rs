//! A step while it is being decided: the case as it is so far, the paths still to be walked, and what was written down.

use std::{
    collections::{BTreeSet, HashMap, VecDeque},
    sync::Arc,
};

use chrono::{DateTime, Utc};
use model::{
    Value,
    id::{PersonId, TaskId},
    key::{DefinitionKey, NodeKey},
    record::{Asks, Fork, Frame, FrameId, Happening, Passed, RunToken, Standing, TaskState, Token, Who},
    trace::Trace,
};

use super::{
    Ids, Library, Ruled,
    account::{Account, Mark},
    node,
};
use crate::{Fault, calendar::WorkCalendar, case::Case};

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
    /// Whether it was sent back here: whoever did it before does it again.
    pub back: bool,
    /// The steps of people that it has passed, the oldest first.
    pub trail: Vec<Passed>,
    /// Where it goes when the step it was sent back to is done.
    pub returns_to: Option<NodeKey>,
}

impl Walker {
    /// A path that begins at a node.
    pub const fn new(frame: FrameId, node: NodeKey) -> Self {
        Self { frame, node, forks: Vec::new(), again: false, back: false, trail: Vec::new(), returns_to: None }
    }

    /// The path of a token that no longer rests.
    pub fn of(token: &Token) -> Self {
        Self {
            forks: token.forks.clone(),
            trail: token.trail.clone(),
            returns_to: token.returns_to.clone(),
            ..Self::new(token.frame, token.node.clone())
        }
    }

    /// The path has passed the step it is at.
    pub fn pass(&mut self) {
        self.trail.retain(|passed| passed.node != self.node);
        let depth = u32::try_from(self.forks.len()).unwrap_or(u32::MAX);
        self.trail.push(Passed { node: self.node.clone(), depth });
    }
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
    /// The flow whose variables expressions and words see: the one of the path that was walked last.
    pub inside: FrameId,
    /// The path that waits for the answer of the next call, and how long the call is tried.
    pub asks: Option<Asks>,
    /// The answer that expressions see now, as `vars.answer`.
    pub answer: Option<Value>,
    /// The paths of variables that were changed.
    pub changed: BTreeSet<String>,
    /// How many tasks each person got in this step; fewer than none where some were closed.
    pub given: HashMap<PersonId, i64>,
    /// The case as it was before.
    pub before: Case,
    /// Whether the ticket is filed just now.
    pub new_ticket: bool,
    /// The rule because of which something is done now.
    pub cause: Option<Trace>,
    /// What rules did.
    pub ruled: Ruled,
    /// A calendar as it was before the newest one was published, while times of then are counted.
    pub former: Option<(DefinitionKey, Arc<WorkCalendar>)>,
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
            inside: FrameId(0),
            asks: None,
            answer: None,
            changed: BTreeSet::new(),
            given: HashMap::new(),
            new_ticket: false,
            cause: None,
            ruled: Ruled::default(),
            former: None,
            account: Account::default(),
            pending: VecDeque::new(),
            entries: 0,
        }
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
        self.send(Walker { node: to.clone(), again: false, back: false, returns_to: None, ..walker.clone() });
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
            pauses: Vec::new(),
            until: None,
            ends_at: None,
            counted_by: None,
            trail: walker.trail.clone(),
            returns_to: walker.returns_to.clone(),
            votes: Vec::new(),
            rounds: None,
        });
        Ok(id)
    }

    /// Takes a resting path up again, and with it a ticket that is held. Its timers mean nothing any more.
    pub fn lift(&mut self, id: RunToken) -> Option<(Token, Walker)> {
        self.token(id)?;
        super::hold::end(self);
        let run = self.case.run.as_mut()?;
        let place = run.tokens.iter().position(|token| token.id == id)?;
        let token = run.tokens.remove(place);
        let walker = Walker::of(&token);
        self.drop_timers(&token);
        if token.standing == Standing::Stuck {
            self.settle_at(&token);
        }
        Some((token, walker))
    }

    /// Gives a resting path up, with whatever was opened for it.
    pub fn cancel(&mut self, id: RunToken) {
        let Some((token, _)) = self.lift(id) else { return };
        match token.standing {
            Standing::Task { task } => self.cancel_task(task),
            Standing::Approval => super::approval::tasks(&token).for_each(|task| self.cancel_task(task)),
            Standing::SubFlow { frame } => self.cancel_frame(frame),
            Standing::ForEach => self.cancel_called(id),
            Standing::Wait => super::wait::given_up(self, &token),
            Standing::Join | Standing::Effect | Standing::Stuck => {}
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
            if frame != FrameId(0) {
                // No expression can name the nodes of a flow that is over; many rounds would fill the registers.
                let own = format!("{}/", frame.0);
                run.passes.retain(|node, _| !node.as_str().starts_with(&own));
                run.done_by.retain(|node, _| !node.as_str().starts_with(&own));
            }
        }
    }

    /// Gives up every flow that a path called.
    pub fn cancel_called(&mut self, caller: RunToken) {
        let called = |frames: &[Frame]| frames.iter().find(|frame| frame.caller == Some(caller)).map(|frame| frame.id);
        while let Some(frame) = self.case.run.as_ref().and_then(|run| called(&run.frames)) {
            self.cancel_frame(frame);
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
        super::offer::end(self, id);
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
}
