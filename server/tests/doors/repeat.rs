//! Requests sent twice: the work is done once, and the answer is the same.

use futures::future::join_all;
use serde_json::{Value, json};

use crate::house::{complaint, everywhere};

#[tokio::test(flavor = "multi_thread")]
async fn the_same_key_files_one_ticket_and_gives_the_same_answer() {
    everywhere(async |house| {
        let first = house.call_once(&house.token, "one", "/tickets", complaint()).await;
        let again = house.call_once(&house.token, "one", "/tickets", complaint()).await;
        assert_eq!((first.status, again.status), (201, 201), "{}", first.text);
        assert_eq!(first.json(), again.json());
        assert_eq!(first.header("location"), again.header("location"));
        assert_eq!(house.tickets().await, 1);
        assert_eq!(house.call_once(&house.token, "two", "/tickets", complaint()).await.status, 201);
        assert_eq!(house.tickets().await, 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_used_for_something_else_is_a_conflict() {
    everywhere(async |house| {
        house.call_once(&house.token, "one", "/tickets", complaint()).await;
        let mut other = complaint();
        other["fields"]["subject"] = json!("另一件事");
        let answer = house.call_once(&house.token, "one", "/tickets", other).await;
        assert_eq!((answer.status, answer.problem().0.as_str()), (409, "taken"), "{}", answer.text);
        assert_eq!(house.tickets().await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_reaches_the_answer_of_another_persons_key() {
    everywhere(async |house| {
        let (_, other) = house.hire("other", &["administrator"]).await;
        let mine = house.call_once(&house.token, "one", "/tickets", complaint()).await.json();
        let theirs = house.call_once(&other, "one", "/tickets", complaint()).await.json();
        assert_ne!(mine["id"], theirs["id"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_request_twenty_times_at_once_is_done_once() {
    everywhere(async |house| {
        let calls = (0..20).map(|_| house.call_once(&house.token, "storm", "/tickets", complaint()));
        let answers = join_all(calls).await;
        for answer in &answers {
            assert_eq!(answer.status, 201, "{}", answer.text);
            assert_eq!(answer.json()["id"], answers[0].json()["id"]);
        }
        assert_eq!(house.tickets().await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_completed_twice_is_done_once_and_the_second_is_told() {
    everywhere(async |house| {
        let ticket = house.call("POST", "/tickets", complaint()).await.json();
        let tasks = house.call("GET", &format!("/tasks?ticket={}", ticket["id"].as_str().unwrap()), Value::Null).await;
        let task = tasks.json()["rows"][0].clone();
        let path = format!("/tasks/{}/complete", task["id"].as_str().unwrap());
        // The first step of the flow asks for these.
        let fields = json!({ "severity": "minor", "findings": "已联系客户" });
        let empty = house.call("POST", &path, json!({ "outcome": task["outcomes"][0]["key"] })).await;
        assert_eq!((empty.status, empty.problem().0.as_str()), (422, "required"), "{}", empty.text);
        let unknown = house.call("POST", &path, json!({ "outcome": "spell", "fields": fields })).await;
        assert_eq!((unknown.status, unknown.problem()), (422, ("unknown_outcome".to_owned(), "/outcome".to_owned())));
        let done = json!({ "outcome": task["outcomes"][0]["key"], "fields": fields });
        let first = house.call_once(&house.token, "done", &path, done.clone()).await;
        assert_eq!(first.status, 200, "{}", first.text);
        let again = house.call_once(&house.token, "done", &path, done.clone()).await;
        assert_eq!((again.status, again.json()), (200, first.json()));
        let late = house.call("POST", &path, done).await;
        assert_eq!(late.status, 409, "{}", late.text);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unusable_key_is_refused() {
    everywhere(async |house| {
        for key in ["", &"k".repeat(201)] {
            let answer = house.call_once(&house.token, key, "/tickets", complaint()).await;
            assert_eq!((answer.status, answer.json()["code"].as_str().unwrap()), (400, "bad_idempotency_key"));
        }
        assert_eq!(house.tickets().await, 0);
    })
    .await;
}
