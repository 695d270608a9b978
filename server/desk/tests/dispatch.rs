//! What people rely on when work is given out: nobody gets more than they can carry, what waits is given out in order, and
//! every reason is kept.

mod office;

use chrono::{DateTime, TimeDelta, Utc};
use desk::{Actor, Clock as _, Error};
use model::{
    flow::Priority,
    id::PersonId,
    record::{Channel, Handover, Leave},
    trace::{Barred, Trace},
    view::{Asker, CustomerChange, PersonChange, TicketRow, WorkloadQuery},
};
use office::{Office, everywhere, filing, with_matter};
use serde_json::json;

/// A ticket type whose one step is given to someone of a queue; and someone who serves it, with this capacity.
async fn served(office: &Office, capacity: u16, queue: model::Value) -> Actor {
    office
        .bring(with_matter(
            json!([
            {"kind": "role", "key": "worker", "title": {"en": "Worker"}, "body": {"format": 1, "grants": [
                {"right": "read_tickets", "scope": "all"}, {"right": "create_tickets", "scope": "all"},
                {"right": "work_tickets", "scope": "all"}]}},
            {"kind": "queue", "key": "desk", "title": {"en": "Desk"}, "body": queue}
            ]),
            json!({"urgent_weight": 2}),
        ))
        .await;
    let ann = office.hire("Ann", &["worker"]).await;
    limit(office, &ann, capacity).await;
    ann
}

async fn limit(office: &Office, person: &Actor, capacity: u16) {
    let change = PersonChange { capacity: Some(capacity), ..PersonChange::default() };
    office.desk.set_person(&office.admin, person.person().id, change).await.unwrap();
}

async fn file(office: &Office, subject: &str, priority: Priority) -> TicketRow {
    let mut filing = filing("matter", json!({"subject": subject}));
    filing.priority = Some(priority);
    office.desk.file(&office.admin, filing, Channel::Desk, None).await.unwrap()
}

/// The subjects of the tickets that someone works on, and how many wait.
async fn given(office: &Office, rows: &[TicketRow]) -> (Vec<String>, usize) {
    let (mut theirs, mut waiting) = (Vec::new(), 0);
    for row in rows {
        for task in office.open_tasks(row).await {
            match task.owner {
                Some(_) => theirs.push(row.title.clone()),
                None => waiting += 1,
            }
        }
    }
    (theirs, waiting)
}

