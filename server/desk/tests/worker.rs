//! What happens by itself: warnings, lateness, effects, and what becomes of failures.

mod office;

use chrono::TimeDelta;
use model::{
    Code, Value,
    incident::Settling,
    record::{Effect, Status},
    role::Right,
    view::{Asker, IncidentQuery},
};
use office::{Office, everywhere, filing};
use serde_json::json;

fn callback() -> Value {
    json!([
        {"kind": "queue", "key": "calls", "title": {"en": "Calls"}, "body": {"format": 1,
            "roles": ["administrator"]}},
        {"kind": "form", "key": "call-form", "title": {"en": "Call"}, "body": {"format": 1,
            "fields": [{"key": "subject", "label": {"en": "Subject"}, "type": "text"}],
            "layouts": [{"key": "intake", "title": {"en": "New"}, "purpose": "intake", "items": [
                {"item": "row", "cells": [{"field": "subject"}]}]}]}},
        {"kind": "flow", "key": "call-flow", "title": {"en": "Call flow"}, "body": {"format": 1,
            "nodes": [
                {"key": "start", "node": "start"},
                {"key": "mail", "title": {"en": "Acknowledge"}, "node": "action", "acts": [
                    {"act": "mail", "to": {"who": "customer"},
                     "subject": {"zh-CN": "工单 {{ticket.number}}"}, "body": {"zh-CN": "已收到：{{fields.subject}}"}}]},
                {"key": "call", "title": {"en": "Call"}, "node": "task", "owner": {"by": "ticket_queue"},
                 "outcomes": [{"key": "reached", "title": {"en": "Reached"}}],
                 "limit": {"span": {"minutes": 30}, "warnings": [{"at_percent": 50}],
                           "when_late": [{"act": "set_priority", "priority": "urgent"}]}},
                {"key": "pause", "title": {"en": "Pause"}, "node": "wait",
                 "until": {"for": "duration", "span": {"minutes": 10}}},
                {"key": "end", "title": {"en": "End"}, "node": "end", "leaves": "closed"}],
            "links": [
                {"key": "a", "from": "start", "to": "mail"},
                {"key": "b", "from": "mail", "to": "call"},
                {"key": "c", "from": "call", "to": "pause", "leaves": {"by": "outcome", "outcome": "reached"}},
                {"key": "d", "from": "pause", "to": "end"}]}},
        {"kind": "ticket_type", "key": "call", "title": {"en": "Call"}, "body": {"format": 1,
            "form": "call-form", "flow": "call-flow", "queue": "calls"}}
    ])
}

async fn called(office: &Office) -> model::view::TicketRow {
    let mut filing = filing("call", json!({"subject": "水泵漏水"}));
    filing.customer =
        Some(Asker::New { name: "Customer".to_owned(), email: Some("C@Example.com".to_owned()), phone: None });
    office.desk.file(&office.admin, filing, model::record::Channel::Desk, None).await.unwrap()
}

#[tokio::test]
async fn a_mail_leaves_once_with_its_words_filled_in() {
    everywhere(|office: Office| async move {
        office.bring(callback()).await;
        let row = called(&office).await;
        office.pass(2).await;
        let sent = office.caught.done.lock().unwrap().clone();
        let [(_, Effect::Mail { to, subject, body })] = &sent[..] else { panic!("{sent:?}") };
        assert_eq!(to, "c@example.com");
        assert_eq!(*subject, format!("工单 {}", row.number));
        assert_eq!(body, "已收到：水泵漏水");
    })
    .await;
}

#[tokio::test]
async fn a_step_warns_once_is_late_once_and_waits_end_by_themselves() {
    everywhere(|office: Office| async move {
        office.bring(callback()).await;
        let row = called(&office).await;
        office.pass(14).await;
        assert!(!office.told(&row).await.contains(&"step_warned"));
        office.pass(2).await;
        assert_eq!(office.told(&row).await.iter().filter(|name| **name == "step_warned").count(), 1);
        office.pass(30).await;
        let told = office.told(&row).await;
        assert_eq!(told.iter().filter(|name| **name == "step_warned").count(), 1);
        assert_eq!(told.iter().filter(|name| **name == "step_late").count(), 1);
        let page = office.page(&office.admin, &row).await;
        assert_eq!(page.row.priority, model::flow::Priority::Urgent);

        let task = office.open_tasks(&row).await.remove(0);
        office.complete(&office.admin, &task, "reached", json!({})).await;
        office.pass(9).await;
        assert!(office.page(&office.admin, &row).await.row.status.is_open());
        office.pass(2).await;
        assert_eq!(office.page(&office.admin, &row).await.row.status, model::record::Status::Closed);
    })
    .await;
}

