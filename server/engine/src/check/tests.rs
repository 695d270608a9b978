use std::collections::HashMap;

use serde_json::{Value, json};

use super::*;

/// A sound workspace, one definition of each kind.
fn sound() -> Value {
    let both = |words: &str| json!({"en": words, "zh-CN": words});
    let outcome = |key: &str| json!({"key": key, "title": both(key)});
    let node = |key: &str, kind: &str, more: Value| {
        let mut node = json!({"key": key, "node": kind, "title": both(key)});
        node.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        node
    };
    let link =
        |key: &str, from: &str, to: &str, leaves: Value| json!({"key": key, "from": from, "to": to, "leaves": leaves});
    let next = || json!({"by": "next"});
    let by = |outcome: &str| json!({"by": "outcome", "outcome": outcome});
    let urgent = || json!({"is": "compare", "left": "fields.kind", "how": "equal", "right": {"value": "high"}});
    json!({
        "skill": {"format": 1, "about": both("Pumps")},
        "rule": {"format": 1, "ticket_types": ["it"], "when": {"on": "events", "any": [{"event": "filed"}]},
            "condition": urgent(), "acts": [{"act": "set_priority", "priority": "high"}]},
        "role": {"format": 1, "grants": [{"right": "work_tickets", "scope": "team"}]},
        "phrase": {"format": 1, "text": both("Dear {{customer.name}}"), "shortcut": "dear"},
        "calendar": {"format": 1, "zone": "Asia/Shanghai", "week": [[{"from": 540, "to": 720}], [], [], [], [], [], []],
            "days": [{"date": "2026-10-01", "name": both("National Day")}]},
        "queue": {"format": 1, "roles": ["it"], "people": ["ann@example.com"], "skills": ["it"]},
        "ladder": {"format": 1, "levels": [
            {"at_percent": 75, "tell": [{"who": "owner"}]}, {"at_percent": 100, "tell": [{"who": "role", "role": "it"}]}]},
        "rule": {"format": 1, "when": {"on": "events", "any": [{"event": "filed"}]},
            "acts": [{"act": "set_priority", "priority": "high"}]},
        "policy": {"format": 1, "calendar": "it", "ladder": "it", "rules": [
            {"title": both("High"), "when": urgent(), "targets": {"resolution": {"minutes": 60}}}],
            "otherwise": {"first_response": {"minutes": 30}}},
        "form": {"format": 1, "fields": [
            {"key": "title", "label": both("Title"), "type": "text", "pattern": "[^<>]+"},
            {"key": "kind", "label": both("Kind"), "type": "select", "options": [
                {"key": "low", "label": both("Low")}, {"key": "high", "label": both("High")}]},
            {"key": "count", "label": both("Count"), "type": "number", "visible": urgent()},
            {"key": "twice", "label": both("Twice"), "type": "number", "computed": "fields.count * 2"}],
            "layouts": [
                {"key": "intake", "title": both("Intake"), "items": [
                    {"item": "row", "cells": [{"field": "title", "width": 6}, {"field": "kind", "width": 6}]}]},
                {"key": "work", "title": both("Work"), "purpose": "step", "items": [
                    {"item": "row", "cells": [{"field": "count"}]}]}]},
        "flow": {"format": 1, "form": "it", "nodes": [
            node("begin", "start", json!({})),
            node("ask", "task", json!({"owner": {"by": "queue", "queue": "it"}, "layout": "work", "phrases": ["it"],
                "outcomes": [outcome("fix"), outcome("no")],
                "limit": {"span": {"minutes": 30}, "calendar": "it", "warnings": [{"at_percent": 50}],
                    "leave_when_late": true}})),
            node("split", "parallel", json!({})),
            node("part", "task", json!({"owner": {"by": "expression", "text": "ticket.owner.id"},
                "outcomes": [outcome("ok")]})),
            node("hold", "wait", json!({"until": {"for": "customer_reply"}, "timeout": {"minutes": 60}})),
            node("both", "join", json!({"when": "all"})),
            node("pick", "choice", json!({})),
            node("tell", "action", json!({"acts": [
                {"act": "set_field", "field": "count", "to": {"expression": "fields.count + 1"}},
                {"act": "mail", "to": {"who": "customer"}, "subject": both("{{ticket.number}}"), "body": both("Done")},
                {"act": "webhook", "url": "https://example.com/hook"}]})),
            node("done", "end", json!({})),
            node("sorry", "end", json!({"leaves": "cancelled"}))
        ], "links": [
            link("l0", "begin", "ask", next()),
            link("l1", "ask", "split", by("fix")),
            link("l2", "ask", "sorry", by("no")),
            link("l3", "ask", "ask", json!({"by": "late"})),
            link("l4", "split", "part", next()),
            link("l5", "split", "hold", next()),
            link("l6", "part", "both", by("ok")),
            link("l7", "hold", "both", next()),
            link("l8", "hold", "both", json!({"by": "timeout"})),
            link("l9", "both", "pick", next()),
            link("l10", "pick", "ask", json!({"by": "when", "condition": urgent()})),
            link("l11", "pick", "tell", json!({"by": "otherwise"})),
            link("l12", "tell", "done", next())
        ]},
        "ticket_type": {"format": 1, "form": "it", "flow": "it", "policy": "it", "queue": "it", "title_field": "title",
            "priority_field": "kind"}
    })
}

