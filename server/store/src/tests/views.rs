//! Saved views, and what the desk of a day reads.

use model::{id::*, record::*, view::TicketQuery};

use super::{
    base::{at, id, on_both},
    sample,
};
use crate::{Refused, Visible};

fn view(owner: PersonId, title: &str, shared: Shared) -> SavedView {
    SavedView {
        id: ViewId::new(id()),
        owner,
        title: title.into(),
        shared,
        query: TicketQuery { text: "漏水".into(), mine: true, due_within: Some(60), ..TicketQuery::default() },
        columns: vec!["number".into(), "title".into()],
        updated_at: at(3),
        version: 1,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ones_own_views_and_shared_ones_are_read_back() {
    on_both(async |base| {
        let (me, you) = (PersonId::new(id()), PersonId::new(id()));
        let mut mine = view(me, "b mine", Shared::Private);
        let theirs = view(you, "theirs", Shared::Private);
        let shared = view(you, "a shared", Shared::All);
        let mut changes = base.changes();
        changes.insert_view(&mine).insert_view(&theirs).insert_view(&shared);
        base.store.commit(changes).await.unwrap();
        assert_eq!(base.scope().views(me).await.unwrap(), [shared.clone(), mine.clone()]);
        assert_eq!(base.scope().view(theirs.id).await.unwrap(), Some(theirs));

        mine.title = "renamed".into();
        mine.version = 2;
        let mut changes = base.changes();
        changes.update_view(&mine);
        base.store.commit(changes.clone()).await.unwrap();
        assert_eq!(base.scope().view(mine.id).await.unwrap(), Some(mine.clone()));
        let again = base.store.commit(changes).await;
        assert!(matches!(again, Err(Refused::Moved { .. })), "the second of two windows is told: {again:?}");

        let mut changes = base.changes();
        changes.delete_view(shared.id);
        base.store.commit(changes).await.unwrap();
        assert_eq!(base.scope().views(me).await.unwrap(), [mine]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waits_in_a_queue_is_counted() {
    on_both(async |base| {
        let (me, ticket) = (PersonId::new(id()), sample::ticket(1));
        let mut changes = base.changes();
        changes.insert_ticket(&ticket);
        let waits = |minutes, due| Task {
            owner: None,
            queue: Some("refunds".into()),
            opened_at: at(minutes),
            due_at: due,
            ..sample::task(ticket.id)
        };
        changes.insert_task(&waits(5, Some(at(90)))).insert_task(&waits(3, None));
        changes.insert_task(&Task { owner: Some(me), ..waits(1, Some(at(2))) });
        changes.insert_task(&Task { state: TaskState::Cancelled { at: at(9) }, ..waits(1, Some(at(2))) });
        base.store.commit(changes).await.unwrap();
        let found = base.scope().waiting(&["refunds".into(), "none".into()]).await.unwrap();
        let [refunds] = &found[..] else { panic!("one queue, not {found:?}") };
        assert_eq!((refunds.queue.as_str(), refunds.count), ("refunds", 2));
        assert_eq!((refunds.oldest, refunds.due_at), (Some(at(3)), Some(at(90))));
        assert_eq!(base.scope().waiting(&[]).await.unwrap(), []);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_day_looks_back_on_is_found() {
    on_both(async |base| {
        let (me, you, ticket) = (PersonId::new(id()), PersonId::new(id()), sample::ticket(1));
        let closed = TaskState::Done { at: at(8), by: me, outcome: "ok".into() };
        let mut changes = base.changes();
        changes.insert_ticket(&ticket);
        let task = |owner, state: &TaskState, opened| Task {
            owner: Some(owner),
            state: state.clone(),
            opened_at: at(opened),
            ..sample::task(ticket.id)
        };
        let done = task(me, &closed, 5);
        changes.insert_task(&done).insert_task(&task(me, &closed, 1)).insert_task(&task(you, &closed, 5));
        changes.insert_task(&task(me, &TaskState::Open, 5));
        let (old, new) = (sample::run(ticket.id), sample::run(ticket.id));
        changes.insert_run(&old).insert_run(&new);
        let told = Notice { by: Some(you), ..sample::notice(me, 2) };
        changes.insert_notice(&told).insert_notice(&Notice { by: None, ..sample::notice(me, 3) });
        base.store.commit(changes).await.unwrap();
        assert_eq!(base.scope().closed_tasks(me, at(2), 9).await.unwrap(), [done]);
        assert_eq!(base.scope().runs_of(&[ticket.id]).await.unwrap(), [new]);
        assert_eq!(base.scope().mentions(me, 9).await.unwrap(), [told]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_can_be_narrowed_to_what_is_due_soon() {
    on_both(async |base| {
        let mut changes = base.changes();
        for (number, due) in [(1, Some(40)), (2, Some(70)), (3, Some(300)), (4, None)] {
            changes.insert_ticket(&Ticket { due_at: due.map(at), ..sample::ticket(number) });
        }
        changes.insert_ticket(&Ticket { due_at: Some(at(40)), status: Status::Closed, ..sample::ticket(5) });
        base.store.commit(changes).await.unwrap();
        let query = TicketQuery { due_within: Some(30), ..TicketQuery::default() };
        let found = base.scope().tickets(&query, &Visible::All, at(50)).await.unwrap();
        assert_eq!(found.rows.iter().map(|ticket| ticket.number).collect::<Vec<_>>(), [2, 1]);
    })
    .await;
}
