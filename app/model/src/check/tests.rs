use serde_json::{Value, json};

use super::*;
use crate::flow::Flow;

/// The problems of a body, one line each: severity, path, code and the facts.
fn found(kind: &str, body: &Value) -> Vec<String> {
    let definition = json!({"kind": kind, "key": "it", "title": {"en": "It", "zh-CN": "它"}, "body": body});
    shown(&check(&serde_json::from_value(definition).unwrap()))
}

fn shown(problems: &[Problem]) -> Vec<String> {
    let line = |problem: &Problem| {
        let facts: Vec<String> = problem.facts.iter().map(|(name, value)| format!(" {name}={value}")).collect();
        format!("{:?} {} {}{}", problem.severity, problem.path, problem.code, facts.concat()).to_lowercase()
    };
    let mut lines: Vec<String> = problems.iter().map(line).collect();
    lines.sort();
    lines
}

/// A text in both languages, so that no hint about translations stands in the way.
fn both(words: &str) -> Value {
    json!({"en": words, "zh-CN": words})
}

/// A flow from lines such as `task ask ok -> done, late -> lead`. The kinds are those of the document; a link without a
/// name leaves by the next door, `when`, `otherwise`, `late`, `timeout` and `error` by theirs, any other is an outcome.
/// `+x` after a node's key declares an outcome without a link, `-x` takes away what the link would bring.
fn flow_of(script: &str) -> Flow {
    let (mut nodes, mut links) = (Vec::new(), Vec::new());
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (head, ways) = line.find("->").map_or((line, Vec::new()), |arrow| {
            let begins = line[..arrow].trim_end().rfind(' ').unwrap_or(0);
            let first = line[begins..arrow].trim();
            let words: Vec<&str> = line[..begins].split_whitespace().collect();
            // A single door has no name: then the word before the arrow belongs to the node.
            if words.len() < 2 || first.starts_with(['+', '-', '=']) {
                (line[..arrow].trim(), line[arrow..].split(',').collect())
            } else {
                (line[..begins].trim(), line[begins..].split(',').collect())
            }
        });
        let words: Vec<&str> = head.split_whitespace().collect();
        let (kind, key, extra) = (words[0], words[1], &words[2..]);
        let mut doors = Vec::new();
        for (index, way) in ways.iter().enumerate() {
            let (door, to) = way.split_once("->").unwrap();
            doors.push(door.trim());
            let leaves = match door.trim() {
                "" => json!({"by": "next"}),
                "when" => json!({"by": "when", "condition": {"is": "empty", "left": "fields.x"}}),
                by @ ("otherwise" | "late" | "timeout" | "error") => json!({"by": by}),
                outcome => json!({"by": "outcome", "outcome": outcome}),
            };
            links.push(json!({"key": format!("{key}-{index}"), "from": key, "to": to.trim(), "leaves": leaves}));
        }
        let mut node = match kind {
            "task" => {
                let named = doors.iter().filter(|door| **door != "late").copied();
                let declared = extra.iter().filter_map(|word| word.strip_prefix('+'));
                let outcomes: Vec<Value> = named
                    .chain(declared)
                    .filter(|outcome| !extra.contains(&format!("-{outcome}").as_str()))
                    .map(|outcome| json!({"key": outcome, "title": both(outcome)}))
                    .collect();
                let mut task = json!({"outcomes": outcomes});
                if (doors.contains(&"late") || extra.contains(&"+late")) && !extra.contains(&"-limit") {
                    task["limit"] = json!({"span": {"minutes": 30}, "leave_when_late": true});
                    task["outcomes"].as_array_mut().unwrap().retain(|outcome| outcome["key"] != "late");
                }
                task
            }
            "wait" if extra.contains(&"=reply") => {
                let timeout = doors.contains(&"timeout") && !extra.contains(&"-limit") || extra.contains(&"+timeout");
                let mut wait = json!({"until": {"for": "customer_reply"}});
                if timeout {
                    wait["timeout"] = json!({"minutes": 60});
                }
                wait
            }
            "wait" => json!({"until": {"for": "duration", "span": {"minutes": 60}}}),
            "join" => match extra.first().and_then(|word| word.strip_prefix('=')) {
                Some("any") => json!({"when": "any"}),
                Some(count) => json!({"when": "count", "count": count.parse::<u32>().unwrap()}),
                None => json!({"when": "all"}),
            },
            "action" => json!({"acts": [{"act": "set_priority", "priority": "high"}]}),
            "sub_flow" => json!({"flow": "other"}),
            _ => json!({}),
        };
        node["node"] = kind.into();
        node["key"] = key.into();
        node["title"] = both(key);
        nodes.push(node);
    }
    serde_json::from_value(json!({"format": 1, "nodes": nodes, "links": links})).unwrap()
}

