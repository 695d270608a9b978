//! The term of a step: when it is due, why, and when its owner is warned.

use chrono::{DateTime, Utc};
use model::{
    flow::{self, Limit},
    record::{Pause, Purpose, RunToken, Task, Token},
    span::{Minutes, Span},
    trace::Trace,
};

use super::{
    due,
    walk::{Trouble, Walk},
};

/// The instants of a limit that begins now; none of a step without a limit.
#[derive(Clone, Debug, Default)]
pub(super) struct Term {
    /// When the step is due.
    pub due_at: Option<DateTime<Utc>>,
    /// Why then.
    pub trace: Option<Trace>,
    /// When the warnings come, in the order of the limit.
    pub warnings: Vec<DateTime<Utc>>,
}

impl Term {
    /// Reckons a limit that begins now.
    pub fn of(walk: &Walk<'_>, limit: Option<&Limit>) -> Result<Self, Trouble> {
        Self::since(walk, limit, walk.now, &[])
    }

    /// Reckons a limit that began at an instant, around pauses.
    pub fn since(
        walk: &Walk<'_>,
        limit: Option<&Limit>,
        from: DateTime<Utc>,
        pauses: &[Pause],
    ) -> Result<Self, Trouble> {
        let Some(limit) = limit else { return Ok(Self::default()) };
        let calendar = || due::calendar(walk, limit);
        let (due_at, trace) = due::reckon_around(walk, calendar(), from, limit.span, pauses)?;
        let at = |warning: &flow::Warning| {
            let minutes = part(limit.span.minutes, u16::from(warning.at_percent));
            due::instant_around(walk, calendar(), from, Span { minutes, ..limit.span }, pauses)
        };
        let warnings = limit.warnings.iter().map(at).collect::<Result<_, _>>()?;
        Ok(Self { due_at: Some(due_at), trace: Some(Trace::Due(trace)), warnings })
    }

    /// Whether the time of a warning has really come, for a path whose time stood still after its timer was set.
    pub fn has_warned(walk: &Walk<'_>, token: &Token, limit: &Limit, warning: u32) -> bool {
        let Some(warning) = usize::try_from(warning).ok().filter(|_| !token.pauses.is_empty()) else { return true };
        let term = Self::since(walk, Some(limit), token.since, &token.pauses);
        term.map_or(true, |term| term.warnings.get(warning).is_none_or(|at| *at <= walk.now))
    }

    /// Sets the timers of a path that rests at the step, for what has not happened yet.
    pub fn watch(self, walk: &mut Walk<'_>, token: RunToken) -> Result<(), Trouble> {
        let run = walk.run_mut()?.id;
        let now = walk.now;
        let (warned, late) = walk.token(token).map(|token| (token.warned.clone(), token.late)).unwrap_or_default();
        for (warning, at) in (0..).zip(self.warnings).filter(|(warning, _)| !late && !warned.contains(warning)) {
            walk.timer(Purpose::Warn { run, token, warning }, at.max(now));
        }
        if let Some(due_at) = self.due_at.filter(|_| !late) {
            walk.timer(Purpose::Due { run, token }, due_at.max(now));
        }
        Ok(())
    }

    /// Sets the timers of a path whose term was counted anew, and lets its open tasks say when they are due.
    pub fn settle(self, walk: &mut Walk<'_>, id: RunToken) -> Result<(), Trouble> {
        let run = walk.run_mut()?.id;
        let is_meant = |task: &&mut Task| task.run == run && task.token == id && task.state.is_open();
        for task in walk.case.tasks.iter_mut().filter(is_meant) {
            task.due_at = self.due_at;
            task.traces.retain(|trace| !matches!(trace, Trace::Due(_)));
            task.traces.extend(self.trace.clone());
        }
        self.watch(walk, id)
    }
}

/// A part of a span, rounded up to whole minutes: never before that part has really passed.
pub(crate) fn part(whole: Minutes, percent: u16) -> Minutes {
    Minutes(whole.0.saturating_mul(i64::from(percent)).saturating_add(99).div_euclid(100))
}
