//! The people with the work they have, read once for all who ask at the same moment.
//!
//! Whoever decides needs them as they are after everything that they have stored themselves. So a look serves those who
//! had asked before it began, and for a moment those who ask after it, as long as this node has done nothing since but give
//! out new work.
//!
//! What was given to someone since a look is written in a ledger, so that those who share the look do not all give their
//! work to the same person. It is for fairness alone: that nobody is given more than they can carry is a guard of the
//! commit.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};
use engine::dispatch::Colleague;
use model::id::{PersonId, WorkspaceId};
use store::Store;

use crate::error::Result;

/// The people of a workspace with the work that they had at one moment.
#[derive(Clone, Default)]
pub(crate) struct Crew {
    people: Arc<Vec<Colleague>>,
    /// Which look this is.
    look: u64,
    ledger: Arc<Ledger>,
}

impl Crew {
    /// People who are in no store.
    pub(crate) fn of(people: Vec<Colleague>) -> Self {
        Self { people: Arc::new(people), ..Self::default() }
    }

    /// The people with what they had then and were given since.
    pub(crate) fn now(&self) -> Arc<Vec<Colleague>> {
        let given = self.ledger.since(self.look);
        let mut people = Arc::clone(&self.people);
        if !given.is_empty() {
            let mut more: HashMap<PersonId, (i64, i64, DateTime<Utc>)> = HashMap::new();
            for Given { person, weight, at } in given {
                let (open, load, last) = more.entry(person).or_insert((0, 0, at));
                (*open, *load, *last) = (*open + 1, *load + weight, at.max(*last));
            }
            for one in Arc::make_mut(&mut people) {
                if let Some((open, load, last)) = more.get(&one.person.id) {
                    one.open += open;
                    one.load += load;
                    one.last_assigned = one.last_assigned.max(Some(*last));
                }
            }
        }
        people
    }

    /// Notes what a decision gives to people, until it is seen by a look.
    pub(crate) fn note(&self, given: Vec<Given>) -> Promise {
        let mut lines = self.ledger.lines();
        let number = lines.next;
        lines.next += 1;
        lines.given.extend(given.into_iter().map(|given| Line { promise: number, given, stored: None }));
        drop(lines);
        Promise { number, is_kept: false, ledger: Arc::clone(&self.ledger) }
    }
}

/// A piece of work that someone is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Given {
    pub person: PersonId,
    pub weight: i64,
    pub at: DateTime<Utc>,
}

/// What was given to the people of a workspace and may not have been seen by a look yet.
#[derive(Default)]
struct Ledger(Mutex<Lines>);

#[derive(Default)]
struct Lines {
    /// How many looks have begun.
    looks: u64,
    next: u64,
    given: Vec<Line>,
}

struct Line {
    promise: u64,
    given: Given,
    /// How many looks had begun when it was stored: the next one sees it.
    stored: Option<u64>,
}

impl Ledger {
    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a look. What the one before it has seen is forgotten.
    fn begin(&self) -> u64 {
        let mut lines = self.lines();
        let last = lines.looks;
        lines.looks += 1;
        lines.given.retain(|line| line.stored.is_none_or(|stored| stored >= last));
        lines.looks
    }

    /// What a look has not seen.
    fn since(&self, look: u64) -> Vec<Given> {
        let lines = self.lines();
        let unseen = lines.given.iter().filter(|line| line.stored.is_none_or(|stored| stored >= look));
        unseen.map(|line| line.given).collect()
    }
}

/// That something is given to people. It counts until it is dropped, and what was kept until a look has seen it.
pub(crate) struct Promise {
    number: u64,
    is_kept: bool,
    ledger: Arc<Ledger>,
}

impl Promise {
    /// It is stored now.
    pub(crate) fn keep(mut self) {
        self.is_kept = true;
    }
}

impl Drop for Promise {
    fn drop(&mut self) {
        let mut lines = self.ledger.lines();
        let looks = lines.looks;
        if self.is_kept {
            for line in lines.given.iter_mut().filter(|line| line.promise == self.number) {
                line.stored = Some(looks);
            }
        } else {
            lines.given.retain(|line| line.promise != self.number);
        }
    }
}

/// Looks at the people of every workspace.
#[derive(Default)]
pub(crate) struct Crews(Mutex<HashMap<WorkspaceId, Arc<Queue>>>);

/// Those who want to look at one workspace.
#[derive(Default)]
struct Queue {
    /// How many have asked.
    asked: AtomicU64,
    /// Whose turn it is to look.
    turn: tokio::sync::Mutex<Option<Look>>,
    ledger: Arc<Ledger>,
}

/// The last look.
struct Look {
    /// How many had asked when it began.
    serves: u64,
    /// When it began, and how often this node had moved what people have to do.
    began: (Instant, u64),
    crew: Crew,
}

/// How long a look serves those who ask after it: so late may this node see what others did.
const GOOD_FOR: Duration = Duration::from_millis(25);

impl Crews {
    /// The people as they are now.
    pub(crate) async fn crew(&self, store: &Store, workspace: WorkspaceId) -> Result<Crew> {
        let queue = Arc::clone(self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(workspace).or_default());
        queue.crew(|| store.moved_loads(), || look(store, workspace)).await
    }
}

