//! What administrators rely on when a flow gets a new version while its tickets are open.

mod office;

use model::{
    Kind, Value,
    id::VersionId,
    migration::{Plan, Timers, Verdict},
    view::{MigrationForecast, TicketRow},
};
use office::{Office, everywhere};
use serde_json::json;

/// A flow of steps one after the other, each with a limit of an hour; its form asks for what is given.
fn drawn(steps: &[&str], fields: &[(&str, &str)]) -> Value {
    let title = |key: &str| json!({"en": key, "zh-CN": key});
    let fields: Vec<Value> =
        fields.iter().map(|(key, holds)| json!({"key": key, "label": title(key), "type": holds})).collect();
    let cells: Vec<Value> = fields.iter().map(|field| json!({"field": field["key"]})).collect();
    let mut nodes = vec![json!({"key": "start", "node": "start"})];
    let mut links = Vec::new();
    let mut before = ("start".to_owned(), json!({"by": "next"}));
    for step in steps {
        nodes.push(json!({"key": step, "title": title(step), "node": "task", "owner": {"by": "ticket_owner"},
            "limit": {"span": {"minutes": 60, "counted": "wall"}},
            "outcomes": [{"key": "done", "title": title("Done")}]}));
        links.push(json!({"key": format!("to-{step}"), "from": before.0, "to": step, "leaves": before.1}));
        before = ((*step).to_owned(), json!({"by": "outcome", "outcome": "done"}));
    }
    nodes.push(json!({"key": "end", "title": title("End"), "node": "end"}));
    links.push(json!({"key": "to-end", "from": before.0, "to": "end", "leaves": before.1}));
    json!([
        {"kind": "form", "key": "moving", "title": title("Moving"), "body": {"format": 1, "fields": fields,
            "layouts": [{"key": "intake", "title": title("New"), "purpose": "intake",
                "items": [{"item": "row", "cells": cells}]}]}},
        {"kind": "flow", "key": "moving", "title": title("Moving"),
            "body": {"format": 1, "form": "moving", "nodes": nodes, "links": links}},
        {"kind": "ticket_type", "key": "moving", "title": title("Moving"),
            "body": {"format": 1, "form": "moving", "flow": "moving", "title_field": "subject"}}
    ])
}

/// Files so many tickets of the flow as it is now.
async fn filed(office: &Office, count: usize) -> Vec<TicketRow> {
    let mut rows = Vec::new();
    for number in 0..count {
        rows.push(office.file(&office.admin, "moving", json!({"subject": format!("Ticket {number}")})).await);
    }
    rows
}

async fn forecast(office: &Office, number: i64, plan: &Plan) -> MigrationForecast {
    office.desk.forecast_migration(&office.admin, &"moving".into(), number, false, plan).await.unwrap()
}

async fn versions(office: &Office) -> Vec<VersionId> {
    let versions = office.desk.versions(&office.admin, Kind::Flow, &"moving".into()).await.unwrap();
    versions.into_iter().rev().map(|version| version.id).collect()
}

/// How many moved, and how many stayed, until there was no more.
async fn moved(office: &Office, number: i64, back: bool, plan: &Plan) -> (u32, u32) {
    let (mut moved, mut left, mut after) = (0, 0, None);
    loop {
        let key = "moving".into();
        let part = office.desk.migrate(&office.admin, &key, number, back, plan, after.as_deref()).await.unwrap();
        moved += part.moved;
        left += part.left;
        after = part.next;
        if after.is_none() {
            return (moved, left);
        }
    }
}

const SUBJECT: [(&str, &str); 1] = [("subject", "text")];

