//! Sentences, trees and their words.

use model::{
    Text,
    condition::{Condition, judge},
    form::Form,
};
use serde_json::json;
use ui::{
    Lang,
    i18n::{find, t},
};

use super::{value::read, *};

fn subjects() -> Vec<Subject> {
    let form: Form = serde_json::from_value(json!({"format": 1, "fields": [
        {"key": "kind", "label": {"en": "Kind", "zh-CN": "类型"}, "type": "select", "options": [
            {"key": "leak", "label": {"en": "Leak", "zh-CN": "漏水"}}, {"key": "noise", "label": {"en": "Noise", "zh-CN": "噪音"}}]},
        {"key": "price", "label": {"en": "Price", "zh-CN": "价格"}, "type": "money", "currency": "CNY"},
        {"key": "since", "label": {"en": "Since", "zh-CN": "开始日期"}, "type": "date"},
        {"key": "parts", "label": {"en": "Parts", "zh-CN": "配件"}, "type": "multi_select", "options": [
            {"key": "pump", "label": {"en": "Pump", "zh-CN": "水泵"}}]},
        {"key": "safe", "label": {"en": "Safe", "zh-CN": "安全"}, "type": "yes_no"},
        {"key": "note", "label": {"en": "Note", "zh-CN": "备注"}, "type": "text"},
        {"key": "lines", "label": {"en": "Lines", "zh-CN": "明细"}, "type": "table", "columns": []}]}))
    .unwrap();
    let mut all = of_form(&form);
    all.extend(of_ticket());
    all.extend(of_customer());
    all
}

fn condition(value: serde_json::Value) -> Condition {
    serde_json::from_value(value).unwrap()
}

fn said(value: serde_json::Value, lang: Lang) -> String {
    words(&condition(value), &subjects(), lang)
}

fn check(value: serde_json::Value, zh: &str, en: &str) {
    assert_eq!(said(value.clone(), Lang::ZhCn), zh);
    assert_eq!(said(value, Lang::En), en);
}

#[test]
fn a_long_silence_reads_like_a_sentence_and_is_written_back() {
    let silent = json!({"is": "long_ago", "left": "ticket.heard_at", "minutes": 21_600});
    check(silent.clone(), "客户上次发言距今至少15天", "Customer last heard at least 15 days ago");
    let lately = json!({"is": "not", "of": silent});
    check(lately.clone(), "客户上次发言距今不到15天", "Customer last heard less than 15 days ago");
    for written in [silent, lately] {
        let condition = condition(written);
        assert_eq!(Leaf::read(&condition).unwrap().write(), condition);
    }
}

#[test]
fn a_condition_reads_like_a_sentence() {
    check(
        json!({"is": "in", "left": "fields.kind", "values": ["leak", "noise"]}),
        "类型是其中之一：漏水、噪音",
        "Kind is one of Leak, Noise",
    );
    check(
        json!({"is": "compare", "left": "fields.price.minor", "how": "at_least", "right": {"value": 10050}}),
        "价格不少于100.50 CNY",
        "Price is at least 100.50 CNY",
    );
    check(
        json!({"is": "compare", "left": "fields.since", "how": "less", "right": {"value": "2026-01-02"}}),
        "开始日期早于2026-01-02",
        "Since is before 2026-01-02",
    );
    check(json!({"is": "not", "of": {"is": "empty", "left": "fields.note"}}), "备注已填写", "Note is filled in");
    check(
        json!({"is": "contains", "left": "fields.parts", "right": {"value": "pump"}}),
        "配件包含水泵",
        "Parts includes Pump",
    );
    check(
        json!({"is": "compare", "left": "ticket.priority", "how": "equal", "right": {"value": "urgent"}}),
        "优先级是紧急",
        "Priority is Urgent",
    );
    check(
        json!({"is": "compare", "left": "fields.safe", "how": "equal", "right": {"value": false}}),
        "安全为否",
        "Safe is No",
    );
}

#[test]
fn groups_within_groups_are_told_apart() {
    let safe = json!({"is": "compare", "left": "fields.safe", "how": "equal", "right": {"value": true}});
    let empty = json!({"is": "empty", "left": "fields.note"});
    let changed = json!({"is": "changed", "left": "fields.kind"});
    check(
        json!({"is": "all", "of": [safe, {"is": "any", "of": [empty, changed]}]}),
        "安全为是，并且（备注未填写，或者类型有改动）",
        "Safe is Yes and (Note is empty or Kind was changed)",
    );
    check(
        json!({"is": "not", "of": {"is": "any", "of": [empty, changed]}}),
        "以下都不成立：备注未填写，或者类型有改动",
        "none of these: Note is empty or Kind was changed",
    );
    check(json!({"is": "all", "of": []}), "总是", "always");
}

