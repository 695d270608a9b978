//! Groups: what is merged, what fails alone, what waits, what is refused.

use futures_like::{all, together};
use model::{id::*, record::*};

use super::{
    base::{Base, id, on_both, on_both_with},
    sample,
};
use crate::{Changes, Error, Options, Refused, Unique};

/// Waiting for many commits at once without another crate.
mod futures_like {
    use crate::{Changes, Refused, Store};

    pub async fn all(store: &Store, many: Vec<Changes>) -> Vec<Result<(), Refused>> {
        let tasks: Vec<_> = many
            .into_iter()
            .map(|changes| {
                let store = store.clone();
                tokio::spawn(async move { store.commit(changes).await })
            })
            .collect();
        let mut answers = Vec::new();
        for task in tasks {
            answers.push(task.await.unwrap());
        }
        answers
    }

    /// Polls all of them before anything else runs, and waits for the last.
    pub async fn together<F: Future + Unpin>(mut many: Vec<F>) -> Vec<F::Output> {
        let mut answers: Vec<Option<F::Output>> = many.iter().map(|_| None).collect();
        std::future::poll_fn(|context| {
            for (one, answer) in many.iter_mut().zip(&mut answers).filter(|(_, answer)| answer.is_none()) {
                if let std::task::Poll::Ready(done) = std::pin::Pin::new(one).poll(context) {
                    *answer = Some(done);
                }
            }
            if answers.iter().all(Option::is_some) { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
        })
        .await;
        answers.into_iter().flatten().collect()
    }
}

fn filing(base: &Base, number: i64) -> Changes {
    let ticket = sample::ticket(number);
    let mut changes = base.changes();
    changes.insert_ticket(&ticket).insert_run(&sample::run(ticket.id)).insert_task(&sample::task(ticket.id));
    changes.insert_event(&sample::event(ticket.id, "filed", Visibility::Public));
    changes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_commits_share_few_transactions() {
    on_both(async |base| {
        let before = base.store.counters();
        let answers = all(&base.store, (1..=200).map(|n| filing(&base, n)).collect()).await;
        assert!(answers.iter().all(Result::is_ok), "{answers:?}");
        let after = base.store.counters();
        assert_eq!(after.commits - before.commits, 200);
        let groups = after.groups - before.groups;
        assert!(groups < 100, "{groups} groups for 200 commits");
        assert_eq!((after.waiting, after.split), (0, 0));
        assert_eq!(base.scope().event_marks(None, 500).await.unwrap().len(), 200);
    })
    .await;
}

#[tokio::test]
async fn a_thousand_filings_cost_sixteen_syncs() {
    on_both(async |base| {
        let before = base.store.counters();
        // One thread runs all of this: every filing waits before a committer looks.
        let filings: Vec<_> = (1..=1_000).map(|number| Box::pin(base.store.commit(filing(&base, number)))).collect();
        for answer in together(filings).await {
            answer.unwrap();
        }
        let after = base.store.counters();
        assert_eq!((after.commits - before.commits, after.groups - before.groups), (1_000, 16));
        // Five tables, each in one statement.
        assert_eq!(after.statements - before.statements, 16 * 5);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bad_member_fails_alone() {
    on_both(async |base| {
        // The same number twice breaks a unique key in the middle of the transaction; a NUL before it begins.
        let mut many: Vec<Changes> = (1..=40).map(|n| filing(&base, n)).collect();
        many.insert(20, filing(&base, 7));
        let mut nul = filing(&base, 99);
        nul.insert_event(&sample::event(TicketId::new(id()), "a\0", Visibility::Public));
        many.insert(30, nul);
        let answers = all(&base.store, many).await;
        let taken = answers.iter().filter(|a| matches!(a, Err(Refused::Taken { what: Unique::TicketNumber }))).count();
        let value = answers.iter().filter(|a| matches!(a, Err(Refused::Broken(Error::Value { .. })))).count();
        assert_eq!((taken, value, answers.iter().filter(|a| a.is_ok()).count()), (1, 1, 40), "{answers:?}");
        assert_eq!(base.scope().event_marks(None, 500).await.unwrap().len(), 40, "nothing of the bad ones is stored");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn members_that_write_the_same_row_follow_each_other() {
    on_both(async |base| {
        let (task, person) = (TaskId::new(id()), PersonId::new(id()));
        let typed = |n: i32| {
            let mut changes = base.changes();
            changes.save_step_draft(task, person, &[("n".into(), n.into())].into());
            changes
        };
        let answers = all(&base.store, (0..50).map(typed).collect()).await;
        assert!(answers.iter().all(Result::is_ok), "{answers:?}");
        assert!(base.scope().step_draft(task, person).await.unwrap().is_some());
        assert_eq!(base.store.counters().split, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_queue_refuses_at_once() {
    let options = Options { queue: 2, group: 1, committers: 1, ..Options::default() };
    on_both_with(options, async |base| {
        let answers = all(&base.store, (1..=200).map(|n| filing(&base, n)).collect()).await;
        let full = answers.iter().filter(|answer| matches!(answer, Err(Refused::Full))).count();
        let stored = answers.iter().filter(|answer| answer.is_ok()).count();
        assert_eq!(full + stored, 200, "{answers:?}");
        assert!(full > 0 && stored > 0, "{full} full, {stored} stored");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_that_goes_away_does_not_stop_the_commit() {
    on_both(async |base| {
        let store = base.store.clone();
        let changes = filing(&base, 1);
        let caller = tokio::spawn(async move { store.commit(changes).await });
        tokio::task::yield_now().await;
        while base.store.counters().waiting == 0 && base.store.counters().commits == 1 {
            tokio::task::yield_now().await;
        }
        caller.abort();
        drop(caller.await);
        base.store.clone().close().await;
        let again = base.another().await;
        assert!(again.scope(base.workspace).ticket_by_number(1).await.unwrap().is_some());
        again.close().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn closing_finishes_what_waits_and_takes_nothing_more() {
    on_both(async |base| {
        let store = base.store.clone();
        let many = (1..=50).map(|n| filing(&base, n)).collect();
        let waiting = tokio::spawn(async move { all(&store, many).await });
        while base.store.counters().commits < 2 {
            tokio::task::yield_now().await;
        }
        base.store.clone().close().await;
        let answers = waiting.await.unwrap();
        let stored = answers.iter().filter(|answer| answer.is_ok()).count();
        assert!(answers.iter().all(|a| matches!(a, Ok(()) | Err(Refused::Broken(Error::Stopped)))), "{answers:?}");
        let refused = base.store.commit(filing(&base, 99)).await;
        assert!(matches!(refused, Err(Refused::Broken(Error::Stopped))), "{refused:?}");
        let again = base.another().await;
        assert_eq!(again.scope(base.workspace).event_marks(None, 500).await.unwrap().len(), stored);
        again.close().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn changes_to_one_record_in_one_commit_become_one() {
    on_both(async |base| {
        let mut ticket = sample::ticket(1);
        let mut changes = base.changes();
        changes.insert_ticket(&ticket);
        ticket.version = 2;
        ticket.title = "second".into();
        changes.update_ticket(&ticket);
        base.store.commit(changes).await.unwrap();
        let timer = sample::timer(ticket.id, 1);
        let mut changes = base.changes();
        changes.insert_timer(&timer).drop_timers(ticket.id, std::slice::from_ref(&timer.purpose));
        for title in ["third", "fourth"] {
            ticket.version += 1;
            ticket.title = title.into();
            changes.update_ticket(&ticket);
        }
        base.store.commit(changes).await.unwrap();
        assert_eq!(base.scope().ticket(ticket.id).await.unwrap(), Some(ticket));
        assert_eq!(base.store.next_timer_due().await.unwrap(), None);
        base.store.commit(base.changes()).await.unwrap();
        assert!(base.changes().is_empty());
    })
    .await;
}
