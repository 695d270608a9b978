//! How often someone may try: a count per key in a sliding window, in memory, bounded.

use std::{collections::HashMap, sync::Mutex};

use chrono::{DateTime, TimeDelta, Utc};

/// The most keys that are remembered; beyond it the oldest are forgotten, so memory stays flat under attack.
const MOST_KEYS: usize = 20_000;

/// Counts failures per key.
pub(crate) struct Throttle {
    most: usize,
    window: TimeDelta,
    failures: Mutex<HashMap<String, Vec<DateTime<Utc>>>>,
}

impl Throttle {
    /// At most `most` failures per key within `window`.
    pub(crate) fn new(most: usize, window: TimeDelta) -> Self {
        Self { most, window, failures: Mutex::new(HashMap::new()) }
    }

    /// How long the key must wait; nothing if it may try now.
    pub(crate) fn wait(&self, key: &str, now: DateTime<Utc>) -> Option<TimeDelta> {
        let failures = self.failures.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let recent: Vec<_> = failures.get(key)?.iter().filter(|at| **at + self.window > now).collect();
        let earliest = recent.len().checked_sub(self.most).and_then(|index| recent.get(index))?;
        Some(**earliest + self.window - now)
    }

    /// Remembers a failure.
    pub(crate) fn failed(&self, key: &str, now: DateTime<Utc>) {
        let mut failures = self.failures.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if failures.len() >= MOST_KEYS {
            let window = self.window;
            failures.retain(|_, times| times.last().is_some_and(|at| *at + window > now));
            if failures.len() >= MOST_KEYS {
                failures.clear();
            }
        }
        let times = failures.entry(key.to_owned()).or_default();
        times.push(now);
        let surplus = times.len().saturating_sub(self.most);
        times.drain(..surplus);
    }

    /// Forgets a key that succeeded.
    pub(crate) fn forget(&self, key: &str) {
        self.failures.lock().unwrap_or_else(std::sync::PoisonError::into_inner).remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_too_many_failures_one_waits_until_the_window_has_passed() {
        let start = DateTime::UNIX_EPOCH;
        let throttle = Throttle::new(3, TimeDelta::minutes(10));
        for minute in 0..3 {
            assert_eq!(throttle.wait("a", start + TimeDelta::minutes(minute)), None);
            throttle.failed("a", start + TimeDelta::minutes(minute));
        }
        assert_eq!(throttle.wait("a", start + TimeDelta::minutes(4)), Some(TimeDelta::minutes(6)));
        assert_eq!(throttle.wait("b", start + TimeDelta::minutes(4)), None);
        assert_eq!(throttle.wait("a", start + TimeDelta::minutes(11)), None);
        throttle.forget("a");
        assert_eq!(throttle.wait("a", start + TimeDelta::minutes(4)), None);
    }
}
