//! Flows: sound parts first, then sound ways between them, then every way the tokens can walk.

use std::collections::{BTreeMap, BTreeSet};

use super::{email, keys, short, span, template, title, within, words};
use crate::{
    Code, Problem, Problems,
    flow::{
        Act, Approval, Awaits, Does, Door, Flow, ForEach, Limit, Link, Needs, Node, Owner, Place, Receiver, Source,
        SubFlow, Takes, Task, Until, Wait,
    },
    form::{Form, normal},
    key::{DefinitionKey, LayoutKey, NodeKey, VariableKey},
    scenario::{self, Scenario},
    trial,
};

mod doors;
mod reach;
mod tokens;

use tokens::Stands;

/// The most links that leave one parallel.
const MOST_PATHS: usize = 50;

/// What is wrong with a flow; `form` is the form whose layouts and fields it uses, where that is at hand.
#[must_use]
pub fn flow(flow: &Flow, form: Option<&Form>) -> Problems {
    let mut problems = Problems::new();
    keys(flow.nodes.iter().map(|node| (node.key.as_str(), format!("/nodes/{}", node.key))), &mut problems);
    keys(flow.links.iter().map(|link| (link.key.as_str(), format!("/links/{}", link.key))), &mut problems);
    for one in &flow.nodes {
        node(one, flow, form, &mut problems);
    }
    for link in &flow.links {
        let path = format!("/links/{}", link.key);
        words(&link.title, &format!("{path}/title"), &mut problems);
        if let Door::When { condition } = &link.leaves {
            super::condition(condition, &format!("{path}/leaves"), form, &mut problems);
        }
    }
    scenarios(flow, &mut problems);
    let map = Map::of(flow);
    for link in &map.dangling {
        for (end, name) in [(&link.from, "from"), (&link.to, "to")] {
            if map.place(end).is_none() {
                problems.push(
                    Problem::error(Code::MissingNode, format!("/links/{}/{name}", link.key))
                        .with("key", short(end.as_str())),
                );
            }
        }
    }
    match map.starts().count() {
        0 => problems.push(Problem::error(Code::NoStart, "/nodes")),
        1 => {}
        _ => {
            for start in map.starts().skip(1) {
                problems.push(Problem::error(Code::ManyStarts, map.path(start)));
            }
        }
    }
    if map.ends().next().is_none() {
        problems.push(Problem::error(Code::NoEnd, "/nodes"));
    }
    doors::check(&map, &mut problems);
    reach::check(&map, &mut problems);
    // Walking is only telling when every node has its ways on.
    if !crate::problem::has_error(&problems) {
        tokens::check(&map, &mut problems);
    }
    problems
}

/// What goes wrong with a sound flow from where a run stands, that does not go wrong from its beginning.
#[must_use]
pub fn flow_from(flow: &Flow, stands: &Stands<'_>) -> Problems {
    let map = Map::of(flow);
    let (mut known, mut found) = (Problems::new(), Problems::new());
    tokens::check(&map, &mut known);
    tokens::check_from(&map, stands, &mut found);
    found.retain(|one| !known.iter().any(|other| (other.code, &other.path) == (one.code, &one.path)));
    found
}

/// A flow with its parts by place.
struct Map<'a> {
    flow: &'a Flow,
    places: BTreeMap<&'a NodeKey, usize>,
    /// The links that leave each node, with the place they lead to.
    out: Vec<Vec<(&'a Link, usize)>>,
    /// Links of which an end does not exist.
    dangling: Vec<&'a Link>,
}

impl<'a> Map<'a> {
    fn of(flow: &'a Flow) -> Self {
        let places: BTreeMap<&NodeKey, usize> =
            flow.nodes.iter().enumerate().rev().map(|(place, node)| (&node.key, place)).collect();
        let mut out = vec![Vec::new(); flow.nodes.len()];
        let mut dangling = Vec::new();
        for link in &flow.links {
            let from = places.get(&link.from).and_then(|from| out.get_mut(*from));
            match (from, places.get(&link.to)) {
                (Some(from), Some(to)) => from.push((link, *to)),
                _ => dangling.push(link),
            }
        }
        Self { flow, places, out, dangling }
    }

    fn place(&self, key: &NodeKey) -> Option<usize> {
        self.places.get(key).copied()
    }

