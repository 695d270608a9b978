//! How far a run has come, as a row of steps from start to end.

use std::collections::HashSet;

use model::{
    flow::{Does, Node},
    key::NodeKey,
    record::{FrameId, Run, RunState},
    view::{ProgressStep, StepState},
};

use super::Program;

/// The steps on the usual way from start to end: tasks and sub-flows of the ticket's own flow. A step beside that way
/// is shown while the run stands at it. After the end only the steps that were done are shown.
#[must_use]
pub fn progress(program: &Program, run: &Run) -> Vec<ProgressStep> {
    let now: HashSet<&NodeKey> =
        run.tokens.iter().filter(|token| token.frame == FrameId(0)).map(|token| &token.node).collect();
    let mut seen = HashSet::new();
    let mut path = Vec::new();
    walk(program, program.start(), &mut seen, &mut path);
    let state = |node: &NodeKey| {
        if now.contains(node) {
            StepState::Now
        } else if run.passes.contains_key(node) {
            StepState::Done
        } else {
            StepState::Ahead
        }
    };
    let step =
        |node: &Node| ProgressStep { node: node.key.clone(), title: node.title.clone(), state: state(&node.key) };
    let mut steps: Vec<ProgressStep> = path.iter().filter(|node| is_step(node)).map(|node| step(node)).collect();
    let beside: Vec<ProgressStep> = program
        .flow()
        .nodes
        .iter()
        .filter(|node| is_step(node) && now.contains(&node.key) && steps.iter().all(|step| step.node != node.key))
        .map(step)
        .collect();
    let place = steps.iter().rposition(|step| step.state == StepState::Done).map_or(0, |last| last + 1);
    steps.splice(place..place, beside);
    if matches!(run.state, RunState::Ended { .. }) {
        steps.retain(|step| step.state == StepState::Done);
    }
    steps
}

const fn is_step(node: &Node) -> bool {
    matches!(node.does, Does::Task(_) | Does::Approval(_) | Does::SubFlow(_) | Does::ForEach(_))
}

/// Follows the usual links; at a parallel each path in turn, elsewhere the first way that leads somewhere new.
fn walk<'a>(program: &'a Program, from: &'a NodeKey, seen: &mut HashSet<&'a NodeKey>, path: &mut Vec<&'a Node>) {
    let mut ahead = vec![from];
    while let Some(at) = ahead.pop() {
        let Some(node) = program.node(at) else { continue };
        if !seen.insert(&node.key) {
            continue;
        }
        path.push(node);
        let mut ways: Vec<&NodeKey> =
            program.usual_links(at).iter().map(|link| &link.to).filter(|to| !seen.contains(to)).collect();
        if !matches!(node.does, Does::Parallel) {
            ways.truncate(1);
        }
        ahead.extend(ways.into_iter().rev());
    }
}
