use std::collections::BTreeSet;

use chrono::DateTime;
use model::{
    calendar::{Calendar, Period},
    condition::{Comparison, Operand, Variable},
};
use proptest::prelude::*;
use serde_json::json;

use super::*;

fn scope(facts: Value) -> Scope {
    Scope::new(facts, DateTime::UNIX_EPOCH)
}

fn compiled(condition: Value) -> Compiled {
    Compiled::compile(&serde_json::from_value(condition).unwrap()).unwrap()
}

fn holds(condition: Value, facts: Value) -> Result<bool, String> {
    compiled(condition).holds(&scope(facts), &NoCalendars).map_err(|fault| fault.text)
}

#[test]
fn a_tree_with_scripts_is_judged_as_a_whole() {
    let large_or_vip = json!({"is": "any", "of": [
        {"is": "compare", "left": "fields.amount", "how": "greater", "right": {"value": 1_000}},
        {"is": "script", "text": "customer.name.starts_with(\"VIP\")"}]});
    assert_eq!(holds(large_or_vip.clone(), json!({"fields": {"amount": 2_000}})), Ok(true));
    assert_eq!(holds(large_or_vip.clone(), json!({"fields": {"amount": 1}, "customer": {"name": "VIP Li"}})), Ok(true));
    assert_eq!(holds(large_or_vip, json!({"fields": {"amount": 1}, "customer": {"name": "Li"}})), Ok(false));
}

#[test]
fn a_script_that_need_not_be_asked_cannot_fail() {
    let script = json!({"is": "script", "text": "fields.amount"});
    let empty = json!({"is": "empty", "left": "fields.phone"});
    assert_eq!(holds(json!({"is": "any", "of": [empty, script]}), json!({})), Ok(true));
    let fault = holds(json!({"is": "all", "of": [empty, script]}), json!({"fields": {"amount": 3}})).unwrap_err();
    assert_eq!(fault, "gives 3 where true or false is needed");
}

#[test]
fn a_failing_script_is_named_with_its_place_and_never_a_silent_no() {
    let script = json!({"is": "not", "of": {"is": "script", "text": "1 > 0 &&\n  add_days(fields.when, 1) > now"}});
    let fault = compiled(script).holds(&scope(json!({"fields": {"when": "soon"}})), &NoCalendars).unwrap_err();
    assert_eq!(fault.text, "\"soon\" is neither a date nor an instant");
    assert_eq!((fault.position, fault.expression.lines().count()), (Some((2, 3)), 2));
}

#[test]
fn an_automation_can_be_limited_to_working_hours() {
    // U16: only run in business hours.
    struct Office(Arc<WorkCalendar>);
    impl Calendars for Office {
        fn calendar(&self, key: &DefinitionKey) -> Option<Arc<WorkCalendar>> {
            (key.as_str() == "office").then(|| Arc::clone(&self.0))
        }
    }
    let mut drawn = Calendar { format: 1, zone: "UTC".to_owned(), ..Calendar::default() };
    drawn.week[3].push(Period { from: 0, to: 60 });
    let office = Office(Arc::new(WorkCalendar::compile(&drawn).unwrap()));
    let condition = compiled(json!({"is": "within_working_time", "calendar": "office"}));
    // The epoch was a Thursday.
    assert_eq!(condition.holds(&scope(json!({})), &office), Ok(true));
    let later = Scope::new(json!({}), DateTime::from_timestamp(3_600, 0).unwrap());
    assert_eq!(condition.holds(&later, &office), Ok(false));
    assert_eq!(condition.holds(&later, &NoCalendars).unwrap_err().text, "there is no calendar office");
}

#[test]
fn what_a_condition_saw_can_be_told() {
    let condition = compiled(json!({"is": "all", "of": [
        {"is": "compare", "left": "ticket.priority", "how": "equal", "right": {"value": "urgent"}},
        {"is": "between", "left": "fields.amount", "least": {"value": 1}, "most": {"variable": "fields.most"}},
        {"is": "empty", "left": "fields.amount"}]}));
    let seen = condition.seen(&scope(json!({"ticket": {"priority": "low"}, "fields": {"amount": 3}})));
    assert_eq!(
        seen,
        [
            ("ticket.priority".to_owned(), json!("low")),
            ("fields.amount".to_owned(), json!(3)),
            ("fields.most".to_owned(), Value::Null)
        ]
    );
}

