//! Where decisions are made: on a bounded number of blocking threads, so that an expression that takes its whole deadline
//! never holds up a thread that serves others.

use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::error::{Error, Result};

/// How many decisions may wait for a turn before the server says that it is busy.
const MOST_WAITING: usize = 1_024;

/// Makes decisions, a few at a time.
pub(crate) struct Thinkers {
    /// How many think at once.
    turns: Arc<Semaphore>,
    /// How many think or wait to.
    places: Semaphore,
}

impl Thinkers {
    /// `turns` is how many think at once: a few more than the machine has cores, because one may be at its deadline.
    pub(crate) fn new(turns: usize) -> Self {
        Self::of(turns.max(2), MOST_WAITING)
    }

    fn of(turns: usize, waiting: usize) -> Self {
        Self { turns: Arc::new(Semaphore::new(turns)), places: Semaphore::new(turns + waiting) }
    }

    /// Does some thinking and gives its result. Busy when too many wait already; nothing was begun then.
    pub(crate) async fn think<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let _place = self.places.try_acquire().map_err(|_| Error::Busy)?;
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(Error::broken)?;
        let done = tokio::task::spawn_blocking(move || {
            // The turn ends with the work, even when whoever asked has gone.
            let _turn = turn;
            work()
        });
        done.await.map_err(Error::broken)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, mpsc};

    use super::Thinkers;
    use crate::Error;

    #[tokio::test]
    async fn a_full_pool_is_busy_and_nobody_else_is_held_up() {
        let thinkers = Arc::new(Thinkers::of(1, 1));
        let (go, wait) = mpsc::channel::<()>();
        let slow = tokio::spawn({
            let thinkers = Arc::clone(&thinkers);
            async move { thinkers.think(move || wait.recv().is_ok()).await }
        });
        let second = tokio::spawn({
            let thinkers = Arc::clone(&thinkers);
            async move { thinkers.think(|| true).await }
        });
        // One thread runs all of this test: it goes on although someone thinks.
        while thinkers.places.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert!(matches!(thinkers.think(|| true).await, Err(Error::Busy)));
        go.send(()).unwrap();
        assert!(slow.await.unwrap().unwrap() && second.await.unwrap().unwrap());
        assert!(thinkers.think(|| true).await.unwrap(), "its places are free again");
    }
}
