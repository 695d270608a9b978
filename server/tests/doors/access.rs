//! Who may come in: every route without a token, with a wrong one, and with one that allows nothing.

use serde_json::{Value, json};
use server::rest::{self, Endpoint, method_name};

use crate::house::{House, complaint, everywhere};

/// A path that leads to something that exists, so that only rights can stand in the way.
async fn path(house: &House, endpoint: &Endpoint) -> String {
    let tickets = house.call("GET", "/tickets", Value::Null).await.json();
    let tasks = house.call("GET", "/tasks", Value::Null).await.json();
    let id = |list: &Value| list["rows"][0]["id"].as_str().unwrap().to_owned();
    endpoint
        .path()
        .replace("{ticket}", &id(&tickets))
        .replace("{task}", &id(&tasks))
        .replace("{team}", &house.desk.teams(&house.admin).await.unwrap()[0].id.to_string())
        .replace("{person}", &house.admin.person().id.to_string())
        .replace("{kind}", "form")
        .replace("{key}", "complaint")
        .replace("{number}", "1")
        .replace("{name}", "form")
        .replace("/diff", "/diff?from=1")
}

fn body(endpoint: &Endpoint) -> Value {
    endpoint.takes.as_ref().map(|(_, example)| example.clone()).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_route_answers_without_a_token_or_beyond_its_rights() {
    everywhere(async |house| {
        assert_eq!(house.call("POST", "/tickets", complaint()).await.status, 201);
        house.desk.create_team(&house.admin, "一线", Vec::new()).await.unwrap();
        let (nobody, powerless) = house.hire("nobody", &[]).await;
        assert!(nobody.rights().is_empty());
        let before = house.call("GET", "/definitions", Value::Null).await.text;
        for endpoint in rest::endpoints() {
            let (method, path, body) = (method_name(&endpoint.method), path(&house, &endpoint).await, body(&endpoint));
            let bare = house.send(method, &format!("/api/v1{path}"), &[], Vec::new()).await;
            if !endpoint.guarded {
                assert_eq!(bare.status, 200, "{}", endpoint.name);
                continue;
            }
            assert_eq!(bare.status, 401, "{}", endpoint.name);
            assert!(bare.header("www-authenticate").starts_with("Bearer"), "{}", endpoint.name);
            for wrong in ["dlk_wrong", &house.token[1..], ""] {
                let answer = house.call_as(wrong, method, &path, body.clone()).await;
                assert_eq!(answer.status, 401, "{} with {wrong:?}", endpoint.name);
            }
            let answer = house.call_as(&powerless, method, &path, body).await;
            let expected: &[u16] = if endpoint.name == "who_am_i" { &[200] } else { &[403, 404] };
            assert!(expected.contains(&answer.status), "{}: {} {}", endpoint.name, answer.status, answer.text);
        }
        assert_eq!(house.tickets().await, 1);
        assert_eq!(house.call("GET", "/definitions", Value::Null).await.text, before);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_not_be_seen_looks_like_what_does_not_exist() {
    everywhere(async |house| {
        house
            .call(
                "POST",
                "/packages/import",
                json!({ "deskloom": "package", "format": 1, "definitions": [{
                "kind": "role", "key": "lone", "title": { "zh-CN": "独行", "en": "Lone" },
                "body": { "format": 1, "grants": [{ "right": "read_tickets" }, { "right": "work_tickets" }] },
            }] }),
            )
            .await;
        let (_, lone) = house.hire("lone", &["lone"]).await;
        let filed = house.call("POST", "/tickets", complaint()).await.json();
        let id = filed["id"].as_str().unwrap();
        let absent = "019a0000-0000-7000-8000-000000000000";
        let task = house.call("GET", &format!("/tasks?ticket={id}"), Value::Null).await.json();
        let task = task["rows"][0]["id"].as_str().unwrap();
        for (there, not_there) in [
            (format!("/tickets/{id}"), format!("/tickets/{absent}")),
            (format!("/tickets/{}", filed["number"]), "/tickets/987654".to_owned()),
            (format!("/tickets/{id}/timeline"), format!("/tickets/{absent}/timeline")),
            (format!("/tasks/{task}"), format!("/tasks/{absent}")),
        ] {
            let hidden = house.call_as(&lone, "GET", &there, Value::Null).await;
            let missing = house.call_as(&lone, "GET", &not_there, Value::Null).await;
            assert_eq!((hidden.status, &hidden.text), (404, &missing.text), "{there}");
        }
        let list = house.call_as(&lone, "GET", "/tickets", Value::Null).await.json();
        assert_eq!(list, json!({ "rows": [], "next": null }));
        let note = json!({ "text": "我来过", "public": false });
        assert_eq!(house.call_as(&lone, "POST", &format!("/tickets/{id}/replies"), note).await.status, 404);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_token_and_a_disabled_person_are_shut_out_at_once() {
    everywhere(async |house| {
        let (person, token) = house.hire("leaving", &["administrator"]).await;
        assert_eq!(house.call_as(&token, "GET", "/me", Value::Null).await.status, 200);
        let path = format!("/people/{}", person.person().id);
        let off = house.call("PATCH", &path, json!({ "active": false })).await;
        assert_eq!(off.status, 200, "{}", off.text);
        assert_eq!(house.call_as(&token, "GET", "/me", Value::Null).await.status, 401);
        let tokens = house.desk.tokens(&house.admin).await.unwrap();
        let mine = tokens.iter().find(|row| row.person.id == house.admin.person().id).unwrap();
        house.desk.revoke_token(&house.admin, mine.id).await.unwrap();
        assert_eq!(house.call("GET", "/me", Value::Null).await.status, 401);
    })
    .await;
}
