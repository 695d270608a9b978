//! A parallel: every link is taken at once.

use model::{key::NodeKey, record::Fork};

use super::walk::{MOST_TOKENS, Trouble, Walk, Walker};
use crate::program::Program;

/// Opens one path per link; they share a fork until they are joined.
pub(super) fn enter(walk: &mut Walk<'_>, walker: &Walker, program: &Program) -> Result<(), Trouble> {
    let ways: Vec<&NodeKey> = program.links(&walker.node).map(|link| &link.to).collect();
    if ways.is_empty() {
        return Err(Trouble::new(format!("no way leads on from {}", walker.node)));
    }
    open(walk, walker, &ways)
}

/// Opens one path to each of some nodes, in a fork of their own.
pub(super) fn open(walk: &mut Walk<'_>, walker: &Walker, ways: &[&NodeKey]) -> Result<(), Trouble> {
    if walk.breadth() + ways.len() > MOST_TOKENS {
        return Err(Trouble::new(format!("the run would stand at more than {MOST_TOKENS} places at the same time")));
    }
    let run = walk.run_mut()?;
    let fork = Fork { id: run.next_token, node: walker.node.clone() };
    run.next_token += 1;
    let mut opened = walker.clone();
    opened.forks.push(fork);
    for to in ways {
        walk.follow(&opened, to);
    }
    Ok(())
}
