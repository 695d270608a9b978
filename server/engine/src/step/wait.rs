//! A wait: for time, or for an event with a time-out.

use chrono::{DateTime, Utc};
use model::{
    Value,
    flow::{Does, Door, Node, Until, Wait},
    id::RunId,
    key::DefinitionKey,
    reckoning::{Became, Measured, Shift},
    record::{Happening, Pause, Purpose, RunToken, Standing, Status, Token},
    span::{Counted, Span},
    trace::Trace,
};

use super::{
    choice, due,
    reckon::{self, Before},
    ticket,
    walk::{Trouble, Walk, Walker},
};
use crate::{calendar, clock::renew::Renewed, program::Program};

/// Lets a path wait. A time that has passed already is not waited for.
pub(super) fn enter(
    walk: &mut Walk<'_>,
    walker: &Walker,
    program: &Program,
    node: &Node,
    wait: &Wait,
) -> Result<(), Trouble> {
    let run = walk.run_mut()?.id;
    let Times { over_at, timeout_at, traces } =
        times(walk, program, wait, Since { from: walk.now, pauses: &[], at: None })?;
    let over_at = match wait.until {
        Until::Holds { .. } => awaited(walk, program, node)?.then_some(walk.now),
        _ => over_at,
    };
    let until = over_at.into_iter().chain(timeout_at).min();
    walk.decided(Happening::Waiting { node: node.key.clone(), title: node.title.clone(), until }, traces);
    if over_at.is_some_and(|at| at <= walk.now) {
        return over(walk, walker, false);
    }
    let token = walk.rest(walker, Standing::Wait)?;
    if let Some(token) = walk.token_mut(token) {
        token.ends_at = until;
        if let Until::Time { .. } = wait.until {
            token.until = over_at;
        }
    }
    // A ticket that is only to be confirmed stays resolved.
    let status = walk.case.ticket.status;
    if wait.until == Until::CustomerReply && matches!(status, Status::New | Status::InProgress | Status::OnHold) {
        ticket::set_status(walk, Status::WaitingForCustomer);
    }
    if let Some(at) = over_at {
        walk.timer(Purpose::Wait { run, token }, at);
    }
    if let Some(at) = timeout_at {
        walk.timer(Purpose::Timeout { run, token }, at);
    }
    Ok(())
}

/// Sets the timers of a wait again, after its time stood still. An instant that the flow gave stays what it was.
pub(super) fn watch_again(walk: &mut Walk<'_>, token: &Token) -> Result<(), Trouble> {
    let run = walk.run_mut()?.id;
    let program = walk.program(token.frame)?;
    let Some(Does::Wait(wait)) = program.node(&token.node).map(|node| &node.does) else { return Ok(()) };
    let since = Since { from: token.since, pauses: &token.pauses, at: token.until };
    let times = times(walk, &program, wait, since)?;
    set_timers(walk, run, token.id, &times);
    Ok(())
}

fn set_timers(walk: &mut Walk<'_>, run: RunId, id: RunToken, times: &Times) {
    let now = walk.now;
    if let Some(token) = walk.token_mut(id) {
        token.ends_at = times.end();
    }
    if let Some(at) = times.over_at {
        walk.timer(Purpose::Wait { run, token: id }, at.max(now));
    }
    if let Some(at) = times.timeout_at {
        walk.timer(Purpose::Timeout { run, token: id }, at.max(now));
    }
}

/// Whether the time of a wait counts on a calendar, and on which; the workspace's, where it names none.
pub(super) fn counts_on(walk: &Walk<'_>, wait: &Wait) -> Option<DefinitionKey> {
    let works = |span: &Span| span.counted == Counted::Working;
    let lasts = matches!(&wait.until, Until::Duration { span } if works(span));
    let counts = lasts || wait.timeout.as_ref().is_some_and(works);
    let named = || wait.calendar.clone().or_else(|| walk.library.default_calendar().cloned());
    if counts { named() } else { None }
}