#[tokio::test]
async fn an_effect_that_never_succeeds_becomes_an_incident_that_can_be_tried_again() {
    everywhere(|office: Office| async move {
        office.bring(callback()).await;
        let row = called(&office).await;
        *office.caught.refuse.lock().unwrap() = true;
        office.pass(60).await;
        let page = office.page(&office.admin, &row).await;
        let [incident] = &page.incidents[..] else { panic!("{:#?}", page.incidents) };
        assert_eq!(incident.text, "refused");
        *office.caught.refuse.lock().unwrap() = false;
        office.desk.settle(&office.admin, incident.id, Settling::again()).await.unwrap();
        office.pass(1).await;
        assert_eq!(office.caught.done.lock().unwrap().len(), 1);
        assert!(office.page(&office.admin, &row).await.incidents.is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_same_customer_is_not_added_twice() {
    everywhere(|office: Office| async move {
        office.bring(callback()).await;
        let (first, second) = tokio::join!(called(&office), called(&office));
        let third = called(&office).await;
        assert_eq!(first.customer, second.customer);
        assert_eq!(first.customer, third.customer);
        assert_eq!(office.desk.customers(&office.admin, "example").await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn only_administrators_settle_incidents() {
    everywhere(|office: Office| async move {
        let agent = office.hire("Agent", &["agent"]).await;
        let nothing = model::id::IncidentId::new("00000000-0000-7000-8000-000000000001".parse().unwrap());
        let refused = office.desk.settle(&agent, nothing, Settling::again()).await;
        assert!(matches!(refused, Err(desk::Error::Forbidden { right: Right::Administer })));
    })
    .await;
}

#[tokio::test]
async fn without_a_mail_server_a_mail_is_kept_and_leaves_when_there_is_one() {
    everywhere(|office: Office| async move {
        office.bring(callback()).await;
        let row = called(&office).await;
        let mailless = office.without_mail().await;
        let work = async |desk: &desk::Desk, minutes: i64| {
            for _ in 0..minutes {
                office.clock.turn(TimeDelta::minutes(1));
                while desk.work_once().await.unwrap() > 0 {}
            }
        };
        work(&mailless, 600).await;
        assert!(office.page(&office.admin, &row).await.incidents.is_empty(), "nobody did anything wrong");
        let told = mailless.notices(&office.admin).await.unwrap();
        let about_mail = told.iter().filter(|notice| notice.text.in_lang(model::Lang::En).contains("mail server"));
        assert_eq!(about_mail.count(), 1, "administrators are told once: {told:#?}");
        assert!(office.caught.done.lock().unwrap().is_empty());
        work(&office.desk, 1).await;
        assert_eq!(office.caught.done.lock().unwrap().len(), 1, "and then it leaves");
    })
    .await;
}

#[tokio::test]
async fn a_customer_is_single_even_when_the_filing_is_long_ago_and_the_number_is_written_otherwise() {
    everywhere(|office: Office| async move {
        office.bring(callback()).await;
        let by_phone = async |phone: &str| {
            let mut filing = filing("call", json!({"subject": "x"}));
            filing.customer = Some(Asker::New { name: "Anna".to_owned(), email: None, phone: Some(phone.to_owned()) });
            office.desk.file(&office.admin, filing, model::record::Channel::Desk, None).await.unwrap()
        };
        let (first, second) = tokio::join!(by_phone("138 0013 8000"), by_phone("13800138000"));
        office.clock.turn(TimeDelta::days(30));
        office.desk.store().purge_answers(office.desk.now()).await.unwrap();
        let third = by_phone("138-0013-8000").await;
        assert_eq!(first.customer, second.customer);
        assert_eq!(first.customer, third.customer);
        assert_eq!(office.desk.customers(&office.admin, "anna").await.unwrap().len(), 1);
    })
    .await;
}

/// A share of a hundred is reckoned by itself, and nobody is asked.
fn shares() -> Value {
    json!([
        {"kind": "form", "key": "share", "title": {"en": "Share"}, "body": {"format": 1,
            "fields": [{"key": "parts", "label": {"en": "Parts"}, "type": "number"},
                {"key": "each", "label": {"en": "Each"}, "type": "number"}],
            "layouts": [{"key": "intake", "title": {"en": "New"}, "purpose": "intake", "items": [
                {"item": "row", "cells": [{"field": "parts"}]}]}]}},
        {"kind": "flow", "key": "share", "title": {"en": "Share"}, "body": {"format": 1, "form": "share",
            "nodes": [
                {"key": "start", "node": "start"},
                {"key": "reckon", "title": {"en": "Reckon"}, "node": "action", "acts": [
                    {"act": "set_variable", "name": "whole", "to": "100 / fields.parts"},
                    {"act": "set_field", "field": "each", "to": {"expression": "vars.whole + vars.more"}}]},
                {"key": "end", "title": {"en": "End"}, "node": "end", "leaves": "closed"}],
            "links": [
                {"key": "a", "from": "start", "to": "reckon"},
                {"key": "b", "from": "reckon", "to": "end"}]}},
        {"kind": "ticket_type", "key": "share", "title": {"en": "Share"}, "body": {"format": 1,
            "form": "share", "flow": "share"}}
    ])
}

fn mends(fields: &Value, variables: &Value) -> Settling {
    let mends = json!({"fields": fields, "variables": variables});
    Settling::Retry { mends: serde_json::from_value(mends).unwrap() }
}

#[tokio::test]
async fn what_is_stuck_is_listed_mended_and_goes_on_without_touching_other_tickets() {
    everywhere(|office: Office| async move {
        office.bring(shares()).await;
        let (desk, admin) = (&office.desk, &office.admin);
        let mut rows = Vec::new();
        for parts in [0, 0, 4] {
            rows.push(office.file(admin, "share", json!({"parts": parts})).await);
        }
        let all = desk.incidents(admin, IncidentQuery::default()).await.unwrap();
        let told: Vec<_> = all.rows.iter().map(|row| (row.number, row.step.in_lang(model::Lang::En))).collect();
        let numbers: Vec<_> = rows.iter().map(|row| row.number).rev().collect();
        assert_eq!(told, [(numbers[0], "Reckon"), (numbers[1], "Reckon"), (numbers[2], "Reckon")]);
        let part = IncidentQuery { limit: Some(2), ..IncidentQuery::default() };
        let first = desk.incidents(admin, part.clone()).await.unwrap();
        assert_eq!(first.rows[..], all.rows[..2]);
        let before = first.next.map(|id| id.parse().unwrap());
        let rest = desk.incidents(admin, IncidentQuery { before, ..part }).await.unwrap();
        assert_eq!((&rest.rows[..], rest.next), (&all.rows[2..], None));

        // What may be mended is shown; what does not fit is refused, and nothing of it is written.
        let stuck = all.rows[2].incident.id;
        let page = desk.incident(admin, stuck).await.unwrap();
        assert!(page.stuck);
        assert_eq!(page.fields.get("parts"), Some(&json!(0)));
        for (fields, variables, code, path) in [
            (json!({"parts": "many"}), json!({}), Code::WrongType, "/fields/parts"),
            (json!({"colour": 1}), json!({}), Code::UnknownField, "/fields/colour"),
            (json!({"parts": 4}), json!({"more": "x".repeat(30_000)}), Code::TooLong, "/variables/more"),
        ] {
            let answer = desk.settle(admin, stuck, mends(&fields, &variables)).await;
            let Err(desk::Error::Invalid(problems)) = answer else { panic!("{answer:?}") };
            assert_eq!((problems[0].code, problems[0].path.as_str()), (code, path));
        }
        assert_eq!(desk.incident(admin, stuck).await.unwrap(), page);

        // Trying again as it is fails again; mended, the ticket goes on, and says who did what.
        desk.settle(admin, stuck, Settling::again()).await.unwrap();
        let still = desk.incidents(admin, IncidentQuery::default()).await.unwrap();
        let newest = still.rows.iter().find(|row| row.number == rows[0].number).unwrap().incident.id;
        desk.settle(admin, newest, mends(&json!({"parts": 5}), &json!({"more": 2}))).await.unwrap();
        let page = office.page(admin, &rows[0]).await;
        assert_eq!(page.row.status, Status::Closed);
        assert_eq!(page.fields.get("each"), Some(&json!(22)));
        let told = office.told(&rows[0]).await;
        assert_eq!(told.iter().filter(|name| **name == "variables_set").count(), 1, "{told:?}");
        let twice = desk.settle(admin, newest, Settling::again()).await;
        assert!(matches!(twice, Err(desk::Error::Refused { code: "nothing_stuck", .. })), "{twice:?}");

        // The others wait as they did, until they are skipped.
        let left = desk.incidents(admin, IncidentQuery::default()).await.unwrap();
        assert_eq!(left.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [rows[2].number, rows[1].number]);
        for row in left.rows {
            desk.settle(admin, row.incident.id, Settling::Skip).await.unwrap();
        }
        assert!(desk.incidents(admin, IncidentQuery::default()).await.unwrap().rows.is_empty());
        let settled = IncidentQuery { settled: true, ..IncidentQuery::default() };
        assert_eq!(desk.incidents(admin, settled).await.unwrap().rows.len(), 4);
    })
    .await;
}
