//! Timers that this node has claimed wake their tickets: many at once with one look, one decision and one group of commits,
//! and by themselves where that comes to nothing.

use std::{
    collections::{HashMap, HashSet},
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant},
};

use engine::step::{Step, Stimulus};
use futures::future::join_all;
use model::{
    Value,
    id::{TicketId, WorkspaceId},
    record::Timer,
};
use store::{CaseRows, Changes, Claimed};

use super::{Besides, case_of, versions_of, write};
use crate::{Desk, crew::Promise, error::Result, ids::Lent};

/// How long the decisions of several timers may take together.
const PATIENCE: Duration = Duration::from_millis(100);

/// What a timer leads to.
struct Woken {
    /// Which of the timers.
    place: usize,
    step: Step,
    changes: Changes,
    promise: Promise,
}

impl Desk {
    /// Wakes a ticket by a timer.
    pub(crate) async fn wake(&self, workspace: WorkspaceId, timer: &Timer, fence: i64) -> Result<()> {
        let besides = Besides { timer: Some((timer.id, fence)) };
        let purpose = timer.purpose.clone();
        self.act(
            workspace,
            timer.ticket,
            None,
            move |_, _| Ok(Stimulus::Wake { purpose: purpose.clone() }),
            |_, _| Ok(Value::Null),
            besides,
        )
        .await
        .map(|_| ())
    }

    /// Wakes the tickets of several timers of a workspace. Says at which places of the list this was done; the tickets of
    /// the others have moved or are gone, or there is more to look up for them.
    pub(crate) async fn wake_all(&self, workspace: WorkspaceId, timers: &[Claimed<Timer>]) -> Result<HashSet<usize>> {
        let mut seen = HashSet::new();
        // The second timer of a ticket finds it as the first one leaves it.
        let ids: Vec<TicketId> =
            timers.iter().map(|timer| timer.what.ticket).filter(|ticket| seen.insert(*ticket)).collect();
        let rows = self.0.store.scope(workspace).cases(&ids).await?;
        let lookup = self.lookup(workspace).await?;
        let mut versions = HashSet::new();
        for CaseRows { ticket, run, .. } in &rows {
            versions.extend(versions_of(ticket, run.as_ref()));
        }
        lookup.shelf.fetch(&self.0.store, &versions.into_iter().collect::<Vec<_>>()).await?;
        point!("request::read");

        let mut cases: HashMap<TicketId, CaseRows> = rows.into_iter().map(|rows| (rows.ticket.id, rows)).collect();
        let asks = lookup.shelf.asks_for_last_agent();
        cases.retain(|_, rows| !asks || rows.ticket.customer.is_none());
        let mut due = Vec::with_capacity(cases.len());
        for (place, Claimed { what, fence, .. }) in timers.iter().enumerate() {
            if let Some(rows) = cases.remove(&what.ticket) {
                due.push((place, what.id, *fence, Stimulus::Wake { purpose: what.purpose.clone() }, case_of(rows)));
            }
        }
        let (now, ids) = (self.now(), self.0.settings.ids.clone());
        let decide = move || {
            let mut lookup = lookup;
            let mut woken = Vec::with_capacity(due.len());
            let began = Instant::now();
            for (place, timer, fence, stimulus, case) in due {
                // What thinks for long thinks by itself, and the others do not wait for it.
                if began.elapsed() > PATIENCE {
                    break;
                }
                lookup.look_again();
                let mut lent = Lent { ids: &*ids, now };
                let decided =
                    catch_unwind(AssertUnwindSafe(|| engine::step::step(case, stimulus, now, &lookup, &mut lent)));
                let Ok(Ok(step)) = decided else { continue };
                let mut changes = Changes::new(workspace, now);
                write(&step, false, &lookup, &mut changes);
                changes.finish_timer(timer, fence);
                let promise = lookup.promise(&step);
                woken.push(Woken { place, step, changes, promise });
            }
            woken
        };
        let woken = self.0.thinkers.think(decide).await?;
        point!("request::decided");
        point!("timer::decided");
        let storing = woken.into_iter().map(|Woken { place, step, changes, promise }| async move {
            self.0.store.commit(changes).await.ok()?;
            promise.keep();
            self.after(workspace, &step);
            self.tend(workspace, &step.ruled).await;
            Some(place)
        });
        Ok(join_all(storing).await.into_iter().flatten().collect())
    }
}
