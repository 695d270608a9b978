//! What happens by itself: warnings, lateness, effects, and what becomes of failures.

mod office;

use chrono::TimeDelta;
use model::{Value, record::Effect, role::Right, view::Asker};
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
        office.desk.settle(&office.admin, incident.id, false).await.unwrap();
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
        let refused = office.desk.settle(&agent, nothing, false).await;
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
