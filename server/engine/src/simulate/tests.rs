//! Test runs over flows in words: a move is `done NODE [OUTCOME] [field=value]`, `next`, `pass MINUTES`,
//! `work MINUTES`, `day`, `go`, `set field=value $variable=value`, `customer`, `colleague`, `retry`, `skip`.

#![expect(clippy::needless_raw_string_hashes, reason = "expect-test writes its updates with hashes")]

use std::fmt::Write as _;

use expect_test::{Expect, expect};
use model::{
    record::RunToken,
    replay::Otherwise,
    scenario::{Scenario, ScenarioReport},
};
use serde_json::json;

use super::*;
use crate::scenario::Scenarios;
use crate::step::tests::{
    account, office,
    script::{self, value},
    world::{World as Given, monday},
};

fn moves(script: &str) -> Vec<Move> {
    let minutes = |word: Option<&&str>| model::span::Minutes(word.unwrap().parse().unwrap());
    script
        .split(';')
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words[0] {
                "done" => {
                    let (given, outcome): (Vec<&str>, Vec<&str>) =
                        words[2..].iter().partition(|word| word.contains('='));
                    Move::Finish {
                        frame: FrameId(0),
                        node: words[1].into(),
                        outcome: outcome.first().copied().unwrap_or("done").into(),
                        fields: given
                            .iter()
                            .filter_map(|word| word.split_once('='))
                            .map(|(key, given)| (key.into(), value(given)))
                            .collect(),
                    }
                }
                "next" => Move::NextEvent,
                "go" => Move::Go,
                "set" => {
                    let pair = |word: &&str| word.split_once('=').map(|(name, to)| (name.to_owned(), value(to)));
                    let (vars, fields): (Vec<_>, Vec<_>) =
                        words[1..].iter().filter_map(pair).partition(|(name, _)| name.starts_with('$'));
                    Move::Set {
                        fields: fields.into_iter().map(|(name, to)| (name.as_str().into(), to)).collect(),
                        vars: vars.into_iter().map(|(name, to)| (name[1..].into(), to)).collect(),
                    }
                }
                "pass" => Move::Pass { minutes: minutes(words.get(1)) },
                "work" => Move::PassWorking { minutes: minutes(words.get(1)) },
                "day" => Move::NextWorkingDay,
                "customer" => Move::CustomerWrites,
                "colleague" => Move::ColleagueWrites,
                "retry" => Move::Retry { token: RunToken(0) },
                "skip" => Move::Skip { token: RunToken(0) },
                other => panic!("no such move: {other}"),
            }
        })
        .collect()
}

fn tried(flow: &str, script: &str) -> Tried {
    walked(flow, Trial { moves: moves(script), ..Trial::default() })
}

fn walked(flow: &str, trial: Trial) -> Tried {
    let given = Given::new(script::flows(flow));
    let ticket = Ticket {
        queue: Some("desk".into()),
        ..ticket("No light".to_owned(), Channel::Portal, Fields::new(), monday())
    };
    let setting = Setting {
        program: given.main().1,
        key: &"main".into(),
        ticket,
        customer: customer("Carl".to_owned(), monday()),
        by: (given.id("lea"), "lea".to_owned()),
        library: &given,
    };
    simulate(setting, &trial, &mut || true).unwrap()
}

/// Plays a script and compares the account: what happened because of each move, then where it stands.
fn check(flow: &str, script: &str, expected: Expect) {
    let tried = tried(flow, script);
    let mut told = String::new();
    for Told { because, event } in &tried.events {
        let minute = (event.at - monday()).num_minutes();
        writeln!(told, "{because} {minute:<4} {}", account::words(event)).unwrap();
    }
    for captured in &tried.effects {
        writeln!(told, "! {}", captured.effect.as_str()).unwrap();
    }
    for notice in &tried.notices {
        writeln!(told, "! {}: {}", notice.name, notice.text.in_lang(Lang::En)).unwrap();
    }
    let names = |keys: Vec<String>| keys.join(" ");
    writeln!(told, "walked {}", names(tried.walked.iter().map(ToString::to_string).collect())).unwrap();
    writeln!(told, "taken {}", names(tried.taken.iter().map(ToString::to_string).collect())).unwrap();
    let minute = |at: DateTime<Utc>| (at - monday()).num_minutes();
    let at = names(tried.tokens.iter().map(|stand| stand.node.to_string()).collect());
    writeln!(told, "= {} at [{at}] next {:?}", minute(tried.now), tried.next.map(minute)).unwrap();
    if let Some(stopped) = &tried.stopped {
        writeln!(told, "stopped at {}: {}", stopped.at, stopped.why).unwrap();
    }
    expected.assert_eq(&told);
}

