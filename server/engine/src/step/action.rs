//! An action: the server acts.

use model::flow::{Action, Door};

use super::{
    act,
    walk::{Trouble, Walk, Walker},
};
use crate::program::Program;

/// Performs the acts of a node as a whole: when one fails, none of them happened. A failure takes the link that leaves
/// by `error`, if there is one, and is written down as a settled incident; else it is an incident to be settled.
pub(super) fn enter(walk: &mut Walk<'_>, walker: &Walker, program: &Program, action: &Action) -> Result<(), Trouble> {
    let saved = walk.save();
    match act::perform(walk, program, walker.frame, &action.acts) {
        Ok(()) => walk.leave(walker, &[Door::Next]),
        Err(trouble) => {
            walk.restore(saved);
            if program.link(&walker.node, &Door::Error).is_none() {
                return Err(trouble);
            }
            walk.incident(Some(&walker.node), &trouble, true);
            walk.leave(walker, &[Door::Error])
        }
    }
}
