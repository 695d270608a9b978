//! A timer goes off. Whoever is woken looks whether it still means something; a stale wake changes nothing.

use model::{
    flow::{Act, Does, Door, Limit, Receiver},
    id::{RunId, TaskId},
    record::{Happening, Purpose, RunState, RunToken, Standing, Token},
};

use super::{act, approval, hold, offer, sentence, tell, term::Term, wait, walk::Walk};
use crate::clock;

pub(super) fn wake(walk: &mut Walk<'_>, purpose: &Purpose) {
    match *purpose {
        Purpose::ClockDue { clock } => clock::due(walk, clock),
        Purpose::Level { clock, level } => clock::ladder::level(walk, clock, level),
        Purpose::Repeat { clock, level, time } => clock::ladder::repeat(walk, clock, level, time),
        Purpose::Warn { run, token, warning } => warn(walk, run, token, warning),
        Purpose::Due { run, token } => due(walk, run, token),
        Purpose::Offer { task, number } => {
            if walk.active_run().is_ok() {
                offer::due(walk, task, number);
            }
        }
        Purpose::Resume { run } => hold::due(walk, run),
        Purpose::Wait { run, token } => wait_over(walk, run, token, false),
        Purpose::Timeout { run, token } => wait_over(walk, run, token, true),
    }
}

/// The path of a wake, if its run still goes on and it still rests.
pub(super) fn resting(walk: &Walk<'_>, run: RunId, token: RunToken) -> Option<Token> {
    let known = walk.case.run.as_ref()?;
    let goes_on = known.id == run && !matches!(known.state, RunState::Ended { .. });
    if goes_on { walk.token(token).cloned() } else { None }
}

/// The same, unless the run is held: then its time stands still.
fn awake(walk: &Walk<'_>, run: RunId, token: RunToken) -> Option<Token> {
    if walk.case.run.as_ref()?.hold.is_some() { None } else { resting(walk, run, token) }
}

/// The tasks of the people who work where a path rests.
fn tasks(token: &Token) -> impl Iterator<Item = TaskId> + '_ {
    let one = if let Standing::Task { task } = token.standing { Some(task) } else { None };
    one.into_iter().chain(approval::tasks(token))
}

/// An open task of a wake and its limit.
pub(super) fn limited(walk: &Walk<'_>, token: &Token) -> Option<(TaskId, Limit)> {
    let task = tasks(token).find(|task| walk.task(*task).is_some_and(|task| task.state.is_open()))?;
    let program = walk.program(token.frame).ok()?;
    Some((task, program.node(&token.node)?.does.limit()?.clone()))
}

/// A part of the limit has passed: the owner is told, or what the warning asks for happens. Once per warning.
fn warn(walk: &mut Walk<'_>, run: RunId, token: RunToken, index: u32) {
    let Some(token) = awake(walk, run, token) else { return };
    let Some((task, limit)) = limited(walk, &token) else { return };
    let Some(warning) = usize::try_from(index).ok().and_then(|place| limit.warnings.get(place)) else { return };
    if token.warned.contains(&index) || token.late || !Term::has_warned(walk, &token, &limit, index) {
        return;
    }
    if let Some(token) = walk.token_mut(token.id) {
        token.warned.push(index);
    }
    walk.inside = token.frame;
    walk.subject = Some(task);
    let title = walk.task(task).map(|task| task.title.clone()).unwrap_or_default();
    walk.happened(Happening::StepWarned { task, title: title.clone(), percent: warning.at_percent });
    if warning.acts.is_empty() {
        let text = sentence::step_soon_late(&walk.case.ticket, &title, warning.at_percent);
        let people = if token.standing == Standing::Approval {
            let open = tasks(&token).filter_map(|task| walk.task(task)).filter(|task| task.state.is_open());
            open.filter_map(|task| task.owner).collect()
        } else {
            tell::receivers(walk, &Receiver::Owner, None).unwrap_or_default()
        };
        tell::notify(walk, &people, &text);
    } else {
        perform(walk, &token, &warning.acts);
    }
}

/// A step is late: what its limit asks for happens, once; then it is given up, if the limit says so.
fn due(walk: &mut Walk<'_>, run: RunId, token: RunToken) {
    let Some(token) = awake(walk, run, token) else { return };
    let Some((task, limit)) = limited(walk, &token) else { return };
    if token.late {
        return;
    }
    let due_at = walk.task(task).and_then(|task| task.due_at);
    if let Some(due_at) = due_at
        && walk.now < due_at
    {
        return walk.timer_again(Purpose::Due { run, token: token.id }, due_at);
    }
    if let Some(token) = walk.token_mut(token.id) {
        token.late = true;
    }
    walk.inside = token.frame;
    walk.subject = Some(task);
    let title = walk.task(task).map(|task| task.title.clone()).unwrap_or_default();
    walk.happened(Happening::StepLate { task, title });
    perform(walk, &token, &limit.when_late);
    if leaves_late(walk, &token, &limit) {
        give_up(walk, &token);
    }
}

/// Whether a step is given up when it is late.
pub(super) fn leaves_late(walk: &Walk<'_>, token: &Token, limit: &Limit) -> bool {
    limit.leave_when_late
        && walk.program(token.frame).is_ok_and(|program| program.link(&token.node, &Door::Late).is_some())
}

/// A step that is late is given up.
pub(super) fn give_up(walk: &mut Walk<'_>, token: &Token) {
    let Some((_, walker)) = walk.lift(token.id) else { return };
    for task in tasks(token) {
        walk.cancel_task(task);
    }
    if let Err(trouble) = walk.leave(&walker, &[Door::Late]) {
        walk.stick(&walker, &trouble);
    }
    walk.go();
}

/// Performs the acts of a limit as a whole. A failure is an incident; the step itself stays open.
fn perform(walk: &mut Walk<'_>, token: &Token, acts: &[Act]) {
    let saved = walk.save();
    let done = walk.program(token.frame).and_then(|program| act::perform(walk, &program, token.frame, acts));
    if let Err(trouble) = done {
        walk.restore(saved);
        walk.incident(Some(&token.node), &trouble, false);
    }
}

/// A wait has seen its time, or nothing came in time.
fn wait_over(walk: &mut Walk<'_>, run: RunId, token: RunToken, timed_out: bool) {
    let Some(token) = awake(walk, run, token).filter(|token| token.standing == Standing::Wait) else { return };
    let Ok(program) = walk.program(token.frame) else { return };
    let Some(Does::Wait(node)) = program.node(&token.node).map(|node| &node.does) else { return };
    let meant = if timed_out { node.timeout.is_some() } else { !node.until.is_event() };
    if !meant || !wait::has_come(walk, &token, timed_out) {
        return;
    }
    if let Some((_, walker)) = walk.lift(token.id) {
        if let Err(trouble) = wait::over(walk, &walker, timed_out) {
            walk.stick(&walker, &trouble);
        }
        walk.go();
    }
}
