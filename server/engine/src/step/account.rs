//! What a step writes down: timers, effects, notices, events and incidents, in the order in which they were decided.

use chrono::{DateTime, Utc};
use model::{
    Text, Value,
    id::{EventId, IncidentId, NoticeId, OutboxId, PersonId, TimerId},
    key::NodeKey,
    record::{
        Effect, Event, Happening, HeldNotice, Incident, Notice, Purpose, Standing, Timer, Token, Visibility, Who,
    },
    trace::Trace,
};
use uuid::Uuid;

use super::{
    node,
    walk::{Trouble, Walk},
};
use crate::expression::Scope;

/// What was written down so far.
#[derive(Debug, Default)]
pub(crate) struct Account {
    pub timers: Vec<Timer>,
    pub dropped: Vec<Purpose>,
    pub effects: Vec<(OutboxId, Effect)>,
    pub notices: Vec<Notice>,
    pub held: Vec<HeldNotice>,
    pub events: Vec<Event>,
    pub incidents: Vec<Incident>,
    pub settled: Vec<IncidentId>,
}

/// How far an account had come.
#[derive(Debug)]
pub(crate) struct Mark {
    timers: Vec<Timer>,
    dropped: usize,
    effects: usize,
    notices: usize,
    held: usize,
    events: usize,
    incidents: Vec<Incident>,
    settled: usize,
}

impl Account {
    /// Remembers how far it has come.
    pub fn mark(&self) -> Mark {
        Mark {
            // Timers can also be taken back, so that their number alone says too little.
            timers: self.timers.clone(),
            dropped: self.dropped.len(),
            effects: self.effects.len(),
            notices: self.notices.len(),
            held: self.held.len(),
            events: self.events.len(),
            // So can incidents be settled again.
            incidents: self.incidents.clone(),
            settled: self.settled.len(),
        }
    }

    /// Forgets everything since a mark.
    pub fn forget(&mut self, mark: Mark) {
        self.timers = mark.timers;
        self.dropped.truncate(mark.dropped);
        self.effects.truncate(mark.effects);
        self.notices.truncate(mark.notices);
        self.held.truncate(mark.held);
        self.events.truncate(mark.events);
        self.incidents = mark.incidents;
        self.settled.truncate(mark.settled);
    }
}

