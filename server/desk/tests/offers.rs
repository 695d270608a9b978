//! What people rely on when work is offered to them: they have time to accept it, the next one is asked when they do
//! not, it never gets lost, and nobody is asked for more than they can carry.

mod office;

use chrono::TimeDelta;
use desk::{Actor, Error};
use model::{
    flow::Priority,
    trace::{Barred, Trace},
    view::{Day, PersonChange, TaskQuery, TaskView, TicketRow},
};
use office::{Office, everywhere, with_matter};
use serde_json::json;

/// A ticket type whose one step is offered to those who serve a queue, and another queue with the lead.
async fn offered(office: &Office, rounds: u16, then: bool) {
    let mut offer = json!({"seconds": 20, "rounds": rounds, "alarm": [{"who": "role", "role": "lead"}]});
    if then {
        offer["then"] = json!("leads");
    }
    let role = |key: &str| {
        json!({"kind": "role", "key": key, "title": {"en": key}, "body": {"format": 1, "grants": [
            {"right": "read_tickets", "scope": "own"}, {"right": "create_tickets", "scope": "all"},
            {"right": "work_tickets", "scope": "own"}]}})
    };
    office
        .bring(with_matter(
            json!([
            role("worker"), role("lead"),
            {"kind": "queue", "key": "leads", "title": {"en": "Leads"}, "body": {"format": 1, "roles": ["lead"]}},
            {"kind": "queue", "key": "desk", "title": {"en": "Desk"}, "body":
                {"format": 1, "roles": ["worker"], "strategy": "round_robin", "offer": offer}}
            ]),
            json!({"urgent_weight": 2}),
        ))
        .await;
}

async fn hire(office: &Office, name: &str, role: &str, capacity: u16) -> Actor {
    let actor = office.hire(name, &[role]).await;
    let change = PersonChange { capacity: Some(capacity), ..PersonChange::default() };
    office.desk.set_person(&office.admin, actor.person().id, change).await.unwrap();
    actor
}

async fn file(office: &Office, subject: &str) -> TicketRow {
    office.file(&office.admin, "matter", json!({"subject": subject})).await
}

async fn step(office: &Office, row: &TicketRow) -> TaskView {
    office.open_tasks(row).await.remove(0)
}

/// Lets seconds pass with a worker at work.
async fn pass(office: &Office, seconds: i64) {
    office.clock.turn(TimeDelta::seconds(seconds));
    while office.desk.work_once().await.unwrap() > 0 {}
}

/// Who has the step, or is asked: `ann`, `bob?`, or nobody.
async fn with(office: &Office, row: &TicketRow) -> String {
    let task = step(office, row).await;
    match (task.owner, task.offered_to) {
        (Some(owner), None) => owner.name,
        (None, Some(asked)) => format!("{}?", asked.name),
        (None, None) => "nobody".to_owned(),
        both => panic!("it is offered and somebody's: {both:?}"),
    }
}

async fn notices(office: &Office, actor: &Actor) -> Vec<String> {
    let notices = office.desk.notices(actor).await.unwrap();
    notices.iter().map(|notice| notice.text.in_lang(model::Lang::En).to_owned()).collect()
}

fn is_not_offered(answer: &Result<TaskView, Error>) -> bool {
    matches!(answer, Err(Error::Refused { code: "not_offered", .. }))
}

#[tokio::test]
async fn whoever_accepts_has_it_and_sees_it_before() {
    everywhere(|office: Office| async move {
        offered(&office, 1, false).await;
        let ann = hire(&office, "Ann", "worker", 5).await;
        let bob = hire(&office, "Bob", "worker", 5).await;
        let row = file(&office, "one").await;
        assert_eq!(with(&office, &row).await, "Ann?");
        assert_eq!(notices(&office, &ann).await.len(), 1);
        // They see only what is theirs; what is offered is.
        let page = office.page(&ann, &row).await;
        assert!(page.tasks[0].may_accept && page.tasks[0].may_claim && !page.tasks[0].may_complete);
        let offered = TaskQuery { offered: true, ..TaskQuery::default() };
        assert_eq!(office.desk.tasks(&ann, offered.clone()).await.unwrap().rows.len(), 1);
        let day: Day = office.desk.day(&ann).await.unwrap();
        assert_eq!(day.offers.len(), 1);
        let task = step(&office, &row).await;
        assert!(matches!(office.desk.accept(&bob, task.id).await, Err(Error::NotFound)));
        assert!(is_not_offered(&office.desk.accept(&office.admin, task.id).await));
        // Twice at once, and again: it is theirs.
        let (one, two) = tokio::join!(office.desk.accept(&ann, task.id), office.desk.accept(&ann, task.id));
        assert_eq!((one.unwrap().owner.unwrap().name, two.unwrap().owner.unwrap().name), ("Ann".into(), "Ann".into()));
        assert_eq!(with(&office, &row).await, "Ann");
        assert!(office.desk.tasks(&ann, offered).await.unwrap().rows.is_empty());
        assert!(is_not_offered(&office.desk.decline(&ann, task.id, String::new()).await));
        pass(&office, 60).await;
        assert_eq!(office.told(&row).await, ["filed", "step_opened", "offered", "claimed", "status_set", "owner_set"]);
    })
    .await;
}

