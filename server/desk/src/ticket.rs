//! Reading tickets, their timelines and tasks.

use std::collections::HashMap;

use model::{
    id::{CustomerId, EventId, TaskId, TicketId},
    reckoning::Measured,
    record::{Event, Happening, RunState, Task},
    role::Right,
    trace::Trace,
    view::{ClockView, Entry, FollowerView, List, TaskQuery, TaskView, TicketPage, TicketQuery, TicketRow},
};

use crate::{
    Actor, Desk,
    error::{Error, Result},
    view,
};

/// How many events are searched for the reasons of a ticket's clocks.
const REASONS_LOOKED_AT: u32 = 500;
/// The most entries of one part of a timeline.
const MOST_ENTRIES: u32 = 500;

/// How a ticket is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TicketRef {
    /// By its id.
    Id(TicketId),
    /// By its number.
    Number(i64),
}

impl Desk {
    /// The tickets that the actor may see, a part at a time.
    pub async fn tickets(&self, actor: &Actor, query: TicketQuery) -> Result<List<TicketRow>> {
        let visible = actor.visible()?;
        let query = asked(actor, query);
        let scope = self.0.store.scope(actor.workspace());
        let found = scope.tickets(&query, &visible, self.now()).await?;
        let ids: Vec<TicketId> = found.rows.iter().map(|ticket| ticket.id).collect();
        let mut tasks: HashMap<TicketId, Vec<Task>> = HashMap::new();
        for task in scope.tasks_of(&ids).await? {
            tasks.entry(task.ticket).or_default().push(task);
        }
        let askers: Vec<CustomerId> = found.rows.iter().filter_map(|ticket| ticket.customer).collect();
        let customers: HashMap<CustomerId, _> =
            scope.customers_named(&askers).await?.into_iter().map(|customer| (customer.id, customer)).collect();
        let lookup = self.lookup(actor.workspace()).await?;
        let mut progress = self.progress_of(actor, &ids, &lookup).await?;
        let rows = found
            .rows
            .iter()
            .map(|ticket| {
                let tasks = tasks.get(&ticket.id).map_or(&[][..], Vec::as_slice);
                let customer = ticket.customer.and_then(|id| customers.get(&id));
                let come = progress.remove(&ticket.id).unwrap_or_default();
                view::row(ticket, tasks, customer, None, come, &lookup)
            })
            .collect();
        Ok(List { rows, next: found.next })
    }

    /// One ticket, whole.
    pub async fn ticket(&self, actor: &Actor, which: TicketRef) -> Result<TicketPage> {
        let visible = actor.visible()?;
        let scope = self.0.store.scope(actor.workspace());
        let id = match which {
            TicketRef::Id(id) => id,
            TicketRef::Number(number) => scope.ticket_by_number(number).await?.ok_or(Error::NotFound)?.id,
        };
        if !scope.may_see(id, &visible).await? {
            return Err(Error::NotFound);
        }
        let (case, lookup) = self.case(actor.workspace(), id).await?;
        let now = self.now();
        let open: Vec<TaskId> = case.tasks.iter().map(|task| task.id).collect();
        let drafts = scope.step_drafts(actor.person().id, &open).await?;
        let brief = view::brief(&case.ticket);
        let reasons = scope.timeline(id, None, REASONS_LOOKED_AT, false).await?.rows;
        let incidents = scope.incidents_of(id, true).await?;
        let program = case.run.as_ref().and_then(|run| {
            let frame = run.frames.first()?;
            engine::step::Library::program(&lookup, frame.flow)
        });
        let progress = match (&program, &case.run) {
            (Some(program), Some(run)) => engine::progress(program, run),
            _ => Vec::new(),
        };
        let form = lookup.shelf.form(case.ticket.form_version);
        let is_under_way = case.run.as_ref().is_some_and(|run| !matches!(run.state, RunState::Ended { .. }));
        Ok(TicketPage {
            row: view::row_of(&case, &lookup),
            fields: case.ticket.fields.clone(),
            form: form.map(|form| form.form().clone()).unwrap_or_default(),
            progress,
            tasks: case
                .tasks
                .iter()
                .map(|task| {
                    let draft = drafts.get(&task.id).cloned();
                    let alone = view::task(task, &brief, case.customer.as_ref(), draft, actor, &lookup);
                    view::task_in_run(alone, task, &case, actor, &lookup)
                })
                .collect(),
            clocks: case
                .clocks
                .iter()
                .map(|clock| ClockView {
                    clock: clock.clone(),
                    used: view::used(clock, &lookup, now),
                    why: reason(&reasons, clock),
                })
                .collect(),
            policy_trace: policy_reason(&reasons),
            may_work: actor.may_write_in(&case.ticket, &case.tasks),
            hold: view::hold(&case, &lookup),
            followers: case
                .followers
                .iter()
                .map(|one| FollowerView { person: view::named(&lookup, one.person), muted: one.muted })
                .collect(),
            is_under_way,
            places: view::places(&case, actor, &lookup),
            may_end: is_under_way && actor.reaches(Right::EndTickets, &case.ticket, &case.tasks),
            incidents,
            version: case.ticket.version,
            customer: case.customer,
        })
    }

    /// What happened to a ticket, the oldest first.
    pub async fn timeline(
        &self,
        actor: &Actor,
        ticket: TicketId,
        after: Option<EventId>,
        limit: u32,
    ) -> Result<List<Entry>> {
        if !self.may_see(actor, ticket).await? {
            return Err(Error::NotFound);
        }
        let limit = limit.clamp(1, MOST_ENTRIES);
        Ok(self.0.store.scope(actor.workspace()).timeline(ticket, after, limit, false).await?)
    }