impl Walk<'_> {
    pub fn uuid(&mut self) -> Uuid {
        self.ids.uuid()
    }

    /// What expressions, conditions and words see now.
    pub fn scope(&self) -> Scope {
        let task = self.subject.and_then(|id| self.task(id));
        let facts = crate::case::facts_of(&self.case, self.library, self.inside, task, Some(&self.actor));
        let mut facts = facts;
        if let (Some(answer), Some(vars)) = (&self.answer, facts.get_mut("vars").and_then(Value::as_object_mut)) {
            vars.insert("answer".to_owned(), answer.clone());
        }
        Scope { facts, now: self.now, changed: self.changed.clone() }
    }

    /// A person with the name they have now.
    pub fn named(&self, person: PersonId) -> (PersonId, String) {
        (person, self.library.person(person).map(|one| one.person.name.clone()).unwrap_or_default())
    }

    // --- events ---

    /// The engine did something that only people of the workspace see.
    pub fn happened(&mut self, what: Happening) {
        self.decided(what, Vec::new());
    }

    /// The engine decided something, for reasons.
    pub fn decided(&mut self, what: Happening, traces: Vec<Trace>) {
        self.record(Who::System, what, Visibility::Internal, traces);
    }

    /// The engine did something that the customer sees too.
    pub fn say(&mut self, what: Happening) {
        self.record(Who::System, what, Visibility::Public, Vec::new());
    }

    /// Whoever caused this step did something.
    pub fn acted(&mut self, what: Happening, visibility: Visibility) {
        self.record(self.actor.clone(), what, visibility, Vec::new());
    }

    fn record(&mut self, who: Who, what: Happening, visibility: Visibility, mut traces: Vec<Trace>) {
        traces.extend(self.cause.clone());
        let id = EventId::new(self.uuid());
        let event = Event { id, ticket: self.case.ticket.id, at: self.now, who, what, visibility, traces };
        self.account.events.push(event);
    }

    /// Notes that a person did something, if one did.
    pub fn noted(&mut self) {
        if !matches!(self.actor, Who::System) && !self.account.events.is_empty() {
            self.case.ticket.moved_at = self.now;
        }
    }

    /// How many events there are; see [`Walk::last_event_since`].
    pub const fn mark(&self) -> usize {
        self.account.events.len()
    }

    /// The last event, if it came after a mark.
    pub fn last_event_since(&mut self, mark: usize) -> Option<&mut Event> {
        self.account.events.get_mut(mark..).and_then(<[Event]>::last_mut)
    }

    // --- timers ---

    /// Sets a timer.
    pub fn timer(&mut self, purpose: Purpose, due_at: DateTime<Utc>) {
        let id = TimerId::new(self.uuid());
        self.account.timers.push(Timer { id, ticket: self.case.ticket.id, purpose, due_at });
    }

    /// Sets a timer that may be set already.
    pub fn timer_again(&mut self, purpose: Purpose, due_at: DateTime<Utc>) {
        self.drop_timer(purpose.clone());
        self.timer(purpose, due_at);
    }

    /// Drops a timer. One that this very step set is not set at all.
    pub fn drop_timer(&mut self, purpose: Purpose) {
        let set = self.account.timers.len();
        self.account.timers.retain(|timer| timer.purpose != purpose);
        if self.account.timers.len() == set {
            self.account.dropped.push(purpose);
        }
    }

    /// Drops the timers of a path that no longer rests.
    pub fn drop_timers(&mut self, token: &Token) {
        let Some(run) = self.case.run.as_ref().map(|run| run.id) else { return };
        match token.standing {
            Standing::Task { .. } | Standing::Approval => {
                let program = self.program(token.frame);
                let does = program.as_ref().ok().and_then(|program| Some(&program.node(&token.node)?.does));
                let is_timed = does.is_some_and(|does| does.limit().is_some());
                if !is_timed {
                    return;
                }
                let warnings = self.program(token.frame).map_or(0, |program| node::warnings(&program, &token.node));
                for warning in (0..warnings).filter(|warning| !token.warned.contains(warning)) {
                    self.drop_timer(Purpose::Warn { run, token: token.id, warning });
                }
                if !token.late {
                    self.drop_timer(Purpose::Due { run, token: token.id });
                }
            }
            Standing::Wait => {
                self.drop_timer(Purpose::Wait { run, token: token.id });
                self.drop_timer(Purpose::Timeout { run, token: token.id });
            }
            Standing::Join | Standing::SubFlow { .. } | Standing::ForEach | Standing::Effect | Standing::Stuck => {}
        }
    }

    // --- the world, people, incidents ---

    /// Asks the world for something; the event is its account.
    pub fn effect(&mut self, effect: Effect) {
        let to = match &effect {
            Effect::Mail { to, .. } => to.clone(),
            Effect::Webhook { url, .. } => url.clone(),
        };
        self.happened(Happening::Queued { effect: effect.as_str().to_owned(), to });
        let id = OutboxId::new(self.uuid());
        self.account.effects.push((id, effect));
    }

    /// Tells a person inside the product.
    pub fn notice(&mut self, person: PersonId, text: Text) {
        let notice = self.notice_for(person, text);
        self.account.notices.push(notice);
    }

    /// What a person is to be told about this ticket.
    pub fn notice_for(&mut self, person: PersonId, text: Text) -> Notice {
        let id = NoticeId::new(self.uuid());
        let ticket = Some(self.case.ticket.id);
        Notice { id, person, ticket, by: None, text, at: self.now, read_at: None }
    }

    /// Writes down what could not be done; settled at once where the flow itself knows a way on.
    pub fn incident(&mut self, node: Option<&NodeKey>, trouble: &Trouble, settled: bool) {
        let id = IncidentId::new(self.uuid());
        self.account.incidents.push(Incident {
            id,
            ticket: self.case.ticket.id,
            run: self.case.run.as_ref().map(|run| run.id),
            node: node.cloned(),
            outbox: None,
            text: trouble.0.clone(),
            at: self.now,
            settled_at: settled.then_some(self.now),
        });
    }

    /// A stuck path goes on or is given up: its incidents are settled, unless another path is stuck at the same node.
    pub fn settle_at(&mut self, token: &Token) {
        let is_like = |one: &Token| one.standing == Standing::Stuck && one.node == token.node;
        if !self.tokens().iter().any(is_like) {
            self.settle(|incident| incident.node.as_ref() == Some(&token.node));
        }
    }

    /// Settles the run's open incidents that are meant. What could not be sent stays open: it is still unsent.
    pub fn settle(&mut self, is_meant: impl Fn(&Incident) -> bool) {
        let run = self.case.run.as_ref().map(|run| run.id);
        let now = self.now;
        let open = |incident: &Incident| {
            incident.settled_at.is_none() && incident.outbox.is_none() && incident.run == run && is_meant(incident)
        };
        for incident in &mut self.case.incidents {
            if open(incident) {
                incident.settled_at = Some(now);
                self.account.settled.push(incident.id);
            }
        }
        for incident in &mut self.account.incidents {
            if open(incident) {
                incident.settled_at = Some(now);
            }
        }
    }
}
