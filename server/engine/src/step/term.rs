//! The term of a step: when it is due, why, and when its owner is warned.

use chrono::{DateTime, Utc};
use model::{
    flow::{self, Limit},
    record::{Purpose, RunToken},
    span::{Minutes, Span},
    trace::Trace,
};

use super::{
    due,
    walk::{Trouble, Walk},
};

/// The instants of a limit that begins now; none of a step without a limit.
#[derive(Debug, Default)]
pub(super) struct Term {
    /// When the step is due.
    pub due_at: Option<DateTime<Utc>>,
    /// Why then.
    pub trace: Option<Trace>,
    /// When the warnings come, in the order of the limit.
    warnings: Vec<DateTime<Utc>>,
}

impl Term {
    /// Reckons a limit.
    pub fn of(walk: &Walk<'_>, limit: Option<&Limit>) -> Result<Self, Trouble> {
        let Some(limit) = limit else { return Ok(Self::default()) };
        let calendar = || due::calendar(walk, limit);
        let (due_at, trace) = due::reckon(walk, calendar(), walk.now, limit.span)?;
        let at = |warning: &flow::Warning| {
            let minutes = part(limit.span.minutes, u16::from(warning.at_percent));
            due::instant(walk, calendar(), walk.now, Span { minutes, ..limit.span })
        };
        let warnings = limit.warnings.iter().map(at).collect::<Result<_, _>>()?;
        Ok(Self { due_at: Some(due_at), trace: Some(Trace::Due(trace)), warnings })
    }

    /// Sets the timers of a path that rests at the step.
    pub fn watch(self, walk: &mut Walk<'_>, token: RunToken) -> Result<(), Trouble> {
        let run = walk.run_mut()?.id;
        for (warning, at) in (0..).zip(self.warnings) {
            walk.timer(Purpose::Warn { run, token, warning }, at);
        }
        if let Some(due_at) = self.due_at {
            walk.timer(Purpose::Due { run, token }, due_at);
        }
        Ok(())
    }
}

/// A part of a span, rounded up to whole minutes: never before that part has really passed.
pub(crate) fn part(whole: Minutes, percent: u16) -> Minutes {
    Minutes(whole.0.saturating_mul(i64::from(percent)).saturating_add(99).div_euclid(100))
}
