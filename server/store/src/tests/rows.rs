//! What is stored is read back the same.

use std::collections::{BTreeMap, BTreeSet};

use model::{flow::Priority, id::*, record::*, view::TaskQuery};
use sea_orm::ConnectionTrait;
use serde_json::json;

use super::{
    base::{at, id, on_both},
    sample,
};
use crate::{AccessToken, CaseRows, Error, Refused, StoredAnswer, Visible};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_case_is_read_back_whole() {
    on_both(async |base| {
        let customer = sample::customer("Zhang");
        let owner = PersonId::new(id());
        let mut ticket = Ticket {
            status: Status::Closed,
            priority: Priority::Urgent,
            customer: Some(customer.id),
            queue: Some("refunds".into()),
            owner: Some(owner),
            filed_by: Some(PersonId::new(id())),
            due_at: Some(at(90)),
            closed_at: Some(at(30)),
            ..sample::ticket(7)
        };
        let run = sample::run(ticket.id);
        let task = Task { owner: Some(owner), due_at: Some(at(60)), ..sample::task(ticket.id) };
        let closed = TaskState::Done { at: at(5), by: owner, outcome: "ok".into() };
        let done = Task { state: closed, ..sample::task(ticket.id) };
        let clock = sample::clock(ticket.id);
        let old = Clock { episode: 0, state: ClockState::Met { at: at(2), late: true }, ..sample::clock(ticket.id) };
        let mut changes = base.changes();
        changes.insert_customer(&customer).insert_ticket(&ticket).insert_run(&run);
        changes.insert_task(&task).insert_task(&done).insert_clock(&clock).insert_clock(&old);
        let follower = Follower { person: owner, muted: true, added_by: Some(PersonId::new(id())), since: at(3) };
        let gone = Follower { person: PersonId::new(id()), added_by: None, ..follower };
        changes.insert_follower(ticket.id, &Follower { muted: false, ..follower }).insert_follower(ticket.id, &gone);
        base.store.commit(changes).await.unwrap();
        let mut changes = base.changes();
        changes.mute_follower(ticket.id, owner, true).delete_follower(ticket.id, gone.person);
        base.store.commit(changes).await.unwrap();

        let scope = base.scope();
        let case = scope.case(ticket.id).await.unwrap().unwrap();
        let expected = CaseRows {
            ticket: ticket.clone(),
            run: Some(run.clone()),
            tasks: vec![task.clone()],
            clocks: vec![clock.clone()],
            customer: Some(customer),
            followers: vec![follower],
            incidents: Vec::new(),
        };
        assert_eq!(case, expected);
        assert_eq!(scope.ticket_by_number(7).await.unwrap(), Some(ticket.clone()));
        assert_eq!(scope.task(done.id).await.unwrap(), Some(done));
        assert_eq!(scope.case(TicketId::new(id())).await.unwrap(), None);

        ticket.title = "changed".into();
        ticket.version = 2;
        let run = Run { state: RunState::Ended { at: at(9) }, version: 2, ..run };
        let task = Task { state: TaskState::Cancelled { at: at(9) }, version: 2, ..task };
        let clock = Clock { state: ClockState::Breached { at: at(8) }, version: 2, ..clock };
        let mut changes = base.changes();
        changes.update_ticket(&ticket).update_run(&run).update_task(&task).update_clock(&clock);
        base.store.commit(changes).await.unwrap();
        let case = scope.case(ticket.id).await.unwrap().unwrap();
        assert_eq!((case.ticket, case.run, case.tasks.len(), case.clocks), (ticket, Some(run), 0, vec![clock]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_teams_and_customers_are_read_back() {
    on_both(async |base| {
        let mut lin = Person { email: "Lin@Example.com".into(), ..sample::person("Lin") };
        let (ann, team) = (sample::person("Ann"), Team { id: TeamId::new(id()), name: "一组".into(), version: 1 });
        let customer = sample::customer("Wang_100%");
        let other = Customer { phone: Some("+86 10 5555 0200".into()), ..sample::customer("Wangx1000") };
        let mut changes = base.changes();
        changes.insert_person(&lin, Some("hash")).insert_person(&ann, None).insert_team(&team);
        changes.insert_customer(&customer).insert_customer(&other);
        base.store.commit(changes).await.unwrap();
        let scope = base.scope();

        lin.email = "lin@example.com".into();
        assert_eq!(scope.person_by_email(" LIN@example.COM ").await.unwrap(), Some(lin.clone()));
        assert_eq!(scope.people().await.unwrap(), [ann.clone(), lin.clone()]);
        assert_eq!(scope.teams().await.unwrap(), std::slice::from_ref(&team));
        assert_eq!(scope.team(team.id).await.unwrap(), Some(team));
        assert_eq!(scope.people_with_password().await.unwrap(), [lin.id].into());
        lin.away = true;
        lin.version = 2;
        let mut changes = base.changes();
        changes.update_person(&lin);
        base.store.commit(changes).await.unwrap();
        assert_eq!(scope.person(lin.id).await.unwrap(), Some(lin.clone()));
        assert_eq!(scope.password_hash(lin.id).await.unwrap().as_deref(), Some("hash"), "an update keeps the password");
        let mut changes = base.changes();
        changes.set_password(lin.id, "new");
        base.store.commit(changes).await.unwrap();
        assert_eq!(scope.password_hash(lin.id).await.unwrap().as_deref(), Some("new"));
        assert_eq!(scope.password_hash(ann.id).await.unwrap(), None);

        assert_eq!(
            scope.customers("wang_100%", 10).await.unwrap(),
            std::slice::from_ref(&customer),
            "signs mean themselves"
        );
        assert_eq!(scope.customers("WANG", 10).await.unwrap(), [other.clone(), customer.clone()]);
        assert_eq!(scope.customers("", 1).await.unwrap(), [other]);
        let by = scope.customer_by(Some("nobody@x"), Some("+86 10 5555 0100")).await.unwrap();
        assert_eq!(by.map(|found| found.id), Some(customer.id), "the first one known");

        let ticket = Ticket { customer: Some(customer.id), owner: Some(lin.id), ..sample::ticket(1) };
        let mut changes = base.changes();
        changes.insert_ticket(&ticket);
        for (state, opened) in [(TaskState::Open, 5), (TaskState::Cancelled { at: at(9) }, 8)] {
            let owner = Some(lin.id);
            changes.insert_task(&Task { owner, state, opened_at: at(opened), ..sample::task(ticket.id) });
        }
        base.store.commit(changes).await.unwrap();
        let loads = scope.colleagues().await.unwrap();
        let loads: Vec<_> = loads.iter().map(|load| (load.person.id, load.open_tasks, load.last_assigned)).collect();
        assert_eq!(loads, [(ann.id, 0, None), (lin.id, 1, Some(at(8)))]);
        assert_eq!(scope.open_work(lin.id).await.unwrap().iter().map(|(_, of)| *of).collect::<Vec<_>>(), [ticket.id]);

        let newer = Ticket { customer: ticket.customer, owner: None, ..sample::ticket(2) };
        let mut changes = base.changes();
        changes.insert_ticket(&newer);
        base.store.commit(changes).await.unwrap();
        assert_eq!(scope.last_agent(customer.id, Some(newer.id)).await.unwrap(), Some(lin.id));
        assert_eq!(scope.last_agent(customer.id, Some(ticket.id)).await.unwrap(), None);

        let leaving = async |now| scope.leavers(now).await.unwrap().iter().map(|one| one.id).collect::<BTreeSet<_>>();
        assert_eq!(leaving(at(99_999)).await, BTreeSet::new());
        assert_eq!(leaving(at(100_000)).await, [ann.id, lin.id].into());
        lin.absences[0].is_handed_over = true;
        lin.version = 3;
        let mut changes = base.changes();
        changes.update_person(&lin);
        base.store.commit(changes).await.unwrap();
        assert_eq!(leaving(at(100_000)).await, [ann.id].into());

        // What is offered to someone is theirs while they are asked: they carry it, may read it, and nobody else is
        // given it.
        let offers = Offers { round: 1, passed: vec![lin.id], made: 2, open: Some(Offer { to: ann.id, until: at(9) }) };
        let queue = Some("refunds".into());
        let offered = Task { waits: true, weight: 3, queue, offers: Some(offers), ..sample::task(ticket.id) };
        let mut changes = base.changes();
        changes.insert_task(&offered);
        base.store.commit(changes).await.unwrap();
        assert_eq!(scope.task(offered.id).await.unwrap().as_ref(), Some(&offered));
        let load = scope.colleagues().await.unwrap().remove(0);
        assert_eq!((load.open_tasks, load.weight, load.last_assigned), (1, 3, Some(offered.opened_at)));
        let own = |person| Visible::Some { people: vec![person], queues: Vec::new(), follower: None };
        assert!(scope.may_see(ticket.id, &own(ann.id)).await.unwrap());
        let query = TaskQuery { offered: true, ..TaskQuery::default() };
        let theirs = async |person| scope.tasks(&query, Some(person), &[], &Visible::All).await.unwrap().rows.len();
        assert_eq!((theirs(ann.id).await, theirs(lin.id).await), (1, 0));
        assert_eq!(scope.waiting_tasks(10).await.unwrap(), []);
        let mut changes = base.changes();
        let waits = Task { offers: None, version: 2, ..offered };
        changes.update_task(&waits);
        base.store.commit(changes).await.unwrap();
        assert_eq!(scope.waiting_tasks(10).await.unwrap(), [(waits.id, ticket.id, "refunds".into())]);
        assert_eq!(scope.colleagues().await.unwrap().remove(0).weight, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_happened_what_was_told_and_what_went_wrong_is_read_back() {
    on_both(async |base| {
        let (ticket, person) = (sample::ticket(1), PersonId::new(id()));
        let told: Vec<Notice> = (0..3).map(|minutes| sample::notice(person, minutes)).collect();
        let events: Vec<Event> = (0..5)
            .map(|n| {
                let visibility = if n % 2 == 0 { Visibility::Public } else { Visibility::Internal };
                sample::event(ticket.id, &format!("note {n}"), visibility)
            })
            .collect();
        let incident = sample::incident(ticket.id);
        let mut changes = base.changes();
        changes.insert_ticket(&ticket).insert_incident(&incident);
        for notice in &told {
            changes.insert_notice(notice);
        }
        for event in &events {
            changes.insert_event(event);
        }
        base.store.commit(changes).await.unwrap();
        let scope = base.scope();

        let first = scope.timeline(ticket.id, None, 2, false).await.unwrap();
        assert_eq!((first.rows, first.next), (events[..2].to_vec(), Some(events[1].id.to_string())));
        let rest = scope.timeline(ticket.id, Some(events[1].id), 50, false).await.unwrap();
        assert_eq!((rest.rows, rest.next), (events[2..].to_vec(), None));
        assert_eq!(scope.timeline(ticket.id, None, 50, true).await.unwrap().rows.len(), 3);
        assert_eq!(scope.recent(ticket.id, None, 1, false).await.unwrap().rows, [events[4].clone()]);
        let marks = scope.event_marks(Some(events[2].id), 50).await.unwrap();
        assert_eq!(
            marks.iter().map(|mark| mark.id).collect::<Vec<_>>(),
            events[3..].iter().map(|e| e.id).collect::<Vec<_>>()
        );
        assert!(crate::event_floor(at(0)) < crate::event_floor(at(1)));

        assert_eq!(scope.unread(person).await.unwrap(), 3);
        let mut changes = base.changes();
        changes.read_notices(person, at(1)).settle_incident(incident.id, at(4));
        base.store.commit(changes).await.unwrap();
        assert_eq!(scope.unread(person).await.unwrap(), 1);
        assert_eq!(scope.notices(person, 10, true).await.unwrap(), [told[2].clone()]);
        assert_eq!(scope.notices(person, 10, false).await.unwrap()[1].read_at, Some(at(0)));
        assert_eq!(scope.incidents(true, None, 10).await.unwrap().rows, []);
        let settled = Incident { settled_at: Some(at(4)), ..incident };
        assert_eq!(scope.incidents_of(ticket.id, false).await.unwrap(), [settled]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_being_typed_is_kept_until_it_is_handed_in() {
    on_both(async |base| {
        let (ticket, task, person) = (TicketId::new(id()), TaskId::new(id()), PersonId::new(id()));
        let scope = base.scope();
        for round in 0..2 {
            let fields = BTreeMap::from([("amount".into(), json!(round))]);
            let mut changes = base.changes();
            changes.save_step_draft(task, person, &fields).save_reply_draft(ticket, person, "您好", round == 1);
            base.store.commit(changes).await.unwrap();
            assert_eq!(scope.step_draft(task, person).await.unwrap(), Some(fields));
            assert_eq!(scope.reply_draft(ticket, person).await.unwrap().unwrap().public, round == 1);
        }
        let mut changes = base.changes();
        changes.save_step_draft(task, person, &sample::fields()).delete_step_drafts(task);
        changes.save_reply_draft(ticket, person, "", false);
        base.store.commit(changes).await.unwrap();
        assert_eq!(scope.step_draft(task, person).await.unwrap(), None, "a delete takes back what was added before it");
        assert_eq!(scope.reply_draft(ticket, person).await.unwrap(), None);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tokens_settings_answers_and_the_audit_are_read_back() {
    on_both(async |base| {
        let person = PersonId::new(id());
        let token = AccessToken {
            id: TokenId::new(id()),
            person,
            name: "import".into(),
            hash: "cd".repeat(32),
            created_at: at(0),
            used_at: None,
        };
        let mut changes = base.changes();
        changes.insert_token(&token).keep_answer("key-1", "hash", &json!({"id": 1})).keep_answer(
            "key-2",
            "h",
            &json!(null),
        );
        changes.audit(Some(person), "token.create", &json!({"name": "import"})).audit(None, "sweep", &json!([]));
        base.store.commit(changes).await.unwrap();
        assert_eq!(base.store.token(&token.hash).await.unwrap(), Some((base.workspace, token.clone())));
        assert_eq!(base.store.token("else").await.unwrap(), None);
        let mut changes = base.changes();
        changes.touch_token(token.id, at(3));
        base.store.commit(changes).await.unwrap();
        let scope = base.scope();
        assert_eq!(scope.tokens(Some(person)).await.unwrap(), [AccessToken { used_at: Some(at(3)), ..token.clone() }]);
        let mut changes = base.changes();
        changes.delete_token(token.id);
        base.store.commit(changes).await.unwrap();
        assert_eq!(scope.tokens(None).await.unwrap(), []);

        let answer = StoredAnswer { request_hash: "hash".into(), answer: json!({"id": 1}) };
        assert_eq!(scope.answer("key-1").await.unwrap(), Some(answer));
        assert_eq!(scope.answer("key-2").await.unwrap().unwrap().answer, json!(null));
        assert_eq!(scope.answer("key-3").await.unwrap(), None);
        assert_eq!(base.store.purge_answers(at(1)).await.unwrap(), 2);
        let audit = scope.audit(None, 10).await.unwrap();
        assert_eq!(audit.iter().map(|entry| entry.what.as_str()).collect::<Vec<_>>(), ["sweep", "token.create"]);
        assert_eq!(scope.audit(Some(audit[0].id), 10).await.unwrap(), audit[1..]);

        let mut workspace = scope.workspace().await.unwrap().unwrap();
        assert_eq!(workspace, sample::workspace(base.workspace));
        workspace.company = "Desk & Loom".into();
        workspace.version = 2;
        let mut changes = base.changes();
        changes.update_workspace(&workspace);
        base.store.commit(changes).await.unwrap();
        assert_eq!(base.store.workspaces().await.unwrap(), [workspace]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_workspace_sees_nothing_of_another() {
    on_both(async |base| {
        let ticket = sample::ticket(1);
        let mut changes = base.changes();
        changes.insert_ticket(&ticket).insert_event(&sample::event(ticket.id, "x", Visibility::Public));
        base.store.commit(changes).await.unwrap();
        let other = base.store.scope(WorkspaceId::new(id()));
        assert_eq!(other.ticket(ticket.id).await.unwrap(), None);
        assert_eq!(other.case(ticket.id).await.unwrap(), None);
        assert!(!other.may_see(ticket.id, &Visible::All).await.unwrap());
        assert_eq!(other.timeline(ticket.id, None, 9, false).await.unwrap().rows, []);
        let query = model::view::TicketQuery { text: "退货".into(), ..Default::default() };
        assert_eq!(other.tickets(&query, &Visible::All, at(0)).await.unwrap().rows, []);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_nul_is_refused_alike_and_nothing_is_stored() {
    on_both(async |base| {
        for (title, amount) in [("a\0b", json!(1)), ("a", json!({"deep": ["x\0y"]}))] {
            let mut ticket = Ticket { title: title.into(), ..sample::ticket(1) };
            ticket.fields.insert("amount".into(), amount);
            let mut changes = base.changes();
            changes.insert_event(&sample::event(ticket.id, "x", Visibility::Public)).insert_ticket(&ticket);
            let refused = base.store.commit(changes).await.unwrap_err();
            assert!(matches!(refused, Refused::Broken(Error::Value { table: "ticket", .. })), "{refused:?}");
            assert_eq!(base.scope().event_marks(None, 9).await.unwrap(), []);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_row_that_cannot_be_understood_is_named() {
    on_both(async |base| {
        let ticket = sample::ticket(1);
        let mut changes = base.changes();
        changes.insert_ticket(&ticket);
        base.store.commit(changes).await.unwrap();
        base.store.inner.writer.execute_unprepared("UPDATE ticket SET status = 'napping'").await.unwrap();
        let error = base.scope().ticket(ticket.id).await.unwrap_err().to_string();
        assert!(error.starts_with(&format!("ticket {}: column status cannot be understood", ticket.id)), "{error}");
    })
    .await;
}