const LATE: &str = "ask task @desk 30m warn:50 leave : solved -> way, late -> lead
     lead task @second : -> end
     way choice : when fields.big = true -> lead, else -> end
     end end";

#[test]
fn a_chosen_outcome_walks_on_and_the_way_is_shown() {
    check(
        LATE,
        "done ask solved big=true",
        expect![[r#"
        0 0    customer filed
        0 0    ask -> ann due 30
        0 0    owner ann
        1 0    ann did ask: solved
        1 0    status in_progress
        1 0    way chose lead
        1 0    lead -> lea
        walked ask lead start way
        taken start_ask_0 ask_way_1 way_lead_4
        = 0 at [lead] next None
    "#]],
    );
}

#[test]
fn the_next_event_is_the_warning_and_then_the_late_path() {
    check(
        LATE,
        "next; next",
        expect![[r#"
        0 0    customer filed
        0 0    ask -> ann due 30
        0 0    owner ann
        1 15   ask at 50%
        2 30   ask late
        2 30   ask cancelled
        2 30   lead -> lea
        ! ann: Ticket #1 “No light”: the step “ask” has used 50% of its time
        walked ask lead start
        taken start_ask_0 ask_lead_2
        = 30 at [lead] next None
    "#]],
    );
}

#[test]
fn a_move_that_cannot_be_made_stops_the_run_there() {
    check(
        LATE,
        "done lead; next",
        expect![[r#"
        0 0    customer filed
        0 0    ask -> ann due 30
        0 0    owner ann
        walked ask start
        taken start_ask_0
        = 0 at [ask] next Some(15)
        stopped at 0: no_such_task
    "#]],
    );
    check(
        "ask task @desk : -> end\n end end",
        "next",
        expect![[r#"
        0 0    customer filed
        0 0    ask -> ann
        0 0    owner ann
        walked ask start
        taken start_ask_0
        = 0 at [ask] next None
        stopped at 0: nothing_waits
    "#]],
    );
    check(
        "ask task @desk : -> end\n end end",
        "done ask never",
        expect![[r#"
        0 0    customer filed
        0 0    ask -> ann
        0 0    owner ann
        walked ask start
        taken start_ask_0
        = 0 at [ask] next None
        stopped at 0: unknown_outcome
    "#]],
    );
}

#[test]
fn a_customer_who_writes_ends_the_wait() {
    let flow = "w wait reply most:2h : -> end, timeout -> late\n late task @desk : -> end\n end end resolved";
    check(
        flow,
        "customer",
        expect![[r#"
        0 0    customer filed
        0 0    w waits due 120
        0 0    status waiting_for_customer
        1 0    customer says: …
        1 0    status in_progress
        1 0    w over
        1 0    ended resolved
        walked end start w
        taken start_w_0 w_end_1
        = 0 at [] next None
    "#]],
    );
}

#[test]
fn mails_are_captured_and_nobody_gets_them() {
    check(
        "a act mail:customer=Hello tell:%lead=Look : -> end\n end end",
        "",
        expect![[r#"
        0 0    customer filed
        0 0    queued mail
        0 0    told [lea]
        0 0    ended closed
        ! mail
        ! lea: Look
        walked a end start
        taken start_a_0 a_end_1
        = 0 at [] next None
    "#]],
    );
}

#[test]
fn the_same_trial_gives_the_same_answer_and_a_shorter_one_winds_back() {
    let whole = tried(LATE, "next; done ask solved; pass 10");
    assert_eq!(whole, tried(LATE, "next; done ask solved; pass 10"));
    let back = tried(LATE, "next");
    assert_eq!(whole.events[..back.events.len()], back.events[..]);
    assert_eq!(back.open.len(), 1);
}

#[test]
fn variables_are_told_before_and_after_the_last_move() {
    let tried = tried(LATE, "done ask solved big=true");
    assert_eq!(tried.before["fields"]["big"], Value::Null);
    assert_eq!(tried.variables["fields"]["big"], true);
}

#[test]
fn a_run_that_takes_too_long_is_cut_off() {
    let given = Given::new(script::flows(LATE));
    let setting = Setting {
        program: given.main().1,
        key: &"main".into(),
        ticket: ticket(String::new(), Channel::Desk, Fields::new(), monday()),
        customer: customer("Carl".to_owned(), monday()),
        by: (given.id("lea"), "lea".to_owned()),
        library: &given,
    };
    let trial = Trial { moves: vec![Move::NextEvent, Move::NextEvent], ..Trial::default() };
    let tried = simulate(setting, &trial, &mut || false).unwrap();
    assert_eq!(tried.stopped, Some(Stopped { at: 0, why: "too_slow".to_owned() }));
}

#[test]
fn a_wait_that_goes_round_for_ever_is_cut_off() {
    let tried = tried("w wait 1w : -> w2\n w2 wait 1w : -> w, timeout -> end\n end end", "pass 500000");
    assert_eq!(tried.stopped.map(|stopped| stopped.why), Some("too_long".to_owned()));
}

#[test]
fn time_goes_on_until_somebody_has_something_new_to_do() {
    check(
        LATE,
        "go",
        expect![[r#"
        0 0    customer filed
        0 0    ask -> ann due 30
        0 0    owner ann
        1 15   ask at 50%
        1 30   ask late
        1 30   ask cancelled
        1 30   lead -> lea
        ! ann: Ticket #1 “No light”: the step “ask” has used 50% of its time
        walked ask lead start
        taken start_ask_0 ask_lead_2
        = 30 at [lead] next None
    "#]],
    );
    let tried = tried("nap wait 30m : -> again\n again wait 30m : -> end\n end end", "go; go");
    assert!(tried.is_over);
    assert_eq!(tried.stopped, Some(Stopped { at: 1, why: "nothing_waits".to_owned() }));
}

#[test]
fn time_stops_at_a_breakpoint_whoever_lets_it_pass() {
    let flow = "nap wait 30m : -> again\n again wait 30m : -> last\n last wait 30m : -> end\n end end";
    for script in ["go", "pass 500", "work 500"] {
        let breaks = BTreeSet::from(["last".into()]);
        let at_last = walked(flow, Trial { moves: moves(script), breaks, ..Trial::default() });
        assert_eq!(at_last.broke_at, Some("last".into()), "{script}");
        assert_eq!((at_last.now - monday()).num_minutes(), 60, "{script}");
    }
    // Another move goes on from there.
    let breaks = BTreeSet::from(["last".into()]);
    let over = walked(flow, Trial { moves: moves("go; go"), breaks, ..Trial::default() });
    assert!(over.is_over && over.broke_at.is_none());
}

#[test]
fn what_is_known_is_changed_by_hand_and_the_flow_goes_on_with_it() {
    check(
        "hold wait \"holds:fields.amount > 10\" most:600m : -> much, timeout -> end
         much choice : when vars.rush = true -> lead, else -> end
         lead task @second : -> end
         end end",
        "set amount=5; set $rush=true; set amount=20",
        expect![[r#"
            0 0    customer filed
            0 0    hold waits due 600
            1 0    lea set amount=5
            3 0    lea set amount=20
            3 0    hold over
            3 0    much chose lead
            3 0    lead -> lea
            3 0    owner lea
            walked hold lead much start
            taken start_hold_0 hold_much_1 much_lead_3
            = 0 at [lead] next None
        "#]],
    );
    let over = tried("ask task @desk : -> end\n end end", "done ask; set a=1");
    assert_eq!(over.stopped, Some(Stopped { at: 1, why: "run_ended".to_owned() }));
}

fn kept(script: &str, expects: Value) -> Scenario {
    Scenario {
        key: "one".into(),
        trial: Trial { moves: moves(script), ..Trial::default() },
        expects: serde_json::from_value(expects).unwrap(),
        ..Scenario::default()
    }
}

fn judged(scenario: &Scenario) -> ScenarioReport {
    let given = Given::new(script::flows(LATE));
    let mut scenarios = Scenarios::default();
    scenarios.add(scenario, Ok(walked(LATE, scenario.trial.clone())), &given);
    scenarios.report(given.main().1.flow())
}

#[test]
fn a_scenario_is_held_against_what_was_expected_of_it() {
    let holds = json!({"expect": "holds", "condition": {"is": "compare", "left": "ticket.status", "how": "equal",
        "right": {"value": "closed"}}});
    let all = json!([
        {"expect": "over"}, {"expect": "status", "status": "closed"}, {"expect": "passes", "node": "way"},
        {"expect": "avoids", "node": "lead"}, {"expect": "mails", "times": 0}, {"expect": "calls", "times": 0},
        {"expect": "no_incident"}, holds
    ]);
    let met = judged(&kept("done ask solved", all.clone()));
    assert!(met.is_met(), "{:?}", met.results);
    let missed: Vec<&str> = met.missed_nodes.iter().map(NodeKey::as_str).collect();
    assert_eq!((missed, met.nodes, met.missed_links.len()), (vec!["lead"], 5, 3));
    // Late, it goes to the lead and waits there: whatever can tell, tells.
    let late = judged(&kept("next; next", all));
    let unmet: Vec<_> =
        late.results[0].unmet.iter().map(|one| serde_json::to_value(one).unwrap()["expect"].clone()).collect();
    assert_eq!(unmet, ["over", "status", "passes", "avoids", "holds"]);
    let stands = judged(&kept("next; next", json!([{"expect": "stands", "node": "lead"}])));
    assert!(stands.is_met());
    // A move that cannot be made is no success, whatever was expected.
    let stopped = judged(&kept("done lead", json!([])));
    assert_eq!(stopped.results[0].stopped.as_ref().map(|stopped| stopped.why.as_str()), Some("no_such_task"));
    assert!(!stopped.is_met());
}

/// Plays a flow as a real ticket would, then does it again with another flow.
fn replayed(old: &str, happens: &str, new: &str) -> Vec<Otherwise> {
    let mut office = office::Office::new(old);
    office.play(happens);
    let events: Vec<_> = office.steps.iter().flat_map(|step| step.events.clone()).collect();
    let past = replay::Past::of(&events).expect("it can be done again");
    let again = |flow: &str| {
        let given = Given::new(script::flows(flow));
        let setting = Setting {
            program: given.main().1,
            key: &"main".into(),
            ticket: past.opening(&office.case.ticket, Some("desk".into())),
            customer: customer("Carl".to_owned(), monday()),
            by: (given.id("lea"), "lea".to_owned()),
            library: &given,
        };
        (replay::replay(setting, &past, &mut || true).unwrap(), given.main().1)
    };
    let ((was, old), (is, new)) = (again(old), again(new));
    assert_eq!(was.ticket.status, office.case.ticket.status, "it comes out as it did");
    assert_eq!(was.is_over, office.case.run.as_ref().is_some_and(|run| matches!(run.state, RunState::Ended { .. })));
    replay::compare(&past, &old, &was, &new, &is)
}

#[test]
fn a_real_ticket_done_again_by_the_same_flow_comes_out_the_same_and_by_another_one_otherwise() {
    let happens =
        "0 filed kind=large\n 5 customer hello\n 20 ann does ask solved big=true\n 25 ann says soon\n 60 lea does lead";
    assert_eq!(replayed(LATE, happens, LATE), []);
    let without_lead = "ask task @desk 10m warn:50 : solved -> tell
        tell act mail:customer=Done : -> end
        end end";
    let found: Vec<Value> = replayed(LATE, happens, without_lead).iter().map(|one| json!(one)).collect();
    let title = |words: &str| json!({"en": words});
    assert_eq!(
        found,
        [
            json!({"differs": "stops", "node": "lead", "title": title("lead"), "why": "no_such_task"}),
            json!({"differs": "passes", "node": "tell", "title": title("tell")}),
            json!({"differs": "misses", "node": "lead", "title": title("lead")}),
            json!({"differs": "misses", "node": "way", "title": title("way")}),
            json!({"differs": "sends", "was": 1, "is": 2}),
            json!({"differs": "late", "was": 0, "is": 1}),
        ]
    );
}

#[test]
fn what_was_done_by_hand_is_not_done_again() {
    let mut office = office::Office::new(LATE);
    office.play("0 filed\n 5 ann holds later");
    let events: Vec<_> = office.steps.iter().flat_map(|step| step.events.clone()).collect();
    assert_eq!(replay::Past::of(&events), None);
    assert_eq!(replay::Past::of(&[]), None);
}

#[test]
fn whoever_is_offered_a_step_accepts_it_by_doing_it_and_time_asks_the_next_one() {
    check(
        "ask task @asked : -> end\n end end",
        "next; done ask",
        expect![[r#"
        0 0    customer filed
        0 0    ask -> nobody
        0 0    ask offered to ann due 5
        1 5    ask not accepted by ann
        1 5    ask offered to bob due 10
        2 5    bob did ask: done
        2 5    status in_progress
        2 5    ended closed
        ! ann: Ticket #1 “No light”: the step “ask” is offered to you
        ! bob: Ticket #1 “No light”: the step “ask” is offered to you
        walked ask end start
        taken start_ask_0 ask_end_1
        = 5 at [] next None
    "#]],
    );
}
