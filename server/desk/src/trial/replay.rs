//! Last month's real tickets, once more with a draft of their flow.

use std::{
    collections::BTreeSet,
    sync::Arc,
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use engine::{
    program::Program,
    simulate::{
        self, Setting,
        replay::{Past, compare, replay},
    },
    step::Library,
};
use model::{
    Kind, Text,
    flow::Flow,
    id::VersionId,
    key::DefinitionKey,
    record::{Customer, Event, FrameId, Run, Ticket},
    replay::{Otherwise, Replay, Replayed},
    role::Right,
};

use super::largest;
use crate::{
    Actor, Desk,
    act::versions_of,
    error::{Error, Result},
};

/// How far back is looked.
const DAYS: i64 = 30;
/// The most tickets that are replayed.
const MOST: u32 = 200;
/// The most runs that are looked at for them.
const MOST_LOOKED_AT: usize = 4_000;
/// How many runs are read at a time.
const PAGE: u32 = 100;
/// The most events of a ticket that is replayed.
const MOST_EVENTS: usize = 1_000;
/// How long it may take.
const LONGEST: Duration = Duration::from_secs(15);
/// How long one ticket may take, by each of the two versions.
const LONGEST_ONE: Duration = Duration::from_secs(1);

impl Desk {
    /// Does with a flow as it is drawn once more what was done with the tickets of the last thirty days that have ended
    /// and that the actor may see, and tells what comes out otherwise than by the version that each of them followed.
    /// Both are played now, with the people, calendars and policies of now, so that what differs comes of the flow
    /// alone. Nothing is stored and nothing goes out.
    pub async fn replay_flow(&self, actor: &Actor, key: DefinitionKey, flow: Flow) -> Result<Replay> {
        actor.may(Right::DesignDefinitions)?;
        let visible = actor.visible()?;
        largest(&flow)?;
        let scope = self.0.store.scope(actor.workspace());
        let header = scope.header(Kind::Flow, &key).await?.ok_or(Error::NotFound)?;
        let versions: BTreeSet<VersionId> =
            scope.versions(header.id).await?.into_iter().map(|version| version.id).collect();
        let lookup = Arc::new(self.lookup(actor.workspace()).await?);
        let drawn = Arc::new(Program::compile(&flow).map_err(Error::Invalid)?);
        let (now, by, began) = (self.now(), actor.by(), Instant::now());
        let mut found = Replay { is_whole: true, ..Replay::default() };
        let (mut before, mut read) = (None, 0);
        loop {
            let runs = scope.ended_runs(now - TimeDelta::days(DAYS), before, PAGE).await?;
            let is_last = runs.len() < PAGE as usize;
            read += runs.len();
            before = runs.last().map(|(run, _)| run.id);
            for (run, ticket) in runs {
                let Some(followed) = followed(&run, &versions).filter(|_| ticket.episode == 1) else { continue };
                if !scope.may_see(ticket.id, &visible).await? {
                    continue;
                }
                if found.looked >= MOST || began.elapsed() > LONGEST {
                    found.is_whole = false;
                    return Ok(found);
                }
                found.looked += 1;
                let Some(past) = self.past(actor, &ticket).await? else {
                    found.left_out += 1;
                    continue;
                };
                let customer = match ticket.customer {
                    Some(id) => scope.customer(id).await?,
                    None => None,
                };
                lookup.shelf.fetch(&self.0.store, &versions_of(&ticket, Some(&run))).await?;
                let (number, title) = (ticket.number, ticket.title.clone());
                let (lookup, drawn, key, by) = (lookup.clone(), drawn.clone(), key.clone(), by.clone());
                let think = move || {
                    let kept = lookup.program(followed)?;
                    again(&Twice { kept, drawn, key: &key, by, library: &*lookup }, &past, &ticket, customer)
                };
                match self.0.thinkers.think(think).await? {
                    None => found.left_out += 1,
                    Some(differences) if differences.is_empty() => found.same += 1,
                    Some(differences) => found.tickets.push(Replayed { number, title, differences }),
                }
            }
            if is_last || read >= MOST_LOOKED_AT {
                found.is_whole = is_last;
                return Ok(found);
            }
        }
    }

    /// What was done with a ticket; nothing where that cannot be done again.
    async fn past(&self, actor: &Actor, ticket: &Ticket) -> Result<Option<Past>> {
        let scope = self.0.store.scope(actor.workspace());
        let (mut events, mut after): (Vec<Event>, _) = (Vec::new(), None);
        loop {
            let part = scope.timeline(ticket.id, after, 200, false).await?;
            events.extend(part.rows);
            after = events.last().map(|event| event.id);
            if part.next.is_none() {
                return Ok(Past::of(&events));
            }
            if events.len() >= MOST_EVENTS {
                return Ok(None);
            }
        }
    }
}

/// The version of the flow that a run followed from its beginning.
fn followed(run: &Run, versions: &BTreeSet<VersionId>) -> Option<VersionId> {
    let own = run.frames.iter().find(|frame| frame.id == FrameId(0))?;
    (versions.contains(&own.flow) && own.before.is_none()).then_some(own.flow)
}

/// The version that a ticket followed and the draft, on the same ground.
struct Twice<'a> {
    kept: Arc<Program>,
    drawn: Arc<Program>,
    key: &'a DefinitionKey,
    by: (model::id::PersonId, String),
    library: &'a dyn Library,
}

/// What comes out otherwise; nothing where even the version that the ticket followed cannot do it again.
fn again(twice: &Twice<'_>, past: &Past, ticket: &Ticket, customer: Option<Customer>) -> Option<Vec<Otherwise>> {
    let queue = twice.library.ticket_type(ticket.type_version).and_then(|kind| kind.queue.clone());
    let opening = past.opening(ticket, queue);
    let customer = customer.unwrap_or_else(|| simulate::customer(String::new(), ticket.created_at));
    let play = |program: &Arc<Program>| {
        let setting = Setting {
            program: program.clone(),
            key: twice.key,
            customer: customer.clone(),
            ticket: opening.clone(),
            by: twice.by.clone(),
            library: twice.library,
        };
        let began = Instant::now();
        replay(setting, past, &mut || began.elapsed() < LONGEST_ONE).ok()
    };
    let was = play(&twice.kept).filter(|tried| tried.stopped.is_none())?;
    Some(match play(&twice.drawn) {
        Some(is) => compare(past, &twice.kept, &was, &twice.drawn, &is),
        None => vec![Otherwise::Stops { node: None, title: Text::default(), why: "not_filed".to_owned() }],
    })
}
