//! What may be done to a flow. A draft may be wrong in a hundred ways; the rules only keep out what could never be
//! meant.

use model::{
    flow::{Does, Door, Flow, Node, Task},
    key::{LinkKey, NodeKey, OutcomeKey},
};

use super::{Edit, End, MOST, SetLink, SetNode, doors};
use crate::{Reason, Verdict};

/// The most variables that a sub-flow is given, and the most that are kept of it.
const MOST_MAPPED: usize = 50;

/// Whether an edit can be made.
#[must_use]
pub(super) fn judge(flow: &Flow, edit: &Edit) -> Verdict {
    answer(flow, edit).unwrap_or_else(Verdict::No)
}

fn answer(flow: &Flow, edit: &Edit) -> Result<Verdict, Reason> {
    match edit {
        Edit::Add { does, onto, .. } => {
            may_add(flow, does)?;
            if let Some(link) = onto {
                link_of(flow, link)?;
            }
        }
        Edit::Append { after, door, does, .. } => {
            may_add(flow, does)?;
            let after = node_of(flow, after)?;
            door_out(flow, after, door.as_ref(), None)?;
            if matches!(does, Does::Start) {
                return Err(Reason::StartHasNoWayIn);
            }
        }
        Edit::Insert { link, does, .. } => {
            may_add(flow, does)?;
            link_of(flow, link)?;
            match does {
                Does::Start => return Err(Reason::StartHasNoWayIn),
                Does::End { .. } => return Err(Reason::EndHasNoWayOut),
                _ => {}
            }
        }
        Edit::Connect { from, to, door } => {
            if flow.links.len() >= MOST {
                return Err(Reason::TooMany);
            }
            connect(flow, from, to, door.as_ref(), None)?;
        }
        Edit::Reconnect { link, end, node } => {
            let found = link_of(flow, link)?;
            let (from, to) = match end {
                End::From => (node, &found.to),
                End::To => (&found.from, node),
            };
            if *from == found.from && *to == found.to {
                return Ok(Verdict::Ignore);
            }
            // A link keeps its door as long as it leaves the same node.
            let door = if *end == End::To { Some(&found.leaves) } else { None };
            connect(flow, from, to, door, Some(link))?;
        }
        Edit::Move { nodes, by, onto } => {
            let stands = by.x == 0.0 && by.y == 0.0 && onto.is_none();
            if stands || !by.x.is_finite() || !by.y.is_finite() || nodes.is_empty() {
                return Ok(Verdict::Ignore);
            }
        }
        Edit::Remove { nodes, links, .. } => {
            if nodes.is_empty() && links.is_empty() {
                return Ok(Verdict::Ignore);
            }
        }
        Edit::Detach { nodes } => {
            let is_linked = |key: &NodeKey| flow.links.iter().any(|link| link.from == *key || link.to == *key);
            if !nodes.iter().any(is_linked) {
                return Ok(Verdict::Ignore);
            }
        }
        Edit::Duplicate { nodes } => {
            let found = nodes.iter().filter_map(|key| flow.node(key));
            if !found.clone().any(|node| !matches!(node.does, Does::Start)) {
                return Ok(Verdict::Ignore);
            }
            room_for(flow, found.count(), 0)?;
        }
        Edit::Paste { clip, .. } => {
            if clip.nodes.iter().all(|node| matches!(node.does, Does::Start) && has_start(flow)) {
                return Err(Reason::NothingToPaste);
            }
            room_for(flow, clip.nodes.len(), clip.links.len())?;
        }
        Edit::SetNode { node, to } => set_node(node_of(flow, node)?, to)?,
        Edit::Replace { node, does } => {
            let node = node_of(flow, node)?;
            if matches!(does, Does::Start) && !matches!(node.does, Does::Start) {
                if has_start(flow) {
                    return Err(Reason::OneStart);
                }
                if flow.links_to(&node.key).next().is_some() {
                    return Err(Reason::StartHasNoWayIn);
                }
            }
        }
        Edit::SetLink { link, to } => {
            let found = link_of(flow, link)?;
            if let SetLink::Door(door) = to
                && let Some(from) = flow.node(&found.from)
                && !doors::same(&found.leaves, door)
            {
                // The default of a choice is handed over; any other door must be free.
                let is_handed_over = from.does.asks() && *door == Door::Otherwise;
                if !is_handed_over {
                    door_out(flow, from, Some(door), Some(link))?;
                }
            }
        }
        Edit::Reorder { link, .. } => {
            link_of(flow, link)?;
        }
        Edit::Align { nodes, .. } => return Ok(at_least(2, flow, nodes)),
        Edit::Distribute { nodes, .. } => return Ok(at_least(3, flow, nodes)),
        Edit::Tidy { .. } => {
            if flow.nodes.is_empty() {
                return Ok(Verdict::Ignore);
            }
        }
        Edit::SetForm(form) => {
            if *form == flow.form {
                return Ok(Verdict::Ignore);
            }
        }
    }
    Ok(Verdict::Yes)
}

/// The door by which a link from one node to another would leave.
///
/// # Errors
/// Why there can be no such link.
pub(super) fn connect(
    flow: &Flow,
    from: &NodeKey,
    to: &NodeKey,
    door: Option<&Door>,
    moving: Option<&LinkKey>,
) -> Result<Door, Reason> {
    let (from, to) = (node_of(flow, from)?, node_of(flow, to)?);
    may_lead(from, to)?;
    let found = door_out(flow, from, door, moving)?;
    let is_there = |link: &model::flow::Link| {
        Some(&link.key) != moving && link.to == to.key && link.leaves == found && found == Door::Next
    };
    if flow.links_from(&from.key).any(is_there) {
        return Err(Reason::AlreadyLinked);
    }
    Ok(found)
}

