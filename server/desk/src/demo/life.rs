//! The life of one ticket of a play: everything that will be stored of it.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use engine::step::{Case, Step};
use model::{
    Lang,
    id::{ClockId, RunId, TaskId},
    record::{Clock, Event, Incident, Notice, RuleRun, Run, Task, Timer},
};
use store::Changes;

pub(super) struct Life {
    /// As it is now: open tasks, and the clocks of the present episode.
    pub case: Case,
    /// What its customer speaks.
    pub lang: Lang,
    pub timers: Vec<Timer>,
    /// Whether a colleague has answered the customer.
    pub answered: bool,
    pub reopened: bool,
    /// What it is found by.
    pub words: String,
    runs: BTreeMap<RunId, Run>,
    tasks: BTreeMap<TaskId, Task>,
    clocks: BTreeMap<ClockId, Clock>,
    events: Vec<Event>,
    notices: Vec<Notice>,
    incidents: BTreeMap<model::id::IncidentId, Incident>,
    ruled: Vec<RuleRun>,
}

impl Life {
    pub(super) const fn new(case: Case, lang: Lang) -> Self {
        Self {
            case,
            lang,
            timers: Vec::new(),
            answered: false,
            reopened: false,
            words: String::new(),
            runs: BTreeMap::new(),
            tasks: BTreeMap::new(),
            clocks: BTreeMap::new(),
            events: Vec::new(),
            notices: Vec::new(),
            incidents: BTreeMap::new(),
            ruled: Vec::new(),
        }
    }

    /// Takes over what a step decided, as a commit would. What was to leave the house does not: nobody is written to.
    pub(super) fn take(&mut self, step: Step) {
        let Step { mut case, timers, dropped, notices, held, events, incidents, ruled, .. } = step;
        self.runs.extend(case.run.iter().map(|run| (run.id, run.clone())));
        self.tasks.extend(case.tasks.iter().map(|task| (task.id, task.clone())));
        self.clocks.extend(case.clocks.iter().map(|clock| (clock.id, clock.clone())));
        self.incidents.extend(case.incidents.iter().chain(&incidents).map(|one| (one.id, one.clone())));
        self.timers.retain(|timer| !dropped.contains(&timer.purpose));
        self.timers.extend(timers);
        self.ruled.extend(ruled.runs);
        self.notices.extend(notices);
        self.notices.extend(held.into_iter().map(|held| held.notice));
        self.events.extend(events);
        case.tasks.retain(|task| task.state.is_open());
        let episode = case.ticket.episode;
        case.clocks.retain(|clock| clock.episode == episode);
        case.incidents.extend(incidents);
        case.incidents.retain(|incident| incident.settled_at.is_none());
        self.case = case;
    }

    /// Puts all of it into the changes.
    pub(super) fn write(&self, now: DateTime<Utc>, changes: &mut Changes) {
        changes.insert_ticket(&self.case.ticket);
        changes.index_ticket(&self.case.ticket, &self.words);
        for run in self.runs.values() {
            changes.insert_run(run);
        }
        for task in self.tasks.values() {
            changes.insert_task(task);
        }
        for clock in self.clocks.values() {
            changes.insert_clock(clock);
        }
        for timer in &self.timers {
            changes.insert_timer(timer);
        }
        for event in &self.events {
            changes.insert_event(event);
        }
        for notice in &self.notices {
            // What is older than a day was read.
            let read_at = (now - notice.at > TimeDelta::days(1)).then(|| notice.at + TimeDelta::hours(1));
            changes.insert_notice(&Notice { read_at, ..notice.clone() });
        }
        for incident in self.incidents.values() {
            changes.insert_incident(incident);
        }
        for run in &self.ruled {
            changes.insert_rule_run(run);
        }
    }
}
