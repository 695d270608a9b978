use std::time::{Duration, Instant};

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn facts() -> Scope {
    Scope::new(
        json!({
            "ticket": {"number": 7, "priority": "high", "type": "complaint"},
            "fields": {
                "amount": 120, "rate": 0.25, "name": " Ann ", "when": "2026-11-22", "none": null,
                "lines": [{"part": "pump", "count": 2, "price": 10.5}, {"part": "hose", "count": 3}]
            },
            "customer": {"name": "Li"}
        }),
        "2026-11-22T10:00:00Z".parse().unwrap(),
    )
}

fn value(text: &str) -> Result<Value, String> {
    let began = Instant::now();
    let outcome = Expression::compile(text).and_then(|expression| expression.value(&facts()));
    assert!(began.elapsed() < Duration::from_secs(2), "{text} took {:?}", began.elapsed());
    outcome.map_err(|fault| fault.text)
}

/// What the expression is refused with; it must be refused, and at once.
fn refusal(text: &str) -> String {
    value(text).expect_err(text)
}

#[test]
fn expressions_compute_with_the_ticket() {
    assert_eq!(value("fields.amount * fields.rate"), Ok(json!(30.0)));
    assert_eq!(value("if ticket.priority == \"high\" { \"lead\" } else { \"desk\" }"), Ok(json!("lead")));
    assert_eq!(value("`No ${ticket.number} for ${customer.name}`"), Ok(json!("No 7 for Li")));
    assert_eq!(value("#{ a: [1, (), true] }"), Ok(json!({"a": [1, null, true]})));
    assert_eq!(value("now"), Ok(json!("2026-11-22T10:00:00.000Z")));
    assert_eq!(value("ticket.type"), Ok(json!("complaint")));
}

#[test]
fn what_is_missing_is_nothing() {
    assert_eq!(value("fields.colour"), Ok(Value::Null));
    assert_eq!(value("is_empty(fields.none) && is_empty(fields.colour) && is_empty(\" \")"), Ok(json!(true)));
    assert_eq!(value("organisation.name ?? \"nobody\""), Ok(json!("nobody")));
    assert_eq!(value("fields.colour == ()"), Ok(json!(true)));
    assert_eq!(value("fields.colour > 3"), Ok(json!(false)));
}

#[test]
fn the_functions_do_what_the_guide_says() {
    for (text, expected) in [
        ("trim(fields.name) + 1", json!("Ann1")),
        ("fields.name.trim().upper()", json!("ANN")),
        ("lower(\"ÄB\") + len(\"退款\")", json!("äb2")),
        ("starts_with(customer.name, \"L\") && ends_with(\"abc\", \"c\") && contains(\"abc\", \"b\")", json!(true)),
        ("contains([1, 2], 2) && 2 in [1, 2] && \"b\" in \"abc\"", json!(true)),
        ("contains(fields.colour, \"x\")", json!(false)),
        ("replace(\"a-b-c\", \"-\", \"+\")", json!("a+b+c")),
        ("split(\"a,b\", \",\")", json!(["a", "b"])),
        ("join([\"a\", 1, ()], \"/\")", json!("a/1/")),
        ("part(\"abcdef\", 1, 3)", json!("bcd")),
        ("number(\" 12 \") + number(\"1.5\")", json!(13.5)),
        ("number(\"twelve\")", Value::Null),
        ("text(12.5) + text(()) + text([1, 2])", json!("12.51, 2")),
        ("min(3, 2) + max([1, 5.5, 2])", json!(7.5)),
        ("min([])", Value::Null),
        ("round(2.345, 2)", json!(2.35)),
        ("floor(2.9) + ceil(2.1) + abs(-1)", json!(6)),
        ("sum(fields.lines, \"count\")", json!(5)),
        ("sum([1, 2.5, ()])", json!(3.5)),
        ("sum(fields.lines.map(|line| line.count * (line.price ?? 0.0)))", json!(21.0)),
        ("fields.lines.filter(|line| line.count > 2).len()", json!(1)),
        ("fields.lines.some(|line| line.part == \"hose\")", json!(true)),
        ("fields.lines.all(|line| line.count > 2)", json!(false)),
        ("fields.lines.find(|line| line.count == 3).part", json!("hose")),
        ("[3, 1, 2].index_of(2) + [3, 1, 2].index_of(9)", json!(1)),
        ("[3, 1, 2].index_of(|n| n < 3)", json!(1)),
        ("[3, 1, 2].reduce(|sum, n| sum + n, 10)", json!(16)),
        ("let a = [3, 1, 1]; a.sort(); a.dedup(); a.reverse(); a.push(0); a", json!([3, 1, 0])),
        ("#{ a: 1, b: 2 }.keys() + #{ a: 1 }.values()", json!(["a", "b", 1])),
        ("contains(#{ a: 1 }, \"a\") && \"a\" in #{ a: 1 }", json!(true)),
        ("let n = 0; for i in range(1, 4) { n += i } n", json!(6)),
        ("5 / 2 + 5 / 2.0", json!(4.5)),
        ("fields.visit?.at", Value::Null),
        ("days_between(\"2026-11-20\", fields.when)", json!(2)),
        ("hours_between(fields.when, now)", json!(10)),
        ("minutes_between(now, \"2026-11-22T11:30:00+01:00\")", json!(30)),
        ("add_days(fields.when, 9)", json!("2026-12-01")),
        ("add_hours(now, 15)", json!("2026-11-23T01:00:00.000Z")),
        ("add_minutes(fields.when, 5)", json!("2026-11-22T00:05:00.000Z")),
        ("date(now)", json!("2026-11-22")),
        ("[year(now), month(now), day(now), hour(now), minute(now), weekday(now)]", json!([2026, 11, 22, 10, 0, 7])),
        ("let sum = 0; for line in fields.lines { sum += line.count } sum", json!(5)),
        ("let most = 2; fields.lines.filter(|line| line.count > most).map(|line| line.part)", json!(["hose"])),
    ] {
        assert_eq!(value(text), Ok(expected), "{text}");
    }
}

