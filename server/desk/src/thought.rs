//! Where decisions are made: on threads of their own, so that an expression that takes its whole deadline never holds up a
//! thread that serves others. The threads stay awake while there is something to decide.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use rayon::{ThreadPool, ThreadPoolBuilder};
use tokio::sync::{Semaphore, oneshot};

use crate::error::{Error, Result};

/// How many decisions may wait for a turn before the server says that it is busy.
const MOST_WAITING: usize = 1_024;

/// Makes decisions, a few at a time.
pub(crate) struct Thinkers {
    threads: ThreadPool,
    /// How many think or wait to.
    places: Arc<Semaphore>,
}

impl Thinkers {
    /// `turns` is how many think at once: a few more than the machine has cores, because one may be at its deadline.
    pub(crate) fn new(turns: usize) -> Result<Self> {
        Self::of(turns.max(2), MOST_WAITING)
    }

    fn of(turns: usize, waiting: usize) -> Result<Self> {
        let threads = ThreadPoolBuilder::new().num_threads(turns).thread_name(|number| format!("thinker-{number}"));
        let threads = threads.build().map_err(Error::broken)?;
        Ok(Self { threads, places: Arc::new(Semaphore::new(turns + waiting)) })
    }

    /// Does some thinking and gives its result. Busy when too many wait already; nothing was begun then.
    pub(crate) async fn think<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| Error::Busy)?;
        let (tell, told) = oneshot::channel();
        self.threads.spawn_fifo(move || {
            let done = catch_unwind(AssertUnwindSafe(work));
            // The place is taken until the work ends, even when whoever asked has gone.
            drop(place);
            drop(tell.send(done));
        });
        told.await.map_err(Error::broken)?.map_err(|_| Error::broken("a decision broke down"))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, mpsc};

    use super::Thinkers;
    use crate::Error;

    #[tokio::test]
    async fn a_full_pool_is_busy_and_nobody_else_is_held_up() {
        let thinkers = Arc::new(Thinkers::of(1, 1).unwrap());
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
        assert!(matches!(thinkers.think(|| panic!("on purpose")).await, Err::<(), _>(Error::Broken(_))));
        assert!(thinkers.think(|| true).await.unwrap(), "a thread that broke down goes on");
    }
}