fn flow_problems(script: &str) -> Vec<String> {
    shown(&flow(&flow_of(script), None))
}

#[test]
fn a_definition_needs_a_key_and_a_title() {
    let definition =
        json!({"kind": "skill", "key": "Bad Key", "title": {}, "body": {"format": 9, "about": {"en": "x"}}});
    let definition: Definition = serde_json::from_value(definition).unwrap();
    assert_eq!(
        shown(&check(&definition)),
        [
            "error /format newer_format found=9 known=1",
            "error /key bad_key given=bad key",
            "error /title missing_title",
            "hint /about missing_translation lang=zh-cn",
        ]
    );
}

#[test]
fn a_form_with_everything_wrong_names_everything() {
    let form = json!({"format": 1, "fields": [
        {"key": "Title", "label": {}, "type": "text", "longest": 0},
        {"key": "kind", "label": both("Kind"), "type": "select", "options": []},
        {"key": "kind", "label": both("Kind"), "type": "radio", "options": [
            {"key": "a", "label": both("A")}, {"key": "a", "label": {"en": "B"}}]},
        {"key": "count", "label": both("Count"), "type": "number", "least": 5.0, "most": 1.0, "decimals": 12},
        {"key": "price", "label": both("Price"), "type": "money", "currency": "yuan", "least": 2, "most": 1},
        {"key": "stars", "label": both("Stars"), "type": "rating", "most": 50},
        {"key": "lines", "label": both("Lines"), "type": "table", "columns": [
            {"key": "inner", "label": both("Inner"), "type": "table", "columns": []}]},
        {"key": "none", "label": both("None"), "type": "table", "columns": []},
        {"key": "born", "label": both("Born"), "type": "date", "default": "soon",
         "visible": {"is": "all", "of": [{"is": "empty", "left": "fields.ghost"}, {"is": "empty", "left": "moon.phase"},
            {"is": "empty", "left": "ticket.colour"}]}}
    ], "layouts": [
        {"key": "x", "title": {}, "purpose": "step", "items": [
            {"item": "row", "cells": [{"field": "ghost"}, {"field": "born", "width": 13}, {"field": "born"}]},
            {"item": "note", "text": {}}]},
        {"key": "x", "title": both("X"), "purpose": "step"}
    ]});
    assert_eq!(
        found("form", &form),
        [
            "error /fields/born/default bad_date given=soon",
            "error /fields/born/visible unknown_variable given=fields.ghost",
            "error /fields/born/visible unknown_variable given=moon.phase",
            "error /fields/born/visible unknown_variable given=ticket.colour",
            "error /fields/count/decimals too_large most=9",
            "error /fields/count/most too_small least=5",
            "error /fields/kind duplicate_key key=kind",
            "error /fields/kind/options no_options",
            "error /fields/kind/options/a duplicate_key key=a",
            "error /fields/lines/columns/inner wrong_type given=table wanted=a simple type",
            "error /fields/none/columns required",
            "error /fields/price/currency unknown_option given=yuan",
            "error /fields/price/most too_small least=2",
            "error /fields/stars/most too_large most=10",
            "error /fields/title bad_key given=title",
            "error /fields/title/label missing_title",
            "error /fields/title/longest too_small least=1",
            "error /layouts/x duplicate_key key=x",
            "error /layouts/x/born bad_width",
            "error /layouts/x/born duplicate_key key=born",
            "error /layouts/x/ghost missing_field key=ghost",
            "error /layouts/x/items/1 missing_title",
            "error /layouts/x/title missing_title",
            "hint /fields/kind/options/a/label missing_translation lang=zh-cn",
            "warning /layouts missing_layout key=intake",
        ]
    );
}

fn field(key: &str, more: &Value) -> Value {
    let mut field = json!({"key": key, "label": both(key), "type": "number"});
    field.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    field
}

fn with_fields(fields: &[Value]) -> Value {
    json!({"format": 1, "fields": fields, "layouts": [{"key": "intake", "title": both("Intake")}]})
}

