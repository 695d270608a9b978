use std::fmt::Write;

use chrono::DateTime;
use expect_test::{Expect, expect};
use serde_json::json;

use super::*;
use crate::condition::NoCalendars;

fn form() -> Form {
    serde_json::from_value(json!({
        "format": 1,
        "fields": [
            {"key": "title", "label": {"en": "Title"}, "type": "text", "required": "always"},
            {"key": "kind", "label": {"en": "Kind"}, "type": "select", "options": [
                {"key": "late", "label": {"en": "Late"}}, {"key": "broken", "label": {"en": "Broken"}}]},
            {"key": "serial", "label": {"en": "Serial"}, "type": "text", "pattern": "[A-Z]{2}-\\d{4}|none",
             "required": "always",
             "visible": {"is": "compare", "left": "fields.kind", "how": "equal", "right": {"value": "broken"}}},
            {"key": "photo", "label": {"en": "Photo"}, "type": "url",
             "visible": {"is": "not", "of": {"is": "empty", "left": "fields.serial"}}},
            {"key": "count", "label": {"en": "Count"}, "type": "number"},
            {"key": "price", "label": {"en": "Price"}, "type": "number", "decimals": 2},
            {"key": "total", "label": {"en": "Total"}, "type": "number", "decimals": 2,
             "computed": "fields.net + fields.net * 0.2"},
            {"key": "net", "label": {"en": "Net"}, "type": "number", "decimals": 2,
             "computed": "fields.count * fields.price"},
            {"key": "approval", "label": {"en": "Approval"}, "type": "text",
             "required": {"when": {"is": "script", "text": "(fields.net ?? 0) > 1000"}}},
            {"key": "lines", "label": {"en": "Lines"}, "type": "table", "columns": [
                {"key": "code", "label": {"en": "Code"}, "type": "text", "pattern": "\\d+"}]},
            {"key": "locked", "label": {"en": "Locked"}, "type": "text", "read_only": "always"}
        ],
        "layouts": [{"key": "intake", "title": {"en": "Intake"}, "items": [{"item": "row", "cells": [
            {"field": "title"}, {"field": "kind"}, {"field": "serial"}, {"field": "photo"}, {"field": "count"},
            {"field": "price"}, {"field": "total"}, {"field": "approval"}, {"field": "lines"}, {"field": "locked"}]}]}]
    }))
    .unwrap()
}

fn accept(given: Value, existing: Value, moment: Moment) -> Result<Fields, Problems> {
    let form = CompiledForm::compile(&form()).unwrap();
    let layout = form.form().layouts[0].clone();
    let (given, existing) = (serde_json::from_value(given).unwrap(), serde_json::from_value(existing).unwrap());
    let scope = Scope::new(json!({"ticket": {"priority": "low"}}), DateTime::UNIX_EPOCH);
    form.accept(&layout, &given, &existing, moment, &scope, &NoCalendars)
}

fn check(given: Value, existing: Value, expected: &Expect) {
    let mut shown = String::new();
    match accept(given, existing, Moment::HandingIn) {
        Ok(fields) => fields.iter().for_each(|(key, value)| writeln!(shown, "{key} = {value}").unwrap()),
        Err(mut problems) => {
            problems.sort_by(|one, other| one.path.cmp(&other.path));
            for problem in problems {
                let text = problem.facts.get("text").map_or(String::new(), |text| format!(": {text}"));
                writeln!(shown, "! {} {}{text}", problem.path, problem.code).unwrap();
            }
        }
    }
    expected.assert_eq(&shown);
}

