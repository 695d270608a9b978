//! Changes to runs, tasks, timers, effects and incidents.

use chrono::{DateTime, Utc};
use model::{
    id::{IncidentId, OutboxId, PersonId, TicketId, TimerId},
    record::{Effect, Incident, Purpose, Run, Task, Timer},
};

use super::{Changes, Check, Expect, Key, Op};
use crate::{
    Outcome,
    row::{self, millis},
    table::Noun,
};

impl Changes {
    /// Begins a run.
    pub fn insert_run(&mut self, run: &Run) -> &mut Self {
        self.insert(row::run::Model::of(self.workspace, run))
    }

    /// Moves a run. Guard: the version.
    pub fn update_run(&mut self, run: &Run) -> &mut Self {
        let model = row::run::Model::of(self.workspace, run);
        self.update(model, Key::Id(run.id.uuid()), run.version)
    }

    /// Opens a task.
    pub fn insert_task(&mut self, task: &Task) -> &mut Self {
        self.insert(row::task::Model::of(self.workspace, task))
    }

    /// Changes a task. Guard: the version, so that it is completed once.
    pub fn update_task(&mut self, task: &Task) -> &mut Self {
        let model = row::task::Model::of(self.workspace, task);
        self.update(model, Key::Id(task.id.uuid()), task.version)
    }

    /// Sets a timer.
    pub fn insert_timer(&mut self, timer: &Timer) -> &mut Self {
        self.insert(row::timer::Model::of(self.workspace, timer))
    }

    /// Drops a ticket's timers of these purposes, also those set earlier in these changes.
    pub fn drop_timers(&mut self, ticket: TicketId, purposes: &[Purpose]) -> &mut Self {
        for purpose in purposes {
            let purpose = row::timer::purpose(purpose);
            self.delete(Noun::Timer, vec![("ticket_id", ticket.uuid().into()), ("purpose", purpose.into())]);
        }
        self
    }

    /// Deletes a claimed timer. Guard: the fence, so that each wake-up is acted on once.
    pub fn finish_timer(&mut self, timer: TimerId, fence: i64) -> &mut Self {
        self.guard(Check::Fence(Noun::Timer), Key::Id(timer.uuid()), Some(fence));
        self.delete(Noun::Timer, vec![("id", timer.uuid().into())])
    }

    /// Gives a claimed timer back, to be claimed again later. Guard: the fence.
    pub(crate) fn release_timer(&mut self, timer: TimerId, fence: i64, retry_at: DateTime<Utc>) -> &mut Self {
        self.guard(Check::Fence(Noun::Timer), Key::Id(timer.uuid()), Some(fence));
        self.ops.push(Op::Set {
            noun: Noun::Timer,
            set: vec![("ready_at", millis(retry_at).into())],
            filter: vec![("id", "=", timer.uuid().into())],
        });
        self
    }

    /// Puts an effect into the outbox.
    pub fn insert_effect(&mut self, id: OutboxId, ticket: Option<TicketId>, effect: &Effect) -> &mut Self {
        self.insert(row::outbox::Model::of(self.workspace, id, ticket, effect, self.at))
    }

    /// Ends a claimed effect. Guard: the fence.
    pub(crate) fn finish_effect(&mut self, effect: OutboxId, fence: i64, outcome: Outcome) -> &mut Self {
        self.guard(Check::Fence(Noun::Outbox), Key::Id(effect.uuid()), Some(fence));
        let filter = vec![("id", "=", effect.uuid().into())];
        let set = match outcome {
            Outcome::Done => return self.delete(Noun::Outbox, vec![("id", effect.uuid().into())]),
            Outcome::Retry { at, error } => vec![("ready_at", millis(at).into()), ("error", error.into())],
            Outcome::Dead { error } => vec![("dead", true.into()), ("error", error.into())],
        };
        self.ops.push(Op::Set { noun: Noun::Outbox, set, filter });
        self
    }

    /// Tries a dead effect again. Guard: it is dead.
    pub fn revive_effect(&mut self, id: OutboxId) -> &mut Self {
        self.guard(Check::Dead, Key::Id(id.uuid()), Some(1));
        self.ops.push(Op::Set {
            noun: Noun::Outbox,
            set: vec![("dead", false.into()), ("attempts", 0.into()), ("ready_at", millis(self.at).into())],
            filter: vec![("id", "=", id.uuid().into())],
        });
        self
    }

    /// Says that these changes add so much to what a person carries. Guard: together with what others have given them
    /// meanwhile it is no more than `most`.
    pub fn room(&mut self, person: PersonId, added: i64, most: i64) -> &mut Self {
        self.guard(Check::Load, Key::Id(person.uuid()), Expect::Room { added, most })
    }

    /// Records what went wrong.
    pub fn insert_incident(&mut self, incident: &Incident) -> &mut Self {
        self.insert(Ok(row::incident::Model::of(self.workspace, incident)))
    }

    /// Settles an incident. Guard: it is not settled.
    pub fn settle_incident(&mut self, id: IncidentId, at: DateTime<Utc>) -> &mut Self {
        self.guard(Check::Settled, Key::Id(id.uuid()), Some(0));
        self.ops.push(Op::Set {
            noun: Noun::Incident,
            set: vec![("settled_at", millis(at).into())],
            filter: vec![("id", "=", id.uuid().into())],
        });
        self
    }
}
