//! Hold and resume: steps, waits and clocks stand still and go on.

use expect_test::expect;
use model::policy::{Pauses, Policy, Targets};

use super::{check, office::Office, script};

#[test]
fn the_time_of_a_step_stands_still_while_the_ticket_is_held() {
    check(
        "ask task @desk 60m warn:50 : -> end
         end end",
        "0 filed\n 10 ann holds until:100 \"the part is ordered\"\n 50 tick\n 100 tick\n 115 tick\n 125 tick\n 160 tick",
        expect![[r#"
            0    filed
            0    ask -> ann due 60
            0    owner ann
            10   ann holds until 100: the part is ordered
            10   status on_hold
            100  resumes
            100  status new
            120  ask at 50%
            120  ! ann: Ticket #7 “No light”: the step “ask” has used 50% of its time
            150  ask late
            160  = new of ann due 150, ask ann
        "#]],
    );
}

#[test]
fn whoever_works_on_a_held_ticket_takes_it_up_again() {
    check(
        "ask task @desk 60m : -> next
         next task @desk 60m : -> end
         end end",
        "0 filed\n 10 ann holds \"later\"\n 50 ann does ask\n 90 tick",
        expect![[r#"
            0    filed
            0    ask -> ann due 60
            0    owner ann
            10   ann holds: later
            10   status on_hold
            50   ann resumes
            50   status new
            50   ann did ask: done
            50   status in_progress
            50   next -> bob due 110
            90   = in_progress of ann due 110, next bob
        "#]],
    );
}

#[test]
fn the_customer_ends_a_hold_only_where_that_was_wished() {
    check(
        "ask task @desk : -> end
         end end",
        "0 filed\n 10 ann holds \"later\"\n 20 customer \"hello\"\n 30 bob resumes\n 31 bob resumes
         40 ann holds reply \"later\"\n 41 ann holds \"again\"\n 50 customer \"hello\"",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            10   ann holds: later
            10   status on_hold
            20   customer says: hello
            30   bob resumes
            30   status new
            31   no: the ticket is not on hold
            40   ann holds: later
            40   status on_hold
            41   no: the ticket is held already
            50   customer says: hello
            50   customer resumes
            50   status new
            50   = new of ann, ask ann
        "#]],
    );
}

#[test]
fn what_the_flow_waits_for_stands_still_too_but_an_instant_stays_what_it_was() {
    check(
        "both parallel : -> short, -> hear, -> date
         short wait 30m : -> meet
         hear wait reply most:60m : -> meet, timeout -> meet
         date wait \"until:fields.b\" : -> meet
         meet join : -> end
         end end",
        "0 filed b=1767606600000\n 10 ann holds until:100 \"later\"\n 100 tick\n 125 tick\n 200 tick",
        expect![[r#"
            0    filed
            0    short waits due 30
            0    hear waits due 60
            0    status waiting_for_customer
            0    date waits due 50
            10   ann holds until 100: later
            10   status on_hold
            100  resumes
            100  status waiting_for_customer
            100  date over
            120  short over
            150  status in_progress
            150  hear timed out
            150  ended closed
            200  = closed, ended
        "#]],
    );
}

#[test]
fn an_answer_that_the_flow_waits_for_ends_the_hold() {
    check(
        "hear wait reply most:60m : -> next, timeout -> end
         next task @desk 30m : -> end
         end end",
        "0 filed\n 10 ann holds \"later\"\n 20 customer \"here\"",
        expect![[r#"
            0    filed
            0    hear waits due 60
            0    status waiting_for_customer
            10   ann holds: later
            10   status on_hold
            20   customer says: here
            20   customer resumes
            20   status waiting_for_customer
            20   status in_progress
            20   hear over
            20   next -> ann due 50
            20   owner ann
            20   = in_progress of ann due 50, next ann
        "#]],
    );
}

#[test]
fn clocks_stand_still_where_the_policy_says_so() {
    let mut office = Office::new("ask task @desk : -> end\nend end");
    let target = |minutes: &str| script::span(minutes);
    office.world.policy(Policy {
        format: Policy::FORMAT,
        calendar: "always".into(),
        ladder: None,
        rules: Vec::new(),
        otherwise: Targets { first_response: target("30m"), next_response: None, resolution: target("120m") },
        pauses: Pauses { waiting_for_customer: Vec::new(), on_hold: vec![model::record::Target::Resolution] },
    });
    office.play("0 filed\n 10 ann holds \"later\"\n 60 ann resumes\n 200 tick");
    expect![[r#"
        0    filed
        0    clock first_response due 30
        0    clock resolution due 120
        0    ask -> ann
        0    owner ann
        10   ann holds: later
        10   status on_hold
        10   clock resolution paused
        30   clock first_response late
        60   ann resumes
        60   status new
        60   clock resolution resumed due 170
        170  clock resolution late
        200  = new of ann due 30, ask ann
    "#]]
    .assert_eq(&office.told());
}

#[test]
fn an_answer_is_owed_from_when_the_ticket_goes_on() {
    let mut office = Office::new("ask task @desk : -> end\nend end");
    office.world.policy(Policy {
        format: Policy::FORMAT,
        calendar: "always".into(),
        ladder: None,
        rules: Vec::new(),
        otherwise: Targets { first_response: None, next_response: script::span("30m"), resolution: None },
        pauses: Pauses { waiting_for_customer: Vec::new(), on_hold: vec![model::record::Target::NextResponse] },
    });
    office.play(
        "0 filed\n 1 ann says \"we look\"\n 10 ann holds \"later\"\n 20 customer \"hello\"\n 60 ann resumes\n 95 tick",
    );
    expect![[r#"
        0    filed
        0    ask -> ann
        0    owner ann
        1    ann says: we look
        1    status in_progress
        1    queued mail
        1    ! mail carl@example.org: [#7] No light / we look
        10   ann holds: later
        10   status on_hold
        20   customer says: hello
        20   clock next_response due 50
        20   clock next_response paused
        60   ann resumes
        60   status in_progress
        60   clock next_response resumed due 90
        90   clock next_response late
        95   = in_progress of ann due 90, ask ann
    "#]]
    .assert_eq(&office.told());
}

#[test]
fn stale_wakes_change_nothing_around_a_hold() {
    check(
        "ask task @desk 60m warn:50 late:priority:urgent : -> end
         end end",
        "0 filed\n 10 ann holds until:20 \"later\"\n 40 ann holds until:50 \"again\"\n 45 echo\n 80 echo\n 90 tick",
        expect![[r#"
            0    filed
            0    ask -> ann due 60
            0    owner ann
            10   ann holds until 20: later
            10   status on_hold
            20   resumes
            20   status new
            40   ask at 50%
            40   ! ann: Ticket #7 “No light”: the step “ask” has used 50% of its time
            40   ann holds until 50: again
            40   status on_hold
            50   resumes
            50   status new
            80   ask late
            80   priority urgent
            90   = new of ann due 80, ask ann
        "#]],
    );
}

#[test]
fn a_ticket_is_not_held_until_a_time_that_has_passed_and_not_after_its_end() {
    check(
        "ask task @desk : -> end
         end end",
        "0 filed\n 10 ann holds until:10 \"later\"\n 11 ann does ask\n 12 ann holds \"later\"\n 13 ann resumes",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            10   no: the time has passed already
            11   ann did ask: done
            11   status in_progress
            11   ended closed
            12   no: the flow of this ticket is over
            13   no: the flow of this ticket is over
            13   = closed of ann, ended
        "#]],
    );
}

#[test]
fn what_a_held_ticket_waits_for_is_looked_at_when_it_goes_on() {
    check(
        "ask task @desk : -> hear
         hear wait \"holds:ticket.priority = high\" most:60m : -> last, timeout -> end
         last task role:lead : -> end
         end end",
        "0 filed a=0\n 1 ann does ask\n 10 ann holds later\n 20 ann wants it high\n 200 bob resumes",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            1    ann did ask: done
            1    status in_progress
            1    hear waits due 61
            10   ann holds: later
            10   status on_hold
            20   ann priority high
            200  bob resumes
            200  status in_progress
            200  hear over
            200  last -> lea
            200  = in_progress of ann, last lea
        "#]],
    );
}

#[test]
fn a_signal_takes_a_held_ticket_up_again() {
    check(
        "hear wait signal:go:a most:60m : -> last, timeout -> end
         last task role:lead : -> end
         end end",
        "0 filed a=0\n 10 ann holds later\n 100 ann signals go a=2",
        expect![[r#"
            0    filed
            0    hear waits due 60
            10   ann holds: later
            10   status on_hold
            100  ann signals go
            100  ann resumes
            100  status new
            100  hear over
            100  last -> lea
            100  owner lea
            100  = new of lea, last lea
        "#]],
    );
}