#[test]
fn fields_that_wait_for_each_other_are_found_with_their_circle() {
    let sees = |other: &str| json!({"visible": {"is": "empty", "left": format!("fields.{other}")}});
    let computed = |text: &str| json!({"computed": text});
    let circle = with_fields(&[
        field("a", &sees("b")),
        field("b", &json!({"visible": {"is": "script", "text": "fields[\"c\"] > 1"}})),
        field("c", &computed("fields.a + 1")),
        field("outside", &sees("a")),
        field("self", &computed("fields . self + 1")),
    ]);
    assert_eq!(
        found("form", &circle),
        [
            "error /fields/a circular_condition path=a → b → c → a",
            "error /fields/self circular_condition path=self → self",
        ]
    );
    let line = with_fields(&[
        field("total", &computed("fields.net + fields.tax")),
        field("tax", &computed("fields.net * 0.2")),
        field("net", &computed("fields.count * 3")),
        field("count", &json!({})),
    ]);
    let line: Form = serde_json::from_value(line).unwrap();
    let order: Vec<String> = computed_order(&line).unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(order, ["net", "tax", "total"]);
}

#[test]
fn ten_thousand_fields_in_a_row_are_checked_without_overflowing_the_stack() {
    let fields: Vec<Value> = (0..10_000)
        .map(|n| field(&format!("f{n}"), &json!({"visible": {"is": "empty", "left": format!("fields.f{}", n + 1)}})))
        .chain([field("f10000", &json!({}))])
        .collect();
    let form: Form = serde_json::from_value(with_fields(&fields)).unwrap();
    assert!(computed_order(&form).is_ok());
}

#[test]
fn conditions_have_a_size() {
    let mut deep = json!({"is": "empty", "left": "now"});
    for _ in 0..DEEPEST_CONDITION {
        deep = json!({"is": "not", "of": deep});
    }
    let wide: Vec<Value> = (0..MOST_PARTS).map(|_| json!({"is": "empty", "left": "now"})).collect();
    let form = with_fields(&[
        field("a", &json!({"visible": deep})),
        field("b", &json!({"visible": {"is": "any", "of": wide}})),
    ]);
    assert_eq!(
        found("form", &form),
        ["error /fields/a/visible too_deep most=12", "error /fields/b/visible too_many most=200"]
    );
}

#[test]
fn sections_have_a_depth() {
    let mut items = json!([]);
    for _ in 0..6 {
        items = json!([{"item": "section", "title": both("S"), "items": items}]);
    }
    let form = json!({"format": 1, "fields": [],
        "layouts": [{"key": "intake", "title": both("Intake"), "items": items}]});
    assert_eq!(found("form", &form), ["error /layouts/intake/items/0/items/0/items/0/items/0 too_deep most=4"]);
}

#[test]
fn a_calendar_with_everything_wrong_names_everything() {
    let calendar = json!({"format": 1, "zone": "Asia/Shanghai",
        "week": [[{"from": 540, "to": 1080}, {"from": 1020, "to": 1200}], [{"from": 60, "to": 60}],
            [{"from": 0, "to": 3000}], [{"from": 0, "to": 1500}], [{"from": 1320, "to": 1800}], [{"from": 300, "to": 600}], []],
        "days": [{"date": "2026-10-01", "name": {"en": "National Day"}}, {"date": "2026-10-01"}]});
    assert_eq!(
        found("calendar", &calendar),
        [
            "error /days/2026-10-01 duplicate_day date=2026-10-01",
            "error /week/0 bad_periods",
            "error /week/1 bad_periods",
            "error /week/2 bad_time given=50:00",
            "error /week/3 bad_periods",
            "error /week/4 bad_periods",
            "hint /days/2026-10-01/name missing_translation lang=zh-cn",
        ]
    );
    let idle = json!({"format": 1, "zone": "UTC", "week": [[], [], [], [], [], [], []]});
    assert_eq!(found("calendar", &idle), ["error /week no_working_time"]);
}

#[test]
fn a_policy_a_ladder_and_a_ticket_type_are_looked_through() {
    let policy = json!({"format": 1, "calendar": "", "rules": [
        {"title": {}, "when": {"is": "empty", "left": "weather"}, "targets": {"first_response": {"minutes": 0}}}],
        "otherwise": {"resolution": {"minutes": 99_999_999}}});
    assert_eq!(
        found("policy", &policy),
        [
            "error /calendar required",
            "error /otherwise/resolution bad_span",
            "error /rules/0/targets/first_response bad_span",
            "error /rules/0/title missing_title",
            "error /rules/0/when unknown_variable given=weather",
        ]
    );
    let ladder = json!({"format": 1, "levels": [
        {"at_percent": 100, "tell": [{"who": "person", "email": "boss"}], "text": both("{{ticket.colour}} is late")},
        {"at_percent": 75, "tell": []}, {"at_percent": 5_000, "tell": [{"who": "owner"}]}]});
    assert_eq!(
        found("ladder", &ladder),
        [
            "error /levels/0/tell bad_email given=boss",
            "error /levels/0/text unknown_variable given=ticket.colour",
            "error /levels/1 levels_out_of_order",
            "error /levels/1/tell required",
            "error /levels/2/at_percent too_large most=1000",
        ]
    );
    assert_eq!(
        found("ticket_type", &json!({"format": 1, "form": "", "flow": ""})),
        ["error /flow required", "error /form required"]
    );
}

