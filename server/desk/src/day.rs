//! An agent's day: what waits in their queues, what is at risk, where they were mentioned, what they finished.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, TimeDelta, Utc};
use model::{
    Kind,
    id::TicketId,
    key::DefinitionKey,
    record::{Status, TaskState},
    role::Right,
    view::{Counted, Day, DoneStep, Mention, QueueLoad, Sort, TaskQuery, TaskView, TicketQuery, Ways},
};

use crate::{
    Actor, Desk,
    error::{Error, Result},
    view,
};

/// A ticket that is due within so many minutes is at risk.
const RISK_MINUTES: u32 = 60;
/// How many tickets at risk, or waiting, are shown.
const SHOWN: u32 = 8;
/// How many mentions are shown.
const MENTIONS: u32 = 8;
/// How much of a mention is shown, in characters.
const EXCERPT: usize = 160;
/// How many tickets are counted at most.
const COUNTED: u32 = 10_000;
/// Of how many saved views the tickets are counted: as many as a rail shows without scrolling.
const VIEWS_COUNTED: usize = 30;
/// How long ago a step that is finished today was opened at most.
const LOOKS_BACK: TimeDelta = TimeDelta::days(90);
/// How many finished steps are looked at.
const FINISHED: u32 = 500;
/// How many waiting tasks are tried when others take them at the same moment.
const TRIES: u32 = 20;

impl Desk {
    /// What surrounds the actor's own tasks.
    pub async fn day(&self, actor: &Actor) -> Result<Day> {
        let risk = TicketQuery {
            due_within: Some(RISK_MINUTES),
            open: Some(true),
            sort: Sort::Due,
            limit: Some(SHOWN),
            ..TicketQuery::default()
        };
        let waiting = TicketQuery {
            mine: true,
            status: vec![Status::WaitingForCustomer],
            sort: Sort::Updated,
            limit: Some(SHOWN),
            ..TicketQuery::default()
        };
        let offered = TaskQuery { offered: true, ..TaskQuery::default() };
        Ok(Day {
            offers: self.tasks(actor, offered).await?.rows,
            queues: self.queue_loads(actor).await?,
            at_risk: self.tickets(actor, risk).await?.rows,
            waiting: self.tickets(actor, waiting).await?.rows,
            mentions: self.mentions(actor).await?,
        })
    }

    async fn queue_loads(&self, actor: &Actor) -> Result<Vec<QueueLoad>> {
        let lookup = self.lookup(actor.workspace()).await?;
        let found = self.0.store.scope(actor.workspace()).waiting(actor.queues()).await?;
        let mut loads: Vec<QueueLoad> = actor
            .queues()
            .iter()
            .map(|queue| {
                let waits = found.iter().find(|waiting| waiting.queue == *queue);
                QueueLoad {
                    key: queue.clone(),
                    title: view::title(&lookup, Kind::Queue, queue),
                    waiting: waits.map_or(0, |waits| u32::try_from(waits.count).unwrap_or(u32::MAX)),
                    oldest: waits.and_then(|waits| waits.oldest),
                    due_at: waits.and_then(|waits| waits.due_at),
                }
            })
            .collect();
        loads.sort_by(|a, b| (a.waiting == 0, &a.key).cmp(&(b.waiting == 0, &b.key)));
        Ok(loads)
    }

    async fn mentions(&self, actor: &Actor) -> Result<Vec<Mention>> {
        let scope = self.0.store.scope(actor.workspace());
        let notices = scope.mentions(actor.person().id, MENTIONS).await?;
        let lookup = self.lookup(actor.workspace()).await?;
        let mut found = Vec::with_capacity(notices.len());
        for notice in notices {
            let (Some(ticket), Some(by)) = (notice.ticket, notice.by) else { continue };
            // What was seen when it was written may be out of reach by now.
            if !self.may_see(actor, ticket).await? {
                continue;
            }
            let Some(row) = scope.ticket(ticket).await? else { continue };
            found.push(Mention {
                id: notice.id,
                by: view::named(&lookup, by),
                ticket,
                number: row.number,
                text: notice.text.in_lang(actor.lang()).chars().take(EXCERPT).collect(),
                at: notice.at,
                is_new: notice.read_at.is_none(),
            });
        }
        Ok(found)
    }