    fn does(&self, place: usize) -> Option<&'a Does> {
        self.flow.nodes.get(place).map(|node| &node.does)
    }

    fn key(&self, place: usize) -> &'a str {
        self.flow.nodes.get(place).map_or("", |node| node.key.as_str())
    }

    fn path(&self, place: usize) -> String {
        format!("/nodes/{}", self.key(place))
    }

    fn ways(&self, place: usize) -> &[(&'a Link, usize)] {
        self.out.get(place).map_or(&[], Vec::as_slice)
    }

    fn of_kind(&self, wanted: fn(&Does) -> bool) -> impl Iterator<Item = usize> + '_ {
        self.flow.nodes.iter().enumerate().filter(move |(_, node)| wanted(&node.does)).map(|(place, _)| place)
    }

    fn starts(&self) -> impl Iterator<Item = usize> + '_ {
        self.of_kind(|does| matches!(does, Does::Start))
    }

    fn ends(&self) -> impl Iterator<Item = usize> + '_ {
        self.of_kind(|does| matches!(does, Does::End { .. }))
    }

    /// Every place that can be reached from some places, they included.
    fn reached_from(&self, from: impl IntoIterator<Item = usize>) -> BTreeSet<usize> {
        let mut ahead: Vec<usize> = from.into_iter().collect();
        let mut seen: BTreeSet<usize> = ahead.iter().copied().collect();
        while let Some(place) = ahead.pop() {
            ahead.extend(self.ways(place).iter().map(|(_, to)| *to).filter(|to| seen.insert(*to)));
        }
        seen
    }
}

fn node(node: &Node, flow: &Flow, form: Option<&Form>, problems: &mut Problems) {
    let path = format!("/nodes/{}", node.key);
    match &node.does {
        Does::Task(task) => {
            title(&node.title, &format!("{path}/title"), problems);
            self::task(task, &path, flow, form, problems);
            return;
        }
        Does::Approval(approval) => {
            title(&node.title, &format!("{path}/title"), problems);
            self::approval(approval, &path, flow, form, problems);
            return;
        }
        Does::Wait(wait) => self::wait(wait, &path, form, problems),
        Does::Action(action) => {
            if action.acts.is_empty() {
                problems.push(Problem::warning(Code::Required, format!("{path}/acts")));
            }
            acts(&action.acts, &format!("{path}/acts"), flow, form, problems);
            if let Some(awaits) = &action.awaits {
                self::awaits(awaits, &action.acts, &path, form, problems);
            }
        }
        Does::SubFlow(call) => sub_flow(call, &path, form, problems),
        Does::ForEach(each) => for_each(each, &path, problems),
        Does::Start | Does::Choice | Does::Inclusive | Does::Parallel | Does::Join(_) | Does::End { .. } => {}
    }
    words(&node.title, &format!("{path}/title"), problems);
}

fn task(task: &Task, path: &str, flow: &Flow, form: Option<&Form>, problems: &mut Problems) {
    owner(&task.owner, &format!("{path}/owner"), flow, problems);
    words(&task.instructions, &format!("{path}/instructions"), problems);
    layout(task.layout.as_ref(), path, form, problems);
    if task.outcomes.is_empty() {
        problems.push(Problem::error(Code::NoOutcome, format!("{path}/outcomes")));
    }
    let at = |key: &str| format!("{path}/outcomes/{key}");
    keys(task.outcomes.iter().map(|outcome| (outcome.key.as_str(), at(outcome.key.as_str()))), problems);
    for outcome in &task.outcomes {
        title(&outcome.title, &format!("{}/title", at(outcome.key.as_str())), problems);
    }
    if let Some(limit) = &task.limit {
        self::limit(limit, &format!("{path}/limit"), flow, form, problems);
    }
}

fn approval(approval: &Approval, path: &str, flow: &Flow, form: Option<&Form>, problems: &mut Problems) {
    if approval.approvers.is_empty() {
        problems.push(Problem::error(Code::Required, format!("{path}/approvers")));
    }
    for (index, receiver) in approval.approvers.iter().enumerate() {
        let path = format!("{path}/approvers/{index}");
        match receiver {
            Receiver::Customer => problems.push(Problem::error(Code::CustomerCannotApprove, path)),
            Receiver::Followers => problems.push(Problem::error(Code::FollowersCannotApprove, path)),
            _ => self::receiver(receiver, &path, flow, problems),
        }
    }
    if let Needs::Share { percent } = approval.needs {
        within(i64::from(percent), 1, 100, &format!("{path}/needs/percent"), problems);
    }
    words(&approval.instructions, &format!("{path}/instructions"), problems);
    layout(approval.layout.as_ref(), path, form, problems);
    if let Some(limit) = &approval.limit {
        self::limit(limit, &format!("{path}/limit"), flow, form, problems);
    }
}