#[tokio::test]
async fn open_tickets_move_when_they_are_told_to_and_not_before() {
    everywhere(|office: Office| async move {
        office.bring(drawn(&["ask", "check"], &SUBJECT)).await;
        let rows = filed(&office, 3).await;
        office.bring(drawn(&["ask", "think", "check"], &[("subject", "text"), ("more", "number")])).await;
        assert_eq!(versions(&office).await.len(), 2);
        let first = &office.open_tasks(&rows[0]).await[0];
        let row = office.complete(&office.admin, first, "done", json!({})).await;
        assert_eq!(office.open_tasks(&row).await[0].node.as_str(), "check", "it follows the version it was filed with");

        let seen = forecast(&office, 2, &Plan::default()).await;
        assert_eq!(seen.groups.iter().map(|group| (group.from, group.count)).collect::<Vec<_>>(), [(1, 3)]);
        assert_eq!(seen.groups[0].verdict, Verdict::Safe);
        assert!(seen.is_whole && seen.places.iter().any(|place| place.node.as_str() == "think"));
        assert_eq!(office.open_tasks(&rows[1]).await[0].node.as_str(), "ask", "looking changes nothing");

        let due = office.open_tasks(&rows[1]).await[0].due_at;
        office.pass(5).await;
        assert_eq!(moved(&office, 2, false, &Plan::default()).await, (3, 0));
        assert_eq!(moved(&office, 2, false, &Plan::default()).await, (0, 0), "whoever asks again moves nothing twice");
        let ask = &office.open_tasks(&rows[1]).await[0];
        assert_eq!(ask.due_at, due, "the time goes on");
        let row = office.complete(&office.admin, ask, "done", json!({})).await;
        assert_eq!(office.open_tasks(&row).await[0].node.as_str(), "think", "it follows the new version now");
        assert!(office.page(&office.admin, &row).await.form.field(&"more".into()).is_some(), "with its form");
        assert!(office.told(&row).await.contains(&"migrated"));

        // Back to where they were.
        assert_eq!(moved(&office, 1, true, &Plan::default()).await, (2, 1), "one is at a step that the old one lacks");
        let plan = Plan { places: [("think".into(), "check".into())].into(), timers: Timers::Restart };
        assert_eq!(moved(&office, 1, true, &plan).await, (1, 0));
        assert_eq!(office.open_tasks(&row).await[0].node.as_str(), "check");
    })
    .await;
}

#[tokio::test]
async fn a_ticket_without_a_place_waits_for_one_and_the_others_move() {
    everywhere(|office: Office| async move {
        office.bring(drawn(&["ask", "check"], &SUBJECT)).await;
        let rows = filed(&office, 2).await;
        let task = &office.open_tasks(&rows[0]).await[0];
        office.complete(&office.admin, task, "done", json!({})).await;
        office.bring(drawn(&["ask", "review"], &SUBJECT)).await;

        let seen = forecast(&office, 2, &Plan::default()).await;
        assert!(seen.groups[0].verdict.moves());
        let Verdict::NeedsChoice { places } = &seen.groups[1].verdict else { panic!("{seen:#?}") };
        assert_eq!(places[0].node.as_str(), "check");
        assert_eq!(seen.groups[1].tickets, [rows[0].number]);
        assert_eq!(moved(&office, 2, false, &Plan::default()).await, (1, 1));

        let plan = Plan { places: [("check".into(), "review".into())].into(), ..Plan::default() };
        assert_eq!(forecast(&office, 2, &plan).await.groups[0].verdict, Verdict::Mapped);
        assert_eq!(moved(&office, 2, false, &plan).await, (1, 0));
        let review = &office.open_tasks(&rows[0]).await[0];
        assert_eq!(review.node.as_str(), "review");
        office.complete(&office.admin, review, "done", json!({})).await;
        assert!(office.told(&rows[0]).await.contains(&"ended"));
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_no_longer_fits_the_form_holds_its_ticket_back() {
    everywhere(|office: Office| async move {
        office.bring(drawn(&["ask"], &[("subject", "text"), ("size", "number")])).await;
        office.file(&office.admin, "moving", json!({"subject": "With a size", "size": 3})).await;
        office.file(&office.admin, "moving", json!({"subject": "Without"})).await;
        office.bring(drawn(&["ask", "check"], &[("subject", "text"), ("size", "text")])).await;
        let seen = forecast(&office, 2, &Plan::default()).await;
        assert_eq!(seen.groups.iter().map(|group| group.verdict.moves()).collect::<Vec<_>>(), [true, false]);
        assert_eq!(moved(&office, 2, false, &Plan::default()).await, (1, 1));
    })
    .await;
}

#[tokio::test]
async fn hundreds_of_tickets_move_part_by_part() {
    everywhere(|office: Office| async move {
        office.bring(drawn(&["ask"], &SUBJECT)).await;
        filed(&office, 230).await;
        office.bring(drawn(&["ask", "check"], &SUBJECT)).await;
        let key = "moving".into();
        let plan = Plan::default();
        let first = office.desk.migrate(&office.admin, &key, 2, false, &plan, None).await.unwrap();
        assert_eq!((first.moved, first.next.is_some()), (200, true));
        assert_eq!(forecast(&office, 2, &plan).await.groups[0].count, 30, "what was broken off can be asked for again");
        assert_eq!(moved(&office, 2, false, &plan).await, (30, 0));
        let wrong = office.desk.migrate(&office.admin, &key, 2, false, &plan, Some("yesterday")).await;
        assert!(matches!(wrong, Err(desk::Error::Invalid(problems)) if problems[0].path == "/after"));
        let absent = office.desk.migrate(&office.admin, &key, 9, false, &plan, None).await;
        assert!(matches!(absent, Err(desk::Error::NotFound)));
    })
    .await;
}
