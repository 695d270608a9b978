//! An action: the server acts.

use model::{
    flow::{Action, Door},
    record::{Asks, Standing},
};

use super::{
    act,
    walk::{Trouble, Walk, Walker},
};
use crate::program::Program;

/// Performs the acts of a node as a whole: when one fails, none of them happened. Then the path goes on, or waits for the
/// answer of the web address that was called.
pub(super) fn enter(walk: &mut Walk<'_>, walker: &Walker, program: &Program, action: &Action) -> Result<(), Trouble> {
    let saved = walk.save();
    let done = match &action.awaits {
        None => act::perform(walk, program, walker.frame, &action.acts).map(|()| false),
        Some(awaits) => {
            let token = walk.rest(walker, Standing::Effect)?;
            let run = walk.run_mut()?.id;
            walk.asks = Some(Asks { run, token, retries: awaits.retries, pause: awaits.pause, factor: awaits.factor });
            let done = act::perform(walk, program, walker.frame, &action.acts);
            // Nobody answers where nobody was called.
            let was_called = walk.asks.take().is_none();
            if !was_called {
                walk.lift(token);
            }
            done.map(|()| was_called)
        }
    };
    match done {
        Ok(true) => Ok(()),
        Ok(false) => walk.leave(walker, &[Door::Next]),
        Err(trouble) => {
            walk.restore(saved);
            failed(walk, walker, program, trouble)
        }
    }
}

/// A failure takes the link that leaves by `error`, if there is one, and is written down as a settled incident; else it is
/// an incident to be settled.
pub(super) fn failed(walk: &mut Walk<'_>, walker: &Walker, program: &Program, trouble: Trouble) -> Result<(), Trouble> {
    if program.link(&walker.node, &Door::Error).is_none() {
        return Err(trouble);
    }
    walk.incident(Some(&walker.node), &trouble, true);
    walk.leave(walker, &[Door::Error])
}
