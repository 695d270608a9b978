//! Any interleaving of operations through the committer equals some serial order.
//!
//! Workers play random operations against a few shared rows: read, decide, commit, and when moved, read again. What a
//! reader decides is written down with the versions it saw. Afterwards the accepted operations are put in the order of
//! the versions they made, and played again on a simple model: it must accept each of them and end as the database did.

use std::collections::BTreeMap;

use model::{id::*, record::*};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use serde_json::json;

use super::{
    base::{Base, at, id, on_both},
    sample,
};
use crate::{Refused, Store};

const TICKETS: usize = 3;

/// What a worker wants.
#[derive(Clone, Debug)]
enum Wish {
    /// Add to one ticket.
    Add { to: usize, amount: i64 },
    /// Move between two tickets, if the first has enough.
    Move { from: usize, to: usize, amount: i64 },
    /// Move, and count it in a register.
    Counted { from: usize, to: usize, amount: i64 },
    /// Use a key that is good once.
    Once { key: u8, to: usize },
}

fn wishes() -> impl Strategy<Value = Vec<Vec<Wish>>> {
    let ticket = 0..TICKETS;
    let wish = prop_oneof![
        (ticket.clone(), 1..9_i64).prop_map(|(to, amount)| Wish::Add { to, amount }),
        (ticket.clone(), ticket.clone(), 1..9_i64).prop_map(|(from, to, amount)| Wish::Move { from, to, amount }),
        (ticket.clone(), ticket.clone(), 1..9_i64).prop_map(|(from, to, amount)| Wish::Counted { from, to, amount }),
        (0..4_u8, ticket).prop_map(|(key, to)| Wish::Once { key, to }),
    ];
    prop::collection::vec(prop::collection::vec(wish, 1..8), 2..7)
}

/// What was accepted: the version and value each ticket had when it was read, and what they became.
#[derive(Debug)]
struct Done {
    tickets: BTreeMap<usize, (i64, i64, i64)>,
    register: Option<i64>,
    key: Option<u8>,
}

fn amount(ticket: &Ticket) -> i64 {
    ticket.fields.get("amount").and_then(serde_json::Value::as_i64).unwrap_or_default()
}

async fn grant(store: &Store, workspace: WorkspaceId, tickets: &[TicketId], wish: &Wish) -> Option<Done> {
    let scope = store.scope(workspace);
    loop {
        let mut done = Done { tickets: BTreeMap::new(), register: None, key: None };
        let mut changes = crate::Changes::new(workspace, at(0));
        let mut deltas: BTreeMap<usize, i64> = BTreeMap::new();
        match *wish {
            Wish::Add { to, amount } => {
                deltas.insert(to, amount);
            }
            Wish::Once { key, to } => {
                done.key = Some(key);
                changes.keep_answer(&format!("key-{key}"), "", &json!(null));
                deltas.insert(to, 100);
            }
            Wish::Move { from, to, amount } | Wish::Counted { from, to, amount } => {
                *deltas.entry(from).or_default() -= amount;
                *deltas.entry(to).or_default() += amount;
            }
        }
        if matches!(wish, Wish::Counted { .. }) {
            let read = scope.register("moves").await.unwrap();
            changes.bump("moves", read);
            done.register = Some(read);
        }
        for (place, delta) in deltas {
            let mut ticket = scope.ticket(tickets[place]).await.unwrap().unwrap();
            let before = amount(&ticket);
            if before + delta < 0 {
                return None;
            }
            done.tickets.insert(place, (ticket.version, before, before + delta));
            ticket.version += 1;
            ticket.fields.insert("amount".into(), json!(before + delta));
            changes.update_ticket(&ticket).insert_event(&sample::event(ticket.id, "moved", Visibility::Public));
        }
        match store.commit(changes).await {
            Ok(()) => return Some(done),
            Err(Refused::Moved { .. }) => {}
            Err(Refused::Taken { .. }) => return None,
            Err(other) => panic!("{other:?}"),
        }
    }
}

async fn play(base: &Base, plan: Vec<Vec<Wish>>) {
    let mut tickets = Vec::new();
    let mut changes = base.changes();
    for number in 0..TICKETS {
        let mut ticket = sample::ticket(i64::try_from(number).unwrap() + 1);
        ticket.fields.insert("amount".into(), json!(10));
        changes.insert_ticket(&ticket);
        tickets.push(ticket.id);
    }
    // A workspace of its own for each play.
    let workspace = WorkspaceId::new(id());
    changes.workspace = workspace;
    for op in &mut changes.ops {
        if let crate::changes::Op::Insert { row, .. } | crate::changes::Op::Upsert { row, .. } = op {
            row[0] = workspace.uuid().into();
        }
    }
    base.store.commit(changes).await.unwrap();
    let workers: Vec<_> = plan
        .into_iter()
        .map(|wishes| {
            let (store, tickets) = (base.store.clone(), tickets.clone());
            tokio::spawn(async move {
                let mut done = Vec::new();
                for wish in &wishes {
                    done.extend(grant(&store, workspace, &tickets, wish).await);
                }
                done
            })
        })
        .collect();
    let mut accepted = Vec::new();
    for worker in workers {
        accepted.extend(worker.await.unwrap());
    }

    // Each version of a ticket was made once; play them again in an order that respects every one of them.
    let events = accepted.iter().map(|done| done.tickets.len()).sum::<usize>();
    let (mut versions, mut values) = ([1_i64; TICKETS], [10_i64; TICKETS]);
    let (mut register, mut keys) = (0, std::collections::BTreeSet::new());
    while !accepted.is_empty() {
        let next = accepted.iter().position(|done| {
            done.tickets
                .iter()
                .all(|(place, (version, before, _))| versions[*place] == *version && values[*place] == *before)
                && done.register.is_none_or(|read| read == register)
        });
        let done = accepted.remove(next.unwrap_or_else(|| panic!("no serial order: {accepted:?} at {versions:?}")));
        for (place, (_, _, after)) in &done.tickets {
            versions[*place] += 1;
            values[*place] = *after;
        }
        register += i64::from(done.register.is_some());
        assert!(done.key.is_none_or(|key| keys.insert(key)), "a key was used twice");
    }
    let scope = base.store.scope(workspace);
    for (place, id) in tickets.iter().enumerate() {
        let ticket = scope.ticket(*id).await.unwrap().unwrap();
        assert_eq!((ticket.version, amount(&ticket)), (versions[place], values[place]));
    }
    assert_eq!(scope.register("moves").await.unwrap(), register);
    assert_eq!(scope.event_marks(None, 500).await.unwrap().len(), events, "what was refused left nothing behind");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_interleaving_equals_some_serial_order() {
    on_both(async |base| {
        let mut runner = TestRunner::deterministic();
        for _ in 0..25 {
            let plan = wishes().new_tree(&mut runner).unwrap().current();
            play(&base, plan).await;
        }
    })
    .await;
}
