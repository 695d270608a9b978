//! The worker: due timers are stepped, waiting effects are run. Both are claimed by lease, so several workers share
//! them, and both are harmless when they happen twice.

use std::{
    collections::{BTreeMap, HashSet},
    time::Duration,
};

use chrono::TimeDelta;
use futures::{StreamExt as _, stream};
use model::{
    Text,
    id::{NoticeId, WorkspaceId},
    record::{Asks, Effect, Notice, Timer},
};
use store::{Changes, Claimed, Outcome, Queued, Refused};
use tokio::{sync::watch, task::JoinSet};

use crate::{
    Desk,
    effect::Answer,
    error::{Error, Result},
    people::is_administrator,
};

/// How long a claim holds. A worker that dies gives its work back after this.
const LEASE: Duration = Duration::from_mins(1);
/// How many timers or effects are claimed at once.
const BATCH: u32 = 100;
/// How many timers are stepped together: enough to share reads and commits; more would only make people wait behind them.
const TOGETHER: usize = 50;
/// How many timers are stepped at once that could not be stepped together.
const AT_ONCE: usize = 16;
/// How many batches of timers are stepped before anything else has its turn.
const ROUNDS: usize = 10;
/// How many rules look at tickets at once.
const LOOKS: u32 = 4;
/// How often an effect is tried before it becomes an incident.
const MOST_ATTEMPTS: i32 = 8;
/// How long a mail may wait before a worker without a mail server takes it that no other worker has one.
const MAIL_PATIENCE: TimeDelta = TimeDelta::minutes(2);
/// The register that says whether the administrators were told that mail is not set up.
const MAIL_REGISTER: &str = "mail_waits";
/// How long a timer that could not be stepped waits before its next try.
const TIMER_PAUSE: TimeDelta = TimeDelta::seconds(30);

impl Desk {
    /// Works until told to stop. Whatever is under way is finished first.
    pub async fn work(&self, stop: impl Future<Output = ()> + Send) -> Result<()> {
        tokio::pin!(stop);
        let (stops, stopped) = watch::channel(false);
        // What takes long goes on beside what is due, so that no timer waits for it.
        let beside = tokio::spawn({
            let desk = self.clone();
            async move { desk.work_beside(stopped).await }
        });
        loop {
            let done = stumbled(self.work_due().await);
            let rest = if done > 0 { Duration::ZERO } else { self.rest().await };
            tokio::select! {
                () = &mut stop => break,
                () = self.0.wake.notified() => {}
                () = tokio::time::sleep(rest) => {}
            }
        }
        stops.send_replace(true);
        beside.await.map_err(Error::broken)
    }

    async fn work_beside(&self, mut stopped: watch::Receiver<bool>) {
        while !*stopped.borrow() {
            let rest = if stumbled(self.work_reckonings().await) > 0 { Duration::ZERO } else { self.0.settings.poll };
            tokio::select! {
                _ = stopped.changed() => {}
                () = self.0.reckons.notified() => {}
                () = tokio::time::sleep(rest) => {}
            }
        }
    }

    /// How long nothing will be due: until the next timer, and never longer than the poll.
    async fn rest(&self) -> Duration {
        let poll = self.0.settings.poll;
        let timers = self.0.store.next_timer_due().await.ok().flatten();
        let rules = self.0.store.next_rule_timer_due().await.ok().flatten();
        let held = self.0.store.next_held_due().await.ok().flatten();
        match timers.into_iter().chain(rules).chain(held).min() {
            Some(due) => (due - self.now()).to_std().unwrap_or(Duration::ZERO).clamp(Duration::from_millis(1), poll),
            None => poll,
        }
    }

    /// Does one batch of everything that waits. Returns how much there was.
    pub async fn work_once(&self) -> Result<usize> {
        Ok(self.work_due().await? + self.work_reckonings().await?)
    }

    /// Does the next part of a reckoning, if one is under way.
    async fn work_reckonings(&self) -> Result<usize> {
        let claimed = self.0.store.claim_reckonings(self.now(), LEASE, 1).await?;
        let count = claimed.len();
        for claimed in claimed {
            self.go_on_reckoning(claimed).await?;
        }
        Ok(count)
    }

