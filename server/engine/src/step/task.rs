//! A task: someone becomes its owner, its limit is reckoned, and the path waits for the person.

use model::{
    flow::{self, Limit, Node},
    id::TaskId,
    record::{Happening, Purpose, RunToken, Standing, Task, TaskState},
    span::{Minutes, Span},
    trace::Trace,
};

use super::{
    due, owner, ticket,
    walk::{Trouble, Walk, Walker},
};
use crate::program::Program;

/// Opens the task of a node.
pub(super) fn enter(
    walk: &mut Walk<'_>,
    walker: &Walker,
    program: &Program,
    node: &Node,
    task: &flow::Task,
) -> Result<(), Trouble> {
    let run = walk.run_mut()?.id;
    let found = owner::resolve(walk, program, walker.frame, &task.owner)?;
    let mut traces = vec![Trace::Owner(found.trace)];
    let due_at = match &task.limit {
        None => None,
        Some(limit) => {
            let (due_at, trace) = due::reckon(walk, due::calendar(walk, limit), walk.now, limit.span)?;
            traces.push(Trace::Due(trace));
            Some(due_at)
        }
    };
    let warnings = match &task.limit {
        None => Vec::new(),
        Some(limit) => warnings(walk, limit)?,
    };
    let id = TaskId::new(walk.uuid());
    let token = walk.rest(walker, Standing::Task { task: id })?;
    walk.case.tasks.push(Task {
        id,
        ticket: walk.case.ticket.id,
        run,
        token,
        node: node.key.clone(),
        title: node.title.clone(),
        instructions: task.instructions.clone(),
        layout: task.layout.clone(),
        outcomes: task.outcomes.clone(),
        phrases: task.phrases.clone(),
        owner: found.owner,
        queue: found.queue,
        state: TaskState::Open,
        opened_at: walk.now,
        due_at,
        traces: traces.clone(),
        version: 1,
    });
    walk.count(found.owner, 1);
    set_timers(walk, token, due_at, warnings)?;
    let opened = Happening::StepOpened {
        node: node.key.clone(),
        title: node.title.clone(),
        task: id,
        owner: found.owner.map(|owner| walk.named(owner)),
        due_at,
    };
    walk.decided(opened, traces);
    if walk.case.ticket.owner.is_none() && found.owner.is_some() {
        ticket::set_owner(walk, found.owner, Vec::new());
    }
    Ok(())
}

/// The instants of a limit's warnings, in its order.
fn warnings(walk: &Walk<'_>, limit: &Limit) -> Result<Vec<chrono::DateTime<chrono::Utc>>, Trouble> {
    let at = |warning: &flow::Warning| {
        let minutes = part(limit.span.minutes, u16::from(warning.at_percent));
        due::instant(walk, due::calendar(walk, limit), walk.now, Span { minutes, ..limit.span })
    };
    limit.warnings.iter().map(at).collect()
}

fn set_timers(
    walk: &mut Walk<'_>,
    token: RunToken,
    due_at: Option<chrono::DateTime<chrono::Utc>>,
    warnings: Vec<chrono::DateTime<chrono::Utc>>,
) -> Result<(), Trouble> {
    let run = walk.run_mut()?.id;
    for (warning, at) in (0..).zip(warnings) {
        walk.timer(Purpose::Warn { run, token, warning }, at);
    }
    if let Some(due_at) = due_at {
        walk.timer(Purpose::Due { run, token }, due_at);
    }
    Ok(())
}

/// A part of a span, rounded up to whole minutes: never before that part has really passed.
pub(crate) fn part(whole: Minutes, percent: u16) -> Minutes {
    Minutes(whole.0.saturating_mul(i64::from(percent)).saturating_add(99).div_euclid(100))
}
