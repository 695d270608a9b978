//! Makes edits, each as plainly as it was meant. What follows from an edit stands in the behaviors.

use std::collections::{BTreeMap, BTreeSet};

use model::{
    flow::{Does, Door, Flow, Node, Outcome, Point, Task, Tone},
    key::{NodeKey, OutcomeKey},
};

use super::{Axis, Edit, End, Line, List, Name, Part, SetLink, SetNode, clip, clip::Clip, fresh, rules, tidy};
use crate::{
    Scribe,
    geometry::{Rect, plus, sane},
    key,
};

/// How far a copy stands from its original.
const ASIDE: Point = Point { x: 32.0, y: 32.0 };
/// The gap between a node and the one that is appended to it.
pub(super) const GAP: f64 = 56.0;

type Writer<'a, 'b> = &'a mut Scribe<'b, Flow>;

/// Makes an edit.
pub(super) fn apply(scribe: Writer<'_, '_>, edit: &Edit) {
    match edit {
        Edit::Add { does, title, at, .. } => {
            let key = scribe.add_node(node(does, title, *at));
            scribe.pick(vec![Name::Node(key)]);
        }
        Edit::Append { after, door, does, title, at } => append(scribe, after, door.as_ref(), (does, title), *at),
        Edit::Insert { link, does, title } => {
            let found = scribe.document().links.iter().find(|one| one.key == *link);
            let ends = found
                .and_then(|link| Some((scribe.document().node(&link.from)?.at, scribe.document().node(&link.to)?.at)));
            let (from, to) = ends.unwrap_or_default();
            let middle = Point { x: f64::midpoint(from.x, to.x), y: f64::midpoint(from.y, to.y) };
            let key = scribe.add_node(node(does, title, crate::geometry::on_grid(sane(middle))));
            scribe.pick(vec![Name::Node(key)]);
        }
        Edit::Connect { from, to, door } => {
            if let Ok(door) = rules::connect(scribe.document(), from, to, door.as_ref(), None) {
                let key = scribe.add_link(from, to, door);
                scribe.pick(vec![Name::Link(key)]);
            }
        }
        Edit::Reconnect { link, end, node } => match end {
            End::To => scribe.change_link(link, |link| link.to = node.clone()),
            End::From => {
                let to = scribe.document().links.iter().find(|one| one.key == *link).map(|link| link.to.clone());
                let door = to.and_then(|to| rules::connect(scribe.document(), node, &to, None, Some(link)).ok());
                scribe.change_link(link, |link| {
                    link.from = node.clone();
                    link.leaves = door.unwrap_or_default();
                });
            }
        },
        Edit::Move { nodes, by, .. } => {
            // One look through the flow, however many are dragged.
            let moved: BTreeSet<&NodeKey> = nodes.iter().collect();
            let found = scribe.document().nodes.iter().enumerate().filter(|(_, node)| moved.contains(&node.key));
            let found: Vec<(usize, Node)> = found.map(|(index, node)| (index, node.clone())).collect();
            for (index, mut node) in found {
                node.at = sane(plus(node.at, *by));
                scribe.replace(List::Nodes, index, Part::Node(Box::new(node)));
            }
        }
        Edit::Remove { nodes, links, .. } => {
            scribe.remove_links(|link| links.contains(&link.key));
            for key in nodes {
                scribe.remove_node(key);
            }
        }
        // All of it is the work of `behavior::delete_reconnects`.
        Edit::Detach { .. } => {}
        Edit::Duplicate { nodes } => {
            let copy = Clip::of(scribe.document(), nodes);
            paste(scribe, &copy, ASIDE);
        }
        Edit::Paste { clip, at } => {
            let bounds = Rect::bounds(clip.nodes.iter().map(fresh::rect));
            let by = match (at, bounds) {
                (Some(at), Some(bounds)) => crate::geometry::on_grid(crate::geometry::from_to(bounds.centre(), *at)),
                _ => ASIDE,
            };
            paste(scribe, clip, by);
        }
        Edit::SetNode { node, to } => scribe.change_node(node, |node| set_node(node, to)),
        Edit::Replace { node, does } => scribe.change_node(node, |node| node.does = does.clone()),
        Edit::SetLink { link, to } => scribe.change_link(link, |link| match to {
            SetLink::Title(title) => link.title = title.clone(),
            SetLink::Door(door) => link.leaves = door.clone(),
            SetLink::Bends(bends) => link.bends = bends.iter().copied().map(sane).collect(),
        }),
        Edit::Reorder { link, to } => reorder(scribe, link, *to),
        Edit::Align { nodes, to } => align(scribe, nodes, *to),
        Edit::Distribute { nodes, along } => distribute(scribe, nodes, *along),
        Edit::Tidy { nodes } => {
            let places = tidy::places(scribe.document(), nodes);
            for (key, at) in &places {
                scribe.place(key, *at);
            }
        }
        Edit::SetForm(form) => scribe.replace(List::Form, 0, Part::Form(form.clone())),
    }
}