#[tokio::test]
async fn whoever_declines_or_does_not_answer_in_twenty_seconds_is_followed_by_the_next() {
    everywhere(|office: Office| async move {
        offered(&office, 2, false).await;
        let ann = hire(&office, "Ann", "worker", 5).await;
        let bob = hire(&office, "Bob", "worker", 5).await;
        let row = file(&office, "one").await;
        let task = step(&office, &row).await;
        office.desk.decline(&ann, task.id, "busy".to_owned()).await.unwrap();
        assert_eq!(with(&office, &row).await, "Bob?");
        assert!(is_not_offered(&office.desk.accept(&office.admin, task.id).await));
        pass(&office, 19).await;
        assert_eq!(with(&office, &row).await, "Bob?");
        pass(&office, 1).await;
        // Everyone was asked: the second round.
        assert_eq!(with(&office, &row).await, "Ann?");
        assert!(matches!(office.desk.accept(&bob, task.id).await, Err(Error::NotFound)));
        // Why Bob and not Ann stands in the account.
        let events = office.desk.timeline(&office.admin, row.id, None, 100).await.unwrap().rows;
        let second = events.iter().filter(|event| event.what.name() == "offered").nth(1).unwrap();
        let Trace::Owner(trace) = &second.traces[0] else { panic!("no reason") };
        let of = |actor: &Actor| trace.candidates.iter().find(|one| one.person == actor.person().id).unwrap().barred;
        assert_eq!((of(&ann), of(&bob), trace.picked), (Some(Barred::Passed), None, Some(bob.person().id)));
        office.desk.accept(&ann, task.id).await.unwrap();
        pass(&office, 60).await;
        assert_eq!(with(&office, &row).await, "Ann");
    })
    .await;
}

#[tokio::test]
async fn what_nobody_accepts_falls_into_the_next_queue_and_the_alarm_rings_once() {
    everywhere(|office: Office| async move {
        offered(&office, 2, true).await;
        hire(&office, "Ann", "worker", 5).await;
        let lea = hire(&office, "Lea", "lead", 5).await;
        let row = file(&office, "one").await;
        for _ in 0..10 {
            pass(&office, 20).await;
        }
        assert_eq!(with(&office, &row).await, "Lea");
        assert_eq!(step(&office, &row).await.queue, Some("leads".into()));
        let told = office.told(&row).await;
        let count = |name| told.iter().filter(|one| **one == name).count();
        assert_eq!((count("offered"), count("offer_lapsed"), count("not_accepted"), count("assigned")), (2, 2, 1, 1));
        let alarms = notices(&office, &lea).await;
        assert_eq!(alarms.iter().filter(|text| text.contains("nobody has accepted it")).count(), 1, "{alarms:?}");
    })
    .await;
}

#[tokio::test]
async fn without_a_next_queue_it_stays_to_be_claimed_by_hand() {
    everywhere(|office: Office| async move {
        offered(&office, 1, false).await;
        let ann = hire(&office, "Ann", "worker", 5).await;
        let row = file(&office, "one").await;
        let task = step(&office, &row).await;
        office.desk.decline(&ann, task.id, String::new()).await.unwrap();
        for _ in 0..5 {
            pass(&office, 60).await;
        }
        assert_eq!(with(&office, &row).await, "nobody");
        let told = office.told(&row).await;
        assert_eq!(told.iter().filter(|one| **one == "not_accepted").count(), 1);
        office.desk.claim(&office.admin, task.id).await.unwrap();
        assert_eq!(with(&office, &row).await, office.admin.person().name);
    })
    .await;
}