#[test]
fn every_relation_survives_writing_and_reading() {
    for subject in subjects() {
        let fresh = Leaf::fresh(&subject);
        for relation in Relation::of(&subject.asked) {
            let leaf = fresh.clone().asked(*relation, &subject.asked);
            assert_eq!(Leaf::read(&leaf.clone().write()), Some(leaf), "{} {relation:?}", subject.variable.0);
            for lang in Lang::ALL {
                assert!(find(lang, &relation.key(&subject.asked)).is_some(), "{}", relation.key(&subject.asked));
            }
        }
        assert!(Lang::ALL.iter().all(|lang| !subject.title.in_lang(crate::words::model_lang(*lang)).contains("[?]")));
    }
}

#[test]
fn another_subject_keeps_what_makes_sense_there() {
    let all = subjects();
    let subject = |path: &str| all.iter().find(|one| one.variable.0 == path).unwrap();
    let kind = Leaf::fresh(subject("fields.kind")).asked(Relation::OneOf, &subject("fields.kind").asked);
    let kind = Leaf { right: vec![model::condition::Operand::Value(json!("leak"))], ..kind };
    let moved = kind.clone().about(subject("ticket.priority"));
    assert_eq!((moved.relation, moved.right.len()), (Relation::OneOf, 0), "an option of another field is no value");
    assert_eq!(kind.about(subject("fields.note")).relation, Relation::Is, "a text is not asked to be one of several");
}

#[test]
fn the_parts_of_a_condition_are_changed_by_path() {
    let leaf = |key: &str| Condition::Empty { left: model::condition::Variable(format!("fields.{key}")) };
    let one = leaf("a");
    let two = append(&one, &[], leaf("b"));
    assert_eq!(two, Condition::All { of: vec![leaf("a"), leaf("b")] });
    let nested = append(&two, &[], Condition::Any { of: vec![leaf("c")] });
    let nested = append(&nested, &[2], leaf("d"));
    assert_eq!(part(&nested, &[2, 1]), Some(leaf("d")));
    let less = remove(&remove(&nested, &[2, 1]), &[2, 0]);
    assert_eq!(less, two, "a group that is left empty goes");
    assert_eq!(remove(&two, &[0]), leaf("b"), "a whole of one part is that part");
    assert_eq!(remove(&one, &[0]), Condition::All { of: vec![] });
    assert_eq!(
        replace(&nested, &[2, 0], leaf("e")),
        append(&append(&two, &[], Condition::Any { of: vec![leaf("e"), leaf("d")] }), &[9], one.clone())
    );
}

#[test]
fn a_sentence_without_its_value_is_unfinished() {
    let all = subjects();
    let kind = all.iter().find(|one| one.variable.0 == "fields.kind").unwrap();
    assert!(is_unfinished(&Leaf::fresh(kind).write()));
    assert!(is_unfinished(&condition(json!({"is": "script", "text": " "}))));
    assert!(!is_unfinished(&condition(json!({"is": "changed", "left": "fields.kind"}))));
}

#[test]
fn a_shape_means_the_same_as_what_it_was_read_from() {
    let facts = json!({"fields": {"a": 1, "b": "x"}});
    for tree in [
        json!({"is": "not", "of": {"is": "compare", "left": "fields.a", "how": "less", "right": {"value": 2}}}),
        json!({"is": "not", "of": {"is": "all", "of": [{"is": "empty", "left": "fields.b"}]}}),
        json!({"is": "not", "of": {"is": "not", "of": {"is": "empty", "left": "fields.c"}}}),
    ] {
        let tree = condition(tree);
        let again = Shape::of(&tree).write();
        assert_eq!(judge(&tree, &facts), judge(&again, &facts), "{tree:?}");
    }
}

#[test]
fn typed_values_are_stored_by_what_the_subject_holds() {
    assert_eq!(read("12.5", &Asked::Money("CNY".to_owned())), json!(1250));
    assert_eq!(read("12", &Asked::Number(Text::default())), json!(12));
    assert_eq!(read("x", &Asked::Number(Text::default())), json!(null));
    assert_eq!(read("12", &Asked::Text), json!("12"));
    assert_eq!(t(Lang::En, "condition.add"), "Condition");
}
