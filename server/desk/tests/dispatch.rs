//! What people rely on when work is given out: nobody gets more than they can carry, what waits is given out in order, and
//! every reason is kept.

mod office;

use desk::{Actor, Error};
use model::{
    flow::Priority,
    record::Channel,
    trace::{Barred, Trace},
    view::{PersonChange, TicketRow},
};
use office::{Office, everywhere, filing};
use serde_json::json;

/// A ticket type whose one step is given to someone of a queue; and someone who serves it, with this capacity.
async fn served(office: &Office, capacity: u16, queue: model::Value) -> Actor {
    office
        .bring(json!([
            {"kind": "role", "key": "worker", "title": {"en": "Worker"}, "body": {"format": 1, "grants": [
                {"right": "read_tickets", "scope": "all"}, {"right": "create_tickets", "scope": "all"},
                {"right": "work_tickets", "scope": "all"}]}},
            {"kind": "queue", "key": "desk", "title": {"en": "Desk"}, "body": queue},
            {"kind": "form", "key": "matter", "title": {"en": "Matter"}, "body": {"format": 1,
                "fields": [{"key": "subject", "label": {"en": "Subject"}, "type": "text"}],
                "layouts": [{"key": "intake", "title": {"en": "New"}, "purpose": "intake", "items": [
                    {"item": "row", "cells": [{"field": "subject"}]}]}]}},
            {"kind": "flow", "key": "matter", "title": {"en": "Matter"}, "body": {"format": 1, "form": "matter",
                "nodes": [
                    {"key": "start", "node": "start"},
                    {"key": "step", "title": {"en": "Step"}, "node": "task", "owner": {"by": "ticket_queue"},
                     "outcomes": [{"key": "done", "title": {"en": "Done"}}]},
                    {"key": "end", "title": {"en": "End"}, "node": "end", "leaves": "closed"}],
                "links": [
                    {"key": "a", "from": "start", "to": "step"},
                    {"key": "b", "from": "step", "to": "end", "leaves": {"by": "outcome", "outcome": "done"}}]}},
            {"kind": "ticket_type", "key": "matter", "title": {"en": "Matter"}, "body": {"format": 1,
                "form": "matter", "flow": "matter", "queue": "desk", "urgent_weight": 2, "title_field": "subject"}}
        ]))
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
