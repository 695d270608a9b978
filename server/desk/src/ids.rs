//! Where ids come from: UUIDv7, so that they sort in the order they were made.

use std::sync::Mutex;

use chrono::{DateTime, Utc};
use uuid::{ContextV7, Timestamp, Uuid};

/// Makes ids. Tests hold one that gives the same ids every time.
pub trait MakeIds: Send + Sync {
    /// A new id, later than every one this maker gave before.
    fn uuid(&self, now: DateTime<Utc>) -> Uuid;
}

/// Ids from the time and the machine's randomness (RFC 9562, version 7), with a counter within the millisecond.
#[derive(Debug)]
pub struct SystemIds(Mutex<ContextV7>);

impl Default for SystemIds {
    fn default() -> Self {
        Self(Mutex::new(ContextV7::new()))
    }
}

impl MakeIds for SystemIds {
    fn uuid(&self, now: DateTime<Utc>) -> Uuid {
        let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
        // A poisoned lock still guards a sound counter: nothing can panic while it is held.
        let context = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        Uuid::new_v7(Timestamp::from_unix(&*context, seconds, now.timestamp_subsec_nanos()))
    }
}

/// Lends a maker of ids to the engine for the length of one step.
pub(crate) struct Lent<'a> {
    /// Who makes them.
    pub ids: &'a dyn MakeIds,
    /// The instant they carry.
    pub now: DateTime<Utc>,
}

impl engine::Ids for Lent<'_> {
    fn uuid(&mut self) -> Uuid {
        self.ids.uuid(self.now)
    }
}
