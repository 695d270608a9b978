//! What only the surroundings of a flow can tell: whether owners can be found, whether limits fit the policy, and how the
//! flows that it calls end. And of a queue: whether work that nobody accepts comes back to it.

use std::collections::BTreeSet;

use model::{
    Body, Code, Kind, Problem, Problems,
    flow::{Act, Does, Door, Flow, Leaves, Limit, Node, OpenStatus, Owner, Receiver},
    key::{DefinitionKey, NodeKey},
    queue::Queue,
    span::Counted,
};

use super::Known;

/// Rules that can find nobody: a queue that nobody serves, a person who cannot work. Those may change before the flow
/// runs, so they are only warned of.
pub(super) fn owners(flow: &Flow, known: &dyn Known, problems: &mut Problems) {
    for node in &flow.nodes {
        let path = format!("/nodes/{}", node.key);
        match &node.does {
            Does::Task(task) => owner(&task.owner, &format!("{path}/owner"), known, problems),
            Does::Approval(approval) => {
                for (index, receiver) in approval.approvers.iter().enumerate() {
                    self::receiver(receiver, &format!("{path}/approvers/{index}"), known, problems);
                }
            }
            Does::Action(action) => acts(&action.acts, &format!("{path}/acts"), known, problems),
            _ => {}
        }
        if let Some(limit) = node.does.limit() {
            self::limit(limit, &format!("{path}/limit"), known, problems);
        }
    }
}

fn limit(limit: &Limit, path: &str, known: &dyn Known, problems: &mut Problems) {
    for (index, warning) in limit.warnings.iter().enumerate() {
        acts(&warning.acts, &format!("{path}/warnings/{index}/acts"), known, problems);
    }
    acts(&limit.when_late, &format!("{path}/when_late"), known, problems);
}

fn acts(acts: &[Act], path: &str, known: &dyn Known, problems: &mut Problems) {
    for (index, act) in acts.iter().enumerate() {
        let path = format!("{path}/{index}");
        match act {
            Act::Assign { to } => owner(to, &path, known, problems),
            Act::Notify { to, .. } | Act::Mail { to, .. } => receiver(to, &format!("{path}/to"), known, problems),
            _ => {}
        }
    }
}

fn owner(owner: &Owner, path: &str, known: &dyn Known, problems: &mut Problems) {
    match owner {
        Owner::Person { email } => person(email, path, known, problems),
        Owner::Queue { queue } | Owner::Claim { queue } => self::queue(queue, path, known, problems),
        _ => {}
    }
}

fn receiver(receiver: &Receiver, path: &str, known: &dyn Known, problems: &mut Problems) {
    match receiver {
        Receiver::Person { email } => person(email, path, known, problems),
        Receiver::Queue { queue } => self::queue(queue, path, known, problems),
        _ => {}
    }
}

fn person(email: &str, path: &str, known: &dyn Known, problems: &mut Problems) {
    if known.can_work(email.trim()) == Some(false) {
        problems.push(Problem::warning(Code::InactivePerson, path).with("email", email.trim()));
    }
}

fn queue(key: &DefinitionKey, path: &str, known: &dyn Known, problems: &mut Problems) {
    let found = known.body(Kind::Queue, key);
    if let Some(Body::Queue(queue)) = found.as_deref().map(|found| &found.body)
        && queue.roles.is_empty()
        && queue.people.is_empty()
    {
        problems.push(Problem::warning(Code::EmptyQueue, path).with("queue", key));
    }
}

/// Ways for an end that the flow which is called does not have.
pub(super) fn ends(flow: &Flow, known: &dyn Known, problems: &mut Problems) {
    for link in &flow.links {
        let Door::Ended { leaves } = link.leaves else { continue };
        let Some(called) = flow.node(&link.from).and_then(|node| node.does.calls()) else { continue };
        let found = known.body(Kind::Flow, called);
        let Some(Body::Flow(called)) = found.as_deref().map(|found| &found.body) else { continue };
        let ends_so = called.nodes.iter().any(|node| matches!(node.does, Does::End { leaves: so } if so == leaves));
        if !ends_so {
            let path = format!("/links/{}", link.key);
            problems.push(Problem::warning(Code::EndsOtherwise, path).with("ends", name(leaves)));
        }
    }
}

const fn name(leaves: Leaves) -> &'static str {
    match leaves {
        Leaves::Closed => "closed",
        Leaves::Resolved => "resolved",
        Leaves::Cancelled => "cancelled",
    }
}

/// Steps that may take longer than the policy gives the whole ticket, in whichever of its rules gives it the most. What
/// comes after the ticket was resolved has the time it has.
pub(super) fn limits(flow: &Flow, policy: &DefinitionKey, known: &dyn Known, problems: &mut Problems) {
    let found = known.body(Kind::Policy, policy);
    let Some(Body::Policy(policy)) = found.as_deref().map(|found| &found.body) else { return };
    let targets = policy.rules.iter().map(|rule| &rule.targets).chain([&policy.otherwise]);
    let resolutions: Option<Vec<_>> = targets.map(|targets| targets.resolution).collect();
    // Where a rule promises nothing, a ticket may take any time. Wall and working time do not compare.
    let Some(target) = resolutions.into_iter().flatten().max_by_key(|span| span.minutes) else { return };
    let unresolved = unresolved(flow);
    for node in &flow.nodes {
        if let Some(limit) = node.does.limit()
            && unresolved.contains(&node.key)
            && limit.span.counted == Counted::Working
            && target.counted == Counted::Working
            && limit.span.minutes > target.minutes
        {
            let path = format!("/flow/nodes/{}/limit", node.key);
            problems.push(
                Problem::warning(Code::LimitBeyondTarget, path)
                    .with("limit", limit.span.minutes.0)
                    .with("target", target.minutes.0),
            );
        }
    }
}

/// The nodes that can be reached while the ticket is not resolved.
fn unresolved(flow: &Flow) -> BTreeSet<&NodeKey> {
    let resolves = |act: &Act| matches!(act, Act::SetStatus { status: OpenStatus::Resolved });
    let mut seen = BTreeSet::new();
    let mut ahead: Vec<&Node> = flow.nodes.iter().filter(|node| matches!(node.does, Does::Start)).collect();
    while let Some(node) = ahead.pop() {
        let is_resolving = matches!(&node.does, Does::Action(action) if action.acts.iter().any(resolves));
        if seen.insert(&node.key) && !is_resolving {
            ahead.extend(flow.links_from(&node.key).filter_map(|link| flow.node(&link.to)));
        }
    }
    seen
}

/// Queues into which work falls that nobody accepts, until it is back where it came from.
pub(super) fn fallbacks(own: &DefinitionKey, queue: &Queue, known: &dyn Known) -> Option<Problem> {
    let then = |queue: &Queue| queue.offer.as_ref().and_then(|offer| offer.then.clone());
    let mut path = vec![own.clone()];
    let mut ahead = then(queue);
    while let Some(key) = ahead {
        let is_seen = path.contains(&key);
        path.push(key.clone());
        if key == *own {
            let shown = path.iter().map(DefinitionKey::as_str).collect::<Vec<_>>().join(" → ");
            return Some(Problem::error(Code::QueueCircle, "/offer/then").with("path", shown));
        }
        let found = known.body(Kind::Queue, &key).filter(|_| !is_seen);
        ahead = match found.as_deref().map(|found| &found.body) {
            Some(Body::Queue(next)) => then(next),
            _ => None,
        };
    }
    None
}
