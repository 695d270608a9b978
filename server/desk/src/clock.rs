//! The one place where the product reads the time.

use chrono::{DateTime, SubsecRound, Utc};

/// Tells the time. Tests hold one that stands still until told otherwise.
pub trait Clock: Send + Sync {
    /// The present instant, to the millisecond: that is what the store keeps.
    fn now(&self) -> DateTime<Utc>;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock that everything else takes as an argument")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(3)
    }
}
