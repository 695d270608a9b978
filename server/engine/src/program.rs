//! Programs: a flow version as it runs, its parts found by key, its conditions and expressions compiled once.

use std::collections::{HashMap, HashSet};

use model::{
    Code, Problem, Problems,
    flow::{Act, Does, Door, Flow, Limit, Link, Node, Owner, Receiver, Source, Takes, Tone, Until, Wait},
    key::{LinkKey, NodeKey},
};

use crate::{condition::Compiled, expression::Expression};

mod back;
mod jump;
mod progress;

pub use back::{back_to, may_take_back};
pub(crate) use jump::Jump;
pub use progress::progress;

/// A flow version, compiled.
#[derive(Clone, Debug)]
pub struct Program {
    flow: Flow,
    start: NodeKey,
    /// The place of each node in the flow.
    nodes: HashMap<NodeKey, usize>,
    /// The places of the links that leave each node, in their order.
    leaving: HashMap<NodeKey, Vec<usize>>,
    conditions: HashMap<LinkKey, Compiled>,
    /// What waits wait for.
    waits: HashMap<NodeKey, Compiled>,
    expressions: HashMap<String, Expression>,
    /// Join and split, where every path from the split leads through the join.
    closes: HashSet<(NodeKey, NodeKey)>,
}

impl Program {
    /// Compiles a flow. Only what cannot run at all is refused; `check` says what else is wrong with a flow.
    ///
    /// # Errors
    /// The flow has no start, or a condition or an expression does not compile.
    pub fn compile(flow: &Flow) -> Result<Self, Problems> {
        let mut problems = Problems::new();
        let start = flow.nodes.iter().find(|node| matches!(node.does, Does::Start)).map(|node| node.key.clone());
        if start.is_none() {
            problems.push(Problem::error(Code::NoStart, "/nodes"));
        }
        let nodes = flow.nodes.iter().enumerate().map(|(place, node)| (node.key.clone(), place)).collect();
        let mut leaving: HashMap<NodeKey, Vec<usize>> = HashMap::new();
        let mut conditions = HashMap::new();
        for (place, link) in flow.links.iter().enumerate() {
            leaving.entry(link.from.clone()).or_default().push(place);
            if let Door::When { condition } = &link.leaves {
                match Compiled::compile(condition) {
                    Ok(compiled) => drop(conditions.insert(link.key.clone(), compiled)),
                    Err(fault) => problems.push(bad_expression(&fault, format!("/links/{}/leaves", link.key))),
                }
            }
        }
        let mut waits = HashMap::new();
        for node in &flow.nodes {
            let Does::Wait(Wait { until: Until::Holds { condition }, .. }) = &node.does else { continue };
            match Compiled::compile(condition) {
                Ok(compiled) => drop(waits.insert(node.key.clone(), compiled)),
                Err(fault) => problems.push(bad_expression(&fault, format!("/nodes/{}/until", node.key))),
            }
        }
        let mut expressions = HashMap::new();
        for (text, path) in expression_texts(flow) {
            match Expression::compile(text) {
                Ok(compiled) => drop(expressions.insert(text.to_owned(), compiled)),
                Err(fault) => problems.push(bad_expression(&fault, path)),
            }
        }
        match start {
            Some(start) if problems.is_empty() => {
                let closes = closes(flow);
                Ok(Self { flow: flow.clone(), start, nodes, leaving, conditions, waits, expressions, closes })
            }
            _ => Err(problems),
        }
    }

    /// The flow it was compiled from.
    #[must_use]
    pub const fn flow(&self) -> &Flow {
        &self.flow
    }

    /// Where a run begins.
    #[must_use]
    pub const fn start(&self) -> &NodeKey {
        &self.start
    }

    /// The node of a key.
    #[must_use]
    pub fn node(&self, key: &NodeKey) -> Option<&Node> {
        self.nodes.get(key).and_then(|place| self.flow.nodes.get(*place))
    }

    /// The links that leave a node, in their order.
    pub fn links(&self, node: &NodeKey) -> impl Iterator<Item = &Link> {
        self.leaving.get(node).into_iter().flatten().filter_map(|place| self.flow.links.get(*place))
    }

    /// The first link that leaves a node by a door.
    #[must_use]
    pub fn link(&self, node: &NodeKey, door: &Door) -> Option<&Link> {
        self.links(node).find(|link| link.leaves == *door)
    }

    /// The links in the order in which they are the usual way on: the next one, the outcomes in the order of the
    /// step with the primary ones first, the ways of a choice, then the ways for what went wrong.
    #[must_use]
    pub fn usual_links(&self, node: &NodeKey) -> Vec<&Link> {
        let mut links: Vec<&Link> = self.links(node).collect();
        let outcomes = self.node(node).map(|node| node.does.ways()).unwrap_or_default();
        links.sort_by_key(|link| match &link.leaves {
            Door::Next => (0, 0),
            Door::Outcome { outcome } => {
                let place = outcomes.iter().position(|one| one.key == *outcome).unwrap_or(usize::MAX);
                let tone = outcomes.get(place).map_or(3, |one| match one.tone {
                    Tone::Primary => 0,
                    Tone::Plain => 1,
                    Tone::Danger => 2,
                });
                (1 + tone, place)
            }
            Door::When { .. } => (10, 0),
            Door::Otherwise => (11, 0),
            Door::Ended { .. } => (12, 0),
            Door::Timeout => (13, 0),
            Door::Late => (14, 0),
            Door::Error => (15, 0),
        });
        links
    }

