//! Committers: they take waiting changes from a bounded queue, merge them into one transaction, and answer each.
//!
//! * A caller that goes away does not stop its group.
//! * A group that fails as a whole is tried again one by one, so that the bad member fails alone.
//! * A member that writes what another member of the group writes is put off to the next group.
//! * When the answer to a commit never comes, nothing is tried again: whoever asked must look.

use std::{collections::VecDeque, sync::Arc, time::Duration};

use sea_orm::{DatabaseConnection, DbErr};
use tokio::sync::{Mutex, mpsc, oneshot};

use crate::{Changes, Error, Refused, Unique};

mod failure;
mod group;
mod meter;
mod write;

pub(crate) use failure::Failure;
pub(crate) use meter::Meter;

/// How often a transaction is tried again when the databases says that trying again may help.
const TRIES: u32 = 6;

/// Changes that wait, and who waits for them.
pub(crate) struct Job {
    pub(crate) changes: Changes,
    pub(crate) answer: oneshot::Sender<Result<(), Refused>>,
}

/// One committer.
pub(crate) struct Committer {
    pub(crate) db: DatabaseConnection,
    pub(crate) queue: Arc<Mutex<mpsc::Receiver<Job>>>,
    pub(crate) group: usize,
    pub(crate) meter: Arc<Meter>,
}

/// What becomes of one member of a group.
#[derive(Debug)]
enum Verdict {
    Stored,
    Refused(Refused),
    /// It writes what an earlier member writes.
    Later,
}

impl Committer {
    /// Works until the queue is closed and empty.
    pub(crate) async fn run(self) {
        let mut carried: VecDeque<Job> = VecDeque::new();
        loop {
            let mut jobs: Vec<Job> = carried.drain(..).collect();
            if jobs.is_empty() {
                let mut queue = self.queue.lock().await;
                match queue.recv().await {
                    Some(job) => jobs.push(job),
                    None => return,
                }
                self.fill(&mut jobs, &mut queue);
            } else if let Ok(mut queue) = self.queue.try_lock() {
                // An idle committer keeps the queue while it waits; what was carried must not wait for it.
                self.fill(&mut jobs, &mut queue);
            }
            self.settle(jobs, &mut carried).await;
        }
    }

    fn fill(&self, jobs: &mut Vec<Job>, queue: &mut mpsc::Receiver<Job>) {
        while jobs.len() < self.group
            && let Ok(job) = queue.try_recv()
        {
            jobs.push(job);
        }
    }

    /// Commits a group and answers its members; those that must wait go to `later`.
    async fn settle(&self, jobs: Vec<Job>, later: &mut VecDeque<Job>) {
        if self.meter.is_stopped() {
            for job in jobs {
                self.answer(job, Err(Error::Stopped.into()));
            }
            return;
        }
        let changes: Vec<&Changes> = jobs.iter().map(|job| &job.changes).collect();
        match self.try_group(&changes).await {
            Ok(verdicts) => self.deliver(jobs, verdicts, later),
            Err(failure) if failure.is_the_groups() || jobs.len() == 1 => {
                for job in jobs {
                    self.answer(job, Err(failure.refusal()));
                }
            }
            Err(failure) => {
                tracing::warn!(error = %failure, group.size = jobs.len(), "a group of commits is tried one by one");
                self.meter.split();
                for job in jobs {
                    let verdict = match self.try_group(&[&job.changes]).await {
                        Ok(mut verdicts) => verdicts.pop().unwrap_or(Verdict::Later),
                        Err(failure) => Verdict::Refused(failure.refusal()),
                    };
                    self.deliver(vec![job], vec![verdict], later);
                }
            }
        }
    }

    fn deliver(&self, jobs: Vec<Job>, verdicts: Vec<Verdict>, later: &mut VecDeque<Job>) {
        for (job, verdict) in jobs.into_iter().zip(verdicts) {
            match verdict {
                Verdict::Stored => self.answer(job, Ok(())),
                Verdict::Refused(refused) => self.answer(job, Err(refused)),
                Verdict::Later => later.push_back(job),
            }
        }
    }

    fn answer(&self, job: Job, answer: Result<(), Refused>) {
        point!("commit::answered");
        let stored = answer.is_ok();
        self.meter.answered(stored);
        // Before whoever asked can go on and store more.
        #[cfg(feature = "tap")]
        if stored {
            self.meter.tap.put(job.changes);
        }
        // Whoever asked may have gone; the changes are stored all the same.
        drop(job.answer.send(answer));
    }

    /// Commits a group in one transaction, again when the database asks for it.
    async fn try_group(&self, changes: &[&Changes]) -> Result<Vec<Verdict>, Failure> {
        let mut tried = 0;
        loop {
            let failure = match group::commit(&self.db, changes, &self.meter).await {
                Ok(verdicts) => return Ok(verdicts),
                Err(failure) => failure,
            };
            tried += 1;
            if tried >= TRIES || !failure.may_pass() {
                if failure.is_fatal() {
                    self.meter.stop();
                    tracing::error!(error = %failure, "a commit could not be made durable; no more writes are taken");
                }
                return Err(failure);
            }
            tokio::time::sleep(pause(tried)).await;
        }
    }
}

/// A pause that doubles, with some jitter so that two committers do not meet again.
fn pause(tried: u32) -> Duration {
    use std::hash::{BuildHasher, RandomState};
    let most = 4_u64 << tried.min(8);
    Duration::from_millis(most / 2 + RandomState::new().hash_one(tried) % most)
}

/// What a broken unique key means to whoever asked.
fn taken(what: Unique) -> Refused {
    match what {
        // Both are guarded by "there is none yet": another one was faster.
        Unique::Register => Refused::Moved { what: "register".to_owned() },
        Unique::Draft => Refused::Moved { what: "definition_draft".to_owned() },
        what => Refused::Taken { what },
    }
}

fn broken(what: &'static str) -> impl Fn(DbErr) -> Error {
    move |source| Error::Write { what, source }
}
