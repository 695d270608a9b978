//! One step of a case: something happens, and everything that follows from it is decided at once and returned as data.
//!
//! Reads no clock, touches no store; the same input always gives the same step. A step is to be committed whole or not
//! at all, guarded by the version of the ticket: every step that changes anything changes the ticket too.

use chrono::{DateTime, Utc};
use model::{
    id::{ClockId, OutboxId, TaskId},
    record::{Clock, Effect, Event, Incident, Notice, Purpose, Task, Timer},
};

mod library;
mod stimulus;

pub use crate::{case::Case, refusal::Refusal};
pub use library::{Ids, Library};
pub use stimulus::{Matched, Stimulus};

/// Everything that is to be committed because of one stimulus.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The case afterwards. Its tasks and clocks are all it had, changed or not, and the new ones.
    pub case: Case,
    /// Which existing records were changed. Their versions are already one higher.
    pub touched: Touched,
    /// The tasks that were opened, as in `case`. One can be closed already.
    pub new_tasks: Vec<Task>,
    /// The clocks that were started, as in `case`. One can be stopped already.
    pub new_clocks: Vec<Clock>,
    /// Whether `case.run` is new.
    pub new_run: bool,
    /// The timers to set, after `dropped` was dropped.
    pub timers: Vec<Timer>,
    /// The timers that mean nothing any more, by purpose; some may have gone off already.
    pub dropped: Vec<Purpose>,
    /// What the world is asked to do.
    pub effects: Vec<(OutboxId, Effect)>,
    /// What people are told inside the product.
    pub notices: Vec<Notice>,
    /// The account of it all, in order.
    pub events: Vec<Event>,
    /// What could not be done.
    pub incidents: Vec<Incident>,
}

/// Which existing records a step changed. Each has a version one higher than before; new records have version 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// The ticket.
    pub ticket: bool,
    /// Its run.
    pub run: bool,
    /// These tasks.
    pub tasks: Vec<TaskId>,
    /// These clocks.
    pub clocks: Vec<ClockId>,
}

/// Decides what follows from a stimulus.
///
/// # Errors
/// A [`Refusal`] when a person asks for what cannot be done now. A wake is never refused: one that means nothing any
/// more gives a step in which nothing is touched.
pub fn step(
    case: Case,
    stimulus: Stimulus,
    now: DateTime<Utc>,
    library: &dyn Library,
    ids: &mut dyn Ids,
) -> Result<Step, Refusal> {
    let _ = (case, stimulus, now, library, ids);
    Err(Refusal::NoSuchFlow)
}
