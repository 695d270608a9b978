//! Rules as they are found, timed and held against each other.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use model::{
    Body, Definition, Text,
    condition::Facts,
    key::DefinitionKey,
    rule::{Every, Missed, Rule, Schedule, Sieve},
    span::Minutes,
};
use serde_json::{Value, json};

use super::{CompiledRule, News, Rulebook, Tick, Times, circle, tick};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn rule(document: Value) -> Rule {
    serde_json::from_value(document).unwrap()
}

fn compiled(key: &str, document: Value) -> CompiledRule {
    CompiledRule::compile(&key.into(), &Text::default(), 1, &rule(document)).unwrap()
}

fn cron(line: &str, zone: &str) -> Times {
    let schedule = Schedule { every: Every::Cron(line.to_owned()), zone: zone.to_owned(), ..Schedule::default() };
    Times::compile(&schedule, "UTC").unwrap()
}

#[test]
fn half_past_two_comes_once_a_day_whatever_the_clocks_do() {
    // 2026-03-29 there is no 02:30 in Berlin; 2026-10-25 there are two.
    let daily = cron("30 2 * * *", "Europe/Berlin");
    let from = |text: &str, most| {
        daily.upcoming(at(text), most).iter().map(|at| at.format("%m-%d %H:%M").to_string()).collect::<Vec<_>>()
    };
    assert_eq!(from("2026-03-27T12:00:00Z", 4), ["03-28 01:30", "03-29 01:00", "03-30 00:30", "03-31 00:30"]);
    assert_eq!(from("2026-10-23T12:00:00Z", 4), ["10-24 00:30", "10-25 00:30", "10-26 01:30", "10-27 01:30"]);
}

#[test]
fn a_line_of_cron_has_five_parts_and_comes_at_some_time() {
    let tried = |line: &str| {
        let schedule = Schedule { every: Every::Cron(line.to_owned()), ..Schedule::default() };
        Times::compile(&schedule, "Asia/Shanghai").map(|_| ()).map_err(|problem| problem.code.as_str())
    };
    assert_eq!(tried("0 9 * * 1-5"), Ok(()));
    assert_eq!(tried("0 9 L * *"), Ok(()));
    for bad in ["* * * * * *", "@daily", "", "0 25 * * *", "0 0 31 2 *", "x"] {
        assert_eq!(tried(bad), Err("bad_cron"), "{bad}");
    }
    let lost = Schedule { zone: "Mars/Olympus".to_owned(), ..Schedule::default() };
    assert_eq!(Times::compile(&lost, "UTC").unwrap_err().code.as_str(), "unknown_zone");
}

#[test]
fn times_are_planned_from_the_planned_time_and_never_drift() {
    let every = Schedule { every: Every::Minutes(Minutes(60)), ..Schedule::default() };
    let times = Times::compile(&every, "UTC").unwrap();
    let planned = at("2026-03-02T09:00:00Z");
    let found = at("2026-03-02T09:00:03Z");
    assert_eq!(
        tick(Missed::Once, &times, planned, found),
        Tick { looks: true, next: Some(at("2026-03-02T10:00:00Z")) }
    );
}

#[test]
fn after_a_night_without_a_worker_times_are_made_up_for_as_asked() {
    let every = Schedule { every: Every::Minutes(Minutes(60)), ..Schedule::default() };
    let times = Times::compile(&every, "UTC").unwrap();
    let (planned, found) = (at("2026-03-02T20:00:00Z"), at("2026-03-03T06:30:00Z"));
    let next = Some(at("2026-03-03T07:00:00Z"));
    assert_eq!(tick(Missed::Once, &times, planned, found), Tick { looks: true, next });
    assert_eq!(tick(Missed::Skip, &times, planned, found), Tick { looks: false, next });
    let one_after_the_other = Tick { looks: true, next: Some(at("2026-03-02T21:00:00Z")) };
    assert_eq!(tick(Missed::All, &times, planned, found), one_after_the_other);
    // A year without a worker: the last hundred.
    let last = tick(Missed::All, &times, at("2025-03-03T06:00:00Z"), found);
    assert_eq!(last, Tick { looks: false, next: Some(at("2026-02-27T03:00:00Z")) });
}

fn found(book: &Rulebook, kind: &str, changed: &[&str], facts: &Value) -> Vec<String> {
    let news = News::of(&[], changed.iter().map(|path| (*path).to_owned()).collect());
    let found = book.find(&kind.into(), &news, &mut || facts as &dyn Facts);
    found.iter().map(|rule| rule.key().to_string()).collect()
}

