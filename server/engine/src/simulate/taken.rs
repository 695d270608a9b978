//! Which links a test run took, told from where it was and what happened on the way.

use std::collections::{BTreeMap, BTreeSet};

use model::{
    flow::{Approval, Does, Door, Flow, Link},
    key::{LinkKey, NodeKey, OutcomeKey},
    record::{FrameId, Happening, Run, Token},
    trace::Trace,
    trial::Told,
};

/// What happened on the way, by node.
#[derive(Default)]
struct Seen<'a> {
    chosen: BTreeSet<&'a LinkKey>,
    /// How often a node was left by a way that was chosen.
    choices: BTreeMap<&'a NodeKey, usize>,
    outcomes: BTreeSet<(&'a NodeKey, &'a OutcomeKey)>,
    decided: BTreeSet<(&'a NodeKey, bool)>,
    cancelled: BTreeSet<&'a NodeKey>,
    waited: BTreeSet<(&'a NodeKey, bool)>,
}

/// The links that were taken, in the order of the flow.
pub(super) fn links(
    flow: &Flow,
    walked: &[NodeKey],
    tokens: &[Token],
    run: Option<&Run>,
    events: &[Told],
) -> Vec<LinkKey> {
    let seen = look(events);
    let was_at = |node: &NodeKey| walked.binary_search(node).is_ok();
    // A node was left by its usual way if it was entered more often than paths stand there.
    let was_left = |node: &NodeKey| {
        let standing = tokens.iter().filter(|token| token.frame == FrameId(0) && token.node == *node).count();
        let chosen = seen.choices.get(node).copied().unwrap_or(0);
        let passes = run.and_then(|run| run.passes.get(node)).copied().unwrap_or(0);
        usize::try_from(passes).unwrap_or(usize::MAX) > standing + chosen
    };
    let is_taken = |link: &&Link| {
        let from = &link.from;
        was_at(from)
            && was_at(&link.to)
            && match &link.leaves {
                Door::When { .. } | Door::Otherwise | Door::Ended { .. } => seen.chosen.contains(&link.key),
                Door::Outcome { outcome } => match flow.node(from).map(|node| &node.does) {
                    // What each of them answered is not what came of it.
                    Some(Does::Approval(_)) => seen.decided.contains(&(from, outcome.as_str() == Approval::AGREED)),
                    _ => seen.outcomes.contains(&(from, outcome)),
                },
                Door::Late => seen.cancelled.contains(from),
                Door::Timeout => seen.waited.contains(&(from, true)),
                Door::Next => match flow.node(from).map(|node| &node.does) {
                    Some(Does::Wait(_)) => seen.waited.contains(&(from, false)),
                    _ => was_left(from),
                },
                Door::Error => was_left(from) && !usual_way_was_taken(flow, link, &was_at),
            }
    };
    flow.links.iter().filter(is_taken).map(|link| link.key.clone()).collect()
}

/// Whether an action that has a way for errors was left by its usual way.
fn usual_way_was_taken(flow: &Flow, error: &Link, was_at: &dyn Fn(&NodeKey) -> bool) -> bool {
    flow.links_from(&error.from).any(|link| link.leaves == Door::Next && link.to != error.to && was_at(&link.to))
}

fn look(events: &[Told]) -> Seen<'_> {
    let mut seen = Seen::default();
    for Told { event, .. } in events {
        for trace in &event.traces {
            if let Trace::Choice(choice) = trace {
                *seen.choices.entry(&choice.node).or_default() += 1;
                seen.chosen.insert(&choice.taken);
                seen.chosen.extend(&choice.also);
            }
        }
        match &event.what {
            Happening::StepDone { node, outcome, .. } => {
                seen.outcomes.insert((node, outcome));
            }
            Happening::Decided { node, agreed, .. } => {
                seen.decided.insert((node, *agreed));
            }
            Happening::StepCancelled { node, .. } => {
                seen.cancelled.insert(node);
            }
            Happening::WaitOver { node, timed_out, .. } => {
                seen.waited.insert((node, *timed_out));
            }
            _ => {}
        }
    }
    seen
}
