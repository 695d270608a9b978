//! The one way in which a ticket changes: load the case, let the engine decide, commit once, tell those who watch.

mod acknowledge;
mod approver;
mod back;
mod bulk;
mod change;
mod claim;
mod complete;
mod delegate;
mod follow;
mod hold;
mod offer;
mod release;
mod reopen;
mod reply;
mod settle;
mod signal;
mod steer;
mod transfer;
mod urge;
mod wake;

pub(crate) use complete::{accepted, layout as layout_of};
pub(crate) use settle::is_stuck;

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use engine::step::{Case, Step, Stimulus};
use model::{
    Code, Problem, Value,
    id::{CustomerId, PersonId, TicketId, TimerId, VersionId, WorkspaceId},
    record::{Asks, Purpose, Run, Ticket, Who},
    view::Changed,
};
use serde::{Serialize, de::DeserializeOwned};
use store::{CaseRows, Changes, Refused, Unique};

use crate::{
    Desk,
    actor::Actor,
    error::{Error, Result},
    ids::{Lent, MakeIds},
    shelf::{Lookup, given},
};

/// How often a use case decides again when rows moved under it.
const TRIES: u32 = 8;

/// A request that may be sent twice: the same key gets the same answer, and the work is done once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The client's key.
    pub key: String,
    /// SHA-256 of the request, hex: the same key with another request is refused.
    pub hash: String,
}

impl Request {
    /// The key as it is stored, apart from the desk's own keys.
    pub(crate) fn stored(&self) -> String {
        format!("request {}", self.key)
    }
}

/// What a stimulus is made from: the case as it is now, and what may be looked up.
pub(crate) struct Scene<'a> {
    pub case: &'a Case,
    pub lookup: &'a Lookup,
    pub now: DateTime<Utc>,
}

/// What is committed together with a step.
#[derive(Default)]
pub(crate) struct Besides {
    /// The timer whose wake this is, with the lease under which it was claimed.
    pub timer: Option<(TimerId, i64)>,
}

impl Desk {
    /// Gives the answer of an earlier request with the same key, if there was one.
    pub(crate) async fn answered<T: DeserializeOwned>(
        &self,
        workspace: WorkspaceId,
        request: Option<&Request>,
    ) -> Result<Option<T>> {
        let Some(request) = request else { return Ok(None) };
        match self.0.store.scope(workspace).answer(&request.stored()).await? {
            None => Ok(None),
            Some(known) if known.request_hash != request.hash => {
                Err(Error::Conflict(vec![Problem::error(Code::Taken, "/Idempotency-Key")]))
            }
            Some(known) => serde_json::from_value(known.answer).map(Some).map_err(Error::broken),
        }
    }

    /// Lets a stimulus act on a ticket and commits what follows. `stimulus` is asked again whenever rows moved
    /// meanwhile; `answer` makes the answer from the case as it will be, and is kept under the request's key. Both run
    /// where decisions are made, away from the threads that serve.
    pub(crate) async fn act<T: Serialize + DeserializeOwned + Send + 'static>(
        &self,
        workspace: WorkspaceId,
        ticket: TicketId,
        request: Option<&Request>,
        stimulus: impl Fn(&Scene<'_>, &mut Changes) -> Result<Stimulus> + Send + Sync + 'static,
        answer: impl Fn(&Step, &Lookup) -> Result<T> + Send + Sync + 'static,
        besides: Besides,
    ) -> Result<T> {
        if let Some(known) = self.answered(workspace, request).await? {
            return Ok(known);
        }
        point!("request::read");
        let decide = Arc::new(move |case: Case, mut lookup: Lookup, now: DateTime<Utc>, ids: &dyn MakeIds| {
            lookup.look_again();
            let lookup = &lookup;
            let mut changes = Changes::new(workspace, now);
            let stimulus = stimulus(&Scene { case: &case, lookup, now }, &mut changes)?;
            let step = engine::step::step(case, stimulus, now, lookup, &mut Lent { ids, now }).map_err(refused)?;
            let told = answer(&step, lookup)?;
            write(&step, false, lookup, &mut changes);
            Ok::<_, Error>((lookup.promise(&step), step, told, changes))
        });
        for attempt in 0..TRIES {
            let (case, mut lookup) = self.case(workspace, ticket).await?;
            if attempt + 2 >= TRIES {
                lookup.fill();
            }
            let now = self.now();
            let (decide, ids) = (Arc::clone(&decide), self.0.settings.ids.clone());
            let decided = self.0.thinkers.think(move || decide(case, lookup, now, &*ids)).await?;
            let (promise, step, told, mut changes) = match decided {
                Ok(decided) => decided,
                // The same request may have been carried out a moment ago, and that is why it is refused now.
                Err(no) => return self.answered(workspace, request).await?.ok_or(no),
            };
            if let Some((timer, fence)) = besides.timer {
                changes.finish_timer(timer, fence);
            }
            if let Some(request) = request {
                changes.keep_answer(
                    &request.stored(),
                    &request.hash,
                    &serde_json::to_value(&told).map_err(Error::broken)?,
                );
            }
            if changes.is_empty() {
                self.tend(workspace, &step.ruled).await;
                return Ok(told);
            }
            point!("request::decided");
            if besides.timer.is_some() {
                point!("timer::decided");
            }
            match self.0.store.commit(changes).await {
                Ok(()) => {
                    promise.keep();
                    self.after(workspace, &step);
                    self.tend(workspace, &step.ruled).await;
                    return Ok(told);
                }
                Err(Refused::Moved { .. }) => {
                    drop(promise);
                    self.pause(attempt).await;
                }
                Err(Refused::Taken { what: Unique::IdempotencyKey }) => {
                    // The same request was answered a moment ago; its answer is this one's.
                    return self.answered(workspace, request).await?.ok_or(Error::Busy);
                }
                Err(refused) => return Err(refused.into()),
            }
        }
        Err(Error::Busy)
    }