#[test]
fn a_mistake_is_told_with_its_place() {
    let fault = Expression::compile("fields.amount +\n  colour").unwrap_err();
    assert_eq!(fault.to_string(), "Undefined variable: colour (line 2, column 3) in: fields.amount +\n  colour");
    let fault = Expression::compile("1 + wait(3)").unwrap_err();
    assert_eq!((fault.text.as_str(), fault.position), ("there is no function wait", Some((1, 5))));
    let fault = Expression::compile("1 / 0").and_then(|expression| expression.value(&facts())).unwrap_err();
    assert_eq!((fault.text.as_str(), fault.position), ("Division by zero: 1 / 0", Some((1, 3))));
    assert_eq!(refusal("throw \"no owner\""), "no owner");
    assert_eq!(refusal(" "), "there is no expression");
}

#[test]
fn an_endless_loop_is_refused_before_it_can_run() {
    // X1: endless loops, huge ranges, recursion, deep nesting.
    for text in ["loop {}", "while true {}", "do {} while true", "do {} until false", "fn f() { f() } f()"] {
        let fault = Expression::compile(text).unwrap_err();
        assert!(fault.text.contains("reserved") || fault.text.contains("disabled"), "{text}: {fault}");
    }
    assert!(refusal("let n = 0; for i in 0..9999999999 { n += 1 } n").starts_with("it takes "));
    assert!(refusal("for i in range(0, 9999999999) { for j in range(0, 9999999999) {} }").starts_with("it takes "));
}

#[test]
fn functions_cannot_call_themselves() {
    // X1: infinite and mutual recursion, X4: currying.
    for text in ["let f = |g| g.call(g); f.call(f)", "let f = |x| x; f.curry(1)", "Fn(\"f\").call()"] {
        assert!(Expression::compile(text).is_err(), "{text}");
    }
}

#[test]
fn deep_nesting_is_refused_without_overflowing_the_stack() {
    // X1: 5,000 nested brackets, braces, lists, blocks, closures, signs.
    for (open, close) in [("(", ")"), ("[", "]"), ("#{a:", "}"), ("{", "}"), ("|x| ", ""), ("-", ""), ("!", "")] {
        for depth in [40, 300, 1_500] {
            let text = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            if let Ok(expression) = Expression::compile(&text) {
                assert!(depth == 40, "{open}");
                let _ = expression.value(&facts());
            }
        }
    }
    let chain = format!("1{}", "+1".repeat(4_000));
    let _ = value(&chain);
    assert!(refusal(&"fields.".repeat(1_200)).len() < 400);
    assert!(refusal(&"x".repeat(LONGEST + 1)).contains("longer than"));
}

#[test]
fn nothing_can_sleep() {
    // X2: `sleep` blocks the thread; neither operations nor the deadline stop it.
    for text in ["sleep(3600)", "sleep(0.5)", "3600.sleep()", "[1].map(|x| sleep(3600))", "timestamp()"] {
        let refused = refusal(text);
        assert!(refused.starts_with("there is no function "), "{text}: {refused}");
    }
    // Even an expression that got past the look at its calls would find nothing to call.
    let ast = sandbox::expressions().compile("sleep(3600)").unwrap();
    let fault = run(sandbox::expressions(), &mut rhai::Scope::new(), &ast, "").unwrap_err();
    assert!(fault.text.starts_with("no function takes"), "{fault}");
}

