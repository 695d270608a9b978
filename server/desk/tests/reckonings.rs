//! What administrators rely on when they publish a calendar or a policy while tickets are open.

mod office;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use model::{
    Kind, Value,
    key::DefinitionKey,
    reckoning::{Became, Counts, Measured},
    record::Target,
    view::{ReckoningForecast, ReckoningProgress, TicketRow},
};
use office::{Office, everywhere};
use serde_json::json;
use store::Refused;

fn title(key: &str) -> Value {
    json!({"en": key, "zh-CN": key})
}

/// A calendar of the same hours every day, by the wall clock of Shanghai.
fn hours(from: u16, to: u16) -> Value {
    let day = json!([{"from": from * 60, "to": to * 60}]);
    json!({"kind": "calendar", "key": "hours", "title": title("Hours"),
        "body": {"format": 1, "zone": "Asia/Shanghai", "week": vec![day; 7], "days": []}})
}

fn policy(minutes: i64) -> Value {
    json!({"kind": "policy", "key": "promise", "title": title("Promise"), "body": {"format": 1, "calendar": "hours",
        "ladder": "loud", "rules": [], "otherwise": {"resolution": {"minutes": minutes}}}})
}

/// A step with a limit of ten hours, a promise of eight, and a ladder that mails the customer when it is late.
fn everything() -> Value {
    json!([
        hours(9, 18),
        {"kind": "ladder", "key": "loud", "title": title("Loud"), "body": {"format": 1, "levels": [
            {"at_percent": 100, "tell": [{"who": "role", "role": "administrator"}], "text": title("It is late")}]}},
        policy(480),
        {"kind": "form", "key": "thing", "title": title("Thing"), "body": {"format": 1,
            "fields": [{"key": "subject", "label": title("subject"), "type": "text"}],
            "layouts": [{"key": "intake", "title": title("New"), "purpose": "intake",
                "items": [{"item": "row", "cells": [{"field": "subject"}]}]}]}},
        {"kind": "flow", "key": "thing", "title": title("Thing"), "body": {"format": 1, "form": "thing", "nodes": [
            {"key": "start", "node": "start"},
            {"key": "ask", "title": title("Ask"), "node": "task", "owner": {"by": "ticket_owner"},
                "limit": {"span": {"minutes": 600}}, "outcomes": [{"key": "done", "title": title("Done")}]},
            {"key": "end", "title": title("End"), "node": "end"}],
            "links": [
                {"key": "a", "from": "start", "to": "ask", "leaves": {"by": "next"}},
                {"key": "b", "from": "ask", "to": "end", "leaves": {"by": "outcome", "outcome": "done"}}]}},
        {"kind": "ticket_type", "key": "thing", "title": title("Thing"),
            "body": {"format": 1, "form": "thing", "flow": "thing", "policy": "promise", "title_field": "subject"}}
    ])
}

async fn filed(office: &Office, count: usize) -> Vec<TicketRow> {
    let mut rows = Vec::new();
    for number in 0..count {
        rows.push(office.file(&office.admin, "thing", json!({"subject": format!("Ticket {number}")})).await);
    }
    rows
}

async fn draw(office: &Office, drawn: Value) {
    let content: model::Definition = serde_json::from_value(drawn).unwrap();
    let key = content.key.clone();
    let page = office.desk.definition(&office.admin, content.body.kind(), &key).await.unwrap();
    office.desk.save_draft(&office.admin, content, page.revision, false).await.unwrap();
}

async fn foreseen(office: &Office, drawn: bool) -> ReckoningForecast {
    office.desk.forecast_reckoning(&office.admin, Kind::Calendar, &"hours".into(), drawn).await.unwrap()
}

async fn publish(office: &Office, kind: Kind, key: &str, open_too: bool) {
    let key = DefinitionKey::from(key);
    office.desk.publish_for(&office.admin, kind, &key, String::new(), open_too).await.unwrap();
}

async fn progress(office: &Office, kind: Kind, key: &str) -> ReckoningProgress {
    office.desk.reckoning(&office.admin, kind, &key.into()).await.unwrap().unwrap()
}

async fn worked_off(office: &Office) {
    while office.desk.work_once().await.unwrap() > 0 {}
}

