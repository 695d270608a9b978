//! Bad input: each gets a clear, field-exact refusal in the reader's language, and nothing is stored.

use serde_json::{Value, json};

use crate::house::{Answer, House, complaint, everywhere};

/// One bad input and the refusal it gets.
struct Bad {
    name: &'static str,
    method: &'static str,
    path: &'static str,
    body: Vec<u8>,
    status: u16,
    code: &'static str,
    place: &'static str,
}

#[expect(clippy::needless_pass_by_value, reason = "a list of cases reads better so")]
fn bad(
    name: &'static str,
    (method, path): (&'static str, &'static str),
    body: impl ToString,
    (status, code, place): (u16, &'static str, &'static str),
) -> Bad {
    Bad { name, method, path, body: body.to_string().into_bytes(), status, code, place }
}

fn complaint_with(field: &str, value: Value) -> Value {
    let mut filing = complaint();
    filing["fields"][field] = value;
    filing
}

fn complaint_without(field: &str) -> Value {
    let mut filing = complaint();
    filing["fields"].as_object_mut().unwrap().remove(field);
    filing
}

#[expect(clippy::needless_pass_by_value, reason = "a list of cases reads better so")]
fn package(definitions: Value) -> Value {
    json!({ "deskloom": "package", "format": 1, "definitions": definitions })
}

fn nested(depth: usize) -> String {
    let filing = json!({ "ticket_type": "complaint", "fields": { "subject": "DEEP" } }).to_string();
    filing.replace("\"DEEP\"", &format!("{}{}", "[".repeat(depth), "]".repeat(depth)))
}

const FILE: (&str, &str) = ("POST", "/tickets");
const IMPORT: (&str, &str) = ("POST", "/packages/import");
const DRAFT: (&str, &str) = ("PUT", "/definitions/skill/spelling/draft");

fn all() -> Vec<Bad> {
    let skill = json!({ "key": "spelling", "title": { "en": "Spelling" }, "kind": "skill", "body": { "format": 1 } });
    vec![
        bad(
            "an unknown ticket type",
            FILE,
            json!({ "ticket_type": "spell" }),
            (422, "unknown_ticket_type", "/ticket_type"),
        ),
        bad("a missing required field", FILE, complaint_without("subject"), (422, "required", "/fields/subject")),
        bad(
            "an unknown option",
            FILE,
            complaint_with("category", json!("spell")),
            (422, "unknown_option", "/fields/category"),
        ),
        bad("an unknown field", FILE, complaint_with("spell", json!(1)), (422, "unknown_field", "/fields/spell")),
        bad("a wrong type", FILE, complaint_with("subject", json!(7)), (422, "wrong_type", "/fields/subject")),
        bad("a NUL", FILE, complaint_with("subject", json!("a\0b")), (422, "bad_character", "/fields/subject")),
        bad("no type at all", FILE, json!({ "fields": {} }), (422, "required", "/ticket_type")),
        bad(
            "a member nobody knows",
            FILE,
            json!({ "ticket_type": "complaint", "is_admin": true }),
            (422, "unknown_field", "/is_admin"),
        ),
        bad("no JSON", FILE, "{\"ticket_type\":", (400, "malformed", "")),
        bad("half a character", FILE, "{\"ticket_type\":\"\\ud800\"}", (400, "malformed", "")),
        bad("a deep document", FILE, nested(10_000), (422, "too_deep", "")),
        bad(
            "ten megabytes",
            FILE,
            complaint_with("description", json!("x".repeat(10 * 1024 * 1024))),
            (413, "body_too_large", ""),
        ),
        bad("an unknown parameter", ("GET", "/tickets?is_admin=1"), "", (422, "unknown_field", "?is_admin")),
        bad("an unknown state", ("GET", "/tickets?status=spell"), "", (422, "unknown_option", "?status")),
        bad("a limit that is no number", ("GET", "/tickets?limit=many"), "", (422, "wrong_type", "?limit")),
        bad("no package", IMPORT, json!({ "deskloom": "spell" }), (422, "malformed", "/deskloom")),
        bad(
            "a package of the future",
            IMPORT,
            json!({ "deskloom": "package", "format": 99, "definitions": [] }),
            (422, "newer_format", "/format"),
        ),
        bad(
            "an unknown kind in a package",
            IMPORT,
            package(json!([{ "kind": "spell" }])),
            (422, "unknown_kind", "/definitions/0/kind"),
        ),
        bad(
            "a broken body in a package",
            IMPORT,
            package(json!([{ "kind": "queue", "key": "q", "title": {}, "body": { "format": 1, "roles": 7 } }])),
            (422, "wrong_type", "/definitions/0/body/roles"),
        ),
        bad(
            "a package that points at nothing",
            IMPORT,
            package(
                json!([{ "kind": "queue", "key": "q", "title": { "zh-CN": "队列", "en": "Queue" }, "body": { "format": 1, "roles": ["spell"] } }]),
            ),
            (422, "missing_reference", "/definitions/0/roles"),
        ),
        bad(
            "ten megabytes of package",
            IMPORT,
            package(json!("x".repeat(10 * 1024 * 1024))),
            (413, "body_too_large", ""),
        ),
        bad(
            "a draft of another kind",
            DRAFT,
            json!({ "revision": 0, "content": { "kind": "role", "key": "spelling", "title": {}, "body": { "format": 1 } } }),
            (422, "wrong_type", "/content/kind"),
        ),
        bad(
            "a draft without a body",
            DRAFT,
            json!({ "revision": 0, "content": { "kind": "skill", "key": "spelling", "title": {} } }),
            (422, "required", "/content/body"),
        ),
        bad(
            "a draft over one that is not there",
            DRAFT,
            json!({ "revision": 7, "content": skill }),
            (409, "moved", "/revision"),
        ),
        bad("a person without an address", ("POST", "/people"), json!({ "name": "a" }), (422, "required", "/email")),
        bad(
            "a person with a bad address",
            ("POST", "/people"),
            json!({ "name": "a", "email": "nobody" }),
            (422, "bad_email", "/email"),
        ),
    ]
}

