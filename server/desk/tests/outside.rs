//! What comes from outside: signals that a flow waits for, and answers of the addresses that it calls.

mod office;

use desk::{Error, Request};
use model::{Code, Value, record::Effect};
use office::{Office, everywhere, fields};
use serde_json::json;

fn shop() -> Value {
    json!([
        {"kind": "queue", "key": "shop", "title": {"en": "Shop"}, "body": {"format": 1, "roles": ["administrator"]}},
        {"kind": "form", "key": "order", "title": {"en": "Order"}, "body": {"format": 1,
            "fields": [{"key": "subject", "label": {"en": "Subject"}, "type": "text"},
                       {"key": "paid", "label": {"en": "Paid"}, "type": "number"},
                       {"key": "answer", "label": {"en": "Answer"}, "type": "number"}],
            "layouts": [{"key": "intake", "title": {"en": "New"}, "purpose": "intake", "items": [
                {"item": "row", "cells": [{"field": "subject"}]}]}]}},
        {"kind": "flow", "key": "order", "title": {"en": "Order"}, "body": {"format": 1, "form": "order",
            "nodes": [
                {"key": "start", "node": "start"},
                {"key": "pay", "title": {"en": "Pay"}, "node": "wait", "timeout": {"minutes": 600},
                 "until": {"for": "signal", "name": "paid", "fields": ["paid"]}},
                {"key": "stock", "title": {"en": "Ask the stock"}, "node": "action",
                 "acts": [{"act": "webhook", "url": "https://example.com/stock"}],
                 "awaits": {"retries": 2, "pause": 60, "factor": 2, "takes": [
                    {"into": {"place": "field", "field": "answer"}, "from": "vars.answer.status"}]}},
                {"key": "sorry", "title": {"en": "Sorry"}, "node": "task", "owner": {"by": "ticket_queue"},
                 "outcomes": [{"key": "done", "title": {"en": "Done"}}]},
                {"key": "end", "title": {"en": "End"}, "node": "end", "leaves": "closed"}],
            "links": [
                {"key": "a", "from": "start", "to": "pay"},
                {"key": "b", "from": "pay", "to": "stock"},
                {"key": "c", "from": "pay", "to": "end", "leaves": {"by": "timeout"}},
                {"key": "d", "from": "stock", "to": "end"},
                {"key": "e", "from": "stock", "to": "sorry", "leaves": {"by": "error"}},
                {"key": "f", "from": "sorry", "to": "end", "leaves": {"by": "outcome", "outcome": "done"}}]}},
        {"kind": "ticket_type", "key": "order", "title": {"en": "Order"}, "body": {"format": 1,
            "form": "order", "flow": "order", "queue": "shop"}}
    ])
}

fn request(key: &str, hash: &str) -> Request {
    Request { key: key.to_owned(), hash: hash.to_owned() }
}

#[tokio::test]
async fn a_signal_is_heard_once_and_writes_what_it_may() {
    everywhere(|office: Office| async move {
        office.bring(shop()).await;
        let row = office.file(&office.admin, "order", json!({"subject": "Pump"})).await;
        let (desk, admin) = (&office.desk, &office.admin);
        let early = desk.signal(admin, row.id, "shipped".into(), fields(json!({})), None).await;
        assert!(matches!(early, Err(Error::Refused { code: "signal_not_awaited", .. })), "{early:?}");
        for (given, code, path) in [
            (json!({"subject": "x"}), Code::ReadOnly, "/fields/subject"),
            (json!({"paid": "much"}), Code::WrongType, "/fields/paid"),
        ] {
            let answer = desk.signal(admin, row.id, "paid".into(), fields(given), None).await;
            let Err(Error::Invalid(problems)) = answer else { panic!("{answer:?}") };
            assert_eq!((problems[0].code, problems[0].path.as_str()), (code, path));
        }
        // The same signal three times, two of them at once, as a sender that hears no answer gives it.
        let paid = || desk.signal(admin, row.id, "paid".into(), fields(json!({"paid": 12})), Some(request("k", "h")));
        let (first, second) = tokio::join!(paid(), paid());
        for answer in [first, second, paid().await] {
            answer.unwrap();
        }
        let told = office.told(&row).await;
        assert_eq!(told.iter().filter(|name| **name == "signalled").count(), 1, "{told:?}");
        let changed = Some(request("k", "other"));
        let other = desk.signal(admin, row.id, "paid".into(), fields(json!({"paid": 13})), changed).await;
        assert!(matches!(other, Err(Error::Conflict(_))), "{other:?}");
        let page = office.page(admin, &row).await;
        assert_eq!(page.fields["paid"], 12);
        office.pass(1).await;
    })
    .await;
}

#[tokio::test]
async fn a_flow_goes_on_with_the_answer_of_the_address_it_called() {
    everywhere(|office: Office| async move {
        office.bring(shop()).await;
        let row = office.file(&office.admin, "order", json!({"subject": "Pump"})).await;
        office.desk.signal(&office.admin, row.id, "paid".into(), fields(json!({})), None).await.unwrap();
        assert!(office.page(&office.admin, &row).await.row.status.is_open(), "it waits for the answer");
        office.pass(1).await;
        let sent = office.caught.done.lock().unwrap().clone();
        assert!(matches!(&sent[..], [(_, Effect::Webhook { asks: Some(_), .. })]), "{sent:?}");
        let page = office.page(&office.admin, &row).await;
        assert!(!page.row.status.is_open());
        assert_eq!(page.fields["answer"], 200);
    })
    .await;
}

#[tokio::test]
async fn a_call_that_fails_is_tried_as_often_as_the_flow_says_and_then_given_up() {
    everywhere(|office: Office| async move {
        office.bring(shop()).await;
        let row = office.file(&office.admin, "order", json!({"subject": "Pump"})).await;
        *office.caught.refuse.lock().unwrap() = true;
        office.desk.signal(&office.admin, row.id, "paid".into(), fields(json!({})), None).await.unwrap();
        // At once, after one minute and two minutes later.
        office.pass(2).await;
        assert!(office.open_tasks(&row).await.is_empty(), "it is still tried");
        office.pass(3).await;
        let open = office.open_tasks(&row).await;
        assert_eq!(open.len(), 1, "the way for failures was taken");
        assert!(office.page(&office.admin, &row).await.incidents.is_empty(), "the flow itself knew a way on");
        *office.caught.refuse.lock().unwrap() = false;
        office.pass(120).await;
        assert!(office.caught.done.lock().unwrap().is_empty(), "it is not called any more");
    })
    .await;
}
