//! What the browser may judge by itself, and what it must ask.

use serde_json::json;

use super::*;

fn form() -> Form {
    serde_json::from_value(json!({"format": 1, "fields": [
        {"key": "kind", "label": {"en": "Kind"}, "type": "text"},
        {"key": "serial", "label": {"en": "Serial"}, "type": "text"}
    ]}))
    .unwrap()
}

fn answer(condition: &Value, around: &Around, typed: &Value) -> Verdict {
    let typed: Fields = serde_json::from_value(typed.clone()).unwrap();
    verdict(&serde_json::from_value(condition.clone()).unwrap(), &facts(around, &typed), &form())
}

#[test]
fn a_condition_on_the_form_itself_is_judged_here() {
    let broken = json!({"is": "compare", "left": "fields.kind", "how": "equal", "right": {"value": "broken"}});
    assert_eq!(answer(&broken, &Around::default(), &json!({"kind": "broken"})), Verdict::Yes);
    assert_eq!(answer(&broken, &Around::default(), &json!({})), Verdict::No);
}

#[test]
fn what_is_typed_goes_before_what_the_ticket_has() {
    let around = Around { fields: serde_json::from_value(json!({"kind": "late"})).unwrap(), ..Around::default() };
    let late = json!({"is": "compare", "left": "fields.kind", "how": "equal", "right": {"value": "late"}});
    assert_eq!(answer(&late, &around, &json!({})), Verdict::Yes);
    assert_eq!(answer(&late, &around, &json!({"kind": "broken"})), Verdict::No);
}

#[test]
fn facts_that_the_page_does_not_know_are_asked_of_the_server() {
    let gold = json!({"is": "compare", "left": "customer.tier", "how": "equal", "right": {"value": "gold"}});
    assert_eq!(answer(&gold, &Around::default(), &json!({})), Verdict::AskServer);
    let known =
        Around { facts: json!({"customer": {"tier": "gold"}}).as_object().unwrap().clone(), ..Around::default() };
    assert_eq!(answer(&gold, &known, &json!({})), Verdict::Yes);
    assert_eq!(answer(&json!({"is": "script", "text": "true"}), &known, &json!({})), Verdict::AskServer);
}
