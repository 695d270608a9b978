//! Reckoning anew: the times of a ticket that run by a calendar or a policy are counted by its newest version.
//!
//! A reckoning rings no alarm. A clock or a step that is late by it is late, and its levels and warnings that have
//! passed by it count as given; nobody is told and nothing is done because of them. What still lies ahead comes as ever,
//! and so does what was due before and not told of yet. The flow itself goes on: a wait whose time has passed is over,
//! and a step that is given up when it is late is given up.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use model::{
    Kind,
    flow::{Does, Limit},
    key::DefinitionKey,
    reckoning::{Became, Measured, Published, Shift},
    record::{Clock, Happening, RunToken, Standing, Target, Token, Who},
    span::Counted,
    trace::Trace,
};

use super::{
    Library, due,
    term::Term,
    wait, wake,
    walk::{Trouble, Walk},
};
use crate::{
    calendar::WorkCalendar,
    case::Case,
    clock::{
        self, carry,
        forecast::NoIds,
        pause,
        renew::{self, Renewed},
        runs,
    },
    policy,
    refusal::Refusal,
};

/// A calendar as it was before its newest version.
pub(super) type Former = (DefinitionKey, Arc<WorkCalendar>);

/// How time was counted before a version of a calendar, and which version that is.
#[derive(Clone, Copy, Default)]
pub(super) struct Before<'a> {
    former: Option<&'a Former>,
    /// None where no calendar was published.
    pub by: Option<i64>,
}

impl<'a> Before<'a> {
    /// How the time of a path was counted before; a path that was counted by this version already was counted by no
    /// other.
    pub fn of(self, token: &Token) -> Option<&'a Former> {
        self.former.filter(|_| self.by.is_none() || token.counted_by != self.by)
    }
}

/// What would become of the times of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlook {
    /// Whether any of them runs by what was published.
    pub uses: bool,
    /// Those that would move.
    pub shifts: Vec<Shift>,
}

/// What would become of the times of a case that run by what was published, without doing it.
///
/// # Errors
/// They cannot be counted by it.
pub fn outlook(
    case: &Case,
    because: &Published,
    now: DateTime<Utc>,
    library: &dyn Library,
) -> Result<Outlook, Refusal> {
    let mut ids = NoIds;
    let mut walk = Walk::new(case.clone(), Who::System, now, library, &mut ids);
    let found = count(&mut walk, because)?;
    Ok(Outlook { uses: found.uses, shifts: found.shifts })
}

/// Counts the times of a case anew.
pub(super) fn reckon(walk: &mut Walk<'_>, because: &Published) -> Result<(), Refusal> {
    let found = count(walk, because)?;
    if !found.shifts.is_empty() {
        let happening = Happening::Reckoned { because: because.clone(), shifts: found.shifts };
        walk.decided(happening, found.traces);
    }
    if because.kind == Kind::Policy && found.uses {
        let status = walk.case.ticket.status;
        pause::follow(walk, status);
    }
    for id in found.given_up {
        if let Some(token) = walk.token(id).cloned() {
            wake::give_up(walk, &token);
        }
    }
    Ok(())
}

