//! The people with the work they have, read once for all who ask at the same moment.
//!
//! Whoever decides needs them as they are after everything that they have stored themselves. So a look serves those who
//! had asked before it began, and nobody else: many who file at once share few looks, and one who files alone has one of
//! their own.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
};

use engine::dispatch::Colleague;
use model::id::WorkspaceId;
use store::Store;

use crate::{error::Result, shelf::LOAD};

/// The people of a workspace with the work that they had at one moment.
#[derive(Clone)]
pub(crate) struct Crew {
    /// The people.
    pub colleagues: Arc<Vec<Colleague>>,
    /// The registers of their loads, as they were before the loads were read.
    pub turns: Arc<HashMap<String, i64>>,
}

/// Looks at the people of every workspace.
#[derive(Default)]
pub(crate) struct Crews(Mutex<HashMap<WorkspaceId, Arc<Line>>>);

/// Those who want to look at one workspace.
#[derive(Default)]
struct Line {
    /// How many have asked.
    asked: AtomicU64,
    /// Whose turn it is to look.
    turn: tokio::sync::Mutex<Option<Look>>,
}

/// The last look.
struct Look {
    /// How many had asked when it began.
    serves: u64,
    crew: Crew,
}

impl Crews {
    /// The people as they are now.
    pub(crate) async fn crew(&self, store: &Store, workspace: WorkspaceId) -> Result<Crew> {
        let line = Arc::clone(self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(workspace).or_default());
        line.crew(|| look(store, workspace)).await
    }
}

impl Line {
    async fn crew(&self, look: impl AsyncFnOnce() -> Result<Crew>) -> Result<Crew> {
        let mine = self.asked.fetch_add(1, SeqCst) + 1;
        let mut turn = self.turn.lock().await;
        if let Some(last) = turn.as_ref().filter(|last| last.serves >= mine) {
            return Ok(last.crew.clone());
        }
        // Everyone who has asked by now is served by what is read from now on.
        let serves = self.asked.load(SeqCst);
        let crew = look().await?;
        *turn = Some(Look { serves, crew: crew.clone() });
        Ok(crew)
    }
}

async fn look(store: &Store, workspace: WorkspaceId) -> Result<Crew> {
    let scope = store.scope(workspace);
    // Before the loads: whoever is given work in between moves the register, and the commit finds out.
    let turns = scope.registers(LOAD).await?;
    let colleagues = scope
        .colleagues()
        .await?
        .into_iter()
        .map(|load| Colleague {
            person: load.person,
            open: load.open_tasks,
            load: load.weight,
            last_assigned: load.last_assigned,
        })
        .collect();
    Ok(Crew { colleagues: Arc::new(colleagues), turns: Arc::new(turns) })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;

    fn nobody() -> Crew {
        Crew { colleagues: Arc::default(), turns: Arc::default() }
    }

    #[tokio::test]
    async fn those_who_ask_during_a_look_share_the_next_one_and_never_take_the_present_one() {
        let line = Arc::new(Line::default());
        let looks = Arc::new(AtomicUsize::new(0));
        let (go, wait) = tokio::sync::oneshot::channel::<()>();
        let first = tokio::spawn({
            let (line, looks) = (Arc::clone(&line), Arc::clone(&looks));
            async move {
                line.crew(async || {
                    looks.fetch_add(1, SeqCst);
                    wait.await.unwrap();
                    Ok(nobody())
                })
                .await
            }
        });
        while looks.load(SeqCst) == 0 {
            tokio::task::yield_now().await;
        }
        let others: Vec<_> = (0..10)
            .map(|_| {
                let (line, looks) = (Arc::clone(&line), Arc::clone(&looks));
                tokio::spawn(async move {
                    line.crew(async || {
                        looks.fetch_add(1, SeqCst);
                        Ok(nobody())
                    })
                    .await
                })
            })
            .collect();
        while line.asked.load(SeqCst) < 11 {
            tokio::task::yield_now().await;
        }
        go.send(()).unwrap();
        first.await.unwrap().unwrap();
        for other in others {
            other.await.unwrap().unwrap();
        }
        assert_eq!(looks.load(SeqCst), 2);
    }

    #[tokio::test]
    async fn a_look_that_fails_fails_for_one_and_the_next_looks_again() {
        let line = Line::default();
        assert!(line.crew(async || Err(crate::Error::Busy)).await.is_err());
        assert!(line.crew(async || Ok(nobody())).await.is_ok());
    }
}
