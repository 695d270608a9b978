//! Timers, effects and ticket numbers: claimed once, lost after the lease, fenced.

use std::{collections::BTreeSet, time::Duration};

use model::{id::*, record::Timer};

use super::{
    base::{at, id, on_both},
    sample,
};
use crate::{Outcome, Refused};

const LEASE: Duration = Duration::from_mins(1);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_due_timer_is_claimed_by_one_worker() {
    on_both(async |base| {
        let ticket = TicketId::new(id());
        let mut changes = base.changes();
        let timers: Vec<Timer> = (0..120).map(|n| sample::timer(ticket, n % 10)).collect();
        for timer in &timers {
            changes.insert_timer(timer);
        }
        changes.insert_timer(&sample::timer(ticket, 1000));
        base.store.commit(changes).await.unwrap();
        assert_eq!(base.store.next_timer_due().await.unwrap(), Some(at(0)));
        let other = base.another().await;
        let workers: Vec<_> = [&base.store, &other, &base.store, &other]
            .map(|store| {
                let store = store.clone();
                tokio::spawn(async move {
                    let mut mine = Vec::new();
                    loop {
                        let claimed = store.claim_timers(at(20), LEASE, 7).await.unwrap();
                        assert!(claimed.len() <= 7);
                        if claimed.is_empty() {
                            return mine;
                        }
                        mine.extend(claimed);
                    }
                })
            })
            .into_iter()
            .collect();
        let mut claimed = Vec::new();
        for worker in workers {
            claimed.extend(worker.await.unwrap());
        }
        // A worker may stop early on PostgreSQL while another one holds the rest; nothing is claimed twice.
        claimed.extend(base.store.claim_timers(at(20), LEASE, 200).await.unwrap());
        assert_eq!(claimed.len(), 120);
        let ids: BTreeSet<TimerId> = claimed.iter().map(|claimed| claimed.what.id).collect();
        assert_eq!(ids, timers.iter().map(|timer| timer.id).collect());
        assert!(claimed.iter().all(|claimed| claimed.fence == 1 && claimed.workspace == base.workspace));
        let one = claimed.first().unwrap();
        assert!(timers.contains(&one.what), "as it was set");
        other.close().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lease_that_ended_lets_another_worker_in_and_the_late_one_changes_nothing() {
    on_both(async |base| {
        let ticket = TicketId::new(id());
        let timer = sample::timer(ticket, 0);
        let mut changes = base.changes();
        changes.insert_timer(&timer);
        base.store.commit(changes).await.unwrap();
        let first = base.store.claim_timers(at(1), LEASE, 9).await.unwrap().remove(0);
        assert_eq!(base.store.claim_timers(at(1), LEASE, 9).await.unwrap(), []);
        assert_eq!(base.store.next_timer_due().await.unwrap(), Some(at(2)), "the end of the lease");
        assert_eq!(base.store.claim_timers(at(0), LEASE, 9).await.unwrap(), [], "a clock set back fires nothing");
        let second = base.store.claim_timers(at(2), LEASE, 9).await.unwrap().remove(0);
        assert_eq!((first.fence, second.fence), (1, 2));

        let mut late = base.changes();
        late.insert_ticket(&sample::ticket(1)).finish_timer(timer.id, first.fence);
        let refused = base.store.commit(late).await;
        assert!(matches!(refused, Err(Refused::Moved { ref what }) if what == "timer"), "{refused:?}");
        assert_eq!(base.scope().ticket_by_number(1).await.unwrap(), None);
        assert!(!base.store.release_timer(base.workspace, timer.id, first.fence, at(3)).await.unwrap());

        assert!(base.store.release_timer(base.workspace, timer.id, second.fence, at(10)).await.unwrap());
        assert_eq!(base.store.next_timer_due().await.unwrap(), Some(at(10)));
        let third = base.store.claim_timers(at(10), LEASE, 9).await.unwrap().remove(0);
        assert_eq!((third.fence, &third.what), (3, &timer), "the due time stays as it was");
        let mut done = base.changes();
        done.finish_timer(timer.id, third.fence);
        base.store.commit(done).await.unwrap();
        assert_eq!(base.store.next_timer_due().await.unwrap(), None);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn timers_are_dropped_by_purpose_of_their_ticket_only() {
    on_both(async |base| {
        let (one, two) = (TicketId::new(id()), TicketId::new(id()));
        let timers = [sample::timer(one, 1), sample::timer(one, 2), sample::timer(two, 3)];
        let mut changes = base.changes();
        for timer in &timers {
            changes.insert_timer(timer);
        }
        base.store.commit(changes).await.unwrap();
        let mut changes = base.changes();
        changes.drop_timers(one, &[timers[0].purpose.clone(), timers[2].purpose.clone()]);
        base.store.commit(changes).await.unwrap();
        let left = base.store.claim_timers(at(9), LEASE, 9).await.unwrap();
        let left: BTreeSet<TimerId> = left.into_iter().map(|claimed| claimed.what.id).collect();
        assert_eq!(left, BTreeSet::from([timers[1].id, timers[2].id]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_effect_is_retried_given_up_and_revived() {
    on_both(async |base| {
        let (effect, ticket) = (OutboxId::new(id()), TicketId::new(id()));
        let mut changes = base.changes();
        changes.insert_effect(effect, Some(ticket), &sample::effect());
        base.store.commit(changes).await.unwrap();
        let claim = async |minutes| base.store.claim_effects(at(minutes), LEASE, 9, true).await.unwrap();
        let finish =
            async |fence, outcome| base.store.finish_effect(base.workspace, effect, fence, outcome).await.unwrap();
        let first = claim(1).await.remove(0);
        assert_eq!((first.what.id, first.what.ticket, first.what.attempts), (effect, Some(ticket), 0));
        assert_eq!(first.what.effect, sample::effect());
        assert!(finish(first.fence, Outcome::Retry { at: at(30), error: "busy".into() }).await);
        assert_eq!(base.store.next_effect_due().await.unwrap(), Some(at(30)));
        let second = claim(30).await.remove(0);
        assert_eq!(second.what.attempts, 1);
        assert!(!finish(first.fence, Outcome::Done).await, "the late worker is fenced");
        assert!(finish(second.fence, Outcome::Dead { error: "gone".into() }).await);
        assert_eq!((claim(500).await, base.store.next_effect_due().await.unwrap()), (vec![], None));
        let mut revive = base.changes();
        revive.revive_effect(effect);
        base.store.commit(revive.clone()).await.unwrap();
        assert!(matches!(base.store.commit(revive).await, Err(Refused::Moved { .. })), "it is not dead any more");
        let third = claim(1).await.remove(0);
        assert_eq!((third.what.attempts, third.fence), (0, 3));
        assert!(finish(third.fence, Outcome::Done).await);
        assert_eq!(claim(500).await, []);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ticket_numbers_are_handed_out_once() {
    on_both(async |base| {
        let other = base.another().await;
        let tasks: Vec<_> = (0..8)
            .map(|n| {
                let store = if n % 2 == 0 { base.store.clone() } else { other.clone() };
                let workspace = base.workspace;
                tokio::spawn(async move {
                    let mut mine = Vec::new();
                    for _ in 0..40 {
                        mine.push(store.next_number(workspace).await.unwrap());
                    }
                    mine
                })
            })
            .collect();
        let mut numbers = BTreeSet::new();
        for task in tasks {
            let mine = task.await.unwrap();
            assert!(mine.is_sorted(), "numbers grow");
            numbers.extend(mine);
        }
        assert_eq!(numbers.len(), 320);
        assert_eq!(numbers.first(), Some(&1));
        other.close().await;
    })
    .await;
}