#[test]
fn rules_are_found_by_event_type_field_and_the_first_value_they_ask_for() {
    let when = |event: Value| json!({"on": "events", "any": [event]});
    let is =
        |left: &str, value: Value| json!({"is": "compare", "left": left, "how": "equal", "right": {"value": value}});
    let book = Rulebook::of([
        compiled("any", json!({"format": 1, "when": when(json!({"event": "priority_set"})), "order": 5})),
        compiled(
            "typed",
            json!({"format": 1, "ticket_types": ["complaint"], "when": when(json!({"event": "priority_set"}))}),
        ),
        compiled("field", json!({"format": 1, "when": when(json!({"event": "fields_set", "fields": ["a"]}))})),
        compiled(
            "large",
            json!({"format": 1, "when": when(json!({"event": "fields_set"})), "condition":
            {"is": "all", "of": [is("fields.n", json!(1)), is("fields.kind", json!("large"))]}}),
        ),
        compiled(
            "tagged",
            json!({"format": 1, "when": when(json!({"event": "fields_set"})), "condition":
            {"is": "in", "left": "fields.tags", "values": ["x", "y"]}}),
        ),
        compiled("off", json!({"format": 1, "off": true, "when": when(json!({"event": "priority_set"}))})),
    ]);
    let facts = json!({"fields": {"kind": "large", "tags": ["y"], "n": 1.0}});
    assert_eq!(found(&book, "complaint", &["ticket.priority"], &facts), ["typed", "any"]);
    assert_eq!(found(&book, "question", &["ticket.priority"], &facts), ["any"]);
    assert_eq!(found(&book, "question", &["fields.b"], &facts), ["large", "tagged"]);
    assert_eq!(found(&book, "question", &["fields.a"], &json!({"fields": {}})), ["field"]);
    assert!(found(&book, "complaint", &["ticket.title"], &facts).is_empty());
}

#[test]
fn ten_thousand_rules_for_something_else_are_not_asked() {
    let other = |number: usize| {
        let kind =
            json!({"is": "compare", "left": "fields.kind", "how": "equal", "right": {"value": format!("k{number}")}});
        compiled(
            &format!("r{number}"),
            json!({"format": 1, "when": {"on": "events", "any": [{"event": "fields_set"}]}, "condition": kind}),
        )
    };
    let book = Rulebook::of((0..10_000).map(other));
    assert_eq!(found(&book, "any", &["fields.kind"], &json!({"fields": {"kind": "k77"}})), ["r77"]);
    assert!(found(&book, "any", &["fields.kind"], &json!({"fields": {"kind": "none"}})).is_empty());
}

#[test]
fn a_look_at_all_tickets_reads_only_those_that_can_match() {
    let silent = rule(
        json!({"format": 1, "ticket_types": ["complaint"], "when": {"on": "schedule", "every": {"minutes": 60}},
        "condition": {"is": "all", "of": [
            {"is": "in", "left": "ticket.priority", "values": ["high", "urgent"]},
            {"is": "compare", "left": "ticket.priority", "how": "equal", "right": {"value": "urgent"}},
            {"is": "long_ago", "left": "ticket.heard_at", "minutes": 1440},
            {"is": "any", "of": [{"is": "compare", "left": "ticket.status", "how": "equal", "right": {"value": "new"}}]}]}}),
    );
    let sieve = Sieve::of(&silent, at("2026-03-02T00:00:00Z"));
    let expected = Sieve {
        ticket_types: vec!["complaint".into()],
        priority: Some(vec!["urgent".to_owned()]),
        heard_by: Some(at("2026-03-01T00:00:00Z")),
        ..Sieve::default()
    };
    assert_eq!(sieve, expected);
}

// --- circles ---

fn listener(key: &str, event: &str, acts: Value, condition: Value) -> (DefinitionKey, Rule) {
    let document =
        json!({"format": 1, "when": {"on": "events", "any": [{"event": event}]}, "acts": acts, "condition": condition});
    (key.into(), rule(document))
}

fn told(rules: &[(DefinitionKey, Rule)]) -> Option<String> {
    let others: Vec<Arc<Definition>> = rules
        .iter()
        .map(|(key, rule)| {
            Arc::new(Definition { key: key.clone(), title: Text::default(), body: Body::Rule(rule.clone()) })
        })
        .collect();
    let problem = circle::of(&rules[0].0, &rules[0].1, &others)?;
    Some(format!("{:?} {}", problem.severity, problem.facts["path"]))
}

#[test]
fn a_circle_is_told_with_the_way_round() {
    let always = json!({"is": "all", "of": []});
    let is_low = json!({"is": "compare", "left": "ticket.priority", "how": "equal", "right": {"value": "low"}});
    let priority = |to: &str| json!([{"act": "set_priority", "priority": to}]);
    let queue = json!([{"act": "set_queue", "queue": "q"}, {"act": "set_priority", "priority": "low"}]);
    let up = listener("up", "priority_set", priority("high"), always.clone());
    let down = listener("down", "priority_set", priority("low"), always.clone());
    assert_eq!(told(&[up.clone(), down.clone()]).as_deref(), Some("Error up → down → up"));
    assert_eq!(told(std::slice::from_ref(&up)), None, "one and the same value comes to rest");
    let asks = listener("asks", "priority_set", priority("high"), is_low);
    assert_eq!(told(&[asks, down.clone()]).as_deref(), Some("Warning asks → down → asks"));
    let by_queue = listener("by-queue", "queue_set", priority("high"), always.clone());
    let to_queue = listener("to-queue", "priority_set", queue, always.clone());
    assert_eq!(told(&[by_queue, to_queue]).as_deref(), Some("Error by-queue → to-queue → by-queue"));
    let count = json!([{"act": "set_field", "field": "n", "to": {"expression": "fields.n + 1"}}]);
    assert_eq!(told(&[listener("count", "fields_set", count, always)]).as_deref(), Some("Error count → count"));
    let mut elsewhere = down;
    elsewhere.1.ticket_types = vec!["question".into()];
    let mut here = up;
    here.1.ticket_types = vec!["complaint".into()];
    assert_eq!(told(&[here, elsewhere]), None, "they never meet");
}
