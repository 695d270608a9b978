//! A ticket that changed is held against its policy anew: each running clock gets its new target, and the time that
//! was used is carried over.

use model::{
    id::ClockId,
    record::{Clock, ClockState, Happening, RunState, Status, Target},
    trace::Trace,
};

use super::{clock_mut, drop_timers, reckon, runs, set_timers, start_at};
use crate::{
    policy,
    step::{
        Matched,
        walk::{Trouble, Walk},
    },
};

/// Matches the policy anew if anything was changed that it asks about. The policy is the one of the ticket's type as it
/// is now.
pub(crate) fn carry(walk: &mut Walk<'_>) {
    let goes_on = walk.case.run.as_ref().is_some_and(|run| !matches!(run.state, RunState::Ended { .. }));
    // The clocks of a new ticket start by what it is after its flow's first steps; only rules can change that.
    let is_fresh = walk.new_ticket && walk.ruled.runs.is_empty();
    if walk.changed.is_empty() || is_fresh || !goes_on || !walk.case.ticket.status.is_open() {
        return;
    }
    let Some((_, policy)) = policy::of(walk) else { return };
    if !policy.asks_about(&walk.changed) {
        return;
    }
    let matched = match policy::matched(walk) {
        Ok(Some(matched)) => matched,
        Ok(None) => return,
        Err(trouble) => return walk.incident(None, &trouble, false),
    };
    for target in Target::ALL {
        let running: Vec<ClockId> =
            walk.case.clocks.iter().filter(|clock| clock.target == target && runs(clock)).map(|c| c.id).collect();
        for id in &running {
            if let Err(trouble) = turn(walk, *id, &matched) {
                let text = format!("the clock of the {} could not follow: {}", target.as_str(), trouble.0);
                walk.incident(None, &Trouble::new(text), false);
            }
        }
        if running.is_empty() && is_owed(walk, target) {
            let since = walk.case.run.as_ref().map_or(walk.now, |run| run.started_at);
            start_at(walk, target, &matched, since);
        }
    }
}

/// Whether a target that had no clock so far has yet to be met. A next response is owed only when a customer writes.
pub(crate) fn is_owed(walk: &Walk<'_>, target: Target) -> bool {
    let ticket = &walk.case.ticket;
    let had = walk.case.clocks.iter().any(|clock| clock.target == target && clock.episode == ticket.episode);
    !had && match target {
        Target::FirstResponse => ticket.status == Status::New && ticket.episode == 1,
        Target::NextResponse => false,
        Target::Resolution => ticket.status != Status::Resolved,
    }
}

/// Gives a running clock the target that is right now, if it is another one.
fn turn(walk: &mut Walk<'_>, id: ClockId, matched: &Matched) -> Result<(), Trouble> {
    let Some(before) = walk.case.clocks.iter().find(|clock| clock.id == id).cloned() else { return Ok(()) };
    let Some(span) = matched.targets.of(before.target) else {
        drop_timers(walk, &before);
        if let Some(clock) = clock_mut(walk, id) {
            clock.state = ClockState::Cancelled;
        }
        let gone = Happening::ClockMoved { target: before.target, due_at: None };
        walk.decided(gone, vec![Trace::Policy(matched.trace.clone())]);
        return Ok(());
    };
    let mut after = Clock {
        span,
        calendar: matched.calendar.clone(),
        ladder: matched.ladder.clone(),
        rests_in: matched.pauses.of(before.target),
        ..before.clone()
    };
    if (after.span, &after.calendar, &after.ladder) == (before.span, &before.calendar, &before.ladder) {
        return Ok(());
    }
    // Another ladder has other levels: what the old one repeats is over.
    if after.ladder != before.ladder {
        after.repeats = None;
    }
    let reckoned = reckon(walk, &after)?;
    after.due_at = reckoned.due_at;
    // Whoever gets more time is no longer late. That it was late once stays written down.
    if reckoned.due_at > walk.now {
        after.state = ClockState::Running;
    }
    drop_timers(walk, &before);
    if !after.is_paused() {
        set_timers(walk, &after, &reckoned);
    }
    if let Some(clock) = clock_mut(walk, id) {
        *clock = after.clone();
    }
    let moved = Happening::ClockMoved { target: after.target, due_at: Some(after.due_at) };
    walk.decided(moved, vec![Trace::Policy(matched.trace.clone()), Trace::Due(reckoned.trace)]);
    Ok(())
}