fn node(does: &Does, title: &model::Text, at: Point) -> Node {
    Node {
        key: NodeKey::new(key::from_text(title, does.name())),
        title: title.clone(),
        at: sane(at),
        does: does.clone(),
    }
}

fn append(
    scribe: Writer<'_, '_>,
    after: &NodeKey,
    door: Option<&Door>,
    (does, title): (&Does, &model::Text),
    at: Option<Point>,
) {
    let Some(from) = scribe.document().node(after) else { return };
    let at = at.unwrap_or_else(|| free_place(scribe.document(), from, does));
    let key = scribe.add_node(node(does, title, at));
    if let Ok(door) = rules::connect(scribe.document(), after, &key, door, None) {
        scribe.add_link(after, &key, door);
    }
    scribe.pick(vec![Name::Node(key)]);
}

/// The nearest place to the right of a node where nothing stands.
fn free_place(flow: &Flow, after: &Node, does: &Does) -> Point {
    let rect = fresh::rect(after);
    let size = fresh::size(does);
    let x = rect.right() + GAP + size.width / 2.0;
    let steps = (0..40).flat_map(|step| {
        let off = f64::from(step) * 88.0;
        [off, -off]
    });
    let mut places = steps.map(|off| Point { x, y: rect.centre().y + off });
    let is_free = |at: &Point| {
        let wanted = Rect::around(*at, size).grown(12.0);
        !flow.nodes.iter().any(|node| fresh::rect(node).overlaps(wanted))
    };
    places.find(is_free).unwrap_or(Point { x, y: rect.centre().y })
}

fn paste(scribe: Writer<'_, '_>, clip: &Clip, by: Point) {
    let mut renamed = BTreeMap::new();
    let mut added = Vec::new();
    for node in &clip.nodes {
        if matches!(node.does, Does::Start) && rules::has_start(scribe.document()) {
            continue;
        }
        let mut copy = node.clone();
        copy.at = sane(plus(sane(copy.at), by));
        let key = scribe.add_node(copy);
        renamed.entry(node.key.clone()).or_insert_with(|| key.clone());
        added.push(key);
    }
    for key in &added {
        scribe.change_node(key, |node| clip::rename_owners(&mut node.does, &renamed));
    }
    for link in &clip.links {
        if let (Some(from), Some(to)) = (renamed.get(&link.from), renamed.get(&link.to)) {
            let mut copy = link.clone();
            (copy.from, copy.to) = (from.clone(), to.clone());
            copy.bends = copy.bends.iter().map(|bend| sane(plus(sane(*bend), by))).collect();
            scribe.add_whole_link(copy);
        }
    }
    scribe.pick(added.into_iter().map(Name::Node).collect());
}

fn set_node(node: &mut Node, to: &SetNode) {
    match (&mut node.does, to) {
        (_, SetNode::Title(title)) => node.title = title.clone(),
        (Does::Task(task), to) => set_task(task, to),
        (Does::Approval(approval), SetNode::Approval(to)) => *approval = to.clone(),
        (Does::Approval(approval), SetNode::SendsBack(on)) => approval.sends_back = *on,
        (Does::Approval(approval), SetNode::GivesBack(on)) => approval.gives_back = *on,
        (Does::Approval(approval), SetNode::Layout(layout)) => approval.layout.clone_from(layout),
        (Does::Approval(approval), SetNode::Instructions(text)) => approval.instructions = text.clone(),
        (Does::Approval(approval), SetNode::Limit(limit)) => approval.limit.clone_from(limit),
        (Does::Join(join), SetNode::Join(to)) => *join = *to,
        (Does::Wait(wait), SetNode::Until(until)) => wait.until = until.clone(),
        (Does::Wait(wait), SetNode::Timeout(timeout)) => wait.timeout = *timeout,
        (Does::Wait(wait), SetNode::Calendar(calendar)) => wait.calendar.clone_from(calendar),
        (Does::Action(action), SetNode::Acts(acts)) => action.acts.clone_from(acts),
        (Does::Action(action), SetNode::Awaits(awaits)) => action.awaits.clone_from(awaits),
        (Does::SubFlow(call), SetNode::SubFlow(to)) => *call = to.clone(),
        (Does::ForEach(each), SetNode::ForEach(to)) => *each = to.clone(),
        (Does::End { leaves }, SetNode::Leaves(to)) => *leaves = *to,
        _ => {}
    }
}

