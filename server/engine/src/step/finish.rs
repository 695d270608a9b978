//! The end of a step: versions counted up, and what is new told apart from what was changed.

use chrono::{DateTime, Utc};
use model::{
    id::PersonId,
    record::{Follower, RunState, Standing},
};

use super::{Step, Touched, walk::Walk};

impl Walk<'_> {
    /// Everything that was decided, with versions counted up.
    pub fn finish(mut self) -> Step {
        if let Some(run) = &mut self.case.run
            && !matches!(run.state, RunState::Ended { .. })
        {
            let stuck = run.tokens.iter().any(|token| token.standing == Standing::Stuck);
            run.state = if stuck { RunState::Stuck } else { RunState::Active };
        }
        let mut touched = Touched::default();
        let id = |case: &super::Case| case.run.as_ref().map(|run| run.id);
        let new_run = id(&self.case).is_some() && id(&self.before) != id(&self.case);
        if let (Some(run), Some(before)) = (&mut self.case.run, &self.before.run)
            && run.id == before.id
            && run != before
        {
            touched.run = true;
            run.version += 1;
        }
        let is_in = |all: &[Follower], person| all.iter().any(|follower| follower.person == person);
        let (now, before) = (&self.case.followers, &self.before.followers);
        let new_followers: Vec<Follower> =
            now.iter().filter(|follower| !is_in(before, follower.person)).copied().collect();
        let gone = before.iter().map(|follower| follower.person).filter(|person| !is_in(now, *person));
        let gone_followers: Vec<PersonId> = gone.collect();
        let mut new_tasks = Vec::new();
        for task in &mut self.case.tasks {
            match self.before.tasks.iter().find(|before| before.id == task.id) {
                None => new_tasks.push(task.clone()),
                Some(before) if before == task => {}
                Some(_) => {
                    task.version += 1;
                    touched.tasks.push(task.id);
                }
            }
        }
        let mut new_clocks = Vec::new();
        for clock in &mut self.case.clocks {
            match self.before.clocks.iter().find(|before| before.id == clock.id) {
                None => new_clocks.push(clock.clone()),
                Some(before) if before == clock => {}
                Some(_) => {
                    clock.version += 1;
                    touched.clocks.push(clock.id);
                }
            }
        }
        // Whatever changes anything changes the ticket, even if nothing in it differs: its version is the guard of the
        // whole case.
        let told =
            !self.account.events.is_empty() || !self.account.incidents.is_empty() || !self.account.settled.is_empty();
        if told || touched.run || !touched.tasks.is_empty() || !touched.clocks.is_empty() {
            self.case.ticket.updated_at = self.now;
            self.case.ticket.due_at = self.nearest_due();
            if !self.new_ticket {
                touched.ticket = true;
                self.case.ticket.version += 1;
            }
        }
        Step {
            case: self.case,
            touched,
            new_tasks,
            new_clocks,
            new_run,
            timers: self.account.timers,
            dropped: self.account.dropped,
            effects: self.account.effects,
            notices: self.account.notices,
            held: self.account.held,
            events: self.account.events,
            new_followers,
            gone_followers,
            incidents: self.account.incidents,
            settled: self.account.settled,
            ruled: self.ruled,
        }
    }

    fn nearest_due(&self) -> Option<DateTime<Utc>> {
        let tasks = self.case.tasks.iter().filter(|task| task.state.is_open()).filter_map(|task| task.due_at);
        let clocks = self
            .case
            .clocks
            .iter()
            .filter(|clock| crate::clock::runs(clock) && !clock.is_paused())
            .map(|clock| clock.due_at);
        tasks.chain(clocks).min()
    }
}