/// Whether any link could lead from one node to another.
///
/// # Errors
/// Why not.
pub(super) fn may_lead(from: &Node, to: &Node) -> Result<(), Reason> {
    match (&from.does, &to.does) {
        (_, Does::Start) => Err(Reason::StartHasNoWayIn),
        (Does::End { .. }, _) => Err(Reason::EndHasNoWayOut),
        // A person may be asked the same again; a machine would go round for ever.
        (does, _) if from.key == to.key && !matches!(does, Does::Task(_) | Does::Approval(_)) => {
            Err(Reason::LeadsToItself)
        }
        _ => Ok(()),
    }
}

fn door_out(flow: &Flow, from: &Node, door: Option<&Door>, moving: Option<&LinkKey>) -> Result<Door, Reason> {
    let is_own = |door: &Door| {
        moving.is_some_and(|key| {
            flow.links_from(&from.key).any(|link| link.key == *key && doors::same(&link.leaves, door))
        })
    };
    if matches!(from.does, Does::End { .. }) {
        return Err(Reason::EndHasNoWayOut);
    }
    match door {
        Some(door) if is_own(door) => Ok(door.clone()),
        Some(door) if !doors::fits(from, door) => Err(Reason::NoSuchDoor),
        Some(door) if !doors::is_free(flow, from, door) => Err(Reason::DoorTaken),
        Some(door) => Ok(door.clone()),
        None => doors::free(flow, from).into_iter().next().ok_or(Reason::NoFreeDoor),
    }
}

fn set_node(node: &Node, to: &SetNode) -> Result<(), Reason> {
    match (&node.does, to) {
        (Does::Task(task), to) => set_task(task, to),
        (Does::Approval(approval), SetNode::Approval(to)) if to.approvers.len() > 20 && to != approval => {
            Err(Reason::TooMany)
        }
        (Does::SubFlow(call), SetNode::SubFlow(to))
            if (to.gives.len() > MOST_MAPPED || to.takes.len() > MOST_MAPPED) && to != call =>
        {
            Err(Reason::TooMany)
        }
        (
            Does::Approval(_),
            SetNode::Approval(_)
            | SetNode::Layout(_)
            | SetNode::Instructions(_)
            | SetNode::Limit(_)
            | SetNode::SendsBack(_)
            | SetNode::GivesBack(_),
        )
        | (_, SetNode::Title(_))
        | (Does::Join(_), SetNode::Join(_))
        | (Does::Wait(_), SetNode::Until(_) | SetNode::Timeout(_) | SetNode::Calendar(_))
        | (Does::Action(_), SetNode::Acts(_) | SetNode::Awaits(_))
        | (Does::SubFlow(_), SetNode::SubFlow(_))
        | (Does::ForEach(_), SetNode::ForEach(_))
        | (Does::End { .. }, SetNode::Leaves(_)) => Ok(()),
        _ => Err(Reason::NoSuchProperty),
    }
}

fn set_task(task: &Task, to: &SetNode) -> Result<(), Reason> {
    let has = |key: &OutcomeKey| task.outcomes.iter().any(|outcome| outcome.key == *key);
    match to {
        SetNode::AddOutcome(_) if task.outcomes.len() >= 20 => Err(Reason::TooMany),
        SetNode::Outcome(outcome) if !has(&outcome.key) => Err(Reason::NotThere),
        SetNode::RemoveOutcome(outcome) | SetNode::MoveOutcome { outcome, .. } if !has(outcome) => {
            Err(Reason::NotThere)
        }
        SetNode::RenameOutcome { from, .. } if !has(from) => Err(Reason::NotThere),
        SetNode::RenameOutcome { to, .. } if !to.is_valid() => Err(Reason::BadKey),
        SetNode::RenameOutcome { from, to } if from != to && has(to) => Err(Reason::KeyTaken),
        SetNode::Title(_)
        | SetNode::Owner(_)
        | SetNode::Layout(_)
        | SetNode::Instructions(_)
        | SetNode::Phrases(_)
        | SetNode::Limit(_)
        | SetNode::SendsBack(_)
        | SetNode::GivesBack(_)
        | SetNode::AddOutcome(_)
        | SetNode::Outcome(_)
        | SetNode::RemoveOutcome(_)
        | SetNode::MoveOutcome { .. }
        | SetNode::RenameOutcome { .. } => Ok(()),
        _ => Err(Reason::NoSuchProperty),
    }
}

fn at_least(wanted: usize, flow: &Flow, nodes: &[NodeKey]) -> Verdict {
    if nodes.iter().filter(|key| flow.node(key).is_some()).count() < wanted { Verdict::Ignore } else { Verdict::Yes }
}

fn may_add(flow: &Flow, does: &Does) -> Result<(), Reason> {
    if matches!(does, Does::Start) && has_start(flow) {
        return Err(Reason::OneStart);
    }
    room_for(flow, 1, 1)
}

fn room_for(flow: &Flow, nodes: usize, links: usize) -> Result<(), Reason> {
    if flow.nodes.len() + nodes > MOST || flow.links.len() + links > MOST { Err(Reason::TooMany) } else { Ok(()) }
}

/// Whether the flow has a start already.
#[must_use]
pub(super) fn has_start(flow: &Flow) -> bool {
    flow.nodes.iter().any(|node| matches!(node.does, Does::Start))
}

fn node_of<'a>(flow: &'a Flow, key: &NodeKey) -> Result<&'a Node, Reason> {
    flow.node(key).ok_or(Reason::NotThere)
}

fn link_of<'a>(flow: &'a Flow, key: &LinkKey) -> Result<&'a model::flow::Link, Reason> {
    flow.links.iter().find(|link| link.key == *key).ok_or(Reason::NotThere)
}
