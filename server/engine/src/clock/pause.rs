//! Clocks stand still while their ticket waits, where the policy says so, and go on afterwards. Only the overlap of the
//! pause and working time is left out: waiting through a night changes nothing.

use model::{
    id::ClockId,
    record::{Happening, Pause, Status},
    trace::Trace,
};

use super::{clock_mut, drop_timers, reckon, runs, set_timers};
use crate::step::walk::{Trouble, Walk};

/// Makes each running clock stand still or go on, as the ticket's new status asks.
pub(crate) fn follow(walk: &mut Walk<'_>, status: Status) {
    let turned: Vec<(ClockId, bool)> = walk
        .case
        .clocks
        .iter()
        .filter(|clock| runs(clock) && clock.rests_in.contains(&status) != clock.is_paused())
        .map(|clock| (clock.id, clock.is_paused()))
        .collect();
    for (id, paused) in turned {
        if paused {
            resume(walk, id);
        } else {
            pause(walk, id);
        }
    }
}

fn pause(walk: &mut Walk<'_>, id: ClockId) {
    let now = walk.now;
    let Some(clock) = walk.case.clocks.iter().find(|clock| clock.id == id).cloned() else { return };
    drop_timers(walk, &clock);
    if let Some(clock) = clock_mut(walk, id) {
        clock.pauses.push(Pause { from: now, to: None });
    }
    walk.happened(Happening::ClockPaused { target: clock.target });
}

fn resume(walk: &mut Walk<'_>, id: ClockId) {
    let now = walk.now;
    let Some(clock) = clock_mut(walk, id) else { return };
    // A pause of no length leaves no mark.
    if clock.pauses.pop_if(|pause| pause.from >= now).is_none()
        && let Some(pause) = clock.pauses.last_mut()
    {
        pause.to = Some(now);
    }
    let clock = clock.clone();
    match reckon(walk, &clock) {
        Ok(reckoned) => {
            if let Some(clock) = clock_mut(walk, id) {
                clock.due_at = reckoned.due_at;
            }
            let clock = model::record::Clock { due_at: reckoned.due_at, ..clock };
            set_timers(walk, &clock, &reckoned);
            let resumed = Happening::ClockResumed { target: clock.target, due_at: clock.due_at };
            walk.decided(resumed, vec![Trace::Due(reckoned.trace)]);
        }
        Err(trouble) => {
            let text = format!("the clock of the {} could not go on: {}", clock.target.as_str(), trouble.0);
            walk.incident(None, &Trouble::new(text), false);
        }
    }
}