impl Queue {
    async fn crew(&self, moved: impl Fn() -> u64, look: impl AsyncFnOnce() -> Result<Vec<Colleague>>) -> Result<Crew> {
        let mine = self.asked.fetch_add(1, SeqCst) + 1;
        let mut turn = self.turn.lock().await;
        let is_good = |last: &&Look| {
            let (at, before) = last.began;
            last.serves >= mine || at.elapsed() < GOOD_FOR && before == moved()
        };
        if let Some(last) = turn.as_ref().filter(is_good) {
            return Ok(last.crew.clone());
        }
        // Everyone who has asked by now is served by what is read from now on.
        let serves = self.asked.load(SeqCst);
        let began = (Instant::now(), moved());
        let number = self.ledger.begin();
        let people = Arc::new(look().await?);
        let crew = Crew { people, look: number, ledger: Arc::clone(&self.ledger) };
        *turn = Some(Look { serves, began, crew: crew.clone() });
        Ok(crew)
    }
}

async fn look(store: &Store, workspace: WorkspaceId) -> Result<Vec<Colleague>> {
    let everyone = store.scope(workspace).colleagues().await?;
    let colleague = |load: store::Workload| Colleague {
        person: Arc::new(load.person),
        open: load.open_tasks,
        load: load.weight,
        last_assigned: load.last_assigned,
    };
    Ok(everyone.into_iter().map(colleague).collect())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;

    /// Something has moved since.
    fn anew() -> u64 {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        COUNT.fetch_add(1, SeqCst)
    }

    #[tokio::test]
    async fn a_look_is_good_for_a_moment_while_nothing_moves() {
        let queue = Queue::default();
        let looks = AtomicUsize::new(0);
        let look = async |moved: u64| {
            let crew = queue.crew(
                || moved,
                async || {
                    looks.fetch_add(1, SeqCst);
                    Ok(Vec::new())
                },
            );
            crew.await.unwrap();
            looks.load(SeqCst)
        };
        assert_eq!(look(0).await, 1);
        assert_eq!(look(1).await, 2, "something has moved");
        tokio::time::sleep(GOOD_FOR).await;
        assert_eq!(look(1).await, 3, "others may have moved something");
        for _ in 0..50 {
            look(1).await;
        }
        assert!(looks.load(SeqCst) < 53, "fifty looks take less than fifty times as long as one is good for");
    }

    #[tokio::test]
    async fn what_is_given_counts_until_a_look_has_seen_it() {
        let queue = Queue::default();
        let person = PersonId::new(uuid::Uuid::from_u128(7));
        let at = DateTime::UNIX_EPOCH;
        let given = |count: usize| vec![Given { person, weight: 2, at }; count];
        let counts = |crew: &Crew| crew.ledger.since(crew.look).len();
        let first = queue.crew(anew, async || Ok(Vec::new())).await.unwrap();
        let (one, other) = (first.note(given(1)), first.note(given(2)));
        assert_eq!(counts(&first), 3);
        drop(other);
        assert_eq!(counts(&first), 1, "what came to nothing does not count");

        let second = queue.crew(anew, async || Ok(Vec::new())).await.unwrap();
        assert_eq!(counts(&second), 1, "it is not stored yet, so the look cannot have seen it");
        one.keep();
        assert_eq!((counts(&first), counts(&second)), (1, 1), "it was stored after both looks had begun");
        let third = queue.crew(anew, async || Ok(Vec::new())).await.unwrap();
        assert_eq!((counts(&second), counts(&third)), (1, 0));
        let fourth = queue.crew(anew, async || Ok(Vec::new())).await.unwrap();
        assert_eq!(counts(&fourth), 0);
        assert!(queue.ledger.lines().given.is_empty(), "nothing is kept for good");
    }

    #[tokio::test]
    async fn those_who_ask_during_a_look_share_the_next_one_and_never_take_the_present_one() {
        let queue = Arc::new(Queue::default());
        let looks = Arc::new(AtomicUsize::new(0));
        let (go, wait) = tokio::sync::oneshot::channel::<()>();
        let first = tokio::spawn({
            let (queue, looks) = (Arc::clone(&queue), Arc::clone(&looks));
            async move {
                queue
                    .crew(anew, async || {
                        looks.fetch_add(1, SeqCst);
                        wait.await.unwrap();
                        Ok(Vec::new())
                    })
                    .await
            }
        });
        while looks.load(SeqCst) == 0 {
            tokio::task::yield_now().await;
        }
        let others: Vec<_> = (0..10)
            .map(|_| {
                let (queue, looks) = (Arc::clone(&queue), Arc::clone(&looks));
                tokio::spawn(async move {
                    queue
                        .crew(anew, async || {
                            looks.fetch_add(1, SeqCst);
                            Ok(Vec::new())
                        })
                        .await
                })
            })
            .collect();
        while queue.asked.load(SeqCst) < 11 {
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
        let queue = Queue::default();
        assert!(queue.crew(anew, async || Err(crate::Error::Busy)).await.is_err());
        assert!(queue.crew(anew, async || Ok(Vec::new())).await.is_ok());
    }
}