    /// The steps that the actor finished since an instant, the last one first.
    pub async fn done_since(&self, actor: &Actor, since: DateTime<Utc>) -> Result<Vec<DoneStep>> {
        actor.may(Right::ReadTickets)?;
        let me = actor.person().id;
        let scope = self.0.store.scope(actor.workspace());
        let opened = since.max(self.now() - LOOKS_BACK) - LOOKS_BACK;
        let mut done = Vec::new();
        let mut tickets = HashMap::new();
        for task in scope.closed_tasks(me, opened, FINISHED).await? {
            let TaskState::Done { at, by, outcome } = &task.state else { continue };
            if *by != me || *at < since {
                continue;
            }
            if let std::collections::hash_map::Entry::Vacant(place) = tickets.entry(task.ticket) {
                let Some(ticket) = scope.ticket(task.ticket).await? else { continue };
                place.insert((ticket.number, ticket.title));
            }
            let Some((number, title)) = tickets.get(&task.ticket).cloned() else { continue };
            let named = task.outcomes.iter().find(|known| known.key == *outcome).map(|known| known.title.clone());
            done.push(DoneStep {
                task: task.id,
                number,
                ticket_title: title,
                title: task.title.clone(),
                outcome: named.unwrap_or_default(),
                at: *at,
                late: task.due_at.is_some_and(|due| *at > due),
            });
        }
        done.sort_by_key(|one| std::cmp::Reverse(one.at));
        Ok(done)
    }

    /// How many tickets a query finds, and how many of them are late.
    pub async fn count_tickets(&self, actor: &Actor, query: TicketQuery) -> Result<Counted> {
        let visible = actor.visible()?;
        let query = crate::ticket::asked(actor, query);
        let scope = self.0.store.scope(actor.workspace());
        let now = self.now();
        let (count, more) = scope.count(&query, &visible, now, COUNTED).await?;
        let late = TicketQuery { late: true, ..query };
        let (late, _) = scope.count(&late, &visible, now, COUNTED).await?;
        let fits = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
        Ok(Counted { count: fits(count), more, late: fits(late) })
    }

    /// What the rail counts for the actor.
    pub async fn ways(&self, actor: &Actor) -> Result<Ways> {
        let visible = actor.visible()?;
        let (scope, now) = (self.0.store.scope(actor.workspace()), self.now());
        let fits = |count: i64| u32::try_from(count).unwrap_or(Ways::MOST);
        let tasks = fits(scope.count_tasks(actor.person().id, Ways::MOST).await?);
        let open = TicketQuery { open: Some(true), ..TicketQuery::default() };
        let (tickets, _) = scope.count(&open, &visible, now, Ways::MOST).await?;
        let mut views = BTreeMap::new();
        for row in self.views(actor).await?.into_iter().take(VIEWS_COUNTED) {
            let query = crate::ticket::asked(actor, row.view.query);
            let (count, _) = scope.count(&query, &visible, now, Ways::MOST).await?;
            views.insert(row.view.id, fits(count));
        }
        Ok(Ways { tasks, tickets: fits(tickets), views })
    }

    /// Gives the actor the most urgent task that waits in one of their queues, or in the one that is named; nothing
    /// when nothing waits.
    ///
    /// Guard: the task's version. Whoever is beaten to a task gets the next one.
    pub async fn claim_next(&self, actor: &Actor, queue: Option<DefinitionKey>) -> Result<Option<TaskView>> {
        let query = TaskQuery { claimable: true, queue, limit: Some(TRIES), ..TaskQuery::default() };
        // What someone else is asked to take is theirs to answer first.
        let mine = |task: &TaskView| task.offered_to.is_none() || task.may_accept;
        for task in self.tasks(actor, query).await?.rows.into_iter().filter(mine) {
            match self.claim(actor, task.id).await {
                Ok(task) => return Ok(Some(task)),
                Err(Error::Moved { .. } | Error::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    /// How far the tickets of a list have come.
    pub(crate) async fn progress_of(
        &self,
        actor: &Actor,
        tickets: &[TicketId],
        lookup: &crate::shelf::Lookup,
    ) -> Result<HashMap<TicketId, Vec<model::view::StepState>>> {
        let runs = self.0.store.scope(actor.workspace()).runs_of(tickets).await?;
        let flows: Vec<_> = runs.iter().filter_map(|run| run.frames.first()).map(|frame| frame.flow).collect();
        lookup.shelf.fetch(&self.0.store, &flows).await?;
        Ok(runs.iter().map(|run| (run.ticket, view::progress(run, lookup))).collect())
    }
}
