//! What other nodes commit: heard by reading the account of events, so that browsers of every node see every change.
//!
//! Ids of events are made before they are committed, and may appear behind one that was read already. So nobody reads
//! "what is newer than the last one": each look goes back a few seconds and leaves out what was told, and every tenth
//! look goes back half a minute, for what took long to commit.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use model::{
    id::{EventId, TicketId, WorkspaceId},
    record::Event,
    view::Changed,
};
use store::event_floor;

use crate::{Desk, error::Result};

/// How often others are listened to.
const BEAT: Duration = Duration::from_secs(1);
/// How far a look goes back.
const SHORT: TimeDelta = TimeDelta::seconds(4);
/// How far every tenth look goes back.
const LONG: TimeDelta = TimeDelta::seconds(30);
/// The most events of one read.
const PART: u32 = 500;

/// Which events were told already.
#[derive(Default)]
pub(crate) struct Ears(Mutex<Heard>);

#[derive(Default)]
struct Heard {
    told: HashMap<EventId, DateTime<Utc>>,
    looks: u32,
    /// Since when someone has been watching without a break; none while nobody is.
    since: Option<DateTime<Utc>>,
}

impl Ears {
    fn heard(&self) -> MutexGuard<'_, Heard> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// This node has told of these events itself.
    pub(crate) fn told(&self, events: &[Event]) {
        let mut heard = self.heard();
        // While nobody watches nobody listens either, and nothing need be remembered.
        if heard.since.is_some() {
            heard.told.extend(events.iter().map(|event| (event.id, event.at)));
        }
    }
}

impl Desk {
    /// Listens to other nodes until told to stop.
    pub async fn hear(&self, stop: impl Future<Output = ()> + Send) {
        tokio::pin!(stop);
        loop {
            tokio::select! {
                () = &mut stop => return,
                () = tokio::time::sleep(BEAT) => {}
            }
            if let Err(error) = self.hear_once().await {
                tracing::warn!(error = %error, source = ?std::error::Error::source(&error), "other nodes could not be heard");
            }
        }
    }

    /// Looks once at what others committed and tells those who watch here. Asks nothing while nobody watches.
    pub async fn hear_once(&self) -> Result<()> {
        let now = self.now();
        let Some(from) = self.look_from(now) else { return Ok(()) };
        for workspace in self.0.store.workspaces().await? {
            for ticket in self.unheard(workspace.id, from).await? {
                self.tell(workspace.id, Changed { ticket });
            }
        }
        Ok(())
    }

    /// From when to look on; none while nobody watches.
    fn look_from(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let mut heard = self.0.ears.heard();
        if self.0.watchers.receiver_count() == 0 {
            *heard = Heard::default();
            return None;
        }
        let since = *heard.since.get_or_insert(now);
        let back = if heard.looks % 10 == 9 { LONG } else { SHORT };
        heard.looks = heard.looks.wrapping_add(1);
        heard.told.retain(|_, at| now - *at < LONG * 2);
        // Whoever began to watch has just loaded what was there before, but for the moment in between.
        Some((now - back).max(since - SHORT))
    }

    /// The tickets of events that were not told yet.
    async fn unheard(&self, workspace: WorkspaceId, from: DateTime<Utc>) -> Result<BTreeSet<TicketId>> {
        let scope = self.0.store.scope(workspace);
        let mut tickets = BTreeSet::new();
        let mut after = Some(event_floor(from));
        loop {
            let marks = scope.event_marks(after, PART).await?;
            let Some(last) = marks.last() else { return Ok(tickets) };
            after = Some(last.id);
            let is_last = marks.len() < PART as usize;
            let mut heard = self.0.ears.heard();
            for mark in marks {
                if heard.told.insert(mark.id, mark.at).is_none() {
                    tickets.insert(mark.ticket);
                }
            }
            if is_last {
                return Ok(tickets);
            }
        }
    }
}