fn layout(layout: Option<&LayoutKey>, path: &str, form: Option<&Form>, problems: &mut Problems) {
    if let (Some(layout), Some(form)) = (layout, form)
        && form.layout(layout).is_none()
    {
        problems
            .push(Problem::error(Code::MissingLayout, format!("{path}/layout")).with("key", short(layout.as_str())));
    }
}

fn limit(limit: &Limit, path: &str, flow: &Flow, form: Option<&Form>, problems: &mut Problems) {
    span(limit.span, &format!("{path}/span"), problems);
    for (index, warning) in limit.warnings.iter().enumerate() {
        let path = format!("{path}/warnings/{index}");
        within(i64::from(warning.at_percent), 1, 99, &format!("{path}/at_percent"), problems);
        acts(&warning.acts, &format!("{path}/acts"), flow, form, problems);
    }
    acts(&limit.when_late, &format!("{path}/when_late"), flow, form, problems);
}

fn owner(owner: &Owner, path: &str, flow: &Flow, problems: &mut Problems) {
    match owner {
        Owner::Person { email: address } => email(address, path, problems),
        Owner::SameAs { node } => done_by_someone(node, path, flow, problems),
        Owner::Queue { queue: key } | Owner::Claim { queue: key } | Owner::Role { role: key } => {
            if key.as_str().is_empty() {
                problems.push(Problem::error(Code::Required, path));
            }
        }
        Owner::Expression { text } => expression(text, path, problems),
        Owner::TicketQueue | Owner::TicketOwner => {}
    }
}

/// A step whose person is meant must be one that a person does.
fn done_by_someone(node: &NodeKey, path: &str, flow: &Flow, problems: &mut Problems) {
    if !flow.node(node).is_some_and(|found| matches!(found.does, Does::Task(_))) {
        problems.push(Problem::error(Code::MissingNode, path).with("key", short(node.as_str())));
    }
}

fn wait(wait: &Wait, path: &str, form: Option<&Form>, problems: &mut Problems) {
    match &wait.until {
        Until::Duration { span: length } => span(*length, &format!("{path}/until"), problems),
        Until::Time { expression: text } => expression(text, &format!("{path}/until"), problems),
        Until::CustomerReply => {}
        Until::Holds { condition } => {
            let path = format!("{path}/until");
            if condition.is_blank() {
                problems.push(Problem::error(Code::NoCondition, path.as_str()));
            }
            super::condition(condition, &path, form, problems);
        }
        Until::Signal { name, fields } => {
            if !name.is_valid() {
                problems.push(
                    Problem::error(Code::BadKey, format!("{path}/until/name")).with("given", short(name.as_str())),
                );
            }
            for (index, field) in fields.iter().enumerate() {
                written_field(field.as_str(), &format!("{path}/until/{index}"), form, problems);
            }
        }
    }
    if let Some(timeout) = wait.timeout {
        span(timeout, &format!("{path}/timeout"), problems);
    }
}

/// Exactly one call can be waited for.
fn awaits(awaits: &Awaits, acts: &[Act], path: &str, form: Option<&Form>, problems: &mut Problems) {
    match acts.iter().filter(|act| matches!(act, Act::Webhook { .. })).count() {
        0 => problems.push(Problem::error(Code::NothingToAwait, format!("{path}/awaits"))),
        1 => {}
        _ => problems.push(Problem::error(Code::TooMany, format!("{path}/awaits")).with("most", 1)),
    }
    let path = format!("{path}/awaits");
    within(i64::from(awaits.retries), 0, i64::from(Awaits::MOST_RETRIES), &format!("{path}/retries"), problems);
    within(i64::from(awaits.pause), 1, i64::from(Awaits::LONGEST_PAUSE), &format!("{path}/pause"), problems);
    within(i64::from(awaits.factor), 1, i64::from(Awaits::MOST_FACTOR), &format!("{path}/factor"), problems);
    takes(&awaits.takes, &format!("{path}/takes"), form, problems);
}

