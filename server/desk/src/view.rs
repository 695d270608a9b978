//! Views of records: names looked up, reasons attached, times as they are.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use engine::{Case, Scope};
use model::{
    Fields, Kind, Text, Value,
    flow::Priority,
    id::PersonId,
    key::DefinitionKey,
    record::{Channel, Clock, ClockState, Customer, Pause, Run, Task, Ticket, Token, Vote},
    role::Right,
    view::{HoldView, Named, PlaceView, StepState, TaskView, TicketRow, VoteView},
};
use serde_json::json;
use store::TicketBrief;

use crate::{Actor, act::layout_of, shelf::Lookup};

/// The variables of conditions for an existing ticket, with `fields` as they would be.
pub(crate) fn scope(case: &Case, lookup: &Lookup, fields: &Fields, actor: Option<&Actor>, now: DateTime<Utc>) -> Scope {
    let mut facts = engine::facts(case, lookup);
    let changed = fields
        .iter()
        .filter(|(key, value)| case.ticket.fields.get(*key) != Some(value))
        .map(|(key, _)| format!("fields.{key}"))
        .collect();
    if let Value::Object(roots) = &mut facts {
        roots.insert("fields".to_owned(), serde_json::to_value(fields).unwrap_or_default());
        roots.insert("actor".to_owned(), actor_facts(actor));
    }
    Scope { facts, now, changed }
}

/// The variables of conditions for a ticket that is still being filed.
pub(crate) fn new_scope(
    ticket_type: &DefinitionKey,
    priority: Priority,
    channel: Channel,
    customer: Option<&Customer>,
    fields: &Fields,
    actor: Option<&Actor>,
    now: DateTime<Utc>,
) -> Scope {
    let facts = json!({
        "ticket": {
            "type": ticket_type,
            "priority": priority,
            "channel": channel,
            "status": "new",
        },
        "fields": fields,
        "customer": customer,
        "actor": actor_facts(actor),
    });
    Scope { facts, now, changed: BTreeSet::new() }
}

fn actor_facts(actor: Option<&Actor>) -> Value {
    actor.map_or(Value::Null, |actor| {
        let person = actor.person();
        json!({ "id": person.id, "name": person.name, "email": person.email, "roles": person.roles })
    })
}

/// A ticket in a list, from a case.
pub(crate) fn row_of(case: &Case, lookup: &Lookup) -> TicketRow {
    let progress = case.run.as_ref().map(|run| progress(run, lookup)).unwrap_or_default();
    row(&case.ticket, &case.tasks, case.customer.as_ref(), Some(&case.clocks), progress, lookup)
}

/// A ticket in a list.
pub(crate) fn row(
    ticket: &Ticket,
    tasks: &[Task],
    customer: Option<&Customer>,
    clocks: Option<&[Clock]>,
    progress: Vec<StepState>,
    lookup: &Lookup,
) -> TicketRow {
    let open = || tasks.iter().filter(|task| task.state.is_open());
    let by_task = open().find(|task| task.due_at.is_some() && task.due_at == ticket.due_at).map(|task| task.opened_at);
    let by_clock = || {
        clocks?.iter().find(|clock| Some(clock.due_at) == ticket.due_at && runs(clock)).map(|clock| clock.started_at)
    };
    TicketRow {
        id: ticket.id,
        number: ticket.number,
        title: ticket.title.clone(),
        ticket_type: ticket.ticket_type.clone(),
        type_title: title(lookup, Kind::TicketType, &ticket.ticket_type),
        status: ticket.status,
        priority: ticket.priority,
        channel: ticket.channel,
        customer: customer.map(|customer| Named { id: customer.id, name: customer.name.clone() }),
        queue: ticket.queue.clone(),
        owner: ticket.owner.map(|owner| named(lookup, owner)),
        steps: open().map(|task| task.title.clone()).collect(),
        progress,
        due_at: ticket.due_at,
        clock_from: ticket.due_at.map(|_| by_task.or_else(by_clock).unwrap_or(ticket.created_at)),
        created_at: ticket.created_at,
        updated_at: ticket.updated_at,
    }
}