/// A code, where it must be told, and the changes to the sound workspace that bring it about.
type Case<'a> = (Code, &'a str, Vec<(&'a str, Value)>);

struct Workspace(HashMap<(Kind, String), Arc<Definition>>);

impl Known for Workspace {
    fn body(&self, kind: Kind, key: &DefinitionKey) -> Option<Arc<Definition>> {
        self.0.get(&(kind, key.to_string())).cloned()
    }

    fn can_work(&self, email: &str) -> Option<bool> {
        Some(email == "ann@example.com")
    }
}

fn definition(kind: &str, key: &str, body: &Value) -> Definition {
    let title = json!({"en": "It", "zh-CN": "它"});
    serde_json::from_value(json!({"kind": kind, "key": key, "title": title, "body": body})).unwrap()
}

fn workspace(bodies: &Value) -> Workspace {
    let one = |(kind, body): (&String, &Value)| {
        ((kind.parse().unwrap(), "it".to_owned()), Arc::new(definition(kind, "it", body)))
    };
    Workspace(bodies.as_object().unwrap().iter().map(one).collect())
}

/// Puts a value at a JSON pointer; `-` appends to a list, and null takes away.
fn put(bodies: &mut Value, pointer: &str, value: Value) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    match bodies.pointer_mut(parent).unwrap_or_else(|| panic!("no {parent}")) {
        Value::Object(parts) if value.is_null() => drop(parts.shift_remove(name).unwrap()),
        Value::Object(parts) => drop(parts.insert(name.to_owned(), value)),
        Value::Array(entries) if name == "-" => entries.push(value),
        Value::Array(entries) if value.is_null() => drop(entries.remove(name.parse().unwrap())),
        Value::Array(entries) => entries[name.parse::<usize>().unwrap()] = value,
        other => panic!("{parent} is {other}"),
    }
}

/// What checking finds after changes to the sound workspace; the first pointer says which definition is checked.
fn found(changes: Vec<(&str, Value)>) -> Problems {
    let mut bodies = sound();
    let kind = changes[0].0.split('/').nth(1).unwrap().to_owned();
    for (pointer, value) in changes {
        put(&mut bodies, pointer, value);
    }
    check(&definition(&kind, "it", &bodies[&kind]), &workspace(&bodies))
}

#[test]
fn a_sound_workspace_has_no_problems() {
    let bodies = sound();
    let known = workspace(&bodies);
    for (kind, body) in bodies.as_object().unwrap() {
        assert_eq!(check(&definition(kind, "it", body), &known), Vec::new(), "{kind}");
    }
}

