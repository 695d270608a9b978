//! A running clock is counted anew, because a calendar or a policy was published. What has passed by that alone is
//! written down and told to nobody: no one was late, the promise was drawn anew.

use chrono::{DateTime, Utc};
use model::{
    id::ClockId,
    reckoning::{Became, Measured, Shift},
    record::{Clock, ClockState, Pause, Target},
    span::Span,
    trace::Trace,
};

use super::{Reckoned, begun, clock_mut, drop_timers, end, ladder, reckon, set_timers};
use crate::step::{
    Matched,
    walk::{Trouble, Walk},
};

/// What became of a clock, and why it is due when it is.
pub(crate) type Renewed = (Shift, Vec<Trace>);

/// How a clock that stands still would be counted, had it not stopped: its due time then says what it would have been.
pub(crate) fn unstopped(clock: &Clock) -> Clock {
    let mut clock = clock.clone();
    clock.pauses.pop_if(|pause| pause.to.is_none());
    clock
}

/// Counts a clock anew. `after` is the clock with what is promised now; `was` how it was counted before, where that is
/// known, and `by` the version of its calendar. Nothing comes of it where nothing moves.
pub(crate) fn renew(
    walk: &mut Walk<'_>,
    before: &Clock,
    mut after: Clock,
    was: Option<&Reckoned>,
    by: Option<i64>,
) -> Result<Option<Renewed>, Trouble> {
    let now = walk.now;
    let is_paused = before.is_paused();
    // What is not what the clock says was counted with something older.
    let is_counted = by.is_some() && before.counted_by == by;
    let was = was.filter(|was| was.due_at == before.due_at && !is_counted);
    if after.ladder != before.ladder {
        after.repeats = None;
    }
    let counted = reckon(walk, &unstopped(&after))?;
    after.due_at = counted.due_at;
    let mut as_it_runs = if is_paused { reckon(walk, &going_on(&after, now))? } else { counted.clone() };
    let became = judge(before, &mut after, &as_it_runs, now);
    hush(before, &mut after, was, &as_it_runs, now);
    // Who is reminded goes on being reminded, from now on at the same pace.
    if let Some(repeats) = &mut after.repeats
        && as_it_runs.repeat.is_some_and(|at| at <= now)
        && was.and_then(|was| was.repeat).is_none_or(|at| at > now)
    {
        repeats.last_at = now;
        let watched = ladder::of(walk, &after)?;
        as_it_runs.repeat = ladder::again_at(walk, &going_on(&after, now), watched.as_deref())?;
    }
    let has_same_timers = was.is_none_or(|was| was.levels == counted.levels && was.repeat == counted.repeat);
    let is_same = if is_paused {
        // What it would have been is no matter to anyone.
        Clock { due_at: before.due_at, ..after.clone() } == *before
    } else {
        has_same_timers && after == *before
    };
    if is_same {
        return Ok(None);
    }
    after.counted_by = by.or(after.counted_by);
    drop_timers(walk, before);
    if !is_paused {
        set_timers(walk, &after, &as_it_runs);
    }
    let due = |at| (!is_paused).then_some(at);
    let shift = Shift { what: measured(after.target), from: due(before.due_at), to: due(after.due_at), became };
    if let Some(clock) = clock_mut(walk, before.id) {
        *clock = after;
    }
    Ok(Some((shift, vec![Trace::Due(counted.trace)])))
}

/// Whether a clock is late, as it is counted now. One that was due before and not told of, because its timer is late,
/// rings as ever.
fn judge(before: &Clock, after: &mut Clock, counted: &Reckoned, now: DateTime<Utc>) -> Became {
    let is_late = counted.due_at <= now;
    let rings = before.due_at <= now && !before.is_paused();
    match before.state {
        ClockState::Running if is_late && !rings => {
            after.state = ClockState::Breached { at: counted.due_at };
            Became::Late
        }
        ClockState::Breached { .. } if is_late => {
            after.state = ClockState::Breached { at: counted.due_at };
            Became::Moved
        }
        // That it was late once stays written down.
        ClockState::Breached { .. } => {
            after.state = ClockState::Running;
            Became::InTime
        }
        _ => Became::Moved,
    }
}

/// Lets the levels that have passed by the reckoning alone count as fired. A clock that had a level to tell already,
/// because its timer is late, tells its last one as ever.
fn hush(before: &Clock, after: &mut Clock, was: Option<&Reckoned>, counted: &Reckoned, now: DateTime<Utc>) {
    let passed = |levels: &[DateTime<Utc>]| {
        let unfired = (0_u32..).zip(levels).filter(|(level, at)| *level >= before.levels && **at <= now);
        unfired.map(|(level, _)| level).last()
    };
    let was_due = before.due_at <= now && before.state == ClockState::Running;
    let rings = !before.is_paused() && (was_due || was.is_some_and(|was| passed(&was.levels).is_some()));
    if rings {
        return;
    }
    if let Some(last) = passed(&counted.levels) {
        after.levels = last.saturating_add(1);
        // Nobody was called, so nobody has to take note.
        if before.acknowledged == before.levels {
            after.acknowledged = after.levels;
        }
    }
}

/// A clock that stands still, as if it went on now.
fn going_on(clock: &Clock, now: DateTime<Utc>) -> Clock {
    let mut clock = clock.clone();
    if let Some(Pause { to, .. }) = clock.pauses.last_mut() {
        to.get_or_insert(now);
    }
    clock
}

/// Starts the clock of a target that was not promised before, as if it had run since an instant.
pub(crate) fn begin(
    walk: &mut Walk<'_>,
    target: Target,
    span: Span,
    matched: &Matched,
    from: DateTime<Utc>,
) -> Result<Option<Renewed>, Trouble> {
    let mut clock = begun(walk, target, span, matched, from);
    clock.due_at = reckon(walk, &clock)?.due_at.max(walk.now + chrono::TimeDelta::milliseconds(1));
    walk.case.clocks.push(clock.clone());
    // Nobody could know of it until now.
    let new = Clock { version: 0, ..clock.clone() };
    let renewed = renew(walk, &new, clock, None, None)?;
    Ok(renewed.map(|(shift, traces)| (Shift { from: None, ..shift }, traces)))
}

/// Ends a clock whose target is not promised any more.
pub(crate) fn drop_target(walk: &mut Walk<'_>, id: ClockId) -> Option<Renewed> {
    let clock = walk.case.clocks.iter().find(|clock| clock.id == id)?.clone();
    end(walk, |clock| (clock.id == id).then_some(ClockState::Cancelled));
    let from = (!clock.is_paused()).then_some(clock.due_at);
    Some((Shift { what: measured(clock.target), from, to: None, became: Became::Gone }, Vec::new()))
}

const fn measured(target: Target) -> Measured {
    Measured::Clock { target }
}