#[test]
fn memory_is_bounded() {
    // X3: doubling texts and lists. X5: growing a map past its limit. X7: many large values at once.
    for text in [
        "let s = \"ab\"; for i in 0..40 { s += s } len(s)",
        "let s = \"ab\"; for i in 0..40 { s = `${s}${s}` } len(s)",
        "let a = [1, 2]; for i in 0..40 { a += a } len(a)",
        "let a = []; for i in 0..100000 { a.push(\"x\") } len(a)",
        "let a = [1]; for i in 0..40 { a = [a, a] } 1",
        "let m = #{}; for i in 0..100000 { m[text(i)] = i } len(m)",
        "let m = #{}; for i in 0..100000 { m[text(i)] = m } 1",
        "let s = \"aaaaaaaaaaaaaaaa\"; for i in 0..13 { s += s } replace(s, \"a\", s)",
        "let s = \"aaaaaaaaaaaaaaaa\"; for i in 0..13 { s += s } s.split(\"\")",
        "let s = \"aaaaaaaaaaaaaaaa\"; for i in 0..13 { s += s } join([s, s, s], s)",
        "let a = []; for i in 0..900 { a.push(i) } let b = [1] + a; let c = b.map(|x| a); c.map(|x| c)",
    ] {
        let refused = refusal(text);
        assert!(
            refused.contains("too large")
                || refused.starts_with("it takes")
                || refused.contains("too long")
                || refused.contains("at most"),
            "{text}: {refused}"
        );
    }
    let variables = (0..100).map(|n| format!("let v{n} = 1;")).collect::<Vec<_>>().concat();
    assert_eq!(refusal(&variables), "it has too many variables");
}

#[test]
fn text_is_never_run_as_code_and_nothing_is_imported_or_printed() {
    // X6: `eval` is on by default. X10: printing floods the log.
    for text in ["eval(\"1 + 1\")", "import \"x\" as x; 1", "print(1)", "debug(1)", "parse_json(\"[]\")", "blob(9)"] {
        assert!(Expression::compile(text).is_err(), "{text}");
    }
}

#[test]
fn an_evaluation_has_a_deadline() {
    // X4: what the count of operations does not stop, the wall clock does.
    let slow = "let a = []; for i in 0..900 { a.push(text(i)) } let n = 0; \
                for i in 0..900 { for j in 0..900 { n += a.index_of(\"never\") } } n";
    let began = Instant::now();
    assert_eq!(refusal(slow), "it takes longer than 50 ms");
    assert!(began.elapsed() < Duration::from_millis(500), "{:?}", began.elapsed());
    // The next one on this thread has its own.
    assert_eq!(value("1 + 1"), Ok(json!(2)));
}

#[test]
fn limits_are_the_same_in_every_build() {
    // X9: Rhai's own limits differ between debug and release.
    let engine = sandbox::expressions();
    assert_eq!((engine.max_call_levels(), engine.max_expr_depth(), engine.max_function_expr_depth()), (16, 64, 32));
    assert_eq!((engine.max_variables(), engine.max_functions(), engine.max_operations()), (64, 16, 500_000));
    assert_eq!((engine.max_string_size(), engine.max_array_size(), engine.max_map_size()), (200_000, 1_000, 5_000));
}

#[test]
fn the_facts_cannot_be_changed_by_an_expression() {
    let facts = facts();
    let before = facts.clone();
    let wild = Expression::compile("fields.amount = 0; fields.lines.push(1); ticket = (); fields.amount").unwrap();
    assert_eq!(wild.value(&facts), Ok(json!(0)));
    assert_eq!(facts, before);
}

#[test]
fn a_result_that_is_no_json_is_refused() {
    assert!(refusal("|x| x").contains("cannot be stored"));
    assert!(refusal("0.0 / 0.0").contains("not a finite number"));
}

#[test]
fn every_function_is_described_in_the_guide() {
    let guide = include_str!("../../../../docs/expressions.md");
    for name in FUNCTIONS {
        assert!(guide.contains(&format!("`{name}(")) || guide.contains(&format!(".{name}(")), "{name}");
    }
}

#[test]
fn every_function_exists() {
    for name in FUNCTIONS {
        let calls = [
            format!("{name}(1)"),
            format!("{name}([])"),
            format!("{name}(\"2026-01-01\")"),
            format!("{name}(1, 2)"),
            format!("{name}(\"2026-01-01\", 1)"),
            format!("{name}(\"2026-01-01\", \"2026-01-01\")"),
            format!("{name}([], |x| x)"),
            format!("{name}([], |x, y| x)"),
            format!("{name}([], 1)"),
            format!("{name}([], \"x\")"),
            format!("{name}(#{{}})"),
            format!("{name}(\"a\", \"b\", \"c\")"),
            format!("{name}(\"a\", 1, 2)"),
        ];
        let exists = |call: &String| !matches!(value(call), Err(reason) if reason.starts_with("no function takes"));
        assert!(calls.iter().any(exists), "{name}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_sandbox_panic(text in "[a-z0-9 .(){}\\[\\]|&!=<>+*/\"#:;,-]{0,60}") {
        if let Ok(expression) = Expression::compile(&text) {
            let _ = expression.value(&facts());
        }
    }
}
