//! Looking at the case while a step is decided: its run, its flows, its tasks.

use std::sync::Arc;

use model::{
    id::{PersonId, TaskId},
    key::NodeKey,
    record::{Frame, FrameId, Run, RunState, RunToken, Task, TaskState, Token},
};

use super::walk::{Trouble, Walk};
use crate::{dispatch::At, program::Program, refusal::Refusal};

impl<'a> Walk<'a> {
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

    /// Whether a task belongs to the present run.
    pub fn is_of_run(&self, task: &Task) -> bool {
        self.case.run.as_ref().is_some_and(|run| run.id == task.run)
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

    /// The moment at which people are looked at.
    pub fn at(&self) -> At<'a> {
        At::new(self.now, self.library.zone(), self.library)
    }

    /// How many tasks someone got in this step.
    pub fn given(&self, person: PersonId) -> i64 {
        self.given.get(&person).copied().unwrap_or(0)
    }
}
