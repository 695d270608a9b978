//! Replays: what people and the world did with a real ticket, done once more at the same instants. What timers, choices
//! and actions did is not repeated: it must follow by itself.

use chrono::{DateTime, Utc};
use model::{
    Fields,
    flow::Priority,
    id::PersonId,
    key::{NodeKey, OutcomeKey, SignalKey},
    record::{Effect, Event, Happening, Status, Ticket, Visibility, Who},
    replay::Otherwise,
    trial::{Stopped, Tried},
};

use super::{Office, Setting, Why};
use crate::{program::Program, refusal::Refusal, step::Stimulus};

/// What people and the world did with a ticket.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Past {
    /// What was answered when it was filed.
    fields: Fields,
    /// What it was given then, where that was changed later.
    priority: Option<Priority>,
    deeds: Vec<(DateTime<Utc>, Deed)>,
    /// When the last thing happened to it.
    until: DateTime<Utc>,
}

/// One thing that was done.
#[derive(Clone, Debug, PartialEq)]
enum Deed {
    Finish { node: NodeKey, by: Option<PersonId>, outcome: OutcomeKey, fields: Fields },
    Writes { customer: bool },
    Signal { name: SignalKey, fields: Fields },
    Priority { to: Priority },
}

impl Past {
    /// Reads the account of a ticket, the oldest first. None where something was done that a replay cannot do again: a
    /// path was moved by hand, the ticket was held, or a web address answered what nobody wrote down.
    #[must_use]
    pub fn of(events: &[Event]) -> Option<Self> {
        let mut past = Self { until: events.last()?.at, ..Self::default() };
        for event in events {
            let is_person = !matches!(event.who, Who::System);
            let deed = match &event.what {
                Happening::Filed { fields, .. } => {
                    past.fields.clone_from(fields);
                    continue;
                }
                Happening::StepDone { node, outcome, fields, .. } => {
                    let by = if let Who::Person { id, .. } = &event.who { Some(*id) } else { None };
                    Deed::Finish { node: node.clone(), by, outcome: outcome.clone(), fields: fields.clone() }
                }
                Happening::Reply { .. } if event.visibility == Visibility::Public => {
                    Deed::Writes { customer: matches!(event.who, Who::Customer { .. }) }
                }
                Happening::Signalled { name, fields } => Deed::Signal { name: name.clone(), fields: fields.clone() },
                Happening::PrioritySet { from, to } if is_person => {
                    past.priority.get_or_insert(*from);
                    Deed::Priority { to: *to }
                }
                Happening::Answered { .. }
                | Happening::SentBack { .. }
                | Happening::TakenBack { .. }
                | Happening::Delegated { .. }
                | Happening::ApproverAdded { .. }
                | Happening::ApproverRemoved { .. }
                | Happening::Migrated { .. }
                | Happening::Held { .. }
                | Happening::Jumped { .. }
                | Happening::Terminated { .. }
                | Happening::Reopened { .. }
                | Happening::Stuck { .. } => return None,
                _ => continue,
            };
            past.deeds.push((event.at, deed));
        }
        Some(past)
    }

    /// The ticket as it came in, of the form and type it has; `queue` is what its type gives it.
    #[must_use]
    pub fn opening(&self, ticket: &Ticket, queue: Option<model::key::DefinitionKey>) -> Ticket {
        Ticket {
            status: Status::New,
            priority: self.priority.unwrap_or(ticket.priority),
            queue,
            owner: None,
            fields: self.fields.clone(),
            due_at: None,
            updated_at: ticket.created_at,
            closed_at: None,
            heard_at: ticket.created_at,
            answered_at: None,
            moved_at: ticket.created_at,
            version: 1,
            ..ticket.clone()
        }
    }
}

/// Does once more what was done with a ticket.
///
/// # Errors
/// The ticket could not be filed.
pub fn replay(setting: Setting<'_>, past: &Past, goes_on: &mut dyn FnMut() -> bool) -> Result<Tried, Refusal> {
    let start = setting.ticket.created_at;
    let mut office = Office::open(setting, goes_on);
    office.file()?;
    let mut stopped = None;
    for (at, (instant, deed)) in past.deeds.iter().enumerate() {
        office.because = at + 1;
        if let Err(why) = office.redo(*instant, deed) {
            stopped = Some(Stopped { at, why: why.0.to_owned() });
            break;
        }
    }
    if stopped.is_none()
        && let Err(why) = office.pass(past.until)
    {
        stopped = Some(Stopped { at: past.deeds.len(), why: why.0.to_owned() });
    }
    Ok(office.told(start, stopped))
}

