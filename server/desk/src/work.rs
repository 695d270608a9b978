//! The worker: due timers are stepped, waiting effects are run. Both are claimed by lease, so several workers share
//! them, and both are harmless when they happen twice.

use std::time::Duration;

use chrono::TimeDelta;
use store::{Claimed, Outcome, Queued};

use crate::{
    Desk,
    effect::Answer,
    error::{Error, Result},
};

/// How long a claim holds. A worker that dies gives its work back after this.
const LEASE: Duration = Duration::from_mins(1);
/// How many timers or effects are claimed at once.
const BATCH: u32 = 100;
/// How often an effect is tried before it becomes an incident.
const MOST_ATTEMPTS: i32 = 8;
/// How long a timer that could not be stepped waits before its next try.
const TIMER_PAUSE: TimeDelta = TimeDelta::seconds(30);

impl Desk {
    /// Works until told to stop. Whatever is under way is finished first.
    pub async fn work(&self, stop: impl Future<Output = ()> + Send) -> Result<()> {
        tokio::pin!(stop);
        loop {
            let done = match self.work_once().await {
                Ok(done) => done,
                Err(error) => {
                    tracing::error!(error = %error, source = ?std::error::Error::source(&error), "the worker stumbled");
                    0
                }
            };
            let rest = if done > 0 { Duration::ZERO } else { self.rest().await };
            tokio::select! {
                () = &mut stop => return Ok(()),
                () = self.0.wake.notified() => {}
                () = tokio::time::sleep(rest) => {}
            }
        }
    }

    /// How long nothing will be due: until the next timer, and never longer than the poll.
    async fn rest(&self) -> Duration {
        let poll = self.0.settings.poll;
        match self.0.store.next_timer_due().await {
            Ok(Some(due)) => {
                (due - self.now()).to_std().unwrap_or(Duration::ZERO).clamp(Duration::from_millis(1), poll)
            }
            _ => poll,
        }
    }

    /// Steps the timers that are due and runs the effects that wait, one batch of each. Returns how many there were.
    pub async fn work_once(&self) -> Result<usize> {
        let now = self.now();
        let timers = self.0.store.claim_timers(now, LEASE, BATCH).await?;
        let effects = self.0.store.claim_effects(now, LEASE, BATCH).await?;
        let count = timers.len() + effects.len();
        let mut tasks = tokio::task::JoinSet::new();
        for claimed in timers {
            let desk = self.clone();
            tasks.spawn(async move { desk.step_timer(claimed).await });
        }
        for claimed in effects {
            let desk = self.clone();
            tasks.spawn(async move { desk.run_effect(claimed).await });
        }
        while let Some(finished) = tasks.join_next().await {
            if let Err(error) = finished.map_err(Error::broken).and_then(|done| done) {
                tracing::error!(error = %error, source = ?std::error::Error::source(&error), "a piece of work failed");
            }
        }
        Ok(count)
    }

    async fn step_timer(&self, claimed: Claimed<model::record::Timer>) -> Result<()> {
        let Claimed { workspace, what: timer, fence } = claimed;
        match self.wake(workspace, timer.ticket, timer.id, fence, &timer.purpose).await {
            // Or the lease ran out and another worker has it now, or its ticket is gone.
            Ok(()) | Err(Error::NotFound | Error::Moved { .. }) => Ok(()),
            Err(error) => {
                let again = self.now() + TIMER_PAUSE;
                self.0.store.release_timer(workspace, timer.id, fence, again).await?;
                Err(error)
            }
        }
    }

    async fn run_effect(&self, claimed: Claimed<Queued>) -> Result<()> {
        let Claimed { workspace, what: queued, fence } = claimed;
        let outcome = match self.0.effects.run(queued.id, &queued.effect).await {
            Answer::Done => Outcome::Done,
            Answer::Retry(error) if queued.attempts < MOST_ATTEMPTS => {
                Outcome::Retry { at: self.now() + backoff(queued.attempts), error }
            }
            Answer::Retry(error) | Answer::Fail(error) => Outcome::Dead { error },
        };
        if let Outcome::Dead { error } = &outcome
            && let Some(ticket) = queued.ticket
        {
            let mut changes = store::Changes::new(workspace, self.now());
            changes.insert_incident(&model::record::Incident {
                id: model::id::IncidentId::new(self.uuid()),
                ticket,
                run: None,
                node: None,
                outbox: Some(queued.id),
                text: error.clone(),
                at: self.now(),
                settled_at: None,
            });
            self.0.store.commit(changes).await?;
            self.tell(workspace, model::view::Changed { ticket });
        }
        self.0.store.finish_effect(workspace, queued.id, fence, outcome).await?;
        Ok(())
    }
}

/// 5 s, 10 s, 20 s … up to an hour.
fn backoff(attempts: i32) -> TimeDelta {
    let doublings = u32::try_from(attempts.clamp(0, 10)).unwrap_or(0);
    TimeDelta::seconds((5_i64 << doublings).min(3_600))
}