#[test]
fn every_problem_of_a_definition_is_found_where_it_is() {
    let deep = || (0..20).fold(json!({"is": "empty", "left": "now"}), |inner, _| json!({"is": "not", "of": inner}));
    let wide: Vec<Value> = (0..300).map(|_| json!({"is": "empty", "left": "now"})).collect();
    let start = || json!({"key": "again", "node": "start", "title": {"en": "A", "zh-CN": "A"}});
    let sub_flow = || json!({"key": "again", "node": "sub_flow", "flow": "it"});
    let sees = |key: &str| json!({"is": "empty", "left": format!("fields.{key}")});
    let to = |from: &str, to: &str| json!({"key": "more", "from": from, "to": to});
    let cases: Vec<Case<'_>> = vec![
        (Code::BadKey, "/fields/Bad", vec![("/form/fields/0/key", json!("Bad"))]),
        (Code::DuplicateKey, "/fields/title", vec![("/form/fields/1/key", json!("title"))]),
        (Code::MissingTitle, "/fields/title/label", vec![("/form/fields/0/label", json!({}))]),
        (Code::MissingTranslation, "/text", vec![("/phrase/text", json!({"en": "Dear"}))]),
        (Code::MissingReference, "/calendar", vec![("/policy/calendar", json!("moon"))]),
        (Code::MissingField, "/layouts/work/ghost", vec![("/form/layouts/1/items/0/cells/0/field", json!("ghost"))]),
        (Code::MissingNode, "/links/l0/to", vec![("/flow/links/0/to", json!("nowhere"))]),
        (Code::MissingLayout, "/nodes/ask/layout", vec![("/flow/nodes/1/layout", json!("ghost"))]),
        (Code::NoOptions, "/fields/kind/options", vec![("/form/fields/1/options", json!([]))]),
        (Code::BadWidth, "/layouts/intake/title", vec![("/form/layouts/0/items/0/cells/0/width", json!(0))]),
        (Code::CircularCondition, "/fields/count", vec![("/form/fields/2/visible", sees("twice"))]),
        (Code::BadExpression, "/fields/twice/computed", vec![("/form/fields/3/computed", json!("loop {}"))]),
        (Code::UnknownVariable, "/fields/count/visible", vec![("/form/fields/2/visible", sees("ghost"))]),
        (Code::BadPattern, "/fields/title/pattern", vec![("/form/fields/0/pattern", json!("(a"))]),
        (
            Code::CustomerCannotApprove,
            "/nodes/part/approvers/0",
            vec![(
                "/flow/nodes/3",
                json!({"key": "part", "node": "approval", "title": {"en": "Part"},
                    "approvers": [{"who": "customer"}, {"who": "owner_manager"}]}),
            )],
        ),
        (
            Code::FollowersCannotApprove,
            "/nodes/part/approvers/0",
            vec![(
                "/flow/nodes/3",
                json!({"key": "part", "node": "approval", "title": {"en": "Part"},
                    "approvers": [{"who": "followers"}, {"who": "filer"}]}),
            )],
        ),
        (
            Code::CannotFollow,
            "/nodes/tell/acts/0/to",
            vec![("/flow/nodes/7/acts/0", json!({"act": "cc", "to": {"who": "customer"}}))],
        ),
        (
            Code::NeedsFlow,
            "/levels/0/tell",
            vec![("/ladder/levels/0/tell/-", json!({"who": "same_as", "node": "ask"}))],
        ),
        (
            Code::NeedsFlow,
            "/levels/0/tell",
            vec![("/ladder/levels/0/tell/-", json!({"who": "expression", "text": "ticket.owner"}))],
        ),
        (
            Code::NoExpressionHere,
            "/levels/0/acts/0",
            vec![(
                "/ladder/levels/0/acts",
                json!([{"act": "cc", "to": {"who": "expression", "text": "ticket.owner"}}]),
            )],
        ),
        (
            Code::NoQueue,
            "/queue",
            vec![("/ticket_type/queue", Value::Null), ("/flow/nodes/1/owner", json!({"by": "ticket_queue"}))],
        ),
        (Code::WrongType, "/priority_field", vec![("/ticket_type/priority_field", json!("title"))]),
        (Code::UnknownOption, "/priorities/ghost", vec![("/ticket_type/priorities", json!({"ghost": "high"}))]),
        (Code::TooSmall, "/fields/title/longest", vec![("/form/fields/0/longest", json!(0))]),
        (Code::TooLarge, "/levels/1/at_percent", vec![("/ladder/levels/1/at_percent", json!(9_999))]),
        (Code::TooDeep, "/rules/0/when", vec![("/policy/rules/0/when", deep())]),
        (Code::TooMany, "/rules/0/when", vec![("/policy/rules/0/when", json!({"is": "any", "of": wide}))]),
        (Code::NoStart, "/nodes", vec![("/flow/nodes/0", json!({"key": "begin", "node": "choice"}))]),
        (Code::ManyStarts, "/nodes/again", vec![("/flow/nodes/-", start())]),
        (Code::NoEnd, "/nodes", vec![("/flow/nodes/9", Value::Null), ("/flow/nodes/8", Value::Null)]),
        (Code::Unreachable, "/nodes/tell", vec![("/flow/links/11/to", json!("ask"))]),
        (Code::DeadEnd, "/nodes/tell", vec![("/flow/links/12", Value::Null)]),
        (Code::NoWayToEnd, "/nodes/tell", vec![("/flow/links/12/to", json!("tell"))]),
        (Code::EndlessLoop, "/nodes/pick", vec![("/flow/links/12/to", json!("pick"))]),
        (Code::NoDefault, "/nodes/pick", vec![("/flow/links/11", Value::Null)]),
        (Code::ManyDefaults, "/nodes/pick", vec![("/flow/links/10/leaves", json!({"by": "otherwise"}))]),
        (Code::NoCondition, "/links/l10", vec![("/flow/links/10/leaves", json!({"by": "next"}))]),
        (Code::OutcomeWithoutLink, "/nodes/ask/outcomes/no", vec![("/flow/links/2", Value::Null)]),
        (Code::LinkWithoutOutcome, "/links/l2", vec![("/flow/nodes/1/outcomes/1", Value::Null)]),
        (Code::NoOutcome, "/nodes/part/outcomes", vec![("/flow/nodes/3/outcomes", json!([]))]),
        (Code::ManyLinks, "/nodes/begin", vec![("/flow/links/-", to("begin", "done"))]),
        (
            Code::JoinNeverCompletes,
            "/nodes/both",
            vec![
                (
                    "/flow/nodes/-",
                    json!({"key": "other", "node": "join", "when": "all", "title": {"en": "O", "zh-CN": "O"}}),
                ),
                ("/flow/links/6/to", json!("other")),
                ("/flow/links/-", to("other", "pick")),
            ],
        ),
        (Code::TokensLeftBehind, "/nodes/sorry", vec![("/flow/links/8/to", json!("sorry"))]),
        (Code::NoTimeoutPath, "/nodes/hold", vec![("/flow/links/8", Value::Null)]),
        (Code::LateWithoutLimit, "/links/l3", vec![("/flow/nodes/1/limit", Value::Null)]),
        (
            Code::RecursiveFlow,
            "/nodes/again/flow",
            vec![
                ("/flow/nodes/-", sub_flow()),
                ("/flow/links/12/to", json!("again")),
                ("/flow/links/-", to("again", "done")),
            ],
        ),
        (
            Code::EmptyQueue,
            "/nodes/ask/owner",
            vec![("/flow/form", json!("it")), ("/queue/roles", json!([])), ("/queue/people", json!([]))],
        ),
        (
            Code::InactivePerson,
            "/nodes/part/owner",
            vec![("/flow/nodes/3/owner", json!({"by": "person", "email": "gone@example.com"}))],
        ),
        (
            Code::LimitBeyondTarget,
            "/flow/nodes/ask/limit",
            vec![
                ("/ticket_type/format", json!(1)),
                ("/policy/otherwise/resolution", json!({"minutes": 45})),
                ("/flow/nodes/1/limit/span/minutes", json!(61)),
            ],
        ),
        (
            Code::EndsOtherwise,
            "/links/c3",
            vec![
                ("/flow/nodes/-", sub_flow()),
                ("/flow/links/12/to", json!("again")),
                ("/flow/links/-", to("again", "done")),
                (
                    "/flow/links/-",
                    json!({"key": "c3", "from": "again", "to": "done",
                    "leaves": {"by": "ended", "leaves": "resolved"}}),
                ),
            ],
        ),
        (
            Code::NothingToAwait,
            "/nodes/tell/awaits",
            vec![("/flow/nodes/7/acts/2", Value::Null), ("/flow/nodes/7/awaits", json!({}))],
        ),
        (Code::DuplicateKey, "/scenarios/one", vec![("/flow/scenarios", json!([{"key": "one"}, {"key": "one"}]))]),
        (
            Code::BadCron,
            "/when/every",
            vec![("/rule/when", json!({"on": "schedule", "every": {"cron": "* * * * * *"}}))],
        ),
        (
            Code::RuleCircle,
            "/when",
            vec![
                ("/rule/when", json!({"on": "events", "any": [{"event": "fields_set"}]})),
                (
                    "/rule/acts",
                    json!([{"act": "set_field", "field": "count", "to": {"expression": "fields.count + 1"}}]),
                ),
            ],
        ),
        (
            Code::RuleOnEnded,
            "/acts/0",
            vec![
                ("/rule/when", json!({"on": "events", "any": [{"event": "ended"}]})),
                ("/rule/acts", json!([{"act": "set_status", "status": "on_hold"}])),
            ],
        ),
        (Code::ReadOnly, "/nodes/tell/acts/0/field", vec![("/flow/nodes/7/acts/0/field", json!("twice"))]),
        (Code::BadUrl, "/nodes/tell/acts/2/url", vec![("/flow/nodes/7/acts/2/url", json!("here"))]),
        (Code::BadEmail, "/people/0", vec![("/queue/people/0", json!("ann"))]),
        (Code::BadSpan, "/otherwise/first_response", vec![("/policy/otherwise/first_response/minutes", json!(0))]),
        (Code::UnknownZone, "/zone", vec![("/calendar/zone", json!("Mars/Olympus"))]),
        (Code::BadTime, "/week/0", vec![("/calendar/week/0/0/to", json!(2_881))]),
        (Code::BadPeriods, "/week/0", vec![("/calendar/week/0/0/to", json!(540))]),
        (Code::NoWorkingTime, "/week", vec![("/calendar/week/0", json!([]))]),
        (Code::DuplicateDay, "/days/2026-10-01", vec![("/calendar/days/-", json!({"date": "2026-10-01"}))]),
        (
            Code::NoExpressionHere,
            "/levels/0/acts/0",
            vec![("/ladder/levels/0/acts", json!([{"act": "set_field", "field": "a", "to": {"expression": "1"}}]))],
        ),
        (
            Code::NeedsFlow,
            "/acts/0/to",
            vec![("/rule/acts/0", json!({"act": "cc", "to": {"who": "manager_of", "node": "ask"}}))],
        ),
        (Code::BadCron, "/when/every", vec![("/rule/when", json!({"on": "schedule", "every": {"cron": "x"}}))]),
        (
            Code::RuleOnEnded,
            "/acts/0",
            vec![
                ("/rule/when/any/0/event", json!("ended")),
                ("/rule/acts/0", json!({"act": "set_status", "status": "in_progress"})),
            ],
        ),
        (
            Code::RuleCircle,
            "/when",
            vec![
                ("/rule/when/any/0/event", json!("fields_set")),
                (
                    "/rule/acts/0",
                    json!({"act": "set_field", "field": "count", "to": {"expression": "fields.count + 1"}}),
                ),
            ],
        ),
        (Code::QueueCircle, "/offer/then", vec![("/queue/offer", json!({"seconds": 20, "then": "it"}))]),
        (Code::MissingReference, "/offer/then", vec![("/queue/offer", json!({"seconds": 20, "then": "none"}))]),
        (Code::Required, "/offer/then", vec![("/queue/offer", json!({"seconds": 20, "then": ""}))]),
        (Code::TooSmall, "/offer/seconds", vec![("/queue/offer", json!({"seconds": 0}))]),
        (Code::TooLarge, "/offer/rounds", vec![("/queue/offer", json!({"seconds": 20, "rounds": 11}))]),
        (
            Code::MissingReference,
            "/offer/alarm",
            vec![("/queue/offer", json!({"seconds": 20, "alarm": [{"who": "role", "role": "none"}]}))],
        ),
        (
            Code::NeedsFlow,
            "/offer/alarm",
            vec![("/queue/offer", json!({"seconds": 20, "alarm": [{"who": "same_as", "node": "ask"}]}))],
        ),
        (
            Code::UnknownOption,
            "/offer/alarm",
            vec![("/queue/offer", json!({"seconds": 20, "alarm": [{"who": "customer"}]}))],
        ),
        (Code::LevelsOutOfOrder, "/levels/1", vec![("/ladder/levels/1/at_percent", json!(50))]),
        (Code::Required, "/form", vec![("/ticket_type/form", json!(""))]),
        (Code::NewerFormat, "/format", vec![("/role/format", json!(2))]),
        (
            Code::BadDate,
            "/fields/title/default",
            vec![("/form/fields/0/type", json!("date")), ("/form/fields/0/default", json!("soon"))],
        ),
    ];
    for (code, path, changes) in &cases {
        let problems = found(changes.clone());
        assert!(
            problems.iter().any(|problem| problem.code == *code && problem.path == *path),
            "{code} at {path} after {changes:?}: {problems:?}"
        );
    }
    // What is told by no definition is told by input, by the service or when a document is read.
    let others = [
        Code::UnknownField,
        Code::TooLong,
        Code::TooShort,
        Code::PatternMismatch,
        Code::BadPhone,
        Code::BadCharacter,
        Code::UnknownTicketType,
        Code::UnknownPerson,
        Code::UnknownCustomer,
        Code::UnknownOutcome,
        Code::InUse,
        Code::Moved,
        Code::NotPublishable,
        Code::NothingToPublish,
        Code::UnknownKind,
        Code::Malformed,
        Code::BodyTooLarge,
        Code::Taken,
        Code::WeakPassword,
        Code::WrongPassword,
        Code::EmptiesDefinition,
        Code::UnknownRight,
        Code::NotIcal,
        Code::BadEncoding,
        Code::BadIcalLine,
        Code::EventUnfinished,
        Code::BadEventDate,
        Code::EventBackwards,
        Code::EventTimed,
        Code::EventRepeats,
        Code::EventTooLong,
        Code::MoreProblems,
        Code::TimePassed,
        Code::EndsBeforeBeginning,
        Code::StandsInForSelf,
        Code::ScenarioFails,
    ];
    for code in Code::ALL {
        let is_covered = cases.iter().any(|(one, _, _)| one == code);
        assert!(is_covered != others.contains(code), "{code}");
    }
}