/// How far a run has come, step by step; nothing while its flow is not at hand.
pub(crate) fn progress(run: &Run, lookup: &Lookup) -> Vec<StepState> {
    let program = run.frames.first().and_then(|frame| engine::step::Library::program(lookup, frame.flow));
    let steps = program.map(|program| engine::progress(&program, run)).unwrap_or_default();
    steps.into_iter().map(|step| step.state).collect()
}

fn runs(clock: &Clock) -> bool {
    matches!(clock.state, ClockState::Running | ClockState::Breached { .. }) && !clock.is_paused()
}

/// What people call a definition; its key when it is gone.
pub(crate) fn title(lookup: &Lookup, kind: Kind, key: &DefinitionKey) -> Text {
    match lookup.shelf.version(kind, key) {
        Some(version) => version.content.title.clone(),
        None => Text::one(model::Lang::En, key.as_str()),
    }
}

/// A person with their name; the id when they are gone.
pub(crate) fn named(lookup: &Lookup, person: PersonId) -> Named<PersonId> {
    let name = lookup.name(person).map_or_else(|| person.to_string(), str::to_owned);
    Named { id: person, name }
}

/// A task, for the person who looks.
pub(crate) fn task(
    task: &Task,
    ticket: &TicketBrief,
    customer: Option<&Customer>,
    draft: Option<Fields>,
    actor: &Actor,
    lookup: &Lookup,
) -> TaskView {
    let form = lookup.shelf.form(ticket.form_version);
    let open = task.state.is_open();
    TaskView {
        id: task.id,
        ticket: task.ticket,
        number: ticket.number,
        ticket_title: ticket.title.clone(),
        priority: ticket.priority,
        channel: ticket.channel,
        customer: customer.map(|customer| Named { id: customer.id, name: customer.name.clone() }),
        node: task.node.clone(),
        title: task.title.clone(),
        instructions: task.instructions.clone(),
        layout_key: task.layout.clone(),
        layout: form.and_then(|form| layout_of(form.form(), task).cloned()),
        outcomes: task.outcomes.clone(),
        is_vote: task.is_vote,
        votes: Vec::new(),
        back_to: Vec::new(),
        may_take_back: false,
        owner: task.owner.map(|owner| named(lookup, owner)),
        offered_to: task.offered_to().filter(|_| open).map(|person| named(lookup, person)),
        offered_until: task.offer().filter(|_| open).map(|offer| offer.until),
        may_accept: open && actor.may_accept(task),
        delegated_by: task.delegated_by.map(|person| named(lookup, person)),
        urged: task.urged(),
        may_urge: false,
        queue: task.queue.clone(),
        state: task.state.clone(),
        opened_at: task.opened_at,
        due_at: task.due_at,
        traces: task.traces.clone(),
        draft: draft.filter(|_| open),
        may_complete: open && actor.may_end(task),
        may_claim: open && actor.may_claim(task),
        version: task.version,
    }
}

/// A task on the page of its ticket: with everyone's part in its approval, and the ways back.
pub(crate) fn task_in_run(view: TaskView, task: &Task, case: &Case, actor: &Actor, lookup: &Lookup) -> TaskView {
    let Some(run) = &case.run else { return view };
    let Some(token) = run.tokens.iter().find(|token| token.id == task.token) else { return view };
    let delegate = |vote: &Vote| {
        let task = case.tasks.iter().find(|task| Some(task.id) == vote.task)?;
        task.owner.filter(|owner| *owner != vote.person)
    };
    let vote = |vote: &Vote| VoteView {
        person: named(lookup, vote.person),
        answer: vote.answer,
        is_asked: vote.answer.is_none() && vote.task.is_some(),
        added_by: vote.added_by.map(|person| named(lookup, person)),
        delegate: delegate(vote).map(|person| named(lookup, person)),
    };
    let frame = run.frames.iter().find(|frame| frame.id == token.frame);
    let program = frame.and_then(|frame| engine::step::Library::program(lookup, frame.flow));
    let back_to = program.as_deref().filter(|_| view.may_complete).map(|program| engine::back_to(program, token));
    let may_take_back = program.is_some_and(|program| engine::may_take_back(&program, run, token, actor.person().id));
    TaskView {
        votes: token.votes.iter().map(vote).collect(),
        back_to: back_to.unwrap_or_default(),
        may_take_back,
        may_urge: run.hold.is_none() && task.state.is_open() && actor.may_urge(case, task, lookup),
        ..view
    }
}