async fn ask(house: &House, bad: &Bad, lang: &str) -> Answer {
    let bearer = format!("Bearer {}", house.token);
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json"), ("accept-language", lang)];
    house.send(bad.method, &format!("/api/v1{}", bad.path), &headers, bad.body.clone()).await
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

async fn stored(house: &House) -> String {
    let tickets = house.tickets().await;
    let definitions = house.call("GET", "/definitions", Value::Null).await.text;
    let people = house.call("GET", "/people", Value::Null).await.text;
    format!("{tickets} {definitions} {people}")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_bad_input_is_refused_at_its_place_in_both_languages_and_nothing_is_stored() {
    everywhere(async |house| {
        let before = stored(&house).await;
        for bad in all() {
            let (en, zh) = (ask(&house, &bad, "en").await, ask(&house, &bad, "zh-CN").await);
            assert_eq!(en.status, bad.status, "{}: {}", bad.name, en.text);
            assert_eq!(en.header("content-type"), "application/problem+json", "{}", bad.name);
            let expected = (bad.code.to_owned(), bad.place.to_owned());
            let problems = en.json()["problems"].as_array().unwrap().clone();
            let named = problems.iter().any(|p| p["code"] == expected.0.as_str() && p["path"] == expected.1.as_str());
            assert!(named, "{}: {}", bad.name, en.text);
            for (answer, chinese) in [(&en, false), (&zh, true)] {
                let json = answer.json();
                for words in [&json["title"], &json["detail"], &json["problems"][0]["message"]] {
                    let words = words.as_str().unwrap();
                    assert!(words != "[?]" && !words.is_empty(), "{}: {json}", bad.name);
                    assert_eq!(is_chinese(words), chinese, "{}: {words}", bad.name);
                }
            }
        }
        assert_eq!(stored(&house).await, before);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expression_that_never_ends_or_sleeps_is_refused_before_it_runs() {
    everywhere(async |house| {
        for text in ["loop {}", "sleep(3600)", "sleep(0.5); true", "eval(\"1\")", "import \"a\" as a; true"] {
            let form = json!({
                "key": "trap",
                "title": { "zh-CN": "陷阱", "en": "Trap" },
                "kind": "form",
                "body": { "format": 1, "fields": [{
                    "key": "a",
                    "label": { "zh-CN": "甲", "en": "A" },
                    "type": "text",
                    "visible": { "is": "script", "text": text },
                }] },
            });
            let checked = house.call("POST", "/definitions/check", form.clone()).await;
            assert_eq!(checked.status, 200, "{text}: {}", checked.text);
            assert_eq!(checked.json()["publishable"], false, "{text}: {}", checked.text);
            let problem = checked.problem();
            assert_eq!(problem, ("bad_expression".to_owned(), "/fields/a/visible".to_owned()), "{}", checked.text);
            let imported = house.call("POST", "/packages/import", package(json!([form]))).await;
            assert_eq!((imported.status, imported.problem().0.as_str()), (422, "bad_expression"), "{text}");
        }
        let forms = house.call("GET", "/definitions?kind=form&text=trap", Value::Null).await;
        assert_eq!(forms.json()["rows"], json!([]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_without_a_length_is_cut_off_at_the_limit() {
    let house = House::at(None).await;
    let bearer = format!("Bearer {}", house.token);
    let part = axum::body::Bytes::from(vec![b' '; 64 * 1024]);
    // A gigabyte, if anyone would read it.
    let parts = futures::stream::iter((0..16 * 1024).map(move |_| Ok::<_, std::io::Error>(part.clone())));
    let request = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = request.post(format!("{}/api/v1/tickets", house.url));
    let request = request.header("authorization", bearer).header("content-type", "application/json");
    let began = std::time::Instant::now();
    // The server may close the connection before everything is sent; either way it does not read on.
    if let Ok(answer) = request.body(reqwest::Body::wrap_stream(parts)).send().await {
        assert_eq!(answer.status().as_u16(), 413);
    }
    assert!(began.elapsed().as_secs() < 10);
    assert_eq!(house.tickets().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_sent_as_json_is_not_read() {
    let house = House::at(None).await;
    let bearer = format!("Bearer {}", house.token);
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    let answer = house.send("POST", "/api/v1/tickets", &headers, b"ticket_type=complaint".to_vec()).await;
    assert_eq!((answer.status, answer.json()["code"].as_str().unwrap()), (415, "unsupported_type"));
    let missing = house.call("GET", "/spells", Value::Null).await;
    assert_eq!((missing.status, missing.header("content-type")), (404, "application/problem+json"));
    let method = house.call("PUT", "/tickets", json!({})).await;
    assert_eq!((method.status, method.json()["code"].as_str().unwrap()), (405, "method_not_allowed"));
}