#[test]
fn a_tree_beyond_the_limits_is_refused_and_one_at_the_limits_works() {
    let empty = || Condition::Empty { left: Variable("fields.x".to_owned()) };
    let wide = |width: usize| Condition::All { of: (0..width).map(|_| empty()).collect() };
    let deep = |depth: usize| {
        (1..depth).fold(empty(), |inner, _| Condition::Not { of: Box::new(Condition::Any { of: vec![inner] }) })
    };
    assert!(Compiled::compile(&wide(MOST_PARTS)).is_err());
    assert!(Compiled::compile(&deep(DEEPEST_CONDITION)).is_err());
    let widest = Compiled::compile(&wide(MOST_PARTS - 1)).unwrap();
    assert_eq!(widest.holds_as_script(&scope(json!({})), &NoCalendars), Ok(true));
    // The deepest the parser can meet: every level as wide as the number of parts lets it be.
    let mut deepest = empty();
    for level in 1..DEEPEST_CONDITION {
        let mut of: Vec<Condition> = (0..15).map(|_| empty()).collect();
        of.insert(if level % 2 == 0 { 7 } else { 8 }, Condition::Not { of: Box::new(deepest) });
        deepest = if level % 2 == 0 { Condition::All { of } } else { Condition::Any { of } };
        if deepest.depth() + 2 > DEEPEST_CONDITION {
            break;
        }
    }
    let deepest = Compiled::compile(&deepest).unwrap();
    assert_eq!(deepest.holds_as_script(&scope(json!({})), &NoCalendars), Ok(true));
}

fn value() -> impl Strategy<Value = Value> {
    let simple = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-3_i64..4).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        prop_oneof![Just(0.0), Just(1.0), Just(1.5), Just(-2.0), Just(1e300)].prop_map(Value::from),
        prop_oneof![Just(""), Just("  "), Just("a"), Just("AB"), Just("ab c"), Just("退款"), Just("2026-01-01")]
            .prop_map(Value::from),
    ];
    simple.prop_recursive(2, 12, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map("[a-c]", inner, 0..3).prop_map(|parts| json!(parts)),
        ]
    })
}

fn variable() -> impl Strategy<Value = Variable> {
    prop_oneof![
        Just("ticket.priority"),
        Just("fields.a"),
        Just("fields.b"),
        Just("fields.c.a"),
        Just("customer.tier"),
        Just("now"),
        Just("nothing.here"),
    ]
    .prop_map(|path| Variable(path.to_owned()))
}

fn operand() -> impl Strategy<Value = Operand> {
    prop_oneof![value().prop_map(Operand::Value), variable().prop_map(Operand::Variable)]
}

fn tree() -> impl Strategy<Value = Condition> {
    let how = prop_oneof![
        Just(Comparison::Equal),
        Just(Comparison::NotEqual),
        Just(Comparison::Less),
        Just(Comparison::AtMost),
        Just(Comparison::Greater),
        Just(Comparison::AtLeast),
    ];
    let leaf = prop_oneof![
        (variable(), how, operand()).prop_map(|(left, how, right)| Condition::Compare { left, how, right }),
        (variable(), proptest::collection::vec(value(), 0..4))
            .prop_map(|(left, values)| Condition::In { left, values }),
        variable().prop_map(|left| Condition::Empty { left }),
        (variable(), operand(), operand()).prop_map(|(left, least, most)| Condition::Between { left, least, most }),
        (variable(), operand()).prop_map(|(left, right)| Condition::Contains { left, right }),
        (variable(), operand()).prop_map(|(left, right)| Condition::StartsWith { left, right }),
        variable().prop_map(|left| Condition::Changed { left }),
        (prop_oneof![variable(), Just(Variable("now".to_owned()))], -2_i64..100_000)
            .prop_map(|(left, minutes)| Condition::LongAgo { left, minutes: model::span::Minutes(minutes) }),
    ];
    leaf.prop_recursive(5, 40, 5, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(|of| Condition::All { of }),
            proptest::collection::vec(inner.clone(), 0..5).prop_map(|of| Condition::Any { of }),
            inner.prop_map(|of| Condition::Not { of: Box::new(of) }),
        ]
    })
}

proptest! {
    #[test]
    fn browser_and_server_give_the_same_answer_for_every_tree_and_value(
        tree in tree(),
        (priority, a, b, c, tier) in (value(), value(), value(), value(), value()),
        changed in proptest::collection::btree_set(prop_oneof![Just("fields.a"), Just("fields.b")], 0..2),
    ) {
        let facts = json!({
            "ticket": {"priority": priority}, "fields": {"a": a, "b": b, "c": c}, "customer": {"tier": tier}});
        let changed: BTreeSet<String> = changed.into_iter().map(str::to_owned).collect();
        let scope = Scope { changed, ..scope(facts) };
        let compiled = Compiled::compile(&tree).unwrap();
        let server = compiled.holds_as_script(&scope, &NoCalendars).unwrap();
        prop_assert_eq!(Verdict::from(server), judge(&tree, &scope));
        prop_assert_eq!(compiled.holds(&scope, &NoCalendars).unwrap(), server);
    }
}