impl Office<'_> {
    fn redo(&mut self, at: DateTime<Utc>, deed: &Deed) -> Result<(), Why> {
        // What was done in the very instant of a timer came before it: else the timer would be in the account first.
        self.pass(at - chrono::TimeDelta::milliseconds(1))?;
        self.now = self.now.max(at);
        match deed {
            Deed::Finish { node, by, outcome, fields } => {
                let open = || self.case.tasks.iter().filter(|task| task.state.is_open() && task.node == *node);
                let own = by.and_then(|by| open().find(|task| task.owner == Some(by)));
                let task = own.or_else(|| open().next()).ok_or(Refusal::NoSuchTask)?;
                let by = task.carrier().map_or_else(|| self.by.clone(), |owner| (owner, self.world.name(owner)));
                let (task, outcome, fields) = (task.id, outcome.clone(), fields.clone());
                self.happen(Stimulus::Done { task, by, outcome, fields })?;
            }
            Deed::Writes { customer } => self.write(*customer)?,
            Deed::Signal { name, fields } => {
                let (id, known) = self.by.clone();
                let by = Who::Person { id, name: known };
                self.happen(Stimulus::Signal { name: name.clone(), by, fields: fields.clone() })?;
            }
            Deed::Priority { to } => {
                self.happen(Stimulus::Changed { by: self.by.clone(), title: None, priority: Some(*to) })?;
            }
        }
        self.bounded()
    }
}

/// The node at which a replay stopped, and why; nothing where all could be done.
fn stop(past: &Past, tried: &Tried) -> Option<(Option<NodeKey>, String)> {
    let stopped = tried.stopped.as_ref()?;
    let node = past.deeds.get(stopped.at).and_then(|(_, deed)| match deed {
        Deed::Finish { node, .. } => Some(node.clone()),
        _ => None,
    });
    Some((node, stopped.why.clone()))
}

/// What comes out otherwise by a draft than by the version that a ticket followed.
#[must_use]
pub fn compare(past: &Past, old: &Program, was: &Tried, new: &Program, is: &Tried) -> Vec<Otherwise> {
    let mut found = Vec::new();
    let named =
        |node: &NodeKey, program: &Program| program.node(node).map(|node| node.title.clone()).unwrap_or_default();
    if let Some((node, why)) = stop(past, is) {
        let title = node.as_ref().map(|node| named(node, old)).unwrap_or_default();
        found.push(Otherwise::Stops { node, title, why });
    }
    let ends = |tried: &Tried| tried.is_over.then_some(tried.ticket.status);
    if ends(was) != ends(is) {
        found.push(Otherwise::Ends { was: ends(was), is: ends(is) });
    }
    let only = |one: &Tried, other: &Tried| -> Vec<NodeKey> {
        one.walked.iter().filter(|node| !other.walked.contains(node)).cloned().collect()
    };
    found.extend(only(is, was).into_iter().map(|node| Otherwise::Passes { title: named(&node, new), node }));
    found.extend(only(was, is).into_iter().map(|node| Otherwise::Misses { title: named(&node, old), node }));
    let sends = |tried: &Tried| {
        count(tried.effects.iter().filter(|one| matches!(one.effect, Effect::Mail { .. } | Effect::Webhook { .. })))
    };
    if sends(was) != sends(is) {
        found.push(Otherwise::Sends { was: sends(was), is: sends(is) });
    }
    let late = |tried: &Tried| {
        let is_late = |what: &Happening| matches!(what, Happening::StepLate { .. } | Happening::ClockBreached { .. });
        count(tried.events.iter().filter(|told| is_late(&told.event.what)))
    };
    if late(was) != late(is) {
        found.push(Otherwise::Late { was: late(was), is: late(is) });
    }
    if was.incidents.is_empty()
        && let Some(incident) = is.incidents.first()
    {
        found.push(Otherwise::Incident { text: incident.text.clone() });
    }
    found
}

fn count(all: impl Iterator) -> u32 {
    u32::try_from(all.count()).unwrap_or(u32::MAX)
}
