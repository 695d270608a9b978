//! What people will do about a ticket, and when: mostly in time, now and then late.

use chrono::{DateTime, TimeDelta, Utc};
use engine::condition::Calendars as _;
use model::{
    Fields,
    form::Need,
    id::TaskId,
    record::{RunState, Status, Task},
    span::Minutes,
};

use super::{Cue, Play};
use crate::{act::layout_of, demo::script::said};

impl Play {
    /// What a customer does besides waiting, and what a colleague thinks of a new ticket.
    pub(super) fn plan_ticket(&mut self, life: usize) {
        if self.chance.percent(14) {
            let at = self.at + TimeDelta::minutes(self.chance.between(90, 900));
            self.cue(at, Cue::Customer(life));
        }
        if self.chance.percent(5) {
            let at = self.at + TimeDelta::minutes(self.chance.between(20, 300));
            self.cue(at, Cue::Raise(life));
        }
    }

    /// When the owner of an open task answers, takes notes, hands it over and finishes it; or when someone claims it.
    pub(super) fn plan_task(&mut self, life: usize, task: TaskId) {
        let Some(open) = self.open(life, task).cloned() else { return };
        let whole = self.limit(&open);
        if open.owner.is_none() {
            let at = self.within(whole, 5, 30);
            return self.cue(at, Cue::Claim(life, task));
        }
        let percent = match self.chance.between(1, 20) {
            1..=9 => self.chance.between(10, 55),
            10..=16 => self.chance.between(55, 98),
            17..=18 => self.chance.between(105, 220),
            _ => self.chance.between(300, 1_200),
        };
        let takes = whole * percent / 100 + 3;
        let answered = self.lives.get(life).is_some_and(|life| life.answered);
        if self.chance.percent(if answered { 35 } else { 88 }) {
            let at = self.within(takes, 20, 90);
            self.cue(at, Cue::Reply(life, task));
        }
        if self.chance.percent(16) {
            let at = self.within(takes, 10, 80);
            self.cue(at, Cue::Note(life, task));
        }
        if self.chance.percent(5) {
            let at = self.within(takes, 5, 40);
            self.cue(at, Cue::Hand(life, task));
        }
        let at = self.working(takes);
        self.cue(at, Cue::Finish(life, task));
    }

    /// What follows when nobody of the house has anything to do: the customer answers, or comes back after the end.
    pub(super) fn plan_rest(&mut self, life: usize) {
        let Some(one) = self.lives.get_mut(life) else { return };
        let ended = one.case.run.as_ref().is_some_and(|run| matches!(run.state, RunState::Ended { .. }));
        if ended && one.case.ticket.status == Status::Closed && !one.reopened {
            // Asked once for each life.
            one.reopened = true;
            if self.chance.percent(7) {
                let at = self.at + TimeDelta::minutes(self.chance.between(600, 5_000));
                self.cue(at, Cue::Reopen(life));
            }
        }
        let waits = self
            .lives
            .get(life)
            .is_some_and(|life| life.case.ticket.status == Status::WaitingForCustomer && life.case.tasks.is_empty());
        if waits && self.chance.percent(75) {
            let at = self.at + TimeDelta::minutes(self.chance.between(60, 1_800));
            self.cue(at, Cue::Customer(life));
        }
    }

    /// How many working minutes a task may take.
    fn limit(&self, task: &Task) -> i64 {
        let calendar = self.lookup.shelf.workspace.default_calendar.as_ref().and_then(|key| self.lookup.calendar(key));
        match (task.due_at, calendar) {
            (Some(due), Some(calendar)) => calendar.working_minutes(task.opened_at, due).num_minutes().max(10),
            (Some(due), None) => (due - task.opened_at).num_minutes().max(10),
            (None, _) => 240,
        }
    }

    /// An instant within some working minutes, at a percentage between these.
    fn within(&mut self, minutes: i64, least: i64, most: i64) -> DateTime<Utc> {
        let percent = self.chance.between(least, most);
        self.working(minutes * percent / 100)
    }

    /// The instant after so many working minutes.
    fn working(&self, minutes: i64) -> DateTime<Utc> {
        let calendar = self.lookup.shelf.workspace.default_calendar.as_ref().and_then(|key| self.lookup.calendar(key));
        match calendar {
            Some(calendar) => calendar.add(self.at, Minutes(minutes.max(1))),
            None => self.at + TimeDelta::minutes(minutes.max(1)),
        }
    }

    /// What is filled in at a step: always what must be, often what may be.
    pub(super) fn filled(&mut self, life: usize, task: &Task) -> Fields {
        let mut fields = Fields::new();
        let Some(one) = self.lives.get(life) else { return fields };
        let lang = one.lang;
        let Some(form) = self.lookup.shelf.form(one.case.ticket.form_version) else { return fields };
        let Some(layout) = layout_of(form.form(), task) else { return fields };
        for cell in layout.cells().into_iter().filter(|cell| !cell.read_only) {
            let Some(field) = form.form().field(&cell.field).filter(|field| field.computed.is_none()) else { continue };
            let Some(values) = self.script.fields.get(&field.key) else { continue };
            let is_needed = cell.required || field.required != Need::Never;
            if (is_needed || self.chance.percent(80))
                && let Some(value) = self.chance.pick(values)
            {
                fields.insert(field.key.clone(), said(value, lang));
            }
        }
        fields
    }
}