#[test]
fn expressions_are_told_with_their_reason_and_place_wherever_they_stand() {
    let wrong = "1 +\n sleep(3600)";
    for (pointer, path) in [
        ("/flow/nodes/3/owner/text", "/nodes/part/owner"),
        ("/flow/nodes/7/acts/0/to/expression", "/nodes/tell/acts/0"),
    ] {
        let problems = found(vec![(pointer, json!(wrong))]);
        let problem = problems.iter().find(|problem| problem.path == path).unwrap();
        assert_eq!((problem.code, problem.facts["text"].as_str()), (Code::BadExpression, "there is no function sleep"));
        assert_eq!(problem.facts["position"], "2:2");
    }
    let script = json!({"is": "script", "text": wrong});
    for (pointer, path) in [
        ("/flow/links/10/leaves/condition", "/links/l10/leaves"),
        ("/policy/rules/0/when", "/rules/0/when"),
        ("/form/fields/2/visible", "/fields/count/visible"),
    ] {
        let problems = found(vec![(pointer, script.clone())]);
        assert!(problems.iter().any(|one| one.code == Code::BadExpression && one.path == path), "{path}: {problems:?}");
    }
}

#[test]
fn a_ticket_type_is_held_against_its_form_and_flow() {
    let shown = |changes| {
        let line = |problem: &Problem| format!("{} {}", problem.path, problem.code);
        found(changes).iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(
        shown(vec![("/ticket_type/title_field", json!("ghost")), ("/ticket_type/priority_field", json!("spirit"))]),
        ["/title_field missing_field", "/priority_field missing_field"]
    );
    assert_eq!(
        shown(vec![("/ticket_type/format", json!(1)), ("/form/layouts/0/purpose", json!("step"))]),
        ["/form missing_layout"]
    );
    // A flow that was drawn for another form, or for none.
    assert_eq!(
        shown(vec![
            ("/ticket_type/format", json!(1)),
            ("/flow/form", Value::Null),
            ("/flow/nodes/1/layout", json!("ghost")),
            ("/flow/nodes/7/acts/0/field", json!("ghost")),
        ]),
        ["/flow/nodes/ask/layout missing_layout", "/flow/nodes/tell/acts/0/field missing_field"]
    );
    assert!(shown(vec![("/flow/form", Value::Null)]).contains(&"/form required".to_owned()));
}

#[test]
fn flows_within_flows_have_a_depth_and_no_circle() {
    let flow = |inner: Option<&str>| {
        let nodes = match inner {
            Some(inner) => json!([{"key": "a", "node": "start"}, {"key": "b", "node": "sub_flow", "flow": inner},
                {"key": "c", "node": "end"}]),
            None => json!([{"key": "a", "node": "start"}, {"key": "b", "node": "wait", "until":
                {"for": "duration", "span": {"minutes": 1}}}, {"key": "c", "node": "end"}]),
        };
        json!({"format": 1, "nodes": nodes,
            "links": [{"key": "x", "from": "a", "to": "b"}, {"key": "y", "from": "b", "to": "c"}]})
    };
    let mut known = Workspace(HashMap::new());
    let mut add = |key: &str, inner: Option<&str>| {
        known.0.insert((Kind::Flow, key.to_owned()), Arc::new(definition("flow", key, &flow(inner))));
    };
    for n in 0..20 {
        add(&format!("f{n}"), (n > 0).then(|| format!("f{}", n - 1)).as_deref());
    }
    add("ring", Some("ring-b"));
    add("ring-b", Some("ring-c"));
    add("ring-c", Some("ring-b"));
    let codes = |key: &str| {
        let definition = known.body(Kind::Flow, &key.into()).unwrap();
        check(&definition, &known).iter().map(|problem| problem.code).collect::<Vec<_>>()
    };
    assert_eq!(codes("f7"), []);
    assert_eq!(codes("f8"), []);
    assert_eq!(codes("f9"), [Code::TooDeep]);
    assert_eq!(codes("f19"), [Code::TooDeep]);
    assert_eq!(codes("ring-b"), [Code::RecursiveFlow]);
    // The circle is not its own: it is too deep for it all the same.
    assert_eq!(codes("ring"), [Code::TooDeep]);
}

#[test]
fn every_shipped_package_can_be_published_as_it_is() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packages");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let package: model::package::Package = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let named = |one: &Definition| ((one.body.kind(), one.key.to_string()), Arc::new(one.clone()));
        let known = Workspace(package.definitions.iter().map(named).collect());
        for definition in &package.definitions {
            let problems = check(definition, &known);
            assert_eq!(problems, Vec::new(), "{} in {}", definition.key, path.display());
            count += 1;
        }
    }
    assert!(count > 0);
}

