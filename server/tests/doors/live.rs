//! The live stream: told as it happens, and only to those who may see it.

use std::time::Duration;

use futures::StreamExt as _;
use serde_json::json;

use crate::house::{House, complaint, everywhere};

/// Reads a stream until its text contains something, or for so long.
async fn until(response: &mut reqwest::Response, wanted: &str, patience: Duration) -> Option<String> {
    let mut text = String::new();
    let read = async {
        while let Ok(Some(part)) = response.chunk().await {
            text.push_str(&String::from_utf8_lossy(&part));
            if text.contains(wanted) {
                return true;
            }
        }
        false
    };
    tokio::time::timeout(patience, read).await.is_ok_and(|found| found).then_some(text)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_told_to_those_who_may_see_it_and_to_nobody_else() {
    everywhere(async |house| {
        house
            .call(
                "POST",
                "/packages/import",
                json!({ "deskloom": "package", "format": 1, "definitions": [{
                "kind": "role", "key": "lone", "title": { "zh-CN": "独行", "en": "Lone" },
                "body": { "format": 1, "grants": [{ "right": "read_tickets" }] },
            }] }),
            )
            .await;
        house.hire("lone", &["lone"]).await;
        let (admin, lone) = (house.sign_in("admin@example.cn").await, house.sign_in("lone@example.cn").await);
        let mut seen =
            house.stream("GET", "/live", &[("cookie", &admin), ("sec-fetch-site", "same-origin")], Vec::new()).await;
        let mut unseen =
            house.stream("GET", "/live", &[("cookie", &lone), ("sec-fetch-site", "same-origin")], Vec::new()).await;
        assert_eq!(seen.headers()["content-type"], "text/event-stream");
        let filed = house.call("POST", "/tickets", complaint()).await.json();
        let id = filed["id"].as_str().unwrap();
        let told = until(&mut seen, id, Duration::from_secs(5)).await.unwrap();
        assert!(told.contains("event: changed"), "{told}");
        assert!(until(&mut unseen, id, Duration::from_millis(700)).await.is_none());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_stream_is_for_those_who_are_signed_in_here() {
    let house = House::at(None).await;
    assert_eq!(house.send("GET", "/live", &[], Vec::new()).await.status, 401);
    let cookie = house.sign_in("admin@example.cn").await;
    let foreign = [("cookie", cookie.as_str()), ("sec-fetch-site", "cross-site")];
    assert_eq!(house.send("GET", "/live", &foreign, Vec::new()).await.status, 403);
    let bearer = format!("Bearer {}", house.token);
    let program = house.stream("GET", "/live", &[("authorization", &bearer)], Vec::new()).await;
    assert_eq!(program.status().as_u16(), 200);
    let mut parts = program.bytes_stream();
    assert!(parts.next().await.unwrap().unwrap().starts_with(b"event: open"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_node_commits_reaches_the_browsers_of_another_within_two_seconds() {
    everywhere(async |house| {
        let other = house.beside().await;
        let cookie = other.sign_in("admin@example.cn").await;
        let headers = [("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin")];
        let mut seen = other.stream("GET", "/live", &headers, Vec::new()).await;
        let filed = house.call("POST", "/tickets", complaint()).await.json();
        let id = filed["id"].as_str().unwrap();
        let told = until(&mut seen, id, Duration::from_secs(4)).await;
        assert!(told.is_some(), "the other node hears of it");
    })
    .await;
}