#[test]
fn computed_fields_are_filled_in_each_after_those_it_reads() {
    check(
        json!({"title": "Order", "count": 3, "price": 1.5}),
        json!({}),
        &expect![[r#"
            count = 3
            net = 4.5
            price = 1.5
            title = "Order"
            total = 5.4
        "#]],
    );
}

#[test]
fn a_computed_field_follows_what_exists_and_empties_when_it_has_nothing_to_go_by() {
    let existing = json!({"title": "Order", "count": 3, "price": 1.5, "net": 4.5, "total": 5.4});
    check(
        json!({"count": 4}),
        existing.clone(),
        &expect![[r"
            count = 4
            net = 6.0
            total = 7.2
        "]],
    );
    check(
        json!({"count": null}),
        existing.clone(),
        &expect![[r"
            count = null
            net = null
            total = null
        "]],
    );
    check(
        json!({"count": 3}),
        existing,
        &expect![[r"
        count = 3
    "]],
    );
}

#[test]
fn a_computed_or_locked_field_cannot_be_written_by_hand() {
    check(
        json!({"title": "Order", "total": 1, "locked": "x"}),
        json!({}),
        &expect![[r"
            ! /fields/locked read_only
            ! /fields/total read_only
        "]],
    );
}

#[test]
fn a_pattern_must_match_the_whole_text() {
    for (serial, fits) in
        [("AB-1234", true), ("none", true), ("xAB-1234", false), ("AB-1234\u{20}5", false), ("nonesuch", false)]
    {
        let outcome =
            accept(json!({"title": "It broke", "kind": "broken", "serial": serial}), json!({}), Moment::HandingIn);
        assert_eq!(outcome.is_ok(), fits, "{serial}");
    }
    check(
        json!({"title": "Order", "kind": "broken", "serial": "?", "lines": [{"code": "12"}, {"code": "x"}]}),
        json!({}),
        &expect![[r"
            ! /fields/lines/1/code pattern_mismatch
            ! /fields/serial pattern_mismatch
        "]],
    );
}

#[test]
fn a_hidden_answer_is_not_stored_and_decides_nothing() {
    // I3: `photo` is shown by `serial`, which is hidden here although it was posted.
    check(
        json!({"title": "It came late", "kind": "late", "serial": "AB-1234", "photo": "https://example.com/x"}),
        json!({}),
        &expect![[r#"
            kind = "late"
            title = "It came late"
        "#]],
    );
    check(
        json!({"title": "It broke", "kind": "broken"}),
        json!({}),
        &expect![[r"
            ! /fields/serial required
        "]],
    );
}

#[test]
fn a_script_decides_on_the_server_with_the_computed_values() {
    check(
        json!({"title": "Order", "count": 100, "price": 20}),
        json!({}),
        &expect![[r"
            ! /fields/approval required
        "]],
    );
}

#[test]
fn what_the_ticket_has_already_need_not_be_given_again() {
    check(
        json!({"kind": "late"}),
        json!({"title": "Order"}),
        &expect![[r#"
        kind = "late"
    "#]],
    );
    check(
        json!({"title": " "}),
        json!({"title": "Order"}),
        &expect![[r"
            ! /fields/title required
        "]],
    );
}

#[test]
fn a_draft_may_lack_what_is_required_but_not_be_wrong() {
    assert!(accept(json!({"count": 1}), json!({}), Moment::Writing).is_ok());
    assert!(accept(json!({"count": "many"}), json!({}), Moment::Writing).is_err());
}

#[test]
fn a_failing_expression_refuses_the_answers_and_says_why() {
    let form = |computed: &str| {
        let mut form = form();
        form.fields[7].computed = Some(computed.to_owned());
        CompiledForm::compile(&form).unwrap()
    };
    let given: Fields = serde_json::from_value(json!({"title": "Order", "count": 0})).unwrap();
    let refused = |computed: &str| {
        let form = form(computed);
        let layout = form.form().layouts[0].clone();
        let scope = Scope::new(json!({}), DateTime::UNIX_EPOCH);
        form.accept(&layout, &given, &Fields::new(), Moment::HandingIn, &scope, &NoCalendars).unwrap_err()
    };
    let problems = refused("100 / fields.count");
    assert_eq!(problems.len(), 1);
    assert_eq!((problems[0].path.as_str(), problems[0].code), ("/fields/net", Code::BadExpression));
    assert_eq!(problems[0].facts["text"], "Division by zero: 100 / 0");
    let problems = refused("`${fields.count} pieces`");
    assert_eq!((problems[0].path.as_str(), problems[0].code), ("/fields/net", Code::WrongType));
}

#[test]
fn a_condition_that_fails_is_never_a_silent_no() {
    let mut drawn = form();
    drawn.fields[8].visible =
        Some(serde_json::from_value(json!({"is": "script", "text": "add_days(fields.title, 1) > now"})).unwrap());
    let form = CompiledForm::compile(&drawn).unwrap();
    let scope = Scope::new(json!({"fields": {"title": "Order"}}), DateTime::UNIX_EPOCH);
    let states = form.states(&"intake".into(), &scope, &NoCalendars);
    assert!(states["approval"].unsure && states["approval"].visible && !states["title"].unsure);
    let given = serde_json::from_value(json!({"title": "Order"})).unwrap();
    let layout = form.form().layouts[0].clone();
    let problems = form.accept(&layout, &given, &Fields::new(), Moment::HandingIn, &scope, &NoCalendars).unwrap_err();
    assert_eq!((problems[0].path.as_str(), problems[0].code), ("/fields/approval", Code::BadExpression));
}

#[test]
fn a_form_that_cannot_run_is_refused_with_every_reason() {
    let form: Form = serde_json::from_value(json!({"format": 1, "fields": [
        {"key": "a", "label": {}, "type": "text", "pattern": "(a"},
        {"key": "b", "label": {}, "type": "text", "pattern": "a)|(b"},
        {"key": "c", "label": {}, "type": "text", "pattern": "((\\w{200}){200}){200}"},
        {"key": "d", "label": {}, "type": "number", "computed": "loop {}"},
        {"key": "e", "label": {}, "type": "number", "computed": "fields.f"},
        {"key": "f", "label": {}, "type": "number", "computed": "fields.e"},
        {"key": "g", "label": {}, "type": "text", "visible": {"is": "script", "text": "sleep(3600)"}}
    ]}))
    .unwrap();
    let mut found: Vec<String> = CompiledForm::compile(&form)
        .unwrap_err()
        .iter()
        .map(|problem| format!("{} {}", problem.path, problem.code))
        .collect();
    found.sort();
    assert_eq!(
        found,
        [
            "/fields/a/pattern bad_pattern",
            "/fields/b/pattern bad_pattern",
            "/fields/c/pattern bad_pattern",
            "/fields/d/computed bad_expression",
            "/fields/e circular_condition",
            "/fields/g/visible bad_expression",
        ]
    );
}

#[test]
fn a_catastrophic_pattern_takes_linear_time() {
    // I7: backtracking engines hang on this one.
    let form: Form = serde_json::from_value(json!({"format": 1, "fields": [
        {"key": "a", "label": {}, "type": "text", "longest": 20_000, "pattern": "(a+)+"}],
        "layouts": [{"key": "intake", "title": {}, "items": [{"item": "row", "cells": [{"field": "a"}]}]}]}))
    .unwrap();
    let form = CompiledForm::compile(&form).unwrap();
    let given = serde_json::from_value(json!({"a": format!("{}!", "a".repeat(19_000))})).unwrap();
    let began = std::time::Instant::now();
    let scope = Scope::new(json!({}), DateTime::UNIX_EPOCH);
    let layout = form.form().layouts[0].clone();
    let problems = form.accept(&layout, &given, &Fields::new(), Moment::HandingIn, &scope, &NoCalendars).unwrap_err();
    assert_eq!(problems[0].code, Code::PatternMismatch);
    assert!(began.elapsed().as_millis() < 1_000);
}

#[test]
fn a_live_form_is_judged_with_computed_values_and_without_hidden_ones() {
    let form = CompiledForm::compile(&form()).unwrap();
    let states = |fields: Value| {
        let scope = Scope::new(json!({"fields": fields}), DateTime::UNIX_EPOCH);
        form.states(&"intake".into(), &scope, &NoCalendars)
    };
    assert!(states(json!({"count": 100, "price": 20}))["approval"].required);
    assert!(!states(json!({"count": 1, "price": 20}))["approval"].required);
    assert!(states(json!({"kind": "broken", "serial": "none"}))["photo"].visible);
    assert!(!states(json!({"kind": "late", "serial": "none"}))["photo"].visible);
}

#[test]
fn an_expression_that_fails_by_a_wrong_answer_is_not_told_beside_it() {
    check(
        json!({"title": "Order", "count": [1], "price": 2}),
        json!({}),
        &expect![[r"
            ! /fields/count wrong_type
        "]],
    );
}