/// Counts a wait anew. One whose time has passed by it is over at once: the flow goes on. `before` is how it
/// was counted before, where that is known.
pub(super) fn renew(walk: &mut Walk<'_>, token: &Token, before: Before<'_>) -> Result<Option<Renewed>, Trouble> {
    let run = walk.run_mut()?.id;
    let program = walk.program(token.frame)?;
    let Some(node) = program.node(&token.node) else { return Ok(None) };
    let Does::Wait(wait) = &node.does else { return Ok(None) };
    let since = Since { from: token.since, pauses: &token.pauses, at: token.until };
    let was = reckon::as_before(walk, before.of(token), |walk| times(walk, &program, wait, since).ok());
    let counted = times(walk, &program, wait, since)?;
    let from = token.ends_at.or_else(|| was.as_ref().and_then(Times::end));
    let was = was.filter(|was| was.end() == from);
    let is_same = was.is_none_or(|was| (was.over_at, was.timeout_at) == (counted.over_at, counted.timeout_at));
    if is_same && counted.end() == from {
        return Ok(None);
    }
    walk.drop_timers(token);
    set_timers(walk, run, token.id, &counted);
    if let Some(token) = walk.token_mut(token.id) {
        token.counted_by = before.by.or(token.counted_by);
    }
    let now = walk.now;
    let passes = counted.end().is_some_and(|at| at <= now) && from.is_none_or(|at| at > now);
    let shift = Shift {
        what: Measured::Wait { node: node.key.clone(), title: node.title.clone() },
        from,
        to: counted.end(),
        became: if passes { Became::Late } else { Became::Moved },
    };
    Ok(Some((shift, counted.traces)))
}

/// Whether the time of a wait has really come, for a path whose time stood still after its timer was set.
pub(super) fn has_come(walk: &Walk<'_>, token: &Token, timed_out: bool) -> bool {
    if token.pauses.is_empty() {
        return true;
    }
    let Ok(program) = walk.program(token.frame) else { return true };
    let Some(Does::Wait(wait)) = program.node(&token.node).map(|node| &node.does) else { return true };
    let since = Since { from: token.since, pauses: &token.pauses, at: token.until };
    let at = times(walk, &program, wait, since).map(|times| if timed_out { times.timeout_at } else { times.over_at });
    at.map_or(true, |at| at.is_none_or(|at| at <= walk.now))
}

/// Since when something waits, and around which pauses.
#[derive(Clone, Copy)]
struct Since<'a> {
    from: DateTime<Utc>,
    pauses: &'a [Pause],
    /// The instant that the flow gave, where it did already.
    at: Option<DateTime<Utc>>,
}

/// When a wait has seen its time, and when it gives up.
struct Times {
    over_at: Option<DateTime<Utc>>,
    timeout_at: Option<DateTime<Utc>>,
    traces: Vec<Trace>,
}

impl Times {
    /// When it ends by time, one way or the other.
    fn end(&self) -> Option<DateTime<Utc>> {
        self.over_at.into_iter().chain(self.timeout_at).min()
    }
}

fn times(walk: &Walk<'_>, program: &Program, wait: &Wait, since: Since<'_>) -> Result<Times, Trouble> {
    let mut traces = Vec::new();
    let mut reckon = |span| {
        let (at, trace) = due::reckon_around(walk, wait.calendar.clone(), since.from, span, since.pauses)?;
        traces.push(Trace::Due(trace));
        Ok::<_, Trouble>(at)
    };
    let over_at = match &wait.until {
        // What happens ends these, not time.
        Until::CustomerReply | Until::Signal { .. } | Until::Holds { .. } => None,
        Until::Duration { span } => Some(reckon(*span)?),
        Until::Time { expression } => match since.at {
            Some(at) => Some(at),
            None => Some(time(walk, program, expression)?),
        },
    };
    let timeout_at = wait.timeout.map(reckon).transpose()?;
    Ok(Times { over_at, timeout_at, traces })
}

