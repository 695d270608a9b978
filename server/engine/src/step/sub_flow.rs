//! A sub-flow: another flow runs inside the same run, then this one goes on.

use model::{
    flow::Door,
    key::DefinitionKey,
    record::{Frame, FrameId, Standing},
};

use super::walk::{MOST_FRAMES, Trouble, Walk, Walker};

/// Begins the newest version of a flow; the path waits until it ends.
pub(super) fn enter(walk: &mut Walk<'_>, walker: &Walker, flow: &DefinitionKey) -> Result<(), Trouble> {
    if depth(walk, walker.frame) >= MOST_FRAMES {
        return Err(Trouble::new(format!("flows call each other more than {MOST_FRAMES} deep")));
    }
    let (version, program) =
        walk.library.current_flow(flow).ok_or_else(|| Trouble::new(format!("the flow {flow} cannot be found")))?;
    let run = walk.run_mut()?;
    let frame = FrameId(run.next_frame);
    run.next_frame += 1;
    let caller = walk.rest(walker, Standing::SubFlow { frame })?;
    walk.run_mut()?.frames.push(Frame { id: frame, flow: version, caller: Some(caller) });
    walk.send(Walker::new(frame, program.start().clone()));
    Ok(())
}

/// Ends a sub-flow: its other paths are given up, and the path that called it goes on.
pub(super) fn end(walk: &mut Walk<'_>, frame: FrameId) -> Result<(), Trouble> {
    let caller = walk.frame(frame).and_then(|frame| frame.caller);
    walk.cancel_frame(frame);
    let (_, walker) = caller
        .and_then(|caller| walk.lift(caller))
        .ok_or_else(|| Trouble::new("nothing waits for the end of this flow"))?;
    if let Err(trouble) = walk.leave(&walker, &[Door::Next]) {
        walk.stick(&walker, &trouble);
    }
    Ok(())
}

/// How many flows are open, from the ticket's own to this one.
fn depth(walk: &Walk<'_>, frame: FrameId) -> usize {
    let mut depth = 1;
    let mut at = frame;
    while let Some(caller) = walk.frame(at).and_then(|frame| frame.caller)
        && let Some(token) = walk.token(caller)
    {
        at = token.frame;
        depth += 1;
    }
    depth
}