#[test]
fn a_queue_a_role_and_a_phrase_are_looked_through() {
    assert_eq!(
        found(
            "queue",
            &json!({"format": 1, "people": ["ann", "bob@example.com", "BOB@example.com"],
            "roles": ["agent", "agent"]})
        ),
        [
            "error /people/0 bad_email given=ann",
            "warning /people/2 duplicate_key key=bob@example.com",
            "warning /roles duplicate_key key=agent",
        ]
    );
    assert_eq!(found("queue", &json!({"format": 1})), ["warning /roles required"]);
    assert_eq!(
        found("role", &json!({"format": 1, "grants": [{"right": "administer"}, {"right": "administer"}]})),
        ["warning /grants/1 duplicate_key key=administer"]
    );
    assert_eq!(found("role", &json!({"format": 1})), ["warning /grants required"]);
    assert_eq!(
        found("phrase", &json!({"format": 1, "text": {}, "shortcut": "a b"})),
        ["error /shortcut bad_key given=a b", "error /text missing_title"]
    );
}

const SOUND: &str = "start begin -> ask
    task ask fix -> split, no -> sorry, late -> lead
    task lead back -> ask
    parallel split -> part, -> bill
    task part done -> both
    wait bill =reply -> both, timeout -> both
    join both -> more
    choice more when -> ask, otherwise -> tell
    action tell -> other, error -> sorry
    sub_flow other -> done
    end done
    end sorry";

#[test]
fn a_sound_flow_has_no_problems() {
    assert_eq!(flow_problems(SOUND), Vec::<String>::new());
}

#[test]
fn a_flow_needs_one_start_and_an_end() {
    assert_eq!(flow_problems("task ask ok -> ask"), ["error /nodes no_end", "error /nodes no_start"]);
    assert_eq!(flow_problems("start one -> done\nstart two -> done\nend done"), ["error /nodes/two many_starts"]);
}

#[test]
fn every_node_can_be_reached_and_leads_to_an_end() {
    assert_eq!(
        flow_problems(
            "start begin -> ask
             task ask ok -> done, stay -> round
             task round again -> other
             task other again -> round
             task lost ok -> done
             action stuck
             end done"
        ),
        [
            "error /nodes/lost unreachable",
            "error /nodes/other no_way_to_end",
            "error /nodes/round no_way_to_end",
            "error /nodes/stuck dead_end",
            "error /nodes/stuck unreachable",
        ]
    );
}

#[test]
fn links_have_two_ends_that_exist() {
    let mut flow_ = flow_of(SOUND);
    flow_.links[0].to = "nowhere".into();
    assert!(shown(&flow(&flow_, None)).contains(&"error /links/begin-0/to missing_node key=nowhere".to_owned()));
    let twice = "start begin -> done\nend done\nend done";
    assert!(flow_problems(twice).contains(&"error /nodes/done duplicate_key key=done".to_owned()));
}

#[test]
fn a_choice_has_conditions_and_one_default() {
    assert_eq!(
        flow_problems("start begin -> pick\nchoice pick when -> done\nend done"),
        ["error /nodes/pick no_default"]
    );
    assert_eq!(
        flow_problems("start begin -> pick\nchoice pick otherwise -> done, otherwise -> done, next -> done\nend done"),
        ["error /links/pick-2 no_condition", "error /nodes/pick many_defaults"]
    );
}

#[test]
fn a_condition_that_asks_nothing_is_no_condition() {
    let mut flow = flow_of("start begin -> pick\nchoice pick when -> done, otherwise -> done\nend done");
    for link in &mut flow.links {
        if let crate::flow::Door::When { condition } = &mut link.leaves {
            *condition = Condition::Any { of: Vec::new() };
        }
    }
    let found = super::flow(&flow, None);
    assert!(found.iter().any(|problem| problem.code == Code::NoCondition && problem.path == "/links/pick-0"));
}

