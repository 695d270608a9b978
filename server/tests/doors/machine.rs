//! What whoever keeps the machine running looks at.

use serde_json::Value;

use crate::house::{complaint, everywhere};

#[tokio::test(flavor = "multi_thread")]
async fn the_server_says_that_it_lives_and_can_work() {
    everywhere(async |house| {
        for path in ["/healthz", "/readyz"] {
            let answer = house.send("GET", path, &[], Vec::new()).await;
            assert_eq!((answer.status, answer.json()["status"].as_str().unwrap()), (200, "ok"), "{path}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_measured_is_for_this_machine_and_for_administrators() {
    everywhere(async |house| {
        house.call("POST", "/tickets", complaint()).await;
        let here = house.send("GET", "/metrics", &[], Vec::new()).await;
        assert_eq!(here.status, 200);
        for name in [
            "deskloom_http_requests_total{",
            "route=\"/api/v1/tickets\"",
            "deskloom_store_commits_total",
            "deskloom_timers_late_seconds",
            "_bucket{",
        ] {
            assert!(here.text.contains(name), "{name} is missing:\n{}", here.text);
        }
        for route in here.text.split("route=\"").skip(1) {
            let route = route.split('"').next().unwrap().replace("/v1/", "");
            assert!(!route.contains(|c: char| c.is_ascii_digit()), "{route} would be a series of its own");
        }
        let proxied = [("x-forwarded-for", "203.0.113.9")];
        assert_eq!(house.send("GET", "/metrics", &proxied, Vec::new()).await.status, 401);
        let (_, powerless) = house.hire("powerless", &[]).await;
        for (token, status) in [(house.token.as_str(), 200), (powerless.as_str(), 403)] {
            let bearer = format!("Bearer {token}");
            let headers = [("x-forwarded-for", "203.0.113.9"), ("authorization", bearer.as_str())];
            assert_eq!(house.send("GET", "/metrics", &headers, Vec::new()).await.status, status);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_description_of_the_interface_is_served() {
    everywhere(async |house| {
        let answer = house.send("GET", "/api/v1/openapi.json", &[], Vec::new()).await;
        assert_eq!(answer.json()["openapi"], "3.1.0");
        let schemas = house.send("GET", "/api/v1/schemas", &[], Vec::new()).await.json();
        for row in schemas["rows"].as_array().unwrap() {
            let schema = house.send("GET", row["url"].as_str().unwrap(), &[], Vec::new()).await;
            assert_eq!(schema.header("content-type"), "application/schema+json");
            assert!(schema.json()["$schema"].as_str().unwrap().contains("2020-12"));
        }
        let none = house.send("GET", "/api/v1/schemas/spell", &[], Vec::new()).await;
        assert_eq!((none.status, none.problem().0.as_str()), (404, "unknown_kind"));
        assert_ne!(house.call("GET", "/definitions", Value::Null).await.json()["rows"], serde_json::json!([]));
    })
    .await;
}
