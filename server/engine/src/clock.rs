//! Clocks: the targets of a ticket as running measurements, and the ladders that watch them.

pub(crate) mod carry;
pub(crate) mod forecast;
pub(crate) mod ladder;
pub(crate) mod pause;
pub(crate) mod renew;

use chrono::{DateTime, Utc};
use model::{
    id::ClockId,
    record::{Clock, ClockState, Happening, Purpose, Status, Target},
    span::Span,
    trace::{DueTrace, Trace},
};

use crate::step::{
    Matched, due,
    term::part,
    walk::{Trouble, Walk},
};

/// Whether a clock still measures, in time or late.
pub(crate) const fn runs(clock: &Clock) -> bool {
    matches!(clock.state, ClockState::Running | ClockState::Breached { .. })
}

/// Starts the clock of a target now. A policy without that target starts none; a calendar that cannot be found is an
/// incident.
pub(crate) fn start(walk: &mut Walk<'_>, target: Target, matched: &Matched) {
    start_at(walk, target, matched, walk.now);
}

/// Starts the clock of a target as if it had run since an instant.
pub(crate) fn start_at(walk: &mut Walk<'_>, target: Target, matched: &Matched, from: DateTime<Utc>) {
    if let Some(span) = matched.targets.of(target)
        && let Err(trouble) = start_with(walk, target, span, matched, from)
    {
        let text = format!("the clock of the {} could not start: {}", target.as_str(), trouble.0);
        walk.incident(None, &Trouble::new(text), false);
    }
}

fn start_with(
    walk: &mut Walk<'_>,
    target: Target,
    span: Span,
    matched: &Matched,
    from: DateTime<Utc>,
) -> Result<(), Trouble> {
    let mut clock = begun(walk, target, span, matched, from);
    let reckoned = reckon(walk, &clock)?;
    clock.due_at = reckoned.due_at;
    walk.case.clocks.push(clock.clone());
    set_timers(walk, &clock, &reckoned);
    let traces = vec![Trace::Policy(matched.trace.clone()), Trace::Due(reckoned.trace)];
    walk.decided(Happening::ClockStarted { target, due_at: clock.due_at }, traces);
    Ok(())
}

/// The clock of a target that runs since an instant, before it is reckoned.
fn begun(walk: &mut Walk<'_>, target: Target, span: Span, matched: &Matched, from: DateTime<Utc>) -> Clock {
    Clock {
        id: ClockId::new(walk.uuid()),
        ticket: walk.case.ticket.id,
        target,
        episode: walk.case.ticket.episode,
        span,
        calendar: matched.calendar.clone(),
        ladder: matched.ladder.clone(),
        started_at: from,
        due_at: from,
        state: ClockState::Running,
        rests_in: matched.pauses.of(target),
        pauses: Vec::new(),
        levels: 0,
        acknowledged: 0,
        repeats: None,
        counted_by: None,
        version: 1,
    }
}

/// When a clock is due and passes each level of its ladder: counted from its start, around its pauses. One reckoning
/// serves a clock that starts, goes on or gets another target, so that what was used is always carried over.
#[derive(Clone)]
pub(crate) struct Reckoned {
    pub due_at: DateTime<Utc>,
    pub trace: DueTrace,
    pub levels: Vec<DateTime<Utc>>,
    /// When the level that repeats is told again.
    pub repeat: Option<DateTime<Utc>>,
}

pub(crate) fn reckon(walk: &Walk<'_>, clock: &Clock) -> Result<Reckoned, Trouble> {
    let (from, span, pauses) = (clock.started_at, clock.span, &clock.pauses);
    let calendar = || Some(clock.calendar.clone());
    let (due_at, trace) = due::reckon_around(walk, calendar(), from, span, pauses)?;
    let ladder = ladder::of(walk, clock)?;
    let levels = ladder.iter().flat_map(|ladder| &ladder.levels);
    let levels = levels
        .map(|level| {
            let minutes = part(span.minutes, level.at_percent);
            due::instant_around(walk, calendar(), from, Span { minutes, ..span }, pauses)
        })
        .collect::<Result<Vec<_>, _>>()?;
    let repeat = ladder::again_at(walk, clock, ladder.as_deref())?;
    Ok(Reckoned { due_at, trace, levels, repeat })
}

