//! A join: waits for the paths that a parallel opened.

use model::{
    flow::{Door, Join},
    record::{Standing, Token},
};

use super::walk::{Trouble, Walk, Walker};
use crate::program::Program;

/// Lets a path arrive. When enough of its siblings are here, one path goes on and whatever is still under way in the
/// fork is given up. A path that came through no parallel has nobody to wait for.
pub(super) fn enter(walk: &mut Walk<'_>, walker: &Walker, program: &Program, join: Join) -> Result<(), Trouble> {
    let Some(depth) = depth(walker, program) else { return walk.leave(walker, &[Door::Next]) };
    let Some(fork) = walker.forks.get(depth).map(|fork| fork.id) else { return walk.leave(walker, &[Door::Next]) };
    walk.rest(walker, Standing::Join)?;
    let in_fork = |token: &&Token| token.forks.iter().any(|one| one.id == fork);
    let is_here = |token: &&Token| token.node == walker.node && token.standing == Standing::Join;
    let members = walk.tokens().iter().filter(in_fork).count() + walk.pending_of_fork(fork);
    let here = walk.tokens().iter().filter(in_fork).filter(is_here).count();
    let enough = match join {
        Join::All => false,
        Join::Any => true,
        Join::Count { count } => here >= usize::try_from(count).unwrap_or(usize::MAX),
    };
    // When everyone is here nobody else can come: then it goes on even if the count asks for more.
    if enough || here == members {
        walk.cancel_fork(fork);
        let forks = walker.forks.get(..depth).unwrap_or_default().to_vec();
        let mut trail = walker.trail.clone();
        trail.retain(|passed| usize::try_from(passed.depth).is_ok_and(|depth| depth <= forks.len()));
        walk.leave(&Walker { forks, trail, ..walker.clone() }, &[Door::Next])?;
    }
    Ok(())
}

/// Which fork this join closes for a path: the innermost one, or an outer one if all its paths lead here too.
fn depth(walker: &Walker, program: &Program) -> Option<usize> {
    let mut depth = walker.forks.len().checked_sub(1)?;
    while let Some(outer) = depth.checked_sub(1)
        && walker.forks.get(outer).is_some_and(|fork| program.closes(&walker.node, &fork.node))
    {
        depth = outer;
    }
    Some(depth)
}