    /// Loads a ticket with everything that moves with it, and what the engine may look up for it.
    pub(crate) async fn case(&self, workspace: WorkspaceId, ticket: TicketId) -> Result<(Case, Lookup)> {
        let rows = self.0.store.scope(workspace).case(ticket).await?.ok_or(Error::NotFound)?;
        let mut lookup = self.lookup(workspace).await?;
        self.remember(workspace, rows.ticket.customer, Some(ticket), &mut lookup).await?;
        lookup.shelf.fetch(&self.0.store, &versions_of(&rows.ticket, rows.run.as_ref())).await?;
        Ok((case_of(rows), lookup))
    }

    /// Looks up who has the customer's last other ticket, where a queue gives work to them.
    pub(crate) async fn remember(
        &self,
        workspace: WorkspaceId,
        customer: Option<CustomerId>,
        ticket: Option<TicketId>,
        lookup: &mut Lookup,
    ) -> Result<()> {
        if let Some(customer) = customer.filter(|_| lookup.shelf.asks_for_last_agent()) {
            lookup.last_agent = self.0.store.scope(workspace).last_agent(customer, ticket).await?;
        }
        Ok(())
    }

    /// Waits a moment before deciding again, longer each time and never in step with the others.
    pub(crate) async fn pause(&self, attempt: u32) {
        let spread = self.uuid().as_u128() % 8;
        let millis = u64::from(attempt) * 4 + u64::try_from(spread).unwrap_or(0);
        tokio::time::sleep(Duration::from_millis(millis)).await;
    }

    /// What follows a commit: watchers look again, and the worker looks at its queues.
    pub(crate) fn after(&self, workspace: WorkspaceId, step: &Step) {
        self.0.ears.told(&step.events);
        self.tell(workspace, Changed { ticket: step.case.ticket.id });
        if !step.effects.is_empty() || !step.timers.is_empty() || !step.held.is_empty() || frees(step) {
            self.0.wake.notify_one();
        }
    }

    /// Tells a ticket what came of a call that a path of it waits for. Told twice, the second time changes nothing.
    pub(crate) async fn answer(
        &self,
        workspace: WorkspaceId,
        ticket: TicketId,
        asks: Asks,
        answer: std::result::Result<Value, String>,
    ) -> Result<()> {
        let Asks { run, token, .. } = asks;
        let stimulus =
            move |_: &Scene<'_>, _: &mut Changes| Ok(Stimulus::Answered { run, token, answer: answer.clone() });
        self.act(workspace, ticket, None, stimulus, |_, _| Ok(Value::Null), Besides::default()).await.map(|_| ())
    }
}

/// The versions of definitions that a case follows.
pub(crate) fn versions_of(ticket: &Ticket, run: Option<&Run>) -> Vec<VersionId> {
    let mut versions = vec![ticket.form_version, ticket.type_version];
    if let Some(run) = run {
        versions.extend(run.frames.iter().map(|frame| frame.flow));
        versions.extend(run.tokens.iter().filter_map(|token| token.rounds.as_ref()).map(|rounds| rounds.flow));
    }
    versions
}

