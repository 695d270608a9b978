//! Ids of a play: UUIDv7 by the play's own clock, the same for the same seed.

use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::ids::MakeIds;

pub(super) struct DemoIds {
    seed: u64,
    count: AtomicU64,
}

impl DemoIds {
    pub(super) const fn new(seed: u64) -> Self {
        Self { seed, count: AtomicU64::new(1) }
    }
}

impl MakeIds for DemoIds {
    fn uuid(&self, now: DateTime<Utc>) -> Uuid {
        let millis = u128::try_from(now.timestamp_millis()).unwrap_or(0);
        let count = u128::from(self.count.fetch_add(1, Ordering::Relaxed) & 0xff_ffff_ffff);
        // The seed's low 22 bits stand before the count, so that ids of one millisecond grow.
        let seed = u128::from(self.seed & 0x3f_ffff) << 40;
        Uuid::from_u128((millis << 80) | (7 << 76) | (2 << 62) | seed | count)
    }
}
