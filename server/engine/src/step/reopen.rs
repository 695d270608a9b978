//! A ticket whose flow has ended is opened again: a new episode, with a run and clocks of its own.

use model::record::{Happening, RunState, Status, Target, Visibility};

use super::{filed, ticket, walk::Walk};
use crate::{clock, policy, refusal::Refusal};

/// The flow is the version that was walked before: the ticket's answers follow the form it was drawn for. Whoever asked
/// again waits for a next response, not for a first one.
pub(super) fn reopen(walk: &mut Walk<'_>, reason: String) -> Result<(), Refusal> {
    let Some(run) = &walk.case.run else { return Err(Refusal::NoSuchFlow) };
    if !matches!(run.state, RunState::Ended { .. }) {
        return Err(Refusal::AlreadyRunning);
    }
    let flow = run.frames.first().map(|frame| frame.flow).ok_or(Refusal::NoSuchFlow)?;
    let program = walk.library.program(flow).ok_or(Refusal::NoSuchFlow)?;
    walk.case.ticket.episode += 1;
    walk.case.ticket.closed_at = None;
    walk.acted(Happening::Reopened { reason }, Visibility::Public);
    ticket::set_status(walk, Status::InProgress);
    match policy::matched(walk) {
        Ok(None) => {}
        Ok(Some(matched)) => {
            clock::start(walk, Target::NextResponse, &matched);
            clock::start(walk, Target::Resolution, &matched);
        }
        Err(trouble) => walk.incident(None, &trouble, false),
    }
    filed::begin(walk, flow, program.start().clone());
    Ok(())
}
