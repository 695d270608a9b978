//! A wait: for time, or for an event with a time-out.

use chrono::{DateTime, Utc};
use model::{
    Value,
    flow::{Does, Door, Node, Until, Wait},
    record::{Happening, Purpose, Standing, Status},
    trace::Trace,
};

use super::{
    due, ticket,
    walk::{Trouble, Walk, Walker},
};
use crate::{calendar, program::Program};

/// Lets a path wait. A time that has passed already is not waited for.
pub(super) fn enter(
    walk: &mut Walk<'_>,
    walker: &Walker,
    program: &Program,
    node: &Node,
    wait: &Wait,
) -> Result<(), Trouble> {
    let run = walk.run_mut()?.id;
    let mut traces = Vec::new();
    let over_at = match &wait.until {
        Until::CustomerReply => None,
        Until::Duration { span } => {
            let (at, trace) = due::reckon(walk, wait.calendar.clone(), walk.now, *span)?;
            traces.push(Trace::Due(trace));
            Some(at)
        }
        Until::Time { expression } => Some(time(walk, program, expression)?),
    };
    let timeout_at = match wait.timeout {
        None => None,
        Some(span) => {
            let (at, trace) = due::reckon(walk, wait.calendar.clone(), walk.now, span)?;
            traces.push(Trace::Due(trace));
            Some(at)
        }
    };
    let until = over_at.into_iter().chain(timeout_at).min();
    walk.decided(Happening::Waiting { node: node.key.clone(), title: node.title.clone(), until }, traces);
    if over_at.is_some_and(|at| at <= walk.now) {
        return over(walk, walker, false);
    }
    let token = walk.rest(walker, Standing::Wait)?;
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
