//! One step of a case: something happens, and everything that follows from it is decided at once and returned as data.
//!
//! Reads no clock, touches no store; the same input always gives the same step. A step is to be committed whole or not
//! at all, guarded by the version of the ticket: every step that changes anything changes the ticket too.

use chrono::{DateTime, Utc};
use model::{
    id::{ClockId, IncidentId, OutboxId, PersonId, TaskId},
    record::{Clock, Effect, Event, Follower, FrameId, HeldNotice, Incident, Notice, Purpose, Task, Timer, Who},
};

mod account;
pub(crate) mod act;
mod action;
mod answered;
mod approval;
mod assign;
mod back;
mod change;
mod choice;
mod claim;
mod delegate;
mod done;
pub(crate) mod due;
mod end;
mod filed;
mod finish;
mod follow;
mod for_each;
mod hand_over;
mod hold;
mod inclusive;
mod join;
mod jump;
mod library;
mod look;
mod migrate;
mod node;
mod offer;
mod owner;
mod parallel;
mod reckon;
mod reopen;
mod reply;
mod rule;
pub(crate) mod sentence;
mod set;
mod settle;
mod signal;
mod stimulus;
mod sub_flow;
mod task;
pub(crate) mod tell;
pub(crate) mod term;
mod terminate;
mod ticket;
mod transfer;
mod urge;
mod variable;
mod wait;
mod wake;
pub(crate) mod walk;

#[cfg(test)]
pub(crate) mod tests;