#[test]
fn outcomes_and_links_match() {
    assert_eq!(
        flow_problems("start begin -> ask\ntask ask +maybe -no ok -> done, no -> done, ok -> done\nend done"),
        [
            "error /links/ask-1 link_without_outcome outcome=no",
            "error /nodes/ask/outcomes/maybe outcome_without_link outcome=maybe",
            "error /nodes/ask/outcomes/ok duplicate_key key=ok",
            "error /nodes/ask/outcomes/ok many_links",
            "error /nodes/ask/outcomes/ok many_links",
        ]
    );
    assert!(
        flow_problems("start begin -> ask\ntask ask -ok ok -> done\nend done")
            .contains(&"error /nodes/ask/outcomes no_outcome".to_owned())
    );
    assert_eq!(
        flow_problems("start begin -> ask\ntask ask ok -> done, timeout -> done\nend done")[0],
        "error /links/ask-1 link_without_outcome outcome=timeout"
    );
}

#[test]
fn too_many_links_are_named() {
    assert_eq!(
        flow_problems("start begin -> done, -> done\nend done -> begin"),
        ["error /nodes/begin endless_loop path=begin", "error /nodes/begin many_links", "error /nodes/done many_links"]
            .into_iter()
            .filter(|line| !line.contains("endless"))
            .collect::<Vec<_>>()
    );
}

#[test]
fn late_and_timeout_have_a_limit_and_a_way() {
    assert_eq!(
        flow_problems("start begin -> ask\ntask ask -limit ok -> done, late -> done\nend done"),
        ["error /links/ask-1 late_without_limit"]
    );
    assert_eq!(
        flow_problems("start begin -> ask\ntask ask +late ok -> done\nend done"),
        ["error /nodes/ask/limit outcome_without_link outcome=late"]
    );
    for script in ["wait hold =reply -> done", "wait hold =reply +timeout -> done", "wait hold =reply -limit -> done"] {
        assert_eq!(
            flow_problems(&format!("start begin -> hold\n{script}\nend done")),
            ["error /nodes/hold no_timeout_path"],
            "{script}"
        );
    }
    assert_eq!(
        flow_problems("start begin -> hold\nwait hold -> done, timeout -> done\nend done"),
        ["error /links/hold-1 late_without_limit"]
    );
}

#[test]
fn what_goes_round_without_waiting_is_found() {
    assert_eq!(
        flow_problems("start begin -> one\naction one -> two\naction two -> one, error -> done\nend done"),
        ["error /nodes/one endless_loop path=one, two"]
    );
    assert_eq!(
        flow_problems("start begin -> one\naction one -> two\nchoice two when -> one, otherwise -> done\nend done"),
        ["warning /nodes/one endless_loop path=one, two"]
    );
}

#[test]
fn a_join_that_waits_for_ever_is_found_with_the_way_to_it() {
    assert_eq!(
        flow_problems(
            "start begin -> split
             parallel split -> a, -> b
             task a ok -> one
             task b ok -> two
             join one -> done
             join two -> done
             end done"
        ),
        [
            "error /nodes/one join_never_completes path=begin → split → a → b → one → two",
            "error /nodes/two join_never_completes path=begin → split → a → b → one → two",
        ]
    );
}

#[test]
fn a_join_that_goes_on_with_those_who_come_is_sound() {
    for join in ["join one", "join one =any", "join one =2", "join one =9"] {
        let script = format!(
            "start begin -> split
             parallel split -> a, -> b, -> c
             task a ok -> one, late -> one
             task b ok -> one
             task c ok -> one
             {join} -> done
             end done"
        );
        assert_eq!(flow_problems(&script), Vec::<String>::new(), "{join}");
    }
}

#[test]
fn nested_parallels_with_one_join_each_or_one_for_all_are_sound() {
    assert_eq!(
        flow_problems(
            "start begin -> outer
             parallel outer -> a, -> inner
             parallel inner -> b, -> c
             task a ok -> all
             task b ok -> some
             task c ok -> some
             join some -> all
             join all -> done
             end done"
        ),
        Vec::<String>::new()
    );
    assert_eq!(
        flow_problems(
            "start begin -> outer
             parallel outer -> a, -> inner
             parallel inner -> b, -> c
             task a ok -> all
             task b ok -> all
             task c ok -> all
             join all -> done
             end done"
        ),
        Vec::<String>::new()
    );
}