/// What was stored of a case.
pub(crate) fn case_of(rows: CaseRows) -> Case {
    let CaseRows { ticket, run, tasks, clocks, customer, followers, incidents } = rows;
    Case { ticket, run, tasks, clocks, customer, followers, incidents }
}

/// Puts everything a step decided into the changes.
pub(crate) fn write(step: &Step, new_ticket: bool, lookup: &Lookup, changes: &mut Changes) {
    let Step {
        case,
        touched,
        new_tasks,
        new_clocks,
        new_run,
        timers,
        dropped,
        effects,
        notices,
        held,
        events,
        new_followers,
        gone_followers,
        incidents,
        settled,
        ruled,
    } = step;
    let ticket = case.ticket.id;
    if new_ticket {
        changes.insert_ticket(&case.ticket);
        changes.index_ticket(&case.ticket, &crate::view::search_text(case, lookup));
    } else if touched.ticket {
        changes.update_ticket(&case.ticket);
        changes.index_ticket(&case.ticket, &crate::view::search_text(case, lookup));
    }
    if let Some(run) = &case.run {
        if *new_run {
            changes.insert_run(run);
        } else if touched.run {
            changes.update_run(run);
        }
    }
    for task in &case.tasks {
        if touched.tasks.contains(&task.id) {
            changes.update_task(task);
            if !task.state.is_open() {
                changes.delete_step_drafts(task.id);
            }
        }
    }
    for task in new_tasks {
        changes.insert_task(task);
    }
    // Guard: nobody is given, or offered, more than their capacity. Where others have given them work at the same moment
    // and it is too much together, this is decided again.
    let mut loads: BTreeMap<PersonId, i64> = BTreeMap::new();
    for (person, weight) in given(step).filter(|(_, weight)| *weight > 0) {
        *loads.entry(person).or_default() += weight;
    }
    for (person, added) in loads {
        if let Some((load, capacity)) = lookup.capacity(person) {
            // Who is given work by name may have more than their capacity, but no more than was seen.
            changes.room(person, added, Ord::max(capacity, load + added));
        }
    }
    for clock in &case.clocks {
        if touched.clocks.contains(&clock.id) {
            changes.update_clock(clock);
        }
    }
    for clock in new_clocks {
        changes.insert_clock(clock);
    }
    // What is dropped may be set anew.
    if !dropped.is_empty() {
        changes.drop_timers(ticket, dropped);
    }
    for timer in timers {
        changes.insert_timer(timer);
    }
    for (id, effect) in effects {
        changes.insert_effect(*id, Some(ticket), effect);
    }
    for notice in notices {
        changes.insert_notice(notice);
    }
    for held in held {
        changes.hold_notice(held);
    }
    for event in events {
        changes.insert_event(event);
    }
    for follower in new_followers {
        changes.insert_follower(ticket, follower);
    }
    for person in gone_followers {
        changes.delete_follower(ticket, *person);
    }
    for incident in incidents {
        changes.insert_incident(incident);
    }
    for incident in settled {
        changes.settle_incident(*incident, case.ticket.updated_at);
    }
    for run in &ruled.runs {
        changes.insert_rule_run(run);
    }
}

/// Whether someone has less to do now, so that what waits in a queue can be given out.
fn frees(step: &Step) -> bool {
    step.case.tasks.iter().any(|task| !task.state.is_open() || (task.waits && task.owner.is_none()))
        || step.dropped.iter().any(|purpose| matches!(purpose, Purpose::Offer { .. }))
}

/// The engine's no, as an answer for a person.
pub(crate) fn refused(refusal: engine::step::Refusal) -> Error {
    use engine::step::Refusal;
    match refusal {
        Refusal::TaskClosed { by } => Error::Moved { by },
        Refusal::NoSuchTask => Error::NotFound,
        Refusal::UnknownOutcome { given } => {
            Error::Invalid(vec![Problem::error(Code::UnknownOutcome, "/outcome").with("given", given)])
        }
        other => Error::Refused { code: other.code(), facts: other.facts() },
    }
}

impl Actor {
    /// The person as the account of events names them.
    pub(crate) fn who(&self) -> Who {
        Who::Person { id: self.person().id, name: self.person().name.clone() }
    }

    /// The person's id and name, as the engine wants them.
    pub(crate) fn by(&self) -> (PersonId, String) {
        (self.person().id, self.person().name.clone())
    }
}
