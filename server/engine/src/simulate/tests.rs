//! Test runs over flows in words: a move is `done NODE [OUTCOME] [field=value]`, `next`, `pass MINUTES`,
//! `work MINUTES`, `day`, `customer`, `colleague`, `retry`, `skip`.

#![expect(clippy::needless_raw_string_hashes, reason = "expect-test writes its updates with hashes")]

use std::fmt::Write as _;

use expect_test::{Expect, expect};
use model::record::RunToken;

use super::*;
use crate::step::tests::{
    account,
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
    let trial = Trial { moves: moves(script), ..Trial::default() };
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