#[test]
fn work_that_an_end_cuts_off_is_found() {
    assert_eq!(
        flow_problems(
            "start begin -> split
             parallel split -> a, -> b
             task a ok -> done
             task b ok -> done
             end done"
        ),
        ["warning /nodes/done tokens_left_behind left=b path=begin → split → a → b → done"]
    );
    // A timeout that leaves the fork without joining.
    assert_eq!(
        flow_problems(
            "start begin -> split
             parallel split -> a, -> hold
             task a ok -> both
             wait hold =reply -> both, timeout -> gone
             join both -> done
             end gone
             end done"
        ),
        ["warning /nodes/gone tokens_left_behind left=a path=begin → split → a → hold → gone"]
    );
}

#[test]
fn a_parallel_that_opens_more_and_more_paths_is_found() {
    assert_eq!(
        flow_problems(
            "start begin -> split
             parallel split -> a, -> b
             task a again -> split
             task b ok -> done
             end done"
        )[0],
        "error /nodes/split tokens_left_behind left=split path=begin → split → a → b → split"
    );
}

#[test]
fn a_flow_with_many_orders_is_searched_only_so_far() {
    let ways: Vec<String> = (0..40).map(|n| format!("-> t{n}")).collect();
    let tasks: Vec<String> = (0..40).map(|n| format!("task t{n} ok -> all")).collect();
    let script = format!(
        "start begin -> split\nend done\njoin all -> done\nparallel split {}\n{}",
        ways.join(", "),
        tasks.join("\n")
    );
    assert_eq!(flow_problems(&script), Vec::<String>::new());
}

#[test]
fn too_many_paths_at_once_are_refused() {
    let ways: Vec<&str> = (0..51).map(|_| "-> all").collect();
    let script = format!("start begin -> split\nparallel split {}\njoin all -> done\nend done", ways.join(", "));
    assert_eq!(flow_problems(&script), ["error /nodes/split many_links"]);
}

#[test]
fn the_parts_of_steps_and_acts_are_looked_through() {
    let form: Form = serde_json::from_value(with_fields(&[
        field("count", &json!({})),
        field("twice", &json!({"computed": "fields.count * 2"})),
    ]))
    .unwrap();
    let mut flow_ = flow_of("start begin -> ask\ntask ask ok -> act\naction act -> done\nend done");
    let ask = json!({"key": "ask", "node": "task", "title": {}, "layout": "ghost",
        "owner": {"by": "same_as", "node": "begin"}, "outcomes": [{"key": "ok", "title": {}}],
        "limit": {"span": {"minutes": -5}, "warnings": [{"at_percent": 100}],
            "when_late": [{"act": "assign", "to": {"by": "person", "email": "boss"}}]}});
    let act = json!({"key": "act", "node": "action", "title": both("Act"), "acts": [
        {"act": "set_field", "field": "ghost", "to": {"value": 1}},
        {"act": "set_field", "field": "count", "to": {"value": "many"}},
        {"act": "set_field", "field": "twice", "to": {"value": 1}},
        {"act": "set_queue", "queue": ""},
        {"act": "notify", "to": {"who": "person", "email": "x"}, "text": {}},
        {"act": "mail", "to": {"who": "customer"}, "subject": both("{{fields.ghost}}"), "body": both("b")},
        {"act": "webhook", "url": "ftp://x"}]});
    flow_.nodes[1] = serde_json::from_value(ask).unwrap();
    flow_.nodes[2] = serde_json::from_value(act).unwrap();
    assert_eq!(
        shown(&flow(&flow_, Some(&form))),
        [
            "error /nodes/act/acts/0/field missing_field key=ghost",
            "error /nodes/act/acts/1/to wrong_type given=text wanted=number",
            "error /nodes/act/acts/2/field read_only",
            "error /nodes/act/acts/3/queue required",
            "error /nodes/act/acts/4/text required",
            "error /nodes/act/acts/4/to bad_email given=x",
            "error /nodes/act/acts/5/subject unknown_variable given=fields.ghost",
            "error /nodes/act/acts/6/url bad_url given=ftp://x",
            "error /nodes/ask/layout missing_layout key=ghost",
            "error /nodes/ask/limit/span bad_span",
            "error /nodes/ask/limit/warnings/0/at_percent too_large most=99",
            "error /nodes/ask/limit/when_late/0 bad_email given=boss",
            "error /nodes/ask/outcomes/ok/title missing_title",
            "error /nodes/ask/owner missing_node key=begin",
            "error /nodes/ask/title missing_title",
        ]
    );
}