/// Sets the timers of a clock that runs. Of the levels that have passed unfired only the last one fires: a target that
/// became much shorter is one message, not one for each level.
pub(crate) fn set_timers(walk: &mut Walk<'_>, clock: &Clock, reckoned: &Reckoned) {
    let now = walk.now;
    let levels = &reckoned.levels;
    if clock.state == ClockState::Running {
        walk.timer(Purpose::ClockDue { clock: clock.id }, clock.due_at.max(now));
    }
    let ahead: Vec<(u32, DateTime<Utc>)> =
        (0..).zip(levels.iter().copied()).filter(|(level, _)| *level >= clock.levels).collect();
    let passed = ahead.iter().rev().find(|(_, at)| *at <= now).map(|(level, _)| *level);
    for (level, at) in ahead {
        if passed.is_none_or(|passed| level >= passed) {
            walk.timer(Purpose::Level { clock: clock.id, level }, at.max(now));
        }
    }
    ladder::set_repeat(walk, clock, reckoned.repeat);
}

/// Drops the timers of a clock.
pub(crate) fn drop_timers(walk: &mut Walk<'_>, clock: &Clock) {
    if clock.is_paused() {
        return;
    }
    if clock.state == ClockState::Running {
        walk.drop_timer(Purpose::ClockDue { clock: clock.id });
    }
    ladder::drop_repeat(walk, clock);
    let levels = ladder::of(walk, clock).ok().flatten().map_or(0, |ladder| ladder.levels.len());
    for level in clock.levels..u32::try_from(levels).unwrap_or(u32::MAX) {
        walk.drop_timer(Purpose::Level { clock: clock.id, level });
    }
}

/// What a target asked for was done. A clock that stands still is in time if it was when it stopped.
pub(crate) fn meet(walk: &mut Walk<'_>, target: Target) {
    let now = walk.now;
    end(walk, |clock| {
        let late = if clock.is_paused() { clock.state != ClockState::Running } else { now > clock.due_at };
        (clock.target == target).then_some(ClockState::Met { at: now, late })
    });
}

/// The run is over: a ticket that is done meets its resolution, everything else no longer matters.
pub(crate) fn stop(walk: &mut Walk<'_>, status: Status) {
    if status != Status::Cancelled {
        meet(walk, Target::Resolution);
    }
    end(walk, |_| Some(ClockState::Cancelled));
}

/// Ends the running clocks for which a state is given.
pub(crate) fn end(walk: &mut Walk<'_>, state: impl Fn(&Clock) -> Option<ClockState>) {
    let now = walk.now;
    let ended: Vec<(Clock, ClockState)> = walk
        .case
        .clocks
        .iter()
        .filter(|clock| runs(clock))
        .filter_map(|clock| state(clock).map(|state| (clock.clone(), state)))
        .collect();
    for (clock, state) in ended {
        drop_timers(walk, &clock);
        if let Some(clock) = clock_mut(walk, clock.id) {
            clock.state = state;
            if let Some(pause) = clock.pauses.last_mut() {
                pause.to.get_or_insert(now);
            }
        }
        if let ClockState::Met { late, .. } = state {
            walk.happened(Happening::ClockMet { target: clock.target, late });
        }
    }
}

/// A clock's due time has come. One that has stopped, is late already or is not due yet stays as it is.
pub(crate) fn due(walk: &mut Walk<'_>, id: ClockId) {
    let now = walk.now;
    let Some(clock) = clock_mut(walk, id) else { return };
    if clock.state != ClockState::Running || clock.is_paused() {
        return;
    }
    let (due_at, target) = (clock.due_at, clock.target);
    if now < due_at {
        return walk.timer_again(Purpose::ClockDue { clock: id }, due_at);
    }
    clock.state = ClockState::Breached { at: due_at };
    walk.happened(Happening::ClockBreached { target });
}

pub(crate) fn clock_mut<'a>(walk: &'a mut Walk<'_>, id: ClockId) -> Option<&'a mut Clock> {
    walk.case.clocks.iter_mut().find(|clock| clock.id == id)
}