    /// The compiled condition of a link.
    #[must_use]
    pub fn condition(&self, link: &LinkKey) -> Option<&Compiled> {
        self.conditions.get(link)
    }

    /// The compiled condition that a wait waits for.
    #[must_use]
    pub fn awaited(&self, node: &NodeKey) -> Option<&Compiled> {
        self.waits.get(node)
    }

    /// A compiled expression of this flow, by its text.
    #[must_use]
    pub fn expression(&self, text: &str) -> Option<&Expression> {
        self.expressions.get(text)
    }

    /// Whether every path from the split leads through the join.
    #[must_use]
    pub fn closes(&self, join: &NodeKey, split: &NodeKey) -> bool {
        self.closes.contains(&(join.clone(), split.clone()))
    }
}

fn bad_expression(fault: &crate::expression::Fault, path: String) -> Problem {
    let problem = Problem::error(Code::BadExpression, path).with("text", &fault.text);
    match fault.position {
        Some((line, column)) => problem.with("position", format!("{line}:{column}")),
        None => problem,
    }
}

/// Every expression of the flow with the path of its part.
fn expression_texts(flow: &Flow) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    for node in &flow.nodes {
        let path = format!("/nodes/{}", node.key);
        match &node.does {
            Does::Task(task) => {
                owner_text(&task.owner, format!("{path}/owner"), &mut found);
                limit_texts(task.limit.as_ref(), &path, &mut found);
            }
            Does::Approval(approval) => {
                for (index, receiver) in approval.approvers.iter().enumerate() {
                    receiver_text(receiver, format!("{path}/approvers/{index}"), &mut found);
                }
                limit_texts(approval.limit.as_ref(), &path, &mut found);
            }
            Does::Wait(wait) => {
                if let Until::Time { expression } = &wait.until {
                    found.push((expression.as_str(), format!("{path}/until")));
                }
            }
            Does::SubFlow(call) => {
                for (index, one) in call.gives.iter().enumerate() {
                    found.push((one.from.as_str(), format!("{path}/gives/{index}/from")));
                }
                take_texts(&call.takes, &format!("{path}/takes"), &mut found);
            }
            Does::ForEach(each) => found.push((each.over.as_str(), format!("{path}/over"))),
            Does::Action(action) => {
                act_texts(&action.acts, &format!("{path}/acts"), &mut found);
                if let Some(awaits) = &action.awaits {
                    take_texts(&awaits.takes, &format!("{path}/awaits/takes"), &mut found);
                }
            }
            Does::Start | Does::Choice | Does::Inclusive | Does::Parallel | Does::Join(_) | Does::End { .. } => {}
        }
    }
    found
}

fn limit_texts<'a>(limit: Option<&'a Limit>, path: &str, found: &mut Vec<(&'a str, String)>) {
    let Some(limit) = limit else { return };
    for warning in &limit.warnings {
        act_texts(&warning.acts, &format!("{path}/limit/warnings"), found);
    }
    act_texts(&limit.when_late, &format!("{path}/limit/when_late"), found);
}

fn take_texts<'a>(takes: &'a [Takes], path: &str, found: &mut Vec<(&'a str, String)>) {
    for (index, one) in takes.iter().enumerate() {
        found.push((one.from.as_str(), format!("{path}/{index}/from")));
    }
}

fn owner_text<'a>(owner: &'a Owner, path: String, found: &mut Vec<(&'a str, String)>) {
    if let Owner::Expression { text } = owner {
        found.push((text, path));
    }
}

fn receiver_text<'a>(receiver: &'a Receiver, path: String, found: &mut Vec<(&'a str, String)>) {
    if let Receiver::Expression { text } = receiver {
        found.push((text, path));
    }
}

fn act_texts<'a>(acts: &'a [Act], path: &str, found: &mut Vec<(&'a str, String)>) {
    for (index, act) in acts.iter().enumerate() {
        match act {
            Act::SetField { to: Source::Expression(text), .. } | Act::SetVariable { to: text, .. } => {
                found.push((text, format!("{path}/{index}")));
            }
            Act::Assign { to } => owner_text(to, format!("{path}/{index}"), found),
            Act::Notify { to, .. } | Act::Mail { to, .. } | Act::Cc { to } => {
                receiver_text(to, format!("{path}/{index}/to"), found);
            }
            _ => {}
        }
    }
}

/// Which joins close which splits: walking from the split around the join, no end can be reached.
fn closes(flow: &Flow) -> HashSet<(NodeKey, NodeKey)> {
    let of_kind = |wanted: fn(&Does) -> bool| flow.nodes.iter().filter(move |node| wanted(&node.does));
    let mut found = HashSet::new();
    for join in of_kind(|does| matches!(does, Does::Join(_))) {
        for split in of_kind(Does::splits) {
            if !reaches_end(flow, &split.key, &join.key) {
                found.insert((join.key.clone(), split.key.clone()));
            }
        }
    }
    found
}

fn reaches_end(flow: &Flow, from: &NodeKey, around: &NodeKey) -> bool {
    let mut seen = HashSet::from([around, from]);
    let mut ahead = vec![from];
    while let Some(at) = ahead.pop() {
        if flow.node(at).is_some_and(|node| matches!(node.does, Does::End { .. })) {
            return true;
        }
        ahead.extend(flow.links_from(at).map(|link| &link.to).filter(|to| seen.insert(to)));
    }
    false
}