fn sub_flow(call: &SubFlow, path: &str, form: Option<&Form>, problems: &mut Problems) {
    called(&call.flow, path, problems);
    let at = |index: usize| format!("{path}/gives/{index}");
    keys(call.gives.iter().enumerate().map(|(index, one)| (one.name.as_str(), at(index))), problems);
    for (index, one) in call.gives.iter().enumerate() {
        expression(&one.from, &format!("{}/from", at(index)), problems);
    }
    takes(&call.takes, &format!("{path}/takes"), form, problems);
}

fn for_each(each: &ForEach, path: &str, problems: &mut Problems) {
    called(&each.flow, path, problems);
    expression(&each.over, &format!("{path}/over"), problems);
    within(i64::from(each.most), 1, i64::from(ForEach::MOST), &format!("{path}/most"), problems);
    if let Some(enough) = each.enough {
        within(i64::from(enough), 1, i64::from(each.most.max(1)), &format!("{path}/enough"), problems);
    }
}

fn called(flow: &DefinitionKey, path: &str, problems: &mut Problems) {
    if flow.as_str().is_empty() {
        problems.push(Problem::error(Code::Required, format!("{path}/flow")));
    }
}

fn takes(takes: &[Takes], path: &str, form: Option<&Form>, problems: &mut Problems) {
    for (index, one) in takes.iter().enumerate() {
        let path = format!("{path}/{index}");
        match &one.into {
            Place::Field { field } => written_field(field.as_str(), &path, form, problems),
            Place::Variable { name } => variable_key(name, &format!("{path}/name"), problems),
        }
        expression(&one.from, &format!("{path}/from"), problems);
    }
}

fn variable_key(name: &VariableKey, path: &str, problems: &mut Problems) {
    if !name.is_valid() {
        problems.push(Problem::error(Code::BadKey, path).with("given", short(name.as_str())));
    }
}

fn expression(text: &str, path: &str, problems: &mut Problems) {
    if text.trim().is_empty() {
        problems.push(Problem::error(Code::Required, path));
    }
}

pub(super) fn acts(acts: &[Act], path: &str, flow: &Flow, form: Option<&Form>, problems: &mut Problems) {
    for (index, act) in acts.iter().enumerate() {
        let path = format!("{path}/{index}");
        match act {
            Act::SetField { field, to } => set_field(field.as_str(), to, &path, form, problems),
            Act::SetVariable { name, to } => {
                variable_key(name, &format!("{path}/name"), problems);
                expression(to, &format!("{path}/to"), problems);
            }
            Act::SetQueue { queue } => {
                if queue.as_str().is_empty() {
                    problems.push(Problem::error(Code::Required, format!("{path}/queue")));
                }
            }
            Act::Assign { to } => owner(to, &path, flow, problems),
            Act::Cc { to: Receiver::Customer | Receiver::Followers } => {
                problems.push(Problem::error(Code::CannotFollow, format!("{path}/to")));
            }
            Act::Cc { to } => receiver(to, &path, flow, problems),
            Act::Notify { to, text } => {
                receiver(to, &path, flow, problems);
                told(text, &format!("{path}/text"), form, problems);
            }
            Act::Mail { to, subject, body } => {
                receiver(to, &path, flow, problems);
                told(subject, &format!("{path}/subject"), form, problems);
                told(body, &format!("{path}/body"), form, problems);
            }
            Act::Webhook { url } => {
                if normal(&crate::form::Holds::Url, &url.as_str().into(), "").is_err() {
                    problems.push(Problem::error(Code::BadUrl, format!("{path}/url")).with("given", short(url)));
                }
            }
            Act::SetPriority { .. } | Act::SetStatus { .. } => {}
        }
    }
}

fn set_field(key: &str, to: &Source, path: &str, form: Option<&Form>, problems: &mut Problems) {
    written_field(key, path, form, problems);
    let Some(field) = form.and_then(|form| form.fields.iter().find(|field| field.key.as_str() == key)) else { return };
    if let Source::Value(value) = to
        && !crate::condition::is_empty(value)
        && let Err(wrong) = normal(&field.holds, value, &format!("{path}/to"))
    {
        problems.extend(wrong);
    }
}