fn by_role() -> model::Value {
    json!({"format": 1, "roles": ["worker"]})
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_tickets_at_once_do_not_overload_the_one_who_is_free() {
    // E13: 200 simultaneous tickets for one free slot.
    everywhere(|office: Office| async move {
        let ann = served(&office, 1, by_role()).await;
        let mut filings = tokio::task::JoinSet::new();
        for number in 0..200 {
            let (desk, admin) = (office.desk.clone(), office.admin.clone());
            filings.spawn(async move {
                loop {
                    let filing = filing("matter", json!({"subject": format!("matter {number}")}));
                    match desk.file(&admin, filing, Channel::Desk, None).await {
                        Err(Error::Busy) => tokio::task::yield_now().await,
                        filed => return filed.unwrap(),
                    }
                }
            });
        }
        let rows = filings.join_all().await;
        let (theirs, waiting) = given(&office, &rows).await;
        assert_eq!((theirs.len(), waiting), (1, 199));
        // A waiting one says why.
        let waits = rows.iter().find(|row| row.title != theirs[0]).unwrap();
        let task = office.open_tasks(waits).await.remove(0);
        let page = office.desk.task(&office.admin, task.id).await.unwrap();
        let barred = page.traces.iter().find_map(|trace| match trace {
            Trace::Owner(owner) => owner.candidates.iter().find(|one| one.person == ann.person().id)?.barred,
            _ => None,
        });
        assert_eq!(barred, Some(Barred::Full));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_tickets_at_once_are_spread_over_all_who_are_free() {
    everywhere(|office: Office| async move {
        served(&office, 60_000, by_role()).await;
        for name in ["Ben", "Cid", "Dee"] {
            // They have no capacity: nothing but fairness keeps them from being given everything.
            office.hire(name, &["worker"]).await;
        }
        let mut filings = tokio::task::JoinSet::new();
        for number in 0..80 {
            let (desk, admin) = (office.desk.clone(), office.admin.clone());
            filings.spawn(async move {
                let filing = filing("matter", json!({"subject": format!("matter {number}")}));
                desk.file(&admin, filing, Channel::Desk, None).await.unwrap()
            });
        }
        let mut loads = std::collections::BTreeMap::new();
        for row in filings.join_all().await {
            for task in office.open_tasks(&row).await {
                *loads.entry(task.owner.unwrap().id).or_insert(0) += 1;
            }
        }
        // Those who decide at the very same moment do not know of each other; there are never many.
        let counts: Vec<i32> = loads.into_values().collect();
        assert_eq!((counts.len(), counts.iter().sum::<i32>()), (4, 80));
        assert!(counts.iter().all(|count| (10..=30).contains(count)), "{counts:?}");
    })
    .await;
}

#[tokio::test]
async fn what_waits_is_given_out_when_someone_is_free_the_most_pressing_and_the_oldest_first() {
    everywhere(|office: Office| async move {
        let ann = served(&office, 2, by_role()).await;
        let mut rows = Vec::new();
        for (subject, priority) in [
            ("first", Priority::Normal),
            ("second", Priority::Normal),
            ("third", Priority::Normal),
            ("pressing", Priority::Urgent),
            ("fourth", Priority::Normal),
        ] {
            rows.push(file(&office, subject, priority).await);
            office.pass(1).await;
        }
        assert_eq!(given(&office, &rows).await, (vec!["first".into(), "second".into()], 3));
        let finish = async |row: &TicketRow| {
            let task = office.open_tasks(row).await.remove(0);
            office.complete(&ann, &task, "done", json!({})).await;
            office.pass(1).await;
        };
        // The pressing one weighs two: it is next, and nobody behind it passes while there is room for one only.
        finish(&rows[0]).await;
        assert_eq!(given(&office, &rows).await, (vec!["second".into()], 3));
        finish(&rows[1]).await;
        assert_eq!(given(&office, &rows).await, (vec!["pressing".into()], 2));
        assert!(office.told(&rows[3]).await.contains(&"assigned"));
        finish(&rows[3]).await;
        assert_eq!(given(&office, &rows).await, (vec!["third".into(), "fourth".into()], 0));
        // More capacity is used at once, and what people take themselves is never refused.
        let more = [file(&office, "fifth", Priority::Normal).await, file(&office, "sixth", Priority::Normal).await];
        office.pass(1).await;
        assert_eq!(given(&office, &more).await, (vec![], 2));
        let task = office.open_tasks(&more[1]).await.remove(0);
        office.desk.claim(&ann, task.id).await.unwrap();
        limit(&office, &ann, 4).await;
        office.pass(1).await;
        assert_eq!(given(&office, &more).await.1, 0);
    })
    .await;
}

#[tokio::test]
async fn a_preferred_skill_is_waited_for_and_then_given_up() {
    everywhere(|office: Office| async move {
        office
            .bring(json!([{"kind": "skill", "key": "german", "title": {"en": "German"}, "body": {"format": 1}}]))
            .await;
        let queue = json!({"format": 1, "roles": ["worker"], "strategy": "best_skill",
            "preferred": [{"skill": "german", "minutes": 10}]});
        served(&office, 5, queue).await;
        let rows = [file(&office, "hallo", Priority::Normal).await];
        office.pass(9).await;
        assert_eq!(given(&office, &rows).await, (vec![], 1));
        office.pass(2).await;
        assert_eq!(given(&office, &rows).await, (vec!["hallo".into()], 0));
    })
    .await;
}

async fn change(office: &Office, person: &Actor, change: PersonChange) {
    office.desk.set_person(&office.admin, person.person().id, change).await.unwrap();
}

fn now(office: &Office) -> DateTime<Utc> {
    office.clock.now()
}

/// Leave from the present minute of the office for a day, by its clock.
fn leave(office: &Office, work: Handover, stand_in: Option<&Actor>) -> PersonChange {
    let moment = |at: DateTime<Utc>| at.format("%Y-%m-%dT%H:%M").to_string();
    let (first, last) = (moment(now(office)), moment(now(office) + TimeDelta::days(1)));
    let stand_in = stand_in.map(|one| one.person().id);
    let leave = Leave { first, last, stand_in, work, waiting: Handover::Keep };
    PersonChange { zone: Some("UTC".to_owned()), absences: Some(vec![leave]), ..PersonChange::default() }
}

/// Who has the open step of a ticket.
async fn holder(office: &Office, row: &TicketRow) -> Option<PersonId> {
    office.open_tasks(row).await.remove(0).owner.map(|owner| owner.id)
}

#[tokio::test]
async fn leave_hands_open_work_over_once_and_new_work_goes_to_others() {
    everywhere(|office: Office| async move {
        let ann = served(&office, 9, by_role()).await;
        let bob = office.hire("Bob", &[]).await;
        let rows = [file(&office, "first", Priority::Normal).await, file(&office, "second", Priority::Normal).await];
        change(&office, &ann, leave(&office, Handover::StandIn, Some(&bob))).await;
        office.pass(1).await;
        for row in &rows {
            assert_eq!(holder(&office, row).await, Some(bob.person().id));
            assert!(office.told(row).await.contains(&"handed_over"));
        }
        // Nobody serves the queue meanwhile; what Ann takes herself stays hers.
        let new = file(&office, "third", Priority::Normal).await;
        assert_eq!(holder(&office, &new).await, None);
        let task = office.open_tasks(&new).await.remove(0);
        office.desk.claim(&ann, task.id).await.unwrap();
        office.pass(5).await;
        assert_eq!(holder(&office, &new).await, Some(ann.person().id));
        // When it is over she is given work again.
        let late = file(&office, "fourth", Priority::Normal).await;
        assert_eq!(holder(&office, &late).await, None);
        office.clock.turn(TimeDelta::days(1));
        office.pass(1).await;
        assert_eq!(holder(&office, &late).await, Some(ann.person().id));
    })
    .await;
}

#[tokio::test]
async fn released_work_goes_to_whoever_is_free_and_waits_where_nobody_is() {
    everywhere(|office: Office| async move {
        let ann = served(&office, 9, by_role()).await;
        let rows = [file(&office, "first", Priority::Normal).await, file(&office, "second", Priority::Normal).await];
        let bob = office.hire("Bob", &["worker"]).await;
        limit(&office, &bob, 1).await;
        change(&office, &ann, leave(&office, Handover::Release, None)).await;
        office.pass(1).await;
        let holders = [holder(&office, &rows[0]).await, holder(&office, &rows[1]).await];
        assert!(holders.contains(&Some(bob.person().id)) && holders.contains(&None), "{holders:?}");
    })
    .await;
}

#[tokio::test]
async fn shifts_and_skills_that_have_ended_bar_and_what_waited_is_given_out_when_the_shift_begins() {
    everywhere(|office: Office| async move {
        office
            .bring(json!([
                {"kind": "skill", "key": "pumps", "title": {"en": "Pumps"}, "body": {"format": 1}},
                {"kind": "calendar", "key": "later", "title": {"en": "Later"}, "body": {"format": 1, "zone": "UTC",
                    "week": vec![json!([{"from": 600, "to": 720}]); 7]}}
            ]))
            .await;
        let ann = served(&office, 9, json!({"format": 1, "roles": ["worker"], "skills": ["pumps"]})).await;
        let today = now(&office).date_naive();
        let last = PersonChange {
            skills: Some(vec!["pumps".into()]),
            skills_until: Some([("pumps".into(), today - TimeDelta::days(1))].into()),
            ..PersonChange::default()
        };
        change(&office, &ann, last).await;
        let row = file(&office, "pump", Priority::Normal).await;
        assert_eq!(holder(&office, &row).await, None);
        let next = today + TimeDelta::days(1);
        let again = PersonChange {
            skills_until: Some([("pumps".into(), next)].into()),
            shifts: Some("later".to_owned()),
            ..PersonChange::default()
        };
        change(&office, &ann, again).await;
        // Until the shift of the next day.
        let until = next.and_hms_opt(9, 59, 0).unwrap().and_utc();
        office.clock.turn(until - now(&office));
        while office.desk.work_once().await.unwrap() > 0 {}
        assert_eq!(holder(&office, &row).await, None);
        office.pass(1).await;
        assert_eq!(holder(&office, &row).await, Some(ann.person().id));
        let gone = PersonChange { shifts: Some("gone".to_owned()), ..PersonChange::default() };
        let refused = office.desk.set_person(&office.admin, ann.person().id, gone).await.unwrap_err();
        assert!(matches!(&refused, Error::Invalid(problems) if problems[0].path == "/shifts"), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn a_customers_ticket_goes_to_whoever_helped_them_last_or_looks_after_them() {
    everywhere(|office: Office| async move {
        let ann = served(&office, 9, json!({"format": 1, "roles": ["worker"], "strategy": "last_agent"})).await;
        let asked = |subject: &str, customer: Asker| {
            let mut filing = filing("matter", json!({"subject": subject}));
            filing.customer = Some(customer);
            filing
        };
        let carl = Asker::New { name: "Carl".to_owned(), email: Some("carl@example.org".to_owned()), phone: None };
        let first = asked("first", carl.clone());
        let first = office.desk.file(&office.admin, first, Channel::Desk, None).await.unwrap();
        assert_eq!(holder(&office, &first).await, Some(ann.person().id));
        let bob = office.hire("Bob", &["worker"]).await;
        // Bob has less to do, and yet Carl's next ticket is Ann's; someone else's is Bob's.
        let second = office.desk.file(&office.admin, asked("second", carl.clone()), Channel::Desk, None).await.unwrap();
        assert_eq!(holder(&office, &second).await, Some(ann.person().id));
        let dora = Asker::New { name: "Dora".to_owned(), email: Some("dora@example.org".to_owned()), phone: None };
        let third = office.desk.file(&office.admin, asked("third", dora), Channel::Desk, None).await.unwrap();
        assert_eq!(holder(&office, &third).await, Some(bob.person().id));
        let page = office.desk.task(&office.admin, office.open_tasks(&second).await[0].id).await.unwrap();
        let favoured = page.traces.iter().any(|trace| match trace {
            Trace::Owner(owner) => {
                owner.candidates.iter().any(|one| one.is_favoured && Some(one.person) == owner.picked)
            }
            _ => false,
        });
        assert!(favoured);

        office
            .bring(json!([{"kind": "queue", "key": "desk", "title": {"en": "Desk"},
                "body": {"format": 1, "roles": ["worker"], "strategy": "own_manager"}}]))
            .await;
        let customer = office.desk.customers(&office.admin, "Carl").await.unwrap().remove(0);
        let looks_after = CustomerChange {
            name: customer.name.clone(),
            email: customer.email.clone().unwrap(),
            phone: String::new(),
            manager: Some(bob.person().id),
            version: customer.version,
        };
        office.desk.change_customer(&office.admin, first.id, looks_after).await.unwrap();
        for subject in ["fourth", "fifth", "sixth"] {
            let row = office.desk.file(&office.admin, asked(subject, carl.clone()), Channel::Desk, None).await.unwrap();
            assert_eq!(holder(&office, &row).await, Some(bob.person().id), "{subject}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_workload_says_who_had_how_much_and_which_skills_are_missing() {
    everywhere(|office: Office| async move {
        office
            .bring(json!([
                {"kind": "skill", "key": "pumps", "title": {"en": "Pumps"}, "body": {"format": 1}},
                {"kind": "skill", "key": "german", "title": {"en": "German"}, "body": {"format": 1}}
            ]))
            .await;
        let queue = json!({"format": 1, "roles": ["worker"], "skills": ["pumps"], "levels": {"pumps": 2}});
        let ann = served(&office, 3, queue).await;
        let skilled = |level| PersonChange {
            skills: Some(vec!["pumps".into()]),
            levels: Some([("pumps".into(), level)].into()),
            skills_until: Some([("pumps".into(), now(&office).date_naive() + TimeDelta::days(9))].into()),
            ..PersonChange::default()
        };
        change(&office, &ann, skilled(2)).await;
        let bob = office.hire("Bob", &["worker"]).await;
        change(&office, &bob, skilled(1)).await;
        let urgent = file(&office, "first", Priority::Urgent).await;
        file(&office, "second", Priority::Normal).await;
        file(&office, "third", Priority::Normal).await;
        let task = office.open_tasks(&urgent).await.remove(0);
        office.complete(&ann, &task, "done", json!({})).await;

        let query = WorkloadQuery { days: Some(7), queue: Some("desk".into()) };
        let report = office.desk.workload(&office.admin, query.clone()).await.unwrap();
        let rows: Vec<_> = report
            .people
            .iter()
            .map(|one| (one.person.name.as_str(), one.steps, one.weight, one.done, one.load))
            .collect();
        assert_eq!(rows, [("Ann", 2, 3, 1, 1), ("Bob", 0, 0, 0, 0)]);
        assert_eq!(report.unowned, 1);
        let skill = |key: &str| {
            let one = report.skills.iter().find(|one| one.skill.key.as_str() == key).unwrap();
            (one.steps, one.people, one.able, one.ending)
        };
        assert_eq!(skill("pumps"), (3, 2, 1, 2));
        assert_eq!(skill("german"), (0, 0, 0, 0));
        // What is older is not counted, and what is wrong is named.
        office.clock.turn(TimeDelta::days(8));
        let later = office.desk.workload(&office.admin, query).await.unwrap();
        assert!(later.people.iter().all(|one| one.steps == 0) && later.unowned == 0);
        for (query, path) in [
            (WorkloadQuery { days: Some(0), queue: None }, "/days"),
            (WorkloadQuery { days: Some(366), queue: None }, "/days"),
            (WorkloadQuery { days: None, queue: Some("gone".into()) }, "/queue"),
        ] {
            let refused = office.desk.workload(&office.admin, query).await.unwrap_err();
            assert!(matches!(&refused, Error::Invalid(problems) if problems[0].path == path), "{refused:?}");
        }
    })
    .await;
}
