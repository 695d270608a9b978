//! What committers have done, and whether they still may.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

use crate::Counters;

/// Counts, shared by the committers of a store.
#[derive(Default)]
pub(crate) struct Meter {
    commits: AtomicU64,
    refused: AtomicU64,
    statements: AtomicU64,
    groups: AtomicU64,
    reads: AtomicU64,
    split: AtomicU64,
    waiting: AtomicU64,
    stopped: AtomicBool,
    #[cfg(feature = "tap")]
    pub(crate) tap: crate::tap::Tap,
}

impl Meter {
    pub(crate) fn queued(&self) {
        self.waiting.fetch_add(1, Relaxed);
    }

    pub(crate) fn answered(&self, stored: bool) {
        self.waiting.fetch_sub(1, Relaxed);
        if stored { &self.commits } else { &self.refused }.fetch_add(1, Relaxed);
    }

    pub(crate) fn statement(&self) {
        self.statements.fetch_add(1, Relaxed);
    }

    pub(crate) fn group(&self) {
        self.groups.fetch_add(1, Relaxed);
    }

    pub(crate) fn read_one(&self) {
        self.reads.fetch_add(1, Relaxed);
    }

    pub(crate) fn split(&self) {
        self.split.fetch_add(1, Relaxed);
    }

    /// Takes no more writes: one that was answered could be lost.
    pub(crate) fn stop(&self) {
        self.stopped.store(true, Relaxed);
    }

    pub(crate) fn is_stopped(&self) -> bool {
        self.stopped.load(Relaxed)
    }

    pub(crate) fn read(&self) -> Counters {
        Counters {
            commits: self.commits.load(Relaxed),
            refused: self.refused.load(Relaxed),
            statements: self.statements.load(Relaxed),
            groups: self.groups.load(Relaxed),
            reads: self.reads.load(Relaxed),
            split: self.split.load(Relaxed),
            waiting: self.waiting.load(Relaxed),
        }
    }
}
