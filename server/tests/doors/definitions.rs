//! Definitions through the REST interface: drawn, checked, published, compared, brought back, thrown away.

use serde_json::{Value, json};

use crate::house::everywhere;

fn queue(title: &str, roles: &[&str]) -> Value {
    json!({
        "key": "billing",
        "title": { "zh-CN": title, "en": "Billing" },
        "kind": "queue",
        "body": { "format": 1, "roles": roles },
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_definition_is_drawn_published_compared_and_brought_back() {
    everywhere(async |house| {
        let at = "/definitions/queue/billing";
        let draft = format!("{at}/draft");
        let first = house.call("PUT", &draft, json!({ "revision": 0, "content": queue("账单组", &[]) })).await;
        assert_eq!((first.status, first.json()["revision"].as_i64()), (200, Some(1)), "{}", first.text);
        let stale = house.call("PUT", &draft, json!({ "revision": 0, "content": queue("别的", &[]) })).await;
        assert_eq!((stale.status, stale.problem()), (409, ("moved".to_owned(), "/revision".to_owned())));
        let published = house.call("POST", &format!("{at}/publish"), json!({ "note": "第一版" })).await;
        assert_eq!((published.status, published.json()["number"].as_i64()), (201, Some(1)), "{}", published.text);

        let page = house.call("GET", at, Value::Null).await.json();
        let revision = page["revision"].as_i64().unwrap();
        let second = json!({ "revision": revision, "content": queue("账务组", &["administrator"]) });
        assert_eq!(house.call("PUT", &draft, second).await.status, 200);
        assert_eq!(house.call("POST", &format!("{at}/publish"), json!({})).await.status, 201);
        let versions = house.call("GET", &format!("{at}/versions"), Value::Null).await.json();
        assert_eq!(versions["rows"].as_array().unwrap().len(), 2);
        let diff = house.call("GET", &format!("{at}/diff?from=1&to=2"), Value::Null).await.json();
        assert!(!diff["rows"].as_array().unwrap().is_empty(), "{diff}");
        let nameless = house.call("GET", &format!("{at}/diff"), Value::Null).await;
        assert_eq!((nameless.status, nameless.problem().1.as_str()), (422, "?from"));
        let old = house.call("GET", &format!("{at}/versions/1"), Value::Null).await.json();
        assert_eq!(old["content"]["title"]["zh-CN"], "账单组");
        let restored = house.call("POST", &format!("{at}/versions/1/restore"), Value::Null).await;
        assert_eq!(restored.json()["content"]["title"]["zh-CN"], "账单组", "{}", restored.text);
        assert_eq!(house.call("DELETE", &draft, Value::Null).await.status, 204);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_used_is_not_thrown_away() {
    everywhere(async |house| {
        let used = house.call("DELETE", "/definitions/form/complaint", Value::Null).await;
        assert_eq!((used.status, used.problem().0.as_str()), (409, "in_use"), "{}", used.text);
        let usage = house.call("GET", "/definitions/form/complaint/usage", Value::Null).await.json();
        assert!(usage["rows"].as_array().unwrap().iter().any(|row| row["kind"] == "ticket_type"), "{usage}");
        assert_eq!(house.call("GET", "/definitions/spell/complaint", Value::Null).await.status, 404);
        assert_eq!(house.call("GET", "/definitions/form/spell", Value::Null).await.status, 404);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_package_travels_to_another_workspace_and_back() {
    everywhere(async |house| {
        let what = json!({ "what": [{ "kind": "ticket_type", "key": "complaint" }] });
        let package = house.call("POST", "/packages/export", what).await;
        assert_eq!(package.status, 200, "{}", package.text);
        let kinds =
            package.json()["definitions"].as_array().unwrap().iter().map(|d| d["kind"].clone()).collect::<Vec<_>>();
        assert!(kinds.contains(&json!("form")) && kinds.contains(&json!("flow")), "{kinds:?}");
        let checked = house.call("POST", "/packages/check", package.json()).await;
        assert_eq!((checked.status, checked.json()["publishable"].as_bool()), (200, Some(true)), "{}", checked.text);
        let again = house.call("POST", "/packages/import", package.json()).await.json();
        assert!(again["rows"].as_array().unwrap().iter().all(|row| row["does"] == "keep"), "{again}");
        let new = json!({ "deskloom": "package", "format": 1, "definitions": [queue("账单组", &[])] });
        let dry = house.call("POST", "/packages/import?dry_run=true", new.clone()).await.json();
        assert_eq!((&dry["stored"], &dry["rows"][0]["does"]), (&json!(false), &json!("create")));
        assert_eq!(house.call("GET", "/definitions/queue/billing", Value::Null).await.status, 404);
        let stored = house.call("POST", "/packages/import", new).await.json();
        assert_eq!(stored["stored"], true, "{stored}");
        assert_eq!(house.call("GET", "/definitions/queue/billing", Value::Null).await.status, 200);
    })
    .await;
}
