//! Lists: what a query finds, who sees it, and how a list goes on.

use model::{
    flow::Priority,
    id::*,
    record::*,
    view::{Sort, TaskQuery, TicketQuery},
};

use super::{
    base::{Base, at, id, on_both},
    sample,
};
use crate::{Error, Visible};

async fn numbers(base: &Base, query: TicketQuery, visible: &Visible) -> Vec<i64> {
    let list = base.scope().tickets(&query, visible, at(50)).await.unwrap();
    let (count, _) = base.scope().count(&query, visible, at(50), 1000).await.unwrap();
    assert_eq!(usize::try_from(count).unwrap(), list.rows.len());
    for ticket in &list.rows {
        assert!(base.scope().may_see(ticket.id, visible).await.unwrap());
    }
    list.rows.iter().map(|ticket| ticket.number).collect()
}

async fn file(base: &Base, tickets: &[Ticket]) {
    let mut changes = base.changes();
    for ticket in tickets {
        changes.insert_ticket(ticket);
    }
    base.store.commit(changes).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_goes_on_where_it_stopped_in_every_order() {
    on_both(async |base| {
        // Many equal values, so that the id decides.
        let tickets: Vec<Ticket> = (1..=23)
            .map(|n| Ticket {
                due_at: (n % 3 != 0).then(|| at(n % 4)),
                updated_at: at(n % 5),
                priority: Priority::ALL[usize::try_from(n % 4).unwrap()],
                ..sample::ticket(n)
            })
            .collect();
        file(&base, &tickets).await;
        for sort in [Sort::Newest, Sort::Due, Sort::Updated, Sort::Priority] {
            let mut expected = tickets.clone();
            match sort {
                Sort::Newest => expected.reverse(),
                Sort::Due => expected.sort_by_key(|ticket| (ticket.due_at.is_none(), ticket.due_at, ticket.id)),
                Sort::Updated => {
                    expected.sort_by_key(|ticket| (ticket.updated_at, ticket.id));
                    expected.reverse();
                }
                Sort::Priority => {
                    expected.sort_by_key(|ticket| (std::cmp::Reverse(ticket.priority), ticket.id));
                }
            }
            let mut found = Vec::new();
            let mut after = None;
            loop {
                let query = TicketQuery { sort, after, limit: Some(5), ..TicketQuery::default() };
                let list = base.scope().tickets(&query, &Visible::All, at(0)).await.unwrap();
                assert!(list.rows.len() == 5 || list.next.is_none());
                found.extend(list.rows);
                after = list.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(found, expected, "{sort:?}");
        }
        let query = TicketQuery { after: Some("d1.nonsense".into()), ..TicketQuery::default() };
        let refused = base.scope().tickets(&query, &Visible::All, at(0)).await;
        assert!(matches!(refused, Err(Error::Cursor { .. })), "{refused:?}");
        let counted = base.scope().count(&TicketQuery::default(), &Visible::All, at(0), 10).await.unwrap();
        assert_eq!(counted, (10, true));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_query_finds_what_it_asks_for() {
    on_both(async |base| {
        let (owner, customer) = (PersonId::new(id()), CustomerId::new(id()));
        let tickets = [
            Ticket { status: Status::Closed, due_at: Some(at(1)), ..sample::ticket(1) },
            Ticket { owner: Some(owner), due_at: Some(at(49)), ..sample::ticket(2) },
            Ticket { queue: Some("refunds".into()), priority: Priority::Urgent, ..sample::ticket(3) },
            Ticket { customer: Some(customer), status: Status::OnHold, due_at: Some(at(51)), ..sample::ticket(4) },
            Ticket { ticket_type: "complaint".into(), ..sample::ticket(5) },
        ];
        file(&base, &tickets).await;
        let all = TicketQuery::default;
        for (query, expected) in [
            (all(), vec![5, 4, 3, 2, 1]),
            (TicketQuery { open: Some(true), ..all() }, vec![5, 4, 3, 2]),
            (TicketQuery { open: Some(false), ..all() }, vec![1]),
            (TicketQuery { open: Some(true), status: vec![Status::Closed, Status::OnHold], ..all() }, vec![4, 1]),
            (TicketQuery { priority: vec![Priority::Urgent, Priority::High], ..all() }, vec![3]),
            (TicketQuery { ticket_type: vec!["complaint".into()], ..all() }, vec![5]),
            (TicketQuery { queue: Some("refunds".into()), ..all() }, vec![3]),
            (TicketQuery { owner: Some(owner), ..all() }, vec![2]),
            (TicketQuery { unowned: true, ..all() }, vec![5, 4, 3, 1]),
            (TicketQuery { customer: Some(customer), ..all() }, vec![4]),
            (TicketQuery { late: true, ..all() }, vec![2]),
            (TicketQuery { text: "退货 5".into(), ..all() }, vec![5]),
            (TicketQuery { queue: Some("'; DROP TABLE ticket".into()), ..all() }, vec![]),
        ] {
            assert_eq!(numbers(&base, query.clone(), &Visible::All).await, expected, "{query:?}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_see_what_concerns_them_and_nothing_else() {
    on_both(async |base| {
        let (me, you) = (PersonId::new(id()), PersonId::new(id()));
        let tickets: Vec<Ticket> = (1..=7)
            .map(|n| Ticket {
                owner: (n == 1).then_some(me),
                filed_by: (n == 2).then_some(me),
                queue: (n == 5).then(|| "refunds".into()),
                ..sample::ticket(n)
            })
            .collect();
        file(&base, &tickets).await;
        let mut changes = base.changes();
        let cancelled = TaskState::Cancelled { at: at(1) };
        let lender = PersonId::new(id());
        changes
            .insert_task(&Task { owner: Some(me), state: cancelled.clone(), ..sample::task(tickets[2].id) })
            .insert_task(&Task { owner: Some(you), delegated_by: Some(lender), ..sample::task(tickets[3].id) })
            .insert_follower(tickets[6].id, &Follower { person: you, muted: false, added_by: None, since: at(1) })
            .insert_task(&Task { queue: Some("refunds".into()), ..sample::task(tickets[5].id) })
            .insert_task(&Task { queue: Some("refunds".into()), state: cancelled, ..sample::task(tickets[6].id) });
        base.store.commit(changes).await.unwrap();
        let every = TaskQuery { closed: true, ..TaskQuery::default() };
        let made = base.scope().tasks(&every, None, &[], &Visible::All).await.unwrap();
        let made: Vec<(i64, TaskId)> = made.rows.into_iter().map(|row| (row.ticket.number, row.task.id)).collect();
        assert_eq!(made.len(), 4);
        let some = |people: &[PersonId], queues: &[&str]| Visible::Some {
            people: people.to_vec(),
            queues: queues.iter().map(|queue| (*queue).into()).collect(),
            follower: None,
        };
        let follows = |person| Visible::Some { people: Vec::new(), queues: Vec::new(), follower: Some(person) };
        for (visible, expected) in [
            (Visible::All, vec![7, 6, 5, 4, 3, 2, 1]),
            (some(&[me], &[]), vec![3, 2, 1]),
            (some(&[me, you], &[]), vec![4, 3, 2, 1]),
            (some(&[], &["refunds"]), vec![6, 5]),
            (some(&[you], &["refunds", "none"]), vec![6, 5, 4]),
            (some(&[lender], &[]), vec![4]),
            (follows(you), vec![7]),
            (follows(me), vec![]),
            (some(&[], &[]), vec![]),
        ] {
            assert_eq!(numbers(&base, TicketQuery::default(), &visible).await, expected, "{visible:?}");
            let tasks = base.scope().tasks(&every, None, &[], &visible).await.unwrap();
            let mut seen: Vec<i64> = tasks.rows.iter().map(|row| row.ticket.number).collect();
            seen.sort_unstable_by(|a, b| b.cmp(a));
            let with_task = expected.iter().copied().filter(|n| [3, 4, 6, 7].contains(n)).collect::<Vec<_>>();
            assert_eq!(seen, with_task, "{visible:?}");
            for (number, task) in &made {
                let found = base.scope().task_seen(*task, &visible).await.unwrap();
                assert_eq!(found.is_some(), expected.contains(number), "{visible:?}: {number}");
            }
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tasks_are_listed_nearest_due_first() {
    on_both(async |base| {
        let (me, ticket) = (PersonId::new(id()), sample::ticket(1));
        let mut changes = base.changes();
        changes.insert_ticket(&ticket);
        let tasks: Vec<Task> = (0..9)
            .map(|n| Task {
                owner: (n % 3 == 0).then_some(me),
                queue: (n % 3 == 1).then(|| "refunds".into()),
                due_at: (n % 2 == 0).then(|| at(10 - n)),
                state: if n == 8 { TaskState::Cancelled { at: at(1) } } else { TaskState::Open },
                node: if n == 4 { "ship".into() } else { "check".into() },
                ..sample::task(ticket.id)
            })
            .collect();
        for task in &tasks {
            changes.insert_task(task);
        }
        base.store.commit(changes).await.unwrap();
        let list = async |query: TaskQuery| {
            let served = ["refunds".into()];
            let list = base.scope().tasks(&query, Some(me), &served, &Visible::All).await.unwrap();
            let place = |task: &Task| tasks.iter().position(|known| known.id == task.id).unwrap();
            (list.rows.iter().map(|row| place(&row.task)).collect::<Vec<_>>(), list.next)
        };
        let all = TaskQuery::default;
        assert_eq!(list(all()).await.0, [6, 4, 2, 0, 1, 3, 5, 7]);
        assert_eq!(list(TaskQuery { closed: true, ..all() }).await.0, [8, 6, 4, 2, 0, 1, 3, 5, 7]);
        assert_eq!(list(TaskQuery { mine: true, ..all() }).await.0, [6, 0, 3]);
        assert_eq!(list(TaskQuery { claimable: true, ..all() }).await.0, [4, 1, 7]);
        assert_eq!(list(TaskQuery { node: Some("ship".into()), ..all() }).await.0, [4]);
        assert_eq!(list(TaskQuery { ticket: Some(TicketId::new(id())), ..all() }).await.0, Vec::<usize>::new());
        let (first, next) = list(TaskQuery { limit: Some(5), ..all() }).await;
        let (rest, end) = list(TaskQuery { after: next, ..all() }).await;
        assert_eq!((first, rest, end), (vec![6, 4, 2, 0, 1], vec![3, 5, 7], None));
        let nobody = base.scope().tasks(&TaskQuery { mine: true, ..all() }, None, &[], &Visible::All).await.unwrap();
        assert_eq!(nobody.rows, []);
        assert_eq!(base.scope().tasks_of(&[ticket.id]).await.unwrap(), tasks[..8]);
        let mut changes = base.changes();
        let clock = sample::clock(ticket.id);
        changes.insert_clock(&clock).insert_clock(&Clock { state: ClockState::Cancelled, ..sample::clock(ticket.id) });
        base.store.commit(changes).await.unwrap();
        assert_eq!(base.scope().clocks_of(&[ticket.id]).await.unwrap(), [clock]);
    })
    .await;
}