    /// Whether the actor may see a ticket.
    pub async fn may_see(&self, actor: &Actor, ticket: TicketId) -> Result<bool> {
        let visible = actor.visible()?;
        Ok(self.0.store.scope(actor.workspace()).may_see(ticket, &visible).await?)
    }

    /// Tasks in tickets that the actor may see, the nearest due first.
    pub async fn tasks(&self, actor: &Actor, query: TaskQuery) -> Result<List<TaskView>> {
        let visible = actor.visible()?;
        let scope = self.0.store.scope(actor.workspace());
        let person = actor.person().id;
        let found = scope.tasks(&query, Some(person), actor.queues(), &visible).await?;
        let ids: Vec<TaskId> = found.rows.iter().map(|row| row.task.id).collect();
        let drafts = scope.step_drafts(person, &ids).await?;
        let lookup = self.lookup(actor.workspace()).await?;
        let versions: Vec<_> = found.rows.iter().map(|row| row.ticket.form_version).collect();
        lookup.shelf.fetch(&self.0.store, &versions).await?;
        let askers: Vec<CustomerId> = found.rows.iter().filter_map(|row| row.ticket.customer).collect();
        let customers: HashMap<CustomerId, _> =
            scope.customers_named(&askers).await?.into_iter().map(|customer| (customer.id, customer)).collect();
        let rows = found
            .rows
            .iter()
            .map(|row| {
                let customer = row.ticket.customer.and_then(|id| customers.get(&id));
                let draft = drafts.get(&row.task.id).cloned();
                view::task(&row.task, &row.ticket, customer, draft, actor, &lookup)
            })
            .collect();
        Ok(List { rows, next: found.next })
    }

    /// One task.
    pub async fn task(&self, actor: &Actor, task: TaskId) -> Result<TaskView> {
        self.visible_task(actor, task).await?;
        self.task_unchecked(actor, task).await
    }

    /// One task, after someone else made sure that the actor may see it.
    pub(crate) async fn task_unchecked(&self, actor: &Actor, task: TaskId) -> Result<TaskView> {
        let scope = self.0.store.scope(actor.workspace());
        let task = scope.task(task).await?.ok_or(Error::NotFound)?;
        let ticket = scope.ticket(task.ticket).await?.ok_or(Error::NotFound)?;
        let draft = scope.step_draft(task.id, actor.person().id).await?;
        let lookup = self.lookup(actor.workspace()).await?;
        lookup.shelf.fetch(&self.0.store, &[ticket.form_version]).await?;
        let customer = match ticket.customer {
            Some(id) => scope.customer(id).await?,
            None => None,
        };
        Ok(view::task(&task, &view::brief(&ticket), customer.as_ref(), draft, actor, &lookup))
    }

    /// A task in a ticket that the actor may see.
    pub(crate) async fn visible_task(&self, actor: &Actor, task: TaskId) -> Result<Task> {
        self.0.store.scope(actor.workspace()).task_seen(task, &actor.visible()?).await?.ok_or(Error::NotFound)
    }

    /// Keeps what the actor has filled in at a step and not handed in. Nobody else sees it, and no change of the
    /// ticket touches it: a save that arrives after the step was closed is kept as well.
    pub async fn save_step_draft(&self, actor: &Actor, task: TaskId, fields: model::Fields) -> Result<()> {
        actor.may(Right::WorkTickets)?;
        let size = serde_json::to_string(&fields).map_err(Error::broken)?;
        if size.len() > 256 * 1024 {
            let problem = model::Problem::error(model::Code::BodyTooLarge, "/fields").with("most", "256 kB");
            return Err(Error::Invalid(vec![problem]));
        }
        if size.contains("\\u0000") {
            return Err(Error::invalid(model::Code::BadCharacter, "/fields"));
        }
        let task = self.visible_task(actor, task).await?;
        let mut changes = self.changes(actor);
        changes.save_step_draft(task.id, actor.person().id, &fields);
        Ok(self.0.store.commit(changes).await?)
    }
}

/// A query with whoever asks filled in.
pub(crate) fn asked(actor: &Actor, query: TicketQuery) -> TicketQuery {
    let owner = if query.mine { Some(actor.person().id) } else { query.owner };
    TicketQuery { owner, ..query }
}

/// Why a clock is due when it is: the reason recorded when it started.
fn reason(events: &[Event], clock: &model::record::Clock) -> Option<Trace> {
    events.iter().rev().find_map(|event| match &event.what {
        Happening::ClockStarted { target, due_at }
        | Happening::ClockResumed { target, due_at }
        | Happening::ClockMoved { target, due_at: Some(due_at) }
            if *target == clock.target && *due_at == clock.due_at =>
        {
            event.traces.iter().find(|trace| matches!(trace, Trace::Due(_))).cloned()
        }
        Happening::Reckoned { shifts, .. }
            if shifts.iter().any(|shift| {
                shift.what == Measured::Clock { target: clock.target } && shift.to == Some(clock.due_at)
            }) =>
        {
            // One event speaks of several times, each with its reckoning.
            let is_it = |trace: &&Trace| {
                matches!(trace, Trace::Due(due) if due.due == clock.due_at && due.from == clock.started_at)
            };
            event.traces.iter().find(is_it).cloned()
        }
        _ => None,
    })
}

fn policy_reason(events: &[Event]) -> Option<Trace> {
    events.iter().rev().flat_map(|event| &event.traces).find(|trace| matches!(trace, Trace::Policy(_))).cloned()
}