/// A field that is written: the form has it, and it is not computed.
fn written_field(key: &str, path: &str, form: Option<&Form>, problems: &mut Problems) {
    let Some(form) = form else { return };
    match form.fields.iter().find(|field| field.key.as_str() == key) {
        None => problems.push(Problem::error(Code::MissingField, format!("{path}/field")).with("key", short(key))),
        Some(field) if field.computed.is_some() => {
            problems.push(Problem::error(Code::ReadOnly, format!("{path}/field")));
        }
        Some(_) => {}
    }
}

fn told(text: &crate::Text, path: &str, form: Option<&Form>, problems: &mut Problems) {
    if text.is_empty() {
        problems.push(Problem::error(Code::Required, path));
    }
    template(text, path, form, problems);
}

fn receiver(receiver: &Receiver, path: &str, flow: &Flow, problems: &mut Problems) {
    match receiver {
        Receiver::Person { email: address } => email(address, &format!("{path}/to"), problems),
        Receiver::Role { role: key }
        | Receiver::TeamRole { role: key }
        | Receiver::Queue { queue: key }
        | Receiver::OnDuty { queue: key } => {
            if key.as_str().is_empty() {
                problems.push(Problem::error(Code::Required, format!("{path}/to")));
            }
        }
        Receiver::Field { field } => {
            if field.as_str().is_empty() {
                problems.push(Problem::error(Code::Required, format!("{path}/to")));
            }
        }
        // Outside of a flow there are no steps.
        Receiver::SameAs { .. } | Receiver::ManagerOf { .. } if flow.nodes.is_empty() => {
            problems.push(Problem::error(Code::NeedsFlow, format!("{path}/to")));
        }
        Receiver::SameAs { node } | Receiver::ManagerOf { node } => {
            done_by_someone(node, &format!("{path}/to"), flow, problems);
        }
        Receiver::Expression { text } => expression(text, &format!("{path}/to"), problems),
        Receiver::Owner
        | Receiver::OwnerManager
        | Receiver::Filer
        | Receiver::FilerManager
        | Receiver::Followers
        | Receiver::Customer => {}
    }
}

/// What is wrong with a receiver where there is no flow to look for a step or an expression in.
pub(super) fn receiver_outside(receiver: &Receiver, path: &str, problems: &mut Problems) {
    if matches!(receiver, Receiver::Expression { .. }) {
        problems.push(Problem::error(Code::NeedsFlow, format!("{path}/to")));
    } else {
        self::receiver(receiver, path, &Flow::default(), problems);
    }
}

/// What is wrong with acts outside of a flow: there are no nodes to point at, and no expressions.
pub(super) fn acts_outside(acts: &[Act], path: &str, problems: &mut Problems) {
    self::acts(acts, path, &Flow::default(), None, problems);
    for (index, act) in acts.iter().enumerate() {
        let has_expression = match act {
            Act::SetField { to, .. } => matches!(to, Source::Expression(_)),
            Act::Assign { to } => matches!(to, Owner::Expression { .. }),
            Act::Notify { to, .. } | Act::Mail { to, .. } | Act::Cc { to } => {
                matches!(to, Receiver::Expression { .. })
            }
            _ => false,
        };
        if has_expression {
            problems.push(Problem::error(Code::NoExpressionHere, format!("{path}/{index}")));
        }
    }
}

/// What is kept to be tried.
fn scenarios(flow: &Flow, problems: &mut Problems) {
    let path = |one: &Scenario| format!("/scenarios/{}", one.key);
    keys(flow.scenarios.iter().map(|one| (one.key.as_str(), path(one))), problems);
    if flow.scenarios.len() > scenario::MOST {
        problems.push(Problem::error(Code::TooMany, "/scenarios").with("most", scenario::MOST));
    }
    for one in &flow.scenarios {
        words(&one.title, &format!("{}/title", path(one)), problems);
        let bounds = [
            ("moves", one.trial.moves.len(), trial::MOST_MOVES),
            ("expects", one.expects.len(), scenario::MOST_EXPECTED),
        ];
        for (part, _, most) in bounds.into_iter().filter(|(_, count, most)| count > most) {
            problems.push(Problem::error(Code::TooMany, format!("{}/{part}", path(one))).with("most", most));
        }
    }
}
