//! An end: of a sub-flow, or of the run and with it of the ticket.

use model::{
    flow::Leaves,
    record::{FrameId, Happening, RunState, Status},
};

use super::{
    sub_flow,
    walk::{Trouble, Walk, Walker},
};
use crate::clock;

/// Ends the flow the path is in.
pub(super) fn enter(walk: &mut Walk<'_>, walker: &Walker, leaves: Leaves) -> Result<(), Trouble> {
    if walker.frame != FrameId(0) {
        return sub_flow::end(walk, walker.frame, leaves);
    }
    over(walk, status_of(leaves));
    Ok(())
}

/// What the ticket becomes.
pub(super) const fn status_of(leaves: Leaves) -> Status {
    match leaves {
        Leaves::Closed => Status::Closed,
        Leaves::Resolved => Status::Resolved,
        Leaves::Cancelled => Status::Cancelled,
    }
}

/// Ends the run and with it the ticket: whatever is still under way is given up.
pub(super) fn over(walk: &mut Walk<'_>, status: Status) {
    let now = walk.now;
    if let Some(run) = &mut walk.case.run {
        run.state = RunState::Ended { at: now };
    }
    walk.cancel_frame(FrameId(0));
    walk.case.ticket.status = status;
    walk.case.ticket.closed_at = (!status.is_open()).then_some(now);
    walk.changed.insert("ticket.status".to_owned());
    clock::stop(walk, status);
    walk.settle(|_| true);
    walk.say(Happening::Ended { status });
}
