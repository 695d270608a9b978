//! A jump: an administrator moves a path to another node of its flow. Out of parallels everything under way in them is
//! given up, as when a step is sent back; into a parallel there is no way but through it.

use model::{
    key::NodeKey,
    record::{Happening, RunToken, Visibility},
};

use super::walk::{Walk, Walker};
use crate::{program::Jump, refusal::Refusal};

pub(super) fn jump(walk: &mut Walk<'_>, token: RunToken, to: &NodeKey, reason: String) -> Result<(), Refusal> {
    walk.active_run()?;
    let token = walk.token(token).cloned().ok_or(Refusal::NothingHere)?;
    let program = walk.program(token.frame).map_err(|_| Refusal::NoSuchFlow)?;
    let title = |node: &NodeKey| program.node(node).map(|node| node.title.clone()).unwrap_or_default();
    let depth = match program.jump(&token, to) {
        Jump::To { depth } => depth,
        Jump::Unknown => return Err(Refusal::NoSuchNode { given: to.to_string() }),
        Jump::IntoParallel => return Err(Refusal::IntoParallel { given: to.to_string() }),
    };
    let (from, to_title) = (title(&token.node), title(to));
    let jumped = Happening::Jumped { node: token.node.clone(), title: from, to: to.clone(), to_title, reason };
    walk.acted(jumped, Visibility::Internal);
    // What changes on another way is to be agreed anew.
    if let Some(run) = &mut walk.case.run {
        run.agreed_by.clear();
    }
    match token.forks.get(depth) {
        Some(fork) => walk.cancel_fork(fork.id),
        None => walk.cancel(token.id),
    }
    let passed = token.trail.iter().any(|passed| passed.node == *to);
    let mut trail = token.trail;
    trail.retain(|passed| usize::try_from(passed.depth).is_ok_and(|passed| passed <= depth));
    let trail = trail.into_iter().take_while(|passed| passed.node != *to).collect();
    let forks = token.forks.into_iter().take(depth).collect();
    walk.send(Walker { forks, trail, back: passed, ..Walker::new(token.frame, to.clone()) });
    walk.go();
    Ok(())
}