#[test]
fn what_expressions_are_told_to_see_is_what_they_see() {
    let guide = include_str!("../../../../docs/expressions.md");
    for root in model::condition::ROOTS {
        assert!(guide.contains(&format!("`{root}`")), "{root}");
        for member in model::condition::members(root).into_iter().flatten() {
            assert!(guide.contains(&format!("`{member}`")), "{root}.{member}");
        }
    }
}

#[test]
fn queues_into_which_work_falls_in_a_circle_are_found_however_long_it_is() {
    let queue = |then: Option<&str>| {
        let offer = then.map_or(Value::Null, |then| json!({"seconds": 20, "then": then}));
        let mut queue = json!({"format": 1, "roles": ["it"], "offer": offer});
        queue.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        queue
    };
    let found = |first: &str, others: &[(&str, Option<&str>)]| {
        let mut workspace = workspace(&sound());
        for (key, then) in others {
            let other = definition("queue", key, &queue(*then));
            workspace.0.insert((Kind::Queue, (*key).to_owned()), Arc::new(other));
        }
        let problems = check(&definition("queue", "first", &queue(Some(first))), &workspace);
        let mut circles = problems.into_iter().filter(|problem| problem.code == Code::QueueCircle);
        circles.next().map(|mut problem| problem.facts.remove("path").unwrap())
    };
    assert_eq!(found("second", &[("second", Some("third")), ("third", None)]), None);
    let round = [("second", Some("third")), ("third", Some("first"))];
    assert_eq!(found("second", &round), Some("first → second → third → first".to_owned()));
    // A circle that it only leads into is told where it is drawn.
    assert_eq!(found("second", &[("second", Some("third")), ("third", Some("second"))]), None);
}