#[tokio::test]
async fn whoever_takes_what_is_offered_to_another_has_it_and_the_other_learns_it() {
    everywhere(|office: Office| async move {
        offered(&office, 1, false).await;
        let ann = hire(&office, "Ann", "worker", 5).await;
        let row = file(&office, "one").await;
        let task = step(&office, &row).await;
        office.desk.claim(&office.admin, task.id).await.unwrap();
        assert_eq!(with(&office, &row).await, office.admin.person().name);
        assert!(notices(&office, &ann).await.iter().any(|text| text.contains("no longer offered to you")));
        assert!(matches!(office.desk.accept(&ann, task.id).await, Err(Error::NotFound)));
        pass(&office, 60).await;
        assert_eq!(with(&office, &row).await, office.admin.person().name);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn offers_never_pass_anyones_capacity_however_many_come_at_once() {
    everywhere(|office: Office| async move {
        offered(&office, 1, false).await;
        hire(&office, "Ann", "worker", 2).await;
        hire(&office, "Bob", "worker", 3).await;
        let mut filings = tokio::task::JoinSet::new();
        for number in 0..40 {
            let (desk, admin) = (office.desk.clone(), office.admin.clone());
            filings.spawn(async move {
                loop {
                    let filing = office::filing("matter", json!({"subject": format!("matter {number}")}));
                    match desk.file(&admin, filing, model::record::Channel::Desk, None).await {
                        Err(Error::Busy) => tokio::task::yield_now().await,
                        filed => return filed.unwrap(),
                    }
                }
            });
        }
        let rows = filings.join_all().await;
        while office.desk.work_once().await.unwrap() > 0 {}
        let mut all: Vec<String> = Vec::new();
        for row in &rows {
            all.push(with(&office, row).await);
        }
        let count = |who: &str| all.iter().filter(|one| *one == who).count();
        assert_eq!((count("Ann?"), count("Bob?"), count("nobody")), (2, 3, 35));
        // A pressing one weighs two: with room for one only, it waits.
        let ann = office.desk.people(&office.admin).await.unwrap();
        let ann = ann.iter().find(|one| one.name == "Ann").unwrap().id;
        let ann = office.again(ann).await;
        let theirs = office.desk.day(&ann).await.unwrap().offers;
        office.desk.accept(&ann, theirs[0].id).await.unwrap();
        office.desk.accept(&ann, theirs[1].id).await.unwrap();
        assert!(office.desk.day(&ann).await.unwrap().offers.is_empty());
        office.complete(&ann, &theirs[0], "done", json!({})).await;
        // What waits is offered as soon as someone is free, and not given.
        while office.desk.work_once().await.unwrap() > 0 {}
        assert_eq!(office.desk.day(&ann).await.unwrap().offers.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_offer_is_as_heavy_as_the_work_and_nobody_free_means_waiting() {
    everywhere(|office: Office| async move {
        offered(&office, 1, false).await;
        let ann = hire(&office, "Ann", "worker", 2).await;
        let row = file(&office, "one").await;
        let mut pressing = office::filing("matter", json!({"subject": "pressing"}));
        pressing.priority = Some(Priority::Urgent);
        let pressing = office.desk.file(&office.admin, pressing, model::record::Channel::Desk, None).await.unwrap();
        assert_eq!((with(&office, &row).await, with(&office, &pressing).await), ("Ann?".into(), "nobody".into()));
        // What is declined frees its weight at once; nobody else is there, and the round is over.
        office.desk.decline(&ann, step(&office, &row).await.id, String::new()).await.unwrap();
        pass(&office, 1).await;
        assert_eq!((with(&office, &row).await, with(&office, &pressing).await), ("nobody".into(), "Ann?".into()));
    })
    .await;
}

#[tokio::test]
async fn whoever_is_away_when_their_time_is_over_is_not_asked_again() {
    everywhere(|office: Office| async move {
        offered(&office, 2, false).await;
        let ann = hire(&office, "Ann", "worker", 5).await;
        let row = file(&office, "one").await;
        let off = PersonChange { active: Some(false), ..PersonChange::default() };
        office.desk.set_person(&office.admin, ann.person().id, off).await.unwrap();
        pass(&office, 20).await;
        // Nobody is free: it waits, and the next one who comes is asked.
        assert_eq!(with(&office, &row).await, "nobody");
        hire(&office, "Bob", "worker", 5).await;
        pass(&office, 1).await;
        assert_eq!(with(&office, &row).await, "Bob?");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_accepts_at_the_last_moment_has_it_or_is_told_that_they_are_too_late() {
    everywhere(|office: Office| async move {
        offered(&office, 1, false).await;
        let ann = hire(&office, "Ann", "worker", 5).await;
        hire(&office, "Bob", "worker", 5).await;
        for number in 0..10 {
            let row = file(&office, &format!("matter {number}")).await;
            let task = step(&office, &row).await;
            if task.offered_to.as_ref().unwrap().id != ann.person().id {
                pass(&office, 20).await;
                continue;
            }
            office.clock.turn(TimeDelta::seconds(20));
            let (answer, worked) = tokio::join!(office.desk.accept(&ann, task.id), office.desk.work_once());
            worked.unwrap();
            let found = with(&office, &row).await;
            match answer {
                Ok(task) => assert_eq!((task.owner.unwrap().name.as_str(), found.as_str()), ("Ann", "Ann")),
                Err(no) => assert!(found != "Ann" && found != "Ann?", "{found}: {no:?}"),
            }
        }
    })
    .await;
}

#[tokio::test]
async fn an_offer_survives_the_node_that_made_it_and_a_timer_that_rings_twice_asks_once() {
    everywhere(|office: Office| async move {
        offered(&office, 1, true).await;
        hire(&office, "Ann", "worker", 5).await;
        hire(&office, "Bob", "worker", 5).await;
        let row = file(&office, "one").await;
        // Another node, which knows nothing but the database, and two workers that look at the same moment.
        let (first, second) = (office.without_mail().await, office.without_mail().await);
        office.clock.turn(TimeDelta::seconds(20));
        let (one, two) = tokio::join!(first.work_once(), second.work_once());
        assert!(one.unwrap() + two.unwrap() > 0);
        assert_eq!(with(&office, &row).await, "Bob?");
        let told = office.told(&row).await;
        assert_eq!(told.iter().filter(|one| **one == "offered").count(), 2);
        assert_eq!(told.iter().filter(|one| **one == "offer_lapsed").count(), 1);
    })
    .await;
}