/// Where a flow stands and where it can be moved to, for whoever may move it.
pub(crate) fn places(case: &Case, actor: &Actor, lookup: &Lookup) -> Vec<PlaceView> {
    if !actor.reaches(Right::MoveTickets, &case.ticket, &case.tasks) {
        return Vec::new();
    }
    let Some(run) = &case.run else { return Vec::new() };
    let place = |token: &Token| {
        let frame = run.frames.iter().find(|frame| frame.id == token.frame)?;
        let program = engine::step::Library::program(lookup, frame.flow)?;
        let title = program.node(&token.node)?.title.clone();
        Some(PlaceView { token: token.id, title, to: program.jumps(token) })
    };
    run.tokens.iter().filter_map(place).collect()
}

/// Why a ticket is held.
pub(crate) fn hold(case: &Case, lookup: &Lookup) -> Option<HoldView> {
    let hold = case.run.as_ref()?.hold.as_ref()?;
    let (since, until, on_reply, reason) = (hold.since, hold.until, hold.on_reply, hold.reason.clone());
    Some(HoldView { by: named(lookup, hold.by), since, until, on_reply, reason })
}

/// The little of a ticket that its tasks show.
pub(crate) fn brief(ticket: &Ticket) -> TicketBrief {
    TicketBrief {
        id: ticket.id,
        number: ticket.number,
        ticket_type: ticket.ticket_type.clone(),
        type_version: ticket.type_version,
        form_version: ticket.form_version,
        title: ticket.title.clone(),
        status: ticket.status,
        priority: ticket.priority,
        channel: ticket.channel,
        customer: ticket.customer,
        owner: ticket.owner,
    }
}

/// What full-text search finds a ticket by: number, title, customer, and the answers of searchable fields.
pub(crate) fn search_text(case: &Case, lookup: &Lookup) -> String {
    let mut text = format!("#{} {}", case.ticket.number, case.ticket.title);
    let mut add = |more: &str| {
        text.push(' ');
        text.push_str(more);
    };
    if let Some(customer) = &case.customer {
        add(&customer.name);
        customer.email.iter().chain(&customer.phone).for_each(|part| add(part));
    }
    if let Some(form) = lookup.shelf.form(case.ticket.form_version) {
        for field in form.form().fields.iter().filter(|field| field.searchable) {
            match case.ticket.fields.get(&field.key) {
                Some(Value::String(value)) => add(value),
                Some(Value::Array(values)) => values.iter().filter_map(Value::as_str).for_each(&mut add),
                Some(Value::Number(value)) => add(&value.to_string()),
                _ => {}
            }
        }
    }
    text
}

/// How much of a clock's target was used, in percent. Pauses do not count.
pub(crate) fn used(clock: &Clock, lookup: &Lookup, now: DateTime<Utc>) -> u32 {
    let until = match clock.state {
        ClockState::Met { at, .. } => at,
        ClockState::Running | ClockState::Breached { .. } | ClockState::Cancelled => now,
    };
    let total = clock.span.minutes.0.saturating_mul(60_000);
    let used = match engine::condition::Calendars::calendar(lookup, &clock.calendar) {
        Some(calendar) if clock.span.counted == model::span::Counted::Working => {
            calendar.used(clock.started_at, until, &clock.pauses)
        }
        _ => {
            let paused = |pause: &Pause| pause.to.unwrap_or(until).min(until) - pause.from;
            (until - clock.started_at) - clock.pauses.iter().map(paused).sum::<TimeDelta>()
        }
    };
    let percent = used.num_milliseconds().saturating_mul(100) / total.max(1);
    u32::try_from(percent.clamp(0, 9_999)).unwrap_or(0)
}
