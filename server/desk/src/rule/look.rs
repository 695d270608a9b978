//! A rule looks at tickets by itself: one wake-up for each rule, claimed by lease and fenced, so that it never looks
//! twice at the same time; the tickets in parts, each of them stepped and committed alone.

use std::time::Duration;

use engine::{
    Calendars,
    rule::{Times, tick},
    step::Stimulus,
};
use model::{
    Value,
    record::RuleTimer,
    rule::{Sieve, When},
};
use store::{Changes, Claimed, Refused};

use crate::{
    Desk,
    act::Besides,
    error::{Error, Result},
};

/// How many tickets are looked at under one claim.
const PART: u32 = 200;
/// How long one claim works before it hands the rest to the next one, well within its lease.
const TURN: Duration = Duration::from_secs(20);

impl Desk {
    /// Does what a claimed wake-up asks for: a part of a look, or just setting the next time.
    pub(crate) async fn look(&self, claimed: Claimed<RuleTimer>) -> Result<()> {
        let Claimed { workspace, what: timer, fence } = claimed;
        let mut changes = Changes::new(workspace, self.now());
        let lookup = self.lookup(workspace).await?;
        let known = lookup.shelf.rule(&timer.rule);
        let schedule = known.as_ref().and_then(|rule| match &rule.rule().when {
            When::Schedule(schedule) => Some(schedule.clone()),
            When::Events { .. } => None,
        });
        let (Some(rule), Some(schedule)) = (known, schedule) else {
            // The rule is gone, or looks no longer by itself.
            changes.finish_rule_timer(&timer, fence);
            return self.moved(changes).await;
        };
        let times = match Times::compile(&schedule, &lookup.shelf.workspace.zone) {
            Ok(times) => times,
            Err(problem) => {
                tracing::error!(rule.key = %timer.rule, problem = ?problem, "the times of a rule cannot be read any more");
                changes.finish_rule_timer(&timer, fence);
                return self.moved(changes).await;
            }
        };
        let now = self.now();
        let found = tick(schedule.missed, &times, timer.due_at, now);
        let is_begun = timer.after.is_some();
        let rests = schedule.within.as_ref().is_some_and(|calendar| {
            lookup.calendar(calendar).is_some_and(|calendar| !calendar.is_working(timer.due_at))
        });
        let is_off = rule.rule().off || lookup.shelf.is_off(&rule);
        let mut after = None;
        if is_begun || (found.looks && !rests && !is_off) {
            let sieve = Sieve::of(rule.rule(), now);
            let tickets = self.0.store.scope(workspace).sieved(&sieve, timer.after, PART).await?;
            let began = std::time::Instant::now();
            let is_full = tickets.len() >= usize::try_from(PART).unwrap_or(usize::MAX);
            let mut done = 0;
            for ticket in &tickets {
                let (rule, planned) = (rule.clone(), timer.due_at);
                let stimulus = move |_: &crate::act::Scene<'_>, _: &mut Changes| {
                    Ok(Stimulus::Look { rule: rule.clone(), planned })
                };
                match self.act(workspace, *ticket, None, stimulus, |_, _| Ok(Value::Null), Besides::default()).await {
                    Ok(_) | Err(Error::NotFound) => {}
                    Err(error) => {
                        tracing::error!(
                            rule.key = %timer.rule, ticket.id = %ticket, error = %error,
                            source = ?std::error::Error::source(&error), "a rule could not look at a ticket"
                        );
                    }
                }
                after = Some(*ticket);
                done += 1;
                if began.elapsed() > TURN {
                    break;
                }
            }
            if done == tickets.len() && !is_full {
                after = None;
            }
        }
        match (after, found.next) {
            // The rest of the same look, at once.
            (Some(_), _) => changes.move_rule_timer(&timer, fence, after, timer.due_at, self.now()),
            (None, Some(next)) => changes.move_rule_timer(&timer, fence, None, next, next),
            (None, None) => changes.finish_rule_timer(&timer, fence),
        };
        self.moved(changes).await
    }

    /// Commits what rests on the fence of a wake-up. If it is another worker's now, that one does it.
    async fn moved(&self, changes: Changes) -> Result<()> {
        match self.0.store.commit(changes).await {
            Ok(()) | Err(Refused::Moved { .. }) => Ok(()),
            Err(refused) => Err(refused.into()),
        }
    }
}