    /// Steps the timers that are due, lets rules look and runs the effects that wait, one batch of each; of timers some
    /// batches. Returns how many there were. Timers come first: everything else may take its time, and they are late by every moment of it.
    async fn work_due(&self) -> Result<usize> {
        let mut fired = 0;
        let mut timers = self.0.store.claim_timers(self.now(), LEASE, BATCH).await?;
        for round in 1..=ROUNDS {
            if timers.is_empty() {
                break;
            }
            point!("timer::claimed");
            fired += timers.len();
            // Where there are more, they are claimed while these are stepped.
            let is_full = timers.len() == BATCH as usize;
            let claim = async {
                if is_full && round < ROUNDS {
                    self.0.store.claim_timers(self.now(), LEASE, BATCH).await
                } else {
                    Ok(Vec::new())
                }
            };
            let ((), more) = tokio::join!(self.step_timers(timers), claim);
            timers = more?;
        }
        let now = self.now();
        let effects = self.0.store.claim_effects(now, LEASE, BATCH, self.0.effects.carries_mail()).await?;
        let looks = self.0.store.claim_rule_timers(now, LEASE, LOOKS).await?;
        let workspaces = self.0.store.workspace_ids().await?;
        let held = self.tell_held(&workspaces).await?;
        let given = self.hand_over(&workspaces).await? + self.drain(&workspaces).await?;
        let count = fired + effects.len() + looks.len() + held + given;
        self.count(false).await?;
        if !self.0.effects.carries_mail() {
            self.tell_that_mail_waits().await?;
        }
        let mut tasks = JoinSet::new();
        for claimed in looks {
            let desk = self.clone();
            tasks.spawn(async move { desk.look(claimed).await });
        }
        for claimed in effects {
            let desk = self.clone();
            tasks.spawn(async move { desk.run_effect(claimed).await });
        }
        finish(tasks).await;
        Ok(count)
    }

    async fn step_timers(&self, timers: Vec<Claimed<Timer>>) {
        let mut by_workspace: BTreeMap<WorkspaceId, Vec<Claimed<Timer>>> = BTreeMap::new();
        for claimed in timers {
            by_workspace.entry(claimed.workspace).or_default().push(claimed);
        }
        for (workspace, timers) in by_workspace {
            for part in timers.chunks(TOGETHER) {
                self.step_part(workspace, part).await;
            }
        }
    }

    /// Steps some timers of a workspace together, and by themselves those for which that was not to be.
    async fn step_part(&self, workspace: WorkspaceId, part: &[Claimed<Timer>]) {
        let done = match part {
            [_] => HashSet::new(),
            several => self.wake_all(workspace, several).await.unwrap_or_else(|error| {
                tracing::warn!(error = %error, "timers are stepped one by one");
                HashSet::new()
            }),
        };
        let left = part.iter().enumerate().filter(|(place, _)| !done.contains(place));
        let stepping = stream::iter(left).for_each_concurrent(AT_ONCE, async |(_, claimed)| {
            if let Err(error) = self.step_timer(claimed).await {
                let source = std::error::Error::source(&error);
                tracing::error!(error = %error, source = ?source, "a timer could not be stepped");
            }
        });
        stepping.await;
    }

    /// Tells the administrators, once per workspace, that mails are kept until a mail server is set up. Nobody did
    /// anything wrong: an agent's answer is stored and seen, and leaves when there is a way.
    ///
    /// Guard: the register, so that of several workers one tells.
    async fn tell_that_mail_waits(&self) -> Result<()> {
        let now = self.now();
        for workspace in self.0.store.mail_waiting_since(now - MAIL_PATIENCE).await? {
            let scope = self.0.store.scope(workspace);
            let told = scope.register(MAIL_REGISTER).await?;
            if told > 0 {
                continue;
            }
            let mut changes = Changes::new(workspace, now);
            changes.bump(MAIL_REGISTER, told);
            for person in scope.people().await?.iter().filter(|person| person.active && is_administrator(person)) {
                changes.insert_notice(&Notice {
                    id: NoticeId::new(self.uuid()),
                    person: person.id,
                    ticket: None,
                    by: None,
                    text: Text::both(
                        "还没有设置邮件服务器：发给客户的邮件先保留着，设置好以后会自动发出（启动参数 --mail-host 和 --mail-from）。",
                        "No mail server is set up yet: mails to customers are kept and leave by themselves once one is \
                         (--mail-host and --mail-from when the server starts).",
                    ),
                    at: now,
                    read_at: None,
                });
            }
            match self.0.store.commit(changes).await {
                Ok(()) | Err(Refused::Moved { .. } | Refused::Taken { .. }) => {}
                Err(refused) => return Err(refused.into()),
            }
        }
        Ok(())
    }

