//! A sub-flow: another flow runs inside the same run, then this one goes on.

use std::sync::Arc;

use model::{
    flow::{Does, Door, Leaves, SubFlow},
    id::VersionId,
    key::DefinitionKey,
    record::{Frame, FrameId, Happening, Standing},
    trace::{Asked, ChoiceTrace, Trace},
};

use super::{
    choice, for_each, variable,
    walk::{MOST_FRAMES, Trouble, Walk, Walker},
};
use crate::program::Program;

/// Begins the newest version of a flow with the variables it is given; the path waits until it ends.
pub(super) fn enter(walk: &mut Walk<'_>, walker: &Walker, program: &Program, call: &SubFlow) -> Result<(), Trouble> {
    let (version, called) = newest(walk, walker.frame, &call.flow)?;
    let mut given = Vec::new();
    for one in &call.gives {
        given.push((one.name.clone(), variable::value(walk, program, &one.from)?));
    }
    let saved = walk.save();
    let frame = next_frame(walk)?;
    let caller = walk.rest(walker, Standing::SubFlow { frame })?;
    walk.run_mut()?.frames.push(Frame::new(frame, version, Some(caller)));
    for (name, value) in given {
        if let Err(trouble) = variable::set(walk, frame, &name, value) {
            walk.restore(saved);
            return Err(trouble);
        }
    }
    walk.send(Walker::new(frame, called.start().clone()));
    Ok(())
}

/// The newest version of a flow, for one that calls it; none where flows call each other too deep.
pub(super) fn newest(
    walk: &Walk<'_>,
    caller: FrameId,
    flow: &DefinitionKey,
) -> Result<(VersionId, Arc<Program>), Trouble> {
    if depth(walk, caller) >= MOST_FRAMES {
        return Err(Trouble::new(format!("flows call each other more than {MOST_FRAMES} deep")));
    }
    walk.library.current_flow(flow).ok_or_else(|| Trouble::new(format!("the flow {flow} cannot be found")))
}

/// A name for one more flow of the run.
pub(super) fn next_frame(walk: &mut Walk<'_>) -> Result<FrameId, Trouble> {
    let run = walk.run_mut()?;
    let frame = FrameId(run.next_frame);
    run.next_frame += 1;
    Ok(frame)
}

/// Ends a flow that was called: its other paths are given up, what is wanted of it is kept, and the path that called it
/// goes on, by the way for such an end where there is one.
pub(super) fn end(walk: &mut Walk<'_>, frame: FrameId, leaves: Leaves) -> Result<(), Trouble> {
    let caller = walk.frame(frame).and_then(|frame| frame.caller).and_then(|caller| walk.token(caller)).cloned();
    let caller = caller.ok_or_else(|| Trouble::new("nothing waits for the end of this flow"))?;
    if caller.standing == Standing::ForEach {
        walk.cancel_frame(frame);
        for_each::over(walk, &caller);
        return Ok(());
    }
    // The last look at its variables, while they are still there.
    let taken = taken(walk, caller.frame, &caller.node);
    walk.cancel_frame(frame);
    let (_, walker) = walk.lift(caller.id).ok_or_else(|| Trouble::new("nothing waits for the end of this flow"))?;
    walk.inside = walker.frame;
    let saved = walk.save();
    let gone =
        taken.and_then(|values| variable::keep(walk, walker.frame, values)).and_then(|()| leave(walk, &walker, leaves));
    if let Err(trouble) = gone {
        walk.restore(saved);
        walk.stick(&walker, &trouble);
    }
    Ok(())
}

/// Leaves by the way for such an end, which is told, else by the next one.
fn leave(walk: &mut Walk<'_>, walker: &Walker, leaves: Leaves) -> Result<(), Trouble> {
    let program = walk.program(walker.frame)?;
    let Some(link) = program.link(&walker.node, &Door::Ended { leaves }) else {
        return walk.leave(walker, &[Door::Next]);
    };
    let title = program.node(&walker.node).map(|node| node.title.clone()).unwrap_or_default();
    let (node, taken) = (walker.node.clone(), link.key.clone());
    let way = choice::way(&program, link);
    let asked = vec![Asked { link: taken.clone(), title: way.clone(), held: true, seen: Vec::new() }];
    let trace = ChoiceTrace { node: node.clone(), asked, taken, also: Vec::new(), otherwise: false };
    let chose = Happening::Chose { node, title, way };
    walk.decided(chose, vec![Trace::Choice(trace)]);
    walk.follow(walker, &link.to);
    Ok(())
}

/// What the caller wants to keep of the flow that ends.
fn taken(
    walk: &Walk<'_>,
    frame: FrameId,
    node: &model::key::NodeKey,
) -> Result<Vec<(model::flow::Place, model::Value)>, Trouble> {
    let program = walk.program(frame)?;
    match program.node(node).map(|node| &node.does) {
        Some(Does::SubFlow(call)) => variable::taken(walk, &program, &call.takes),
        _ => Ok(Vec::new()),
    }
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