/// When the promise of a ticket is due, and whether it is late.
async fn promise(office: &Office, row: &TicketRow) -> (DateTime<Utc>, bool) {
    let page = office.page(&office.admin, row).await;
    let view = page.clocks.iter().find(|view| view.clock.target == Target::Resolution).unwrap();
    (view.clock.due_at, matches!(view.clock.state, model::record::ClockState::Breached { .. }))
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// What the administrators were told by the ladder.
async fn alarms(office: &Office) -> usize {
    let notices = office.desk.notices(&office.admin).await.unwrap();
    notices.iter().filter(|notice| notice.text.in_lang(model::Lang::En) == "It is late").count()
}

#[tokio::test]
async fn open_tickets_keep_their_times_until_they_are_told_to_move_and_then_all_of_them_do() {
    everywhere(|office: Office| async move {
        office.bring(everything()).await;
        let rows = filed(&office, 3).await;
        // Nine hours a day from nine in the morning: due at five in the afternoon.
        assert_eq!(promise(&office, &rows[0]).await, (at("2026-03-02T09:00:00Z"), false));

        draw(&office, hours(9, 12)).await;
        let found = foreseen(&office, true).await;
        assert_eq!(found.counts, Counts { looked: 3, uses: 3, moved: 3, ..Counts::default() });
        assert!(found.is_whole && found.tickets.len() == 3);
        let shift = &found.tickets[0].shifts[0];
        assert_eq!(shift.what, Measured::Clock { target: Target::Resolution });
        assert_eq!((shift.from, shift.to), (Some(at("2026-03-02T09:00:00Z")), Some(at("2026-03-04T03:00:00Z"))));
        assert_eq!(shift.became, Became::Moved);

        publish(&office, Kind::Calendar, "hours", false).await;
        worked_off(&office).await;
        assert_eq!(promise(&office, &rows[0]).await.0, at("2026-03-02T09:00:00Z"), "only new tickets");
        assert_eq!(foreseen(&office, false).await, found, "it can be asked and done afterwards");
        assert!(office.desk.reckoning(&office.admin, Kind::Calendar, &"hours".into()).await.unwrap().is_none());

        office.desk.reckon(&office.admin, Kind::Calendar, &"hours".into()).await.unwrap();
        assert_eq!(progress(&office, Kind::Calendar, "hours").await.ended_at, None);
        worked_off(&office).await;
        let done = progress(&office, Kind::Calendar, "hours").await;
        assert_eq!((done.number, done.counts), (2, found.counts));
        assert!(done.ended_at.is_some());
        for row in &rows {
            assert_eq!(promise(&office, row).await, (at("2026-03-04T03:00:00Z"), false));
            assert_eq!(office.told(row).await.iter().filter(|what| **what == "reckoned").count(), 1);
            let page = office.page(&office.admin, row).await;
            assert!(page.clocks[0].why.is_some(), "it still says why it is due then");
        }
        let notices = office.desk.notices(&office.admin).await.unwrap();
        let told: Vec<&str> = notices.iter().map(|notice| notice.text.in_lang(model::Lang::En)).collect();
        assert_eq!(
            told.iter().filter(|text| text.contains("3 tickets moved, 0 are late by it, 0 are in time again")).count(),
            1,
            "{told:?}"
        );

        // Again: nothing moves twice.
        office.desk.reckon(&office.admin, Kind::Calendar, &"hours".into()).await.unwrap();
        worked_off(&office).await;
        let again = progress(&office, Kind::Calendar, "hours").await.counts;
        assert_eq!(again, Counts { looked: 3, uses: 3, ..Counts::default() });
    })
    .await;
}

#[tokio::test]
async fn what_is_late_by_a_calendar_alone_sends_no_storm_and_what_is_not_is_late_no_longer() {
    everywhere(|office: Office| async move {
        office.bring(everything()).await;
        draw(&office, hours(9, 10)).await;
        publish(&office, Kind::Calendar, "hours", false).await;
        let rows = filed(&office, 4).await;
        office.clock.turn(TimeDelta::hours(10));
        worked_off(&office).await;
        assert_eq!(alarms(&office).await, 0);

        // Whoever had worked nine hours today would be late.
        draw(&office, hours(9, 18)).await;
        let found = foreseen(&office, true).await;
        assert_eq!(found.counts, Counts { looked: 4, uses: 4, moved: 4, late: 4, ..Counts::default() });
        publish(&office, Kind::Calendar, "hours", true).await;
        worked_off(&office).await;
        for row in &rows {
            assert_eq!(promise(&office, row).await, (at("2026-03-02T09:00:00Z"), true), "it is late, and seen to be");
            let told = office.told(row).await;
            assert!(!told.contains(&"clock_breached") && !told.contains(&"escalated"), "{told:?}");
        }
        assert_eq!(alarms(&office).await, 0, "no storm");
        office.pass(5).await;
        assert_eq!(alarms(&office).await, 0, "not later either");

        draw(&office, hours(9, 12)).await;
        let found = foreseen(&office, true).await;
        assert_eq!((found.counts.late, found.counts.in_time), (0, 4));
        publish(&office, Kind::Calendar, "hours", true).await;
        worked_off(&office).await;
        assert!(!promise(&office, &rows[0]).await.1);
    })
    .await;
}

#[tokio::test]
async fn a_policy_counts_for_open_tickets_when_it_is_told_to() {
    everywhere(|office: Office| async move {
        office.bring(everything()).await;
        let row = filed(&office, 1).await.remove(0);
        draw(&office, policy(60)).await;
        let key = "promise".into();
        let found = office.desk.forecast_reckoning(&office.admin, Kind::Policy, &key, true).await.unwrap();
        assert_eq!(found.counts, Counts { looked: 1, uses: 1, moved: 1, ..Counts::default() });
        publish(&office, Kind::Policy, "promise", true).await;
        worked_off(&office).await;
        assert_eq!(promise(&office, &row).await.0, at("2026-03-02T02:00:00Z"));
        assert_eq!(progress(&office, Kind::Policy, "promise").await.counts, found.counts);
        // Nothing else runs by time.
        let refused = office.desk.reckon(&office.admin, Kind::Flow, &"thing".into()).await;
        assert!(matches!(refused, Err(desk::Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn a_reckoning_goes_on_where_a_worker_died_and_the_dead_one_changes_nothing() {
    everywhere(|office: Office| async move {
        office.bring(everything()).await;
        // More than are read at once.
        let rows = filed(&office, 230).await;
        draw(&office, hours(9, 12)).await;
        publish(&office, Kind::Calendar, "hours", true).await;
        let lease = Duration::from_mins(1);
        let store = office.desk.store();
        let claimed = store.claim_reckonings(office.desk.now(), lease, 1).await.unwrap();
        assert_eq!(claimed.len(), 1);
        worked_off(&office).await;
        assert_eq!(progress(&office, Kind::Calendar, "hours").await.counts, Counts::default(), "someone else has it");

        office.pass(2).await;
        let done = progress(&office, Kind::Calendar, "hours").await;
        assert_eq!(done.counts, Counts { looked: 230, uses: 230, moved: 230, ..Counts::default() });
        for row in [&rows[0], &rows[199], &rows[200], &rows[229]] {
            assert_eq!(promise(&office, row).await.0, at("2026-03-04T03:00:00Z"));
        }
        // The dead one wakes up and says that it is not far yet.
        let claimed = &claimed[0];
        let mut changes = store::Changes::new(claimed.workspace, office.desk.now());
        changes.move_reckoning(&claimed.what, claimed.fence);
        assert!(matches!(store.commit(changes).await, Err(Refused::Moved { .. })));
        assert!(progress(&office, Kind::Calendar, "hours").await.ended_at.is_some());
    })
    .await;
}

#[tokio::test]
async fn the_newest_version_takes_the_place_of_a_reckoning_under_way() {
    everywhere(|office: Office| async move {
        office.bring(everything()).await;
        let rows = filed(&office, 2).await;
        draw(&office, hours(9, 12)).await;
        publish(&office, Kind::Calendar, "hours", true).await;
        draw(&office, hours(9, 13)).await;
        publish(&office, Kind::Calendar, "hours", true).await;
        worked_off(&office).await;
        let done = progress(&office, Kind::Calendar, "hours").await;
        assert_eq!((done.number, done.counts.moved), (3, 2));
        assert_eq!(promise(&office, &rows[1]).await.0, at("2026-03-03T05:00:00Z"));
        assert_eq!(office.told(&rows[1]).await.iter().filter(|what| **what == "reckoned").count(), 1);
    })
    .await;
}