    async fn step_timer(&self, Claimed { workspace, what: timer, fence }: &Claimed<Timer>) -> Result<()> {
        match self.wake(*workspace, timer, *fence).await {
            // Or the lease ran out and another worker has it now, or its ticket is gone.
            Ok(()) | Err(Error::NotFound | Error::Moved { .. }) => Ok(()),
            Err(error) => {
                let again = self.now() + TIMER_PAUSE;
                self.0.store.release_timer(*workspace, timer.id, *fence, again).await?;
                Err(error)
            }
        }
    }

    async fn run_effect(&self, claimed: Claimed<Queued>) -> Result<()> {
        let Claimed { workspace, what: queued, fence } = claimed;
        let asks = asks(&queued.effect);
        point!("effect::before_send");
        let answer = self.0.effects.run(queued.id, &queued.effect).await;
        point!("effect::after_send");
        let pause = match asks {
            Some(asks) => pause(&asks, queued.attempts),
            None => (queued.attempts < MOST_ATTEMPTS).then(|| backoff(queued.attempts)),
        };
        let outcome = match (&answer, pause) {
            (Answer::Done | Answer::Said(_), _) => Outcome::Done,
            (Answer::Retry(error), Some(pause)) => Outcome::Retry { at: self.now() + pause, error: error.clone() },
            (Answer::Retry(error) | Answer::Fail(error), _) => Outcome::Dead { error: error.clone() },
        };
        if let (Some(asks), Some(ticket)) = (asks, queued.ticket) {
            // The ticket hears of it before the call is forgotten: a worker that dies in between calls again under the
            // same key, and what is told twice changes nothing.
            let said = match (&outcome, answer) {
                (Outcome::Done, Answer::Said(said)) => Some(Ok(said)),
                (Outcome::Done, _) => Some(Ok(serde_json::json!({ "status": 200, "body": null }))),
                (Outcome::Dead { error }, _) => Some(Err(error.clone())),
                (Outcome::Retry { .. }, _) => None,
            };
            if let Some(said) = said {
                match self.answer(workspace, ticket, asks, said).await {
                    Ok(()) | Err(Error::NotFound) => {}
                    Err(error) => return Err(error),
                }
            }
        } else if let Outcome::Dead { error } = &outcome
            && let Some(ticket) = queued.ticket
        {
            let mut changes = Changes::new(workspace, self.now());
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

/// How much was done; what went wrong is logged.
fn stumbled(done: Result<usize>) -> usize {
    done.unwrap_or_else(|error| {
        tracing::error!(error = %error, source = ?std::error::Error::source(&error), "the worker stumbled");
        0
    })
}

/// Waits for pieces of work; those that fail are logged.
async fn finish(mut tasks: JoinSet<Result<()>>) {
    while let Some(finished) = tasks.join_next().await {
        if let Err(error) = finished.map_err(Error::broken).and_then(|done| done) {
            tracing::error!(error = %error, source = ?std::error::Error::source(&error), "a piece of work failed");
        }
    }
}

/// Who waits for the answer of an effect.
const fn asks(effect: &Effect) -> Option<Asks> {
    if let Effect::Webhook { asks, .. } = effect { *asks } else { None }
}

/// How long a call that someone waits for pauses before it is tried again; none when it was tried often enough.
fn pause(asks: &Asks, attempts: i32) -> Option<TimeDelta> {
    let tried = u32::try_from(attempts).ok().filter(|tried| *tried < asks.retries)?;
    let seconds = u64::from(asks.factor).saturating_pow(tried).saturating_mul(u64::from(asks.pause));
    Some(TimeDelta::seconds(i64::try_from(seconds.min(3_600)).unwrap_or(3_600)))
}

/// 5 s, 10 s, 20 s … up to an hour.
fn backoff(attempts: i32) -> TimeDelta {
    let doublings = u32::try_from(attempts.clamp(0, 10)).unwrap_or(0);
    TimeDelta::seconds((5_i64 << doublings).min(3_600))
}
