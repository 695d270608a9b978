//! Where a path can go back to, for whoever looks at its step.

use model::{
    id::PersonId,
    record::{Run, Token},
    view::BackTo,
};

use super::Program;
use crate::step::walk::Walk;

/// The steps that people may send the path of a token back to, the last one first; none where the flow forbids it.
#[must_use]
pub fn back_to(program: &Program, token: &Token) -> Vec<BackTo> {
    let is_allowed = program.node(&token.node).is_some_and(|node| node.does.sends_back());
    let passed = token.trail.iter().rev().filter(|_| is_allowed);
    let places = passed.filter_map(|passed| {
        let node = program.node(&passed.node)?;
        let returns = usize::try_from(passed.depth).is_ok_and(|depth| depth == token.forks.len());
        Some(BackTo { node: node.key.clone(), title: node.title.clone(), returns })
    });
    places.collect()
}

/// Whether someone may take the path of a token back to the step before, which they did.
#[must_use]
pub fn may_take_back(program: &Program, run: &Run, token: &Token, person: PersonId) -> bool {
    let is_allowed = program.node(&token.node).is_some_and(|node| node.does.gives_back());
    let is_touched = token.votes.iter().any(|vote| vote.answer.is_some() && vote.task.is_some());
    let did = token.trail.last().filter(|passed| {
        let is_level = usize::try_from(passed.depth).is_ok_and(|depth| depth == token.forks.len());
        is_level && run.done_by.get(&Walk::place(token.frame, &passed.node)) == Some(&person)
    });
    is_allowed && !is_touched && did.is_some()
}
