//! Browsers: sessions, protection from other sites, and the headers that keep them out of trouble.

use serde_json::{Value, json};

use crate::house::{House, PASSWORD, everywhere};

const ADMIN: &str = "admin@example.cn";

fn credentials(password: &str) -> Value {
    json!({ "email": ADMIN, "password": password })
}

async fn is_signed_in(house: &House, cookie: &str) -> bool {
    let answer = house.function("notice/list", cookie, json!({})).await;
    assert!([200, 401].contains(&answer.status), "{}", answer.text);
    answer.status == 200
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_begins_at_sign_in_and_ends_at_sign_out() {
    everywhere(async |house| {
        assert!(!is_signed_in(&house, "").await);
        let cookie = house.sign_in(ADMIN).await;
        assert!(is_signed_in(&house, &cookie).await);
        assert_eq!(house.function("account/sign_out", &cookie, json!({})).await.status, 200);
        assert!(!is_signed_in(&house, &cookie).await, "the old cookie opens nothing any more");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_gives_a_new_session_and_never_takes_one_over() {
    let house = House::at(None).await;
    let first = house.sign_in(ADMIN).await;
    let headers = [("content-type", "application/json"), ("sec-fetch-site", "same-origin"), ("cookie", first.as_str())];
    let body = credentials(PASSWORD).to_string().into_bytes();
    let second = house.send("POST", "/_fn/account/sign_in", &headers, body.clone()).await;
    let second = second.header("set-cookie").split(';').next().unwrap().to_owned();
    assert!(!second.is_empty() && second != first);
    assert!(!is_signed_in(&house, &first).await && is_signed_in(&house, &second).await);
    // An id that an attacker chose is not adopted either.
    let planted = "deskloom=AAAAAAAAAAAAAAAAAAAAAA";
    let headers = [("content-type", "application/json"), ("sec-fetch-site", "same-origin"), ("cookie", planted)];
    let third = house.send("POST", "/_fn/account/sign_in", &headers, body).await;
    assert!(!third.header("set-cookie").starts_with(planted));
    assert!(!is_signed_in(&house, planted).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_session_of_someone_disabled_is_over() {
    everywhere(async |house| {
        let (person, _) = house.hire("leaving", &["administrator"]).await;
        let cookie = house.sign_in("leaving@example.cn").await;
        assert!(is_signed_in(&house, &cookie).await);
        let path = format!("/people/{}", person.person().id);
        assert_eq!(house.call("PATCH", &path, json!({ "active": false })).await.status, 200);
        assert!(!is_signed_in(&house, &cookie).await);
        assert_eq!(house.call("PATCH", &path, json!({ "active": true })).await.status, 200);
        assert!(!is_signed_in(&house, &cookie).await, "it does not come back to life");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_an_unknown_address_and_a_disabled_account_look_alike() {
    let house = House::at(None).await;
    let (person, _) = house.hire("gone", &[]).await;
    house.call("PATCH", &format!("/people/{}", person.person().id), json!({ "active": false })).await;
    let mut seen = Vec::new();
    for (email, password) in [(ADMIN, "wrong password"), ("who@example.cn", PASSWORD), ("gone@example.cn", PASSWORD)] {
        let answer = house.function("account/sign_in", "", json!({ "email": email, "password": password })).await;
        assert!(answer.header("set-cookie").is_empty());
        seen.push((answer.status, answer.text));
    }
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]) && seen[0].0 >= 400, "{seen:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_passwords_is_slowed_down() {
    let house = House::at(None).await;
    let mut last = 0;
    for _ in 0..12 {
        let answer = house.function("account/sign_in", "", credentials("wrong password")).await;
        last = answer.status;
        if last == 429 {
            assert!(answer.header("retry-after").parse::<u64>().unwrap() > 0);
            break;
        }
    }
    assert_eq!(last, 429);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_sites_page_can_change_nothing() {
    let house = House::at(None).await;
    let cookie = house.sign_in(ADMIN).await;
    let json = ("content-type", "application/json");
    let cookie = ("cookie", cookie.as_str());
    let own = house.url.clone();
    let foreign: [Vec<(&str, &str)>; 5] = [
        vec![json, cookie, ("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
        vec![json, cookie, ("sec-fetch-site", "same-site")],
        vec![json, cookie, ("origin", "https://evil.example")],
        vec![json, cookie, ("origin", "null")],
        vec![json, cookie],
    ];
    for headers in foreign {
        let answer = house.send("POST", "/_fn/account/sign_out", &headers, b"{}".to_vec()).await;
        assert_eq!(answer.status, 403, "{headers:?}: {}", answer.text);
    }
    assert!(is_signed_in(&house, cookie.1).await);
    let headers = [json, cookie, ("origin", own.as_str())];
    assert_eq!(house.send("POST", "/_fn/account/sign_out", &headers, b"{}".to_vec()).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_opens_no_api_and_a_token_opens_no_page_function() {
    let house = House::at(None).await;
    let cookie = house.sign_in(ADMIN).await;
    let answer = house.send("GET", "/api/v1/me", &[("cookie", &cookie)], Vec::new()).await;
    assert_eq!(answer.status, 401);
    let bearer = format!("Bearer {}", house.token);
    let headers =
        [("authorization", bearer.as_str()), ("content-type", "application/json"), ("sec-fetch-site", "same-origin")];
    let answer = house.send("POST", "/_fn/notice/list", &headers, b"{}".to_vec()).await;
    assert_eq!(answer.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cookie_is_for_this_host_and_out_of_scripts_reach() {
    let plain = House::at(None).await;
    let answer = plain.function("account/sign_in", "", credentials(PASSWORD)).await;
    let cookie = answer.header("set-cookie").to_owned();
    assert!(
        cookie.starts_with("deskloom=") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
        "{cookie}"
    );
    assert!(!cookie.contains("Secure"));
    let secure = House::at(Some("https://desk.example.cn")).await;
    let answer = secure.function("account/sign_in", "", credentials(PASSWORD)).await;
    let cookie = answer.header("set-cookie").to_owned();
    assert!(cookie.starts_with("__Host-deskloom=") && cookie.contains("Secure"), "{cookie}");
    assert!(cookie.contains("Path=/") && !cookie.contains("Domain"), "{cookie}");
    assert!(answer.header("strict-transport-security").contains("max-age"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_allows_only_its_own_scripts() {
    let house = House::at(None).await;
    let page = house.send("GET", "/login", &[("accept", "text/html")], Vec::new()).await;
    assert_eq!(page.status, 200, "{}", page.text);
    let policy = page.header("content-security-policy");
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap();
    assert!(nonce.len() >= 16);
    assert!(policy.contains("'wasm-unsafe-eval'") && policy.contains("frame-ancestors 'none'"), "{policy}");
    let scripts = policy.split(';').find(|part| part.trim().starts_with("script-src")).unwrap();
    assert!(!scripts.contains("unsafe-inline") && !scripts.contains("'unsafe-eval'"), "{scripts}");
    for script in page.text.split("<script").skip(1) {
        let tag = script.split('>').next().unwrap();
        assert!(tag.contains(&format!("nonce=\"{nonce}\"")), "<script{tag}>");
    }
    let again = house.send("GET", "/login", &[("accept", "text/html")], Vec::new()).await;
    assert_ne!(again.header("content-security-policy"), policy, "every page has a nonce of its own");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(page.header(name), value);
    }
    assert!(page.header("permissions-policy").contains("camera=()"));
    assert_eq!(page.header("x-request-id").len(), 16);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_documentation_page_works_without_any_other_site() {
    let house = House::at(None).await;
    let moved = house.send("GET", "/api/v1/docs", &[], Vec::new()).await;
    assert_eq!(moved.header("location"), "/api/v1/docs/");
    let page = house.send("GET", "/api/v1/docs/", &[], Vec::new()).await;
    assert_eq!(page.status, 200);
    assert!(page.header("content-security-policy").contains("script-src 'self';"));
    assert!(!page.text.contains("<script>") && !page.text.contains("https://"), "{}", page.text);
    let begin = house.send("GET", "/api/v1/docs/swagger-initializer.js", &[], Vec::new()).await;
    assert!(begin.text.contains("/api/v1/openapi.json"), "{}", begin.text);
    assert_eq!(house.send("GET", "/api/v1/docs/../../secret", &[], Vec::new()).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn trouble_at_a_server_function_is_something_the_browser_can_read() {
    let house = House::at(None).await;
    let answer = house.function("spell/cast", "", json!({})).await;
    assert_eq!((answer.status, answer.json()), (404, json!("not_found")));
    let long = json!({ "email": "x".repeat(2 * 1024 * 1024), "password": "" });
    let answer = house.function("account/sign_in", "", long).await;
    assert_eq!(answer.status, 413);
    assert_eq!(answer.json()["invalid"][0]["code"], "body_too_large", "{}", answer.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_follows_a_dead_link_is_shown_a_page() {
    let house = House::at(None).await;
    let page = house.send("GET", "/nowhere", &[("accept", "text/html")], Vec::new()).await;
    assert_eq!((page.status, page.header("content-type")), (404, "text/html; charset=utf-8"));
    let program = house.send("GET", "/nowhere", &[("accept", "application/json")], Vec::new()).await;
    assert_eq!((program.status, program.header("content-type")), (404, "application/problem+json"));
}