use crate::clock::{self, carry};
pub use crate::{case::Case, refusal::Refusal};
pub use library::{Ids, Library};
pub use migrate::{Target, verdict};
pub use reckon::{Outlook, outlook};
pub use rule::{Ruled, try_on};
pub use settle::unfit;
pub use signal::awaited;
pub(crate) use signal::signals;
pub use stimulus::{Matched, Stimulus};
pub use urge::URGE_AGAIN;
use walk::Walk;

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
    /// What they are told later.
    pub held: Vec<HeldNotice>,
    /// The account of it all, in order.
    pub events: Vec<Event>,
    /// Who follows the ticket from now on.
    pub new_followers: Vec<Follower>,
    /// Who follows it no more.
    pub gone_followers: Vec<PersonId>,
    /// What could not be done.
    pub incidents: Vec<Incident>,
    /// The incidents that mean nothing any more, because what was stuck went on or was given up.
    pub settled: Vec<IncidentId>,
    /// What rules did.
    pub ruled: Ruled,
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
    let person = |(id, name): &(PersonId, String)| Who::Person { id: *id, name: name.clone() };
    let actor = match &stimulus {
        Stimulus::Filed { who, .. }
        | Stimulus::Replied { by: who, .. }
        | Stimulus::Signal { by: who, .. }
        | Stimulus::Reopened { by: who, .. } => who.clone(),
        Stimulus::Done { by, .. }
        | Stimulus::Changed { by, .. }
        | Stimulus::Claim { by, .. }
        | Stimulus::Accept { by, .. }
        | Stimulus::Decline { by, .. }
        | Stimulus::Transfer { by, .. }
        | Stimulus::Delegate { by, .. }
        | Stimulus::Recall { by, .. }
        | Stimulus::Urge { by, .. }
        | Stimulus::Follow { by, .. }
        | Stimulus::Unfollow { by, .. }
        | Stimulus::Hold { by, .. }
        | Stimulus::Resume { by }
        | Stimulus::Jump { by, .. }
        | Stimulus::Terminate { by, .. }
        | Stimulus::SendBack { by, .. }
        | Stimulus::TakeBack { by, .. }
        | Stimulus::AddApprover { by, .. }
        | Stimulus::RemoveApprover { by, .. }
        | Stimulus::Migrate { by, .. }
        | Stimulus::Set { by, .. }
        | Stimulus::Acknowledge { by }
        | Stimulus::Retry { by, .. }
        | Stimulus::Skip { by, .. } => person(by),
        Stimulus::Wake { .. }
        | Stimulus::Assign { .. }
        | Stimulus::HandOver { .. }
        | Stimulus::Answered { .. }
        | Stimulus::Reckon { .. }
        | Stimulus::Look { .. } => Who::System,
    };
    let mut walk = Walk::new(case, actor, now, library, ids);
    match stimulus {
        Stimulus::Filed { flow, .. } => filed::filed(&mut walk, flow)?,
        Stimulus::Done { task, by, outcome, fields } => done::done(&mut walk, task, &by, &outcome, &fields)?,
        Stimulus::Wake { purpose } => wake::wake(&mut walk, &purpose),
        Stimulus::Answered { run, token, answer } => answered::answered(&mut walk, run, token, answer),
        Stimulus::Replied { text, public, .. } => reply::reply(&mut walk, text, public),
        Stimulus::Signal { name, fields, .. } => signal::signal(&mut walk, name, &fields)?,
        Stimulus::Changed { title, priority, .. } => change::change(&mut walk, title, priority),
        Stimulus::Reopened { reason, .. } => reopen::reopen(&mut walk, reason)?,
        Stimulus::Claim { task, by } => claim::claim(&mut walk, task, &by)?,
        Stimulus::Accept { task, by } => offer::accept(&mut walk, task, &by)?,
        Stimulus::Decline { task, by, reason } => offer::decline(&mut walk, task, by.0, reason)?,
        Stimulus::Transfer { task, by, to, queue, reason } => {
            transfer::transfer(&mut walk, task, &by, to, queue, reason)?;
        }
        Stimulus::Delegate { task, by, to, reason } => delegate::delegate(&mut walk, task, &by, to, reason)?,
        Stimulus::Recall { task, by } => delegate::recall(&mut walk, task, &by)?,
        Stimulus::Urge { task, by, text } => urge::urge(&mut walk, task, &by, text)?,
        Stimulus::Follow { by, people } => follow::add(&mut walk, &by, &people)?,
        Stimulus::Unfollow { person, .. } => follow::remove(&mut walk, person)?,
        Stimulus::Hold { by, until, on_reply, reason } => {
            hold::hold(&mut walk, by.0, hold::Wish { until, on_reply, reason })?;
        }
        Stimulus::Resume { .. } => hold::resume(&mut walk)?,
        Stimulus::Jump { token, to, reason, .. } => jump::jump(&mut walk, token, &to, reason)?,
        Stimulus::Terminate { leaves, reason, tells, .. } => {
            terminate::terminate(&mut walk, leaves, &reason, tells)?;
        }
        Stimulus::SendBack { task, by, to, returns, reason } => {
            back::send(&mut walk, task, &by, &to, returns, reason)?;
        }
        Stimulus::TakeBack { task, by, reason } => back::take(&mut walk, task, by.0, reason)?,
        Stimulus::AddApprover { task, by, person, before, reason } => {
            approval::add(&mut walk, task, by.0, person, before, reason)?;
        }
        Stimulus::RemoveApprover { task, by, person } => approval::remove(&mut walk, task, by.0, person)?,
        Stimulus::Migrate { target, plan, .. } => migrate::migrate(&mut walk, &target, &plan)?,
        Stimulus::Reckon { because } => reckon::reckon(&mut walk, &because)?,
        Stimulus::Assign { task } => assign::assign(&mut walk, task),
        Stimulus::HandOver { task, person } => hand_over::hand_over(&mut walk, task, person),
        Stimulus::Set { fields, vars, .. } => set::set(&mut walk, fields, &vars)?,
        Stimulus::Acknowledge { .. } => clock::ladder::acknowledge(&mut walk)?,
        Stimulus::Retry { token, mends, .. } => settle::retry(&mut walk, token, mends)?,
        Stimulus::Skip { token, link, .. } => settle::skip(&mut walk, token, link.as_ref())?,
        Stimulus::Look { rule, planned } => {
            rule::look(&mut walk, &rule, planned);
            look_after(&mut walk, 0);
            carry::carry(&mut walk);
            return Ok(walk.finish());
        }
    }
    look_after(&mut walk, 0);
    walk.noted();
    let before = walk.mark();
    rule::follow(&mut walk);
    look_after(&mut walk, before);
    carry::carry(&mut walk);
    follow::tell(&mut walk);
    Ok(walk.finish())
}

/// What has happened since a mark may be what a wait waits for.
fn look_after(walk: &mut Walk<'_>, mark: usize) {
    if walk.mark() > mark {
        wait::look(walk);
    }
    walk.inside = FrameId(0);
}
