//! Ids for rows that nothing outside the store points at.

use std::{
    hash::{BuildHasher, RandomState},
    sync::{
        LazyLock,
        atomic::{AtomicU64, Ordering},
    },
};

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// An id that sorts by its instant and is like no other. What it names is never looked for by id, so tests need not
/// repeat it.
pub(crate) fn id(at: DateTime<Utc>) -> Uuid {
    static STATE: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let noise = STATE.hash_one((millis, count)).to_be_bytes();
    // The count stands in front of the noise, so that entries of one millisecond keep their order.
    let mut random = [0_u8; 10];
    let places = count.to_be_bytes().into_iter().skip(6).chain(noise);
    for (byte, place) in random.iter_mut().zip(places) {
        *byte = place;
    }
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_instant_differ_and_sort_by_instant() {
        let early = DateTime::from_timestamp_millis(1_000_000).unwrap();
        let late = DateTime::from_timestamp_millis(1_000_001).unwrap();
        let ids: std::collections::BTreeSet<Uuid> = (0..1000).map(|_| id(early)).collect();
        assert_eq!(ids.len(), 1000);
        assert!(ids.iter().all(|early| *early < id(late)));
    }
}