fn set_task(task: &mut Task, to: &SetNode) {
    match to {
        SetNode::Owner(owner) => task.owner = owner.clone(),
        SetNode::Layout(layout) => task.layout.clone_from(layout),
        SetNode::Instructions(text) => task.instructions = text.clone(),
        SetNode::Phrases(phrases) => task.phrases.clone_from(phrases),
        SetNode::Limit(limit) => task.limit.clone_from(limit),
        SetNode::SendsBack(on) => task.sends_back = *on,
        SetNode::GivesBack(on) => task.gives_back = *on,
        SetNode::AddOutcome(title) => {
            let base = key::from_text(title, "outcome");
            let made = key::unique(&base, |key| task.outcomes.iter().any(|one| one.key.as_str() == key));
            let tone = if task.outcomes.is_empty() { Tone::Primary } else { Tone::Plain };
            task.outcomes.push(Outcome { key: OutcomeKey::new(made), title: title.clone(), tone });
        }
        SetNode::Outcome(outcome) => {
            if let Some(found) = task.outcomes.iter_mut().find(|one| one.key == outcome.key) {
                *found = outcome.clone();
            }
        }
        SetNode::RenameOutcome { from, to } => {
            if let Some(found) = task.outcomes.iter_mut().find(|one| one.key == *from) {
                found.key = to.clone();
            }
        }
        SetNode::RemoveOutcome(outcome) => task.outcomes.retain(|one| one.key != *outcome),
        SetNode::MoveOutcome { outcome, to } => {
            if let Some(index) = task.outcomes.iter().position(|one| one.key == *outcome) {
                let moved = task.outcomes.remove(index);
                task.outcomes.insert((*to).min(task.outcomes.len()), moved);
            }
        }
        _ => {}
    }
}

/// The order of siblings is the order in the list of links: the link changes places with each sibling it passes.
fn reorder(scribe: Writer<'_, '_>, key: &model::key::LinkKey, to: usize) {
    let links = &scribe.document().links;
    let Some(moved) = links.iter().find(|link| link.key == *key) else { return };
    let places: Vec<usize> =
        links.iter().enumerate().filter(|(_, link)| link.from == moved.from).map(|(index, _)| index).collect();
    let mut order: Vec<_> = places.iter().filter_map(|index| links.get(*index)).cloned().collect();
    if let Some(at) = order.iter().position(|link| link.key == *key) {
        let moved = order.remove(at);
        order.insert(to.min(order.len()), moved);
    }
    for (index, link) in places.into_iter().zip(order) {
        scribe.replace(List::Links, index, Part::Link(Box::new(link)));
    }
}

fn align(scribe: Writer<'_, '_>, nodes: &[NodeKey], to: Line) {
    let rects: Vec<(NodeKey, Rect)> = rects(scribe.document(), nodes);
    let Some(bounds) = Rect::bounds(rects.iter().map(|(_, rect)| *rect)) else { return };
    for (key, rect) in rects {
        let Point { x, y } = rect.centre();
        let (half_width, half_height) = (rect.width / 2.0, rect.height / 2.0);
        let at = match to {
            Line::Left => Point { x: bounds.x + half_width, y },
            Line::Centre => Point { x: bounds.centre().x, y },
            Line::Right => Point { x: bounds.right() - half_width, y },
            Line::Top => Point { x, y: bounds.y + half_height },
            Line::Middle => Point { x, y: bounds.centre().y },
            Line::Bottom => Point { x, y: bounds.bottom() - half_height },
        };
        scribe.place(&key, at);
    }
}

fn distribute(scribe: Writer<'_, '_>, nodes: &[NodeKey], along: Axis) {
    let mut rects = rects(scribe.document(), nodes);
    let begin = |rect: &Rect| if along == Axis::Across { rect.x } else { rect.y };
    let length = |rect: &Rect| if along == Axis::Across { rect.width } else { rect.height };
    rects.sort_by(|(a_key, a), (b_key, b)| begin(a).total_cmp(&begin(b)).then_with(|| a_key.cmp(b_key)));
    let (Some((_, first)), Some(bounds)) = (rects.first(), Rect::bounds(rects.iter().map(|(_, rect)| *rect))) else {
        return;
    };
    let filled: f64 = rects.iter().map(|(_, rect)| length(rect)).sum();
    let gaps = f64::from(u32::try_from(rects.len().saturating_sub(1)).unwrap_or(u32::MAX)).max(1.0);
    let gap = (length(&bounds) - filled) / gaps;
    let mut at = begin(first);
    for (key, rect) in &rects {
        let middle = at + length(rect) / 2.0;
        let centre = rect.centre();
        let place = match along {
            Axis::Across => Point { x: middle, y: centre.y },
            Axis::Down => Point { x: centre.x, y: middle },
        };
        scribe.place(key, place);
        at += length(rect) + gap;
    }
}

fn rects(flow: &Flow, nodes: &[NodeKey]) -> Vec<(NodeKey, Rect)> {
    flow.nodes
        .iter()
        .filter(|node| nodes.contains(&node.key))
        .map(|node| (node.key.clone(), fresh::rect(node)))
        .collect()
}