/// Ends a wait and sends its path on.
pub(super) fn over(walk: &mut Walk<'_>, walker: &Walker, timed_out: bool) -> Result<(), Trouble> {
    let program = walk.program(walker.frame)?;
    let waited = program
        .node(&walker.node)
        .is_some_and(|node| matches!(&node.does, Does::Wait(wait) if wait.until == Until::CustomerReply));
    if waited && walk.case.ticket.status == Status::WaitingForCustomer {
        ticket::set_status(walk, Status::InProgress);
    }
    let title = program.node(&walker.node).map(|node| node.title.clone()).unwrap_or_default();
    walk.happened(Happening::WaitOver { node: walker.node.clone(), title, timed_out });
    if timed_out { walk.leave(walker, &[Door::Timeout, Door::Next]) } else { walk.leave(walker, &[Door::Next]) }
}

/// A wait is given up: nobody asks the customer any more, unless another path does.
pub(super) fn given_up(walk: &mut Walk<'_>, token: &Token) {
    let goes_on = walk.active_run().is_ok();
    let others = walk.tokens().iter().any(|other| hears(walk, other));
    if goes_on && !others && hears(walk, token) && walk.case.ticket.status == Status::WaitingForCustomer {
        ticket::set_status(walk, Status::InProgress);
    }
}

/// Whether a path waits for the customer to answer.
fn hears(walk: &Walk<'_>, token: &Token) -> bool {
    let program = walk.program(token.frame);
    token.standing == Standing::Wait
        && program.is_ok_and(|program| {
            let node = program.node(&token.node);
            node.is_some_and(|node| matches!(&node.does, Does::Wait(wait) if wait.until == Until::CustomerReply))
        })
}

/// Whether what a wait waits for holds now.
fn awaited(walk: &Walk<'_>, program: &Program, node: &Node) -> Result<bool, Trouble> {
    let condition = program.awaited(&node.key);
    let condition = condition.ok_or_else(|| Trouble::new(format!("the condition of {} was not compiled", node.key)))?;
    choice::holds(walk, condition, &walk.scope(), &format!("the condition of {}", node.key)).map(|(held, _)| held)
}

/// Something has happened: every wait whose condition holds now is over. What follows from that may make others hold.
/// Waits of a ticket that is held stand still; they are looked at when it goes on.
pub(super) fn look(walk: &mut Walk<'_>) {
    if walk.case.run.as_ref().is_some_and(|run| run.hold.is_some()) {
        return;
    }
    // Each wait that ends enters a node, and a step can enter only so many.
    while let Some((token, trouble)) = ready(walk) {
        let Some((_, walker)) = walk.lift(token) else { return };
        let gone = trouble.map_or_else(|| over(walk, &walker, false), Err);
        if let Err(trouble) = gone {
            walk.stick(&walker, &trouble);
        }
        walk.go();
    }
}

/// The first path that waits for a condition which holds now, or fails.
fn ready(walk: &mut Walk<'_>) -> Option<(RunToken, Option<Trouble>)> {
    let waiting: Vec<Token> = walk.tokens().iter().filter(|token| token.standing == Standing::Wait).cloned().collect();
    for token in waiting {
        let Ok(program) = walk.program(token.frame) else { continue };
        let Some(node) = program.node(&token.node) else { continue };
        if !matches!(&node.does, Does::Wait(wait) if matches!(wait.until, Until::Holds { .. })) {
            continue;
        }
        walk.inside = token.frame;
        match awaited(walk, &program, node) {
            Ok(true) => return Some((token.id, None)),
            Ok(false) => {}
            Err(trouble) => return Some((token.id, Some(trouble))),
        }
    }
    None
}

/// The instant that an expression gives: RFC 3339, a date (its first instant in the workspace's zone), or milliseconds
/// since 1970.
fn time(walk: &Walk<'_>, program: &Program, text: &str) -> Result<DateTime<Utc>, Trouble> {
    let expression = program
        .expression(text)
        .ok_or_else(|| Trouble::new(format!("the expression is not part of the flow: {text}")))?;
    let value = expression.value(&walk.scope())?;
    let at = match &value {
        Value::String(written) => calendar::instant(written, walk.library.zone()),
        Value::Number(millis) => millis.as_i64().and_then(DateTime::from_timestamp_millis),
        _ => None,
    };
    at.ok_or_else(|| {
        let shown: String = value.to_string().chars().take(100).collect();
        Trouble::new(format!("the wait needs an instant or a date, not {shown}: {text}"))
    })
}
