//! Entering a node: each kind in its own file.

use model::{
    flow::{Does, Door},
    key::NodeKey,
};

use super::{
    action, approval, choice, end, for_each, inclusive, join, parallel, sub_flow, task, wait,
    walk::{Trouble, Walk, Walker},
};
use crate::program::Program;

/// Lets a path enter the node it has come to.
pub(crate) fn enter(walk: &mut Walk<'_>, walker: &Walker) -> Result<(), Trouble> {
    walk.inside = walker.frame;
    let program = walk.program(walker.frame)?;
    let node = program.node(&walker.node).ok_or_else(|| Trouble::new(format!("there is no node {}", walker.node)))?;
    if !walker.again {
        let place = Walk::place(walker.frame, &walker.node);
        *walk.run_mut()?.passes.entry(place).or_default() += 1;
    }
    match &node.does {
        Does::Start => walk.leave(walker, &[Door::Next]),
        Does::Task(task) => task::enter(walk, walker, &program, node, task),
        Does::Approval(approval) => approval::enter(walk, walker, &program, node, approval),
        Does::Choice => choice::enter(walk, walker, &program, node),
        Does::Inclusive => inclusive::enter(walk, walker, &program, node),
        Does::Parallel => parallel::enter(walk, walker, &program),
        Does::Join(join) => join::enter(walk, walker, &program, *join),
        Does::Wait(wait) => wait::enter(walk, walker, &program, node, wait),
        Does::Action(action) => action::enter(walk, walker, &program, action),
        Does::SubFlow(call) => sub_flow::enter(walk, walker, &program, call),
        Does::ForEach(each) => for_each::enter(walk, walker, &program, node, each),
        Does::End { leaves } => end::enter(walk, walker, *leaves),
    }
}

/// How many warnings a node's limit has.
pub(crate) fn warnings(program: &Program, node: &NodeKey) -> u32 {
    let limit = program.node(node).and_then(|node| node.does.limit());
    limit.map_or(0, |limit| u32::try_from(limit.warnings.len()).unwrap_or(u32::MAX))
}
