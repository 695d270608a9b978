//! Backwards: a step is sent back to one that its path has passed, or taken back by whoever did the one before.

use model::{
    flow::{Does, Door},
    id::{PersonId, TaskId},
    key::NodeKey,
    record::{Happening, Passed, Token, Visibility},
};

use super::{
    sentence,
    walk::{Trouble, Walk, Walker},
};
use crate::{program, refusal::Refusal};

/// Sends a path on from a step that is done: to the step that sent it back here and waits for it, else out by a door.
pub(super) fn on(walk: &mut Walk<'_>, walker: &Walker, doors: &[Door]) -> Result<(), Trouble> {
    match &walker.returns_to {
        Some(node) => {
            walk.follow(walker, node);
            Ok(())
        }
        None => walk.leave(walker, doors),
    }
}

/// Sends the path of a task back to a step that it has passed. Where that was before a parallel, everything under way in
/// the parallel is given up; then the path cannot come straight back here.
pub(super) fn send(
    walk: &mut Walk<'_>,
    task: TaskId,
    by: &(PersonId, String),
    to: &NodeKey,
    returns: bool,
    reason: String,
) -> Result<(), Refusal> {
    walk.active_run()?;
    let open = walk.open_task(task)?;
    let title = open.title.clone();
    if open.is_vote && open.owner != Some(by.0) {
        return Err(Refusal::NotAsked);
    }
    let token = walk.token(open.token).cloned().ok_or(Refusal::NoSuchTask)?;
    if !allows(walk, &token, Does::sends_back) {
        return Err(Refusal::NoWayBack);
    }
    let passed = token.trail.iter().find(|passed| passed.node == *to);
    let passed = passed.ok_or_else(|| Refusal::NotPassed { given: to.to_string() })?.clone();
    if returns && depth(&passed) != token.forks.len() {
        return Err(Refusal::NotPassed { given: token.node.to_string() });
    }
    walk.subject = Some(task);
    let to_title = title_of(walk, &token, to);
    let text = sentence::sent_back(&walk.case.ticket, &title, &by.1, &reason);
    let sent = Happening::SentBack { task, title, to: to.clone(), to_title, returns, reason };
    walk.acted(sent, Visibility::Internal);
    let again = go_back(walk, &token, &passed, returns.then(|| token.node.clone()));
    if let Some(person) = again.filter(|person| *person != by.0) {
        walk.notice(person, text);
    }
    Ok(())
}

/// Takes a path back to the last step it passed, for whoever did that, until something was done at the next one.
pub(super) fn take(walk: &mut Walk<'_>, task: TaskId, by: PersonId, reason: String) -> Result<(), Refusal> {
    walk.active_run()?;
    let open = walk.open_task(task)?;
    let token = walk.token(open.token).cloned().ok_or(Refusal::NoSuchTask)?;
    if !allows(walk, &token, Does::gives_back) {
        return Err(Refusal::NoWayBack);
    }
    let passed = token.trail.last().cloned().ok_or(Refusal::NoWayBack)?;
    let program = walk.program(token.frame).map_err(|_| Refusal::NoSuchFlow)?;
    let is_free = walk.case.run.as_ref().is_some_and(|run| program::may_take_back(&program, run, &token, by));
    if !is_free {
        return Err(Refusal::TooLate);
    }
    let title = title_of(walk, &token, &passed.node);
    walk.acted(Happening::TakenBack { node: passed.node.clone(), title, reason }, Visibility::Internal);
    go_back(walk, &token, &passed, None);
    Ok(())
}

/// Gives up where the path stands, and everything in the parallels that it leaves, and walks it to a step it has passed.
/// Gives whoever works there now.
fn go_back(walk: &mut Walk<'_>, token: &Token, to: &Passed, returns_to: Option<NodeKey>) -> Option<PersonId> {
    // What changes on the way again is to be agreed anew.
    if let Some(run) = &mut walk.case.run {
        run.agreed_by.clear();
    }
    let depth = depth(to);
    match token.forks.get(depth) {
        Some(fork) => walk.cancel_fork(fork.id),
        None => walk.cancel(token.id),
    }
    let trail = token.trail.iter().take_while(|passed| passed.node != to.node).cloned().collect();
    let forks = token.forks.iter().take(depth).cloned().collect();
    walk.send(Walker { forks, trail, back: true, returns_to, ..Walker::new(token.frame, to.node.clone()) });
    walk.go();
    let open = walk.case.tasks.iter().rev().find(|task| task.node == to.node && task.state.is_open());
    open.and_then(|task| task.owner)
}

fn depth(passed: &Passed) -> usize {
    usize::try_from(passed.depth).unwrap_or(usize::MAX)
}

fn allows(walk: &Walk<'_>, token: &Token, asks: fn(&Does) -> bool) -> bool {
    let program = walk.program(token.frame);
    program.is_ok_and(|program| program.node(&token.node).is_some_and(|node| asks(&node.does)))
}

fn title_of(walk: &Walk<'_>, token: &Token, node: &NodeKey) -> model::Text {
    let program = walk.program(token.frame);
    program.ok().and_then(|program| program.node(node).map(|node| node.title.clone())).unwrap_or_default()
}