/// Asks something of a walk as times were counted before.
pub(super) fn as_before<T>(
    walk: &mut Walk<'_>,
    former: Option<&Former>,
    ask: impl FnOnce(&Walk<'_>) -> Option<T>,
) -> Option<T> {
    walk.former = Some(former?.clone());
    let answer = ask(walk);
    walk.former = None;
    answer
}

/// What a reckoning found.
#[derive(Default)]
struct Found {
    uses: bool,
    shifts: Vec<Shift>,
    traces: Vec<Trace>,
    /// The steps that are given up, because they are late now.
    given_up: Vec<RunToken>,
}

impl Found {
    fn keep(&mut self, renewed: Option<Renewed>) {
        if let Some((shift, traces)) = renewed {
            self.shifts.push(shift);
            self.traces.extend(traces);
        }
    }
}

fn count(walk: &mut Walk<'_>, because: &Published) -> Result<Found, Refusal> {
    let mut found = Found::default();
    let goes_on = walk.active_run().is_ok() && walk.case.ticket.status.is_open();
    if !goes_on {
        return Ok(found);
    }
    let counted = match because.kind {
        Kind::Calendar => by_calendar(walk, because, &mut found),
        Kind::Policy => by_policy(walk, &because.key, &mut found),
        _ => Ok(()),
    };
    counted.map_err(|trouble| Refusal::CannotReckon { why: trouble.0 })?;
    Ok(found)
}

fn by_calendar(walk: &mut Walk<'_>, because: &Published, found: &mut Found) -> Result<(), Trouble> {
    let (key, by) = (&because.key, Some(because.number));
    let former = walk.library.former_calendar(key).map(|calendar| (key.clone(), calendar));
    let counts = |clock: &&Clock| runs(clock) && clock.span.counted == Counted::Working && clock.calendar == *key;
    let clocks: Vec<Clock> = walk.case.clocks.iter().filter(counts).cloned().collect();
    for clock in clocks {
        found.uses = true;
        let as_it_was = renew::unstopped(&clock);
        let was = as_before(walk, former.as_ref(), |walk| clock::reckon(walk, &as_it_was).ok());
        let renewed = renew::renew(walk, &clock, clock.clone(), was.as_ref(), by)?;
        found.keep(renewed);
    }
    for token in resting(walk) {
        if counts_on(walk, &token).as_ref() == Some(key) {
            found.uses = true;
            retime(walk, &token, Before { former: former.as_ref(), by }, found)?;
        }
    }
    Ok(())
}

fn by_policy(walk: &mut Walk<'_>, key: &DefinitionKey, found: &mut Found) -> Result<(), Trouble> {
    if policy::of(walk).is_none_or(|(own, _)| own != *key) {
        return Ok(());
    }
    let Some(matched) = policy::matched(walk)? else { return Ok(()) };
    found.uses = true;
    let paths = resting(walk);
    let before: Vec<Option<DefinitionKey>> = paths.iter().map(|token| counts_on(walk, token)).collect();
    for target in Target::ALL {
        let is_it = |clock: &&Clock| clock.target == target && runs(clock);
        let running: Vec<Clock> = walk.case.clocks.iter().filter(is_it).cloned().collect();
        let promised = matched.targets.of(target);
        for clock in &running {
            let renewed = match promised {
                None => renew::drop_target(walk, clock.id),
                Some(span) => {
                    let after = Clock {
                        span,
                        calendar: matched.calendar.clone(),
                        ladder: matched.ladder.clone(),
                        rests_in: matched.pauses.of(target),
                        ..clock.clone()
                    };
                    // A clock for which the same is promised stays as it is, whatever became of its calendar.
                    if after == *clock { None } else { renew::renew(walk, clock, after, None, None)? }
                }
            };
            found.keep(renewed);
        }
        if let Some(span) = promised.filter(|_| running.is_empty() && carry::is_owed(walk, target)) {
            let since = walk.case.run.as_ref().map_or(walk.now, |run| run.started_at);
            let renewed = renew::begin(walk, target, span, &matched, since)?;
            found.keep(renewed);
        }
    }
    if !found.shifts.is_empty() {
        found.traces.insert(0, Trace::Policy(matched.trace));
    }
    // A step without a calendar of its own counts on the one of the ticket's clocks.
    for (token, before) in paths.iter().zip(before) {
        if counts_on(walk, token) != before {
            retime(walk, token, Before::default(), found)?;
        }
    }
    Ok(())
}

/// The paths whose time runs; that of a held ticket stands still, and is counted when it goes on.
fn resting(walk: &Walk<'_>) -> Vec<Token> {
    let run = walk.case.run.as_ref().filter(|run| run.hold.is_none());
    run.map(|run| run.tokens.clone()).unwrap_or_default()
}

/// The calendar on which the time of a resting path counts; none where it does not.
fn counts_on(walk: &Walk<'_>, token: &Token) -> Option<DefinitionKey> {
    let program = walk.program(token.frame).ok()?;
    let does = &program.node(&token.node)?.does;
    match (token.standing, does) {
        (Standing::Wait, Does::Wait(wait)) => wait::counts_on(walk, wait),
        (Standing::Task { .. } | Standing::Approval, does) => {
            let limit = does.limit().filter(|limit| limit.span.counted == Counted::Working)?;
            due::calendar(walk, limit).or_else(|| walk.library.default_calendar().cloned())
        }
        _ => None,
    }
}

fn retime(walk: &mut Walk<'_>, token: &Token, before: Before<'_>, found: &mut Found) -> Result<(), Trouble> {
    if token.standing == Standing::Wait {
        let renewed = wait::renew(walk, token, before)?;
        found.keep(renewed);
        return Ok(());
    }
    let Some((task, limit)) = wake::limited(walk, token) else { return Ok(()) };
    let (from, title) = walk.task(task).map(|task| (task.due_at, task.title.clone())).unwrap_or_default();
    let Some((became, trace)) = renew_step(walk, token, &limit, from, before)? else { return Ok(()) };
    let what = Measured::Step { node: token.node.clone(), title };
    let to = walk.task(task).and_then(|task| task.due_at);
    found.keep(Some((Shift { what, from, to, became }, trace.into_iter().collect())));
    let is_late_by_it = walk.token(token.id).is_some_and(|now| now.late && !token.late);
    if is_late_by_it && wake::leaves_late(walk, token, &limit) {
        found.given_up.push(token.id);
    }
    Ok(())
}

/// Counts the limit of a step anew. What it was due at before is `from`.
fn renew_step(
    walk: &mut Walk<'_>,
    token: &Token,
    limit: &Limit,
    from: Option<DateTime<Utc>>,
    before: Before<'_>,
) -> Result<Option<(Became, Option<Trace>)>, Trouble> {
    let now = walk.now;
    let has_passed = |at: &DateTime<Utc>| *at <= now;
    let was = as_before(walk, before.of(token), |walk| Term::since(walk, Some(limit), token.since, &token.pauses).ok());
    let was = was.filter(|was| was.due_at == from);
    let term = Term::since(walk, Some(limit), token.since, &token.pauses)?;
    let (was_due, is_due) = (from.as_ref().is_some_and(has_passed), term.due_at.as_ref().is_some_and(has_passed));
    let mut after = token.clone();
    after.late |= is_due && !was_due;
    for (warning, at) in (0_u32..).zip(&term.warnings) {
        let known = usize::try_from(warning).ok().and_then(|place| was.as_ref()?.warnings.get(place));
        // One that was due already, because its timer is late, comes as ever.
        let rings = known.is_some_and(has_passed) || (was_due && !token.late);
        if has_passed(at) && !rings && !token.warned.contains(&warning) {
            after.warned.push(warning);
        }
    }
    let has_same_timers = was.is_none_or(|was| was.warnings == term.warnings);
    if after == *token && from == term.due_at && has_same_timers {
        return Ok(None);
    }
    after.counted_by = before.by.or(after.counted_by);
    walk.drop_timers(token);
    if let Some(token) = walk.token_mut(token.id) {
        *token = after;
    }
    let trace = term.trace.clone();
    term.settle(walk, token.id)?;
    let became = match (was_due, is_due) {
        (false, true) => Became::Late,
        (true, false) => Became::InTime,
        _ => Became::Moved,
    };
    Ok(Some((became, trace)))
}
