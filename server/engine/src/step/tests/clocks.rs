//! Clocks: targets met and missed, and the levels of a ladder.

use expect_test::{Expect, expect};

use super::office::Office;

const FLOW: &str = "ask task @desk : fix -> fixed, drop -> dropped
                    fixed act status:resolved : -> sure
                    sure task @desk : -> end
                    end end
                    dropped end cancelled";

fn check(first: i64, next: i64, resolution: i64, happens: &str, expected: Expect) {
    let mut office = Office::new(FLOW).promise(first, next, resolution);
    office.play(happens);
    expected.assert_eq(&office.told());
}

#[test]
fn the_first_public_answer_meets_the_first_response() {
    check(
        30,
        0,
        0,
        "0 filed\n 5 ann notes hm\n 10 ann says hello\n 99 echo",
        expect![[r#"
            0    filed
            0    clock first_response due 30
            0    ask -> ann
            0    owner ann
            5    ann notes: hm
            10   ann says: hello
            10   clock first_response met
            10   status in_progress
            10   queued mail
            10   ! mail carl@example.org: [#7] No light / hello
            99   = in_progress of ann, ask ann
        "#]],
    );
}

#[test]
fn a_late_answer_is_counted_as_late() {
    check(
        30,
        0,
        0,
        "0 filed\n 40 ann says sorry\n 99 echo",
        expect![[r#"
            0    filed
            0    clock first_response due 30
            0    ask -> ann
            0    owner ann
            15   level 50% of first_response told [ann]
            15   ! ann: Ticket #7 “No light”: the first response has used 50% of its time
            30   clock first_response late
            30   level 100% of first_response told [ann lea]
            30   ! ann: Ticket 7 is late
            30   ! lea: Ticket 7 is late
            40   ann says: sorry
            40   clock first_response met late
            40   status in_progress
            40   queued mail
            40   ! mail carl@example.org: [#7] No light / sorry
            99   = in_progress of ann, ask ann
        "#]],
    );
}

#[test]
fn each_answer_of_the_customer_asks_for_a_next_response() {
    check(
        30,
        60,
        0,
        "0 filed\n 5 customer hello?\n 10 ann says yes\n 20 customer more\n 25 customer again\n 40 ann says so",
        expect![[r#"
            0    filed
            0    clock first_response due 30
            0    ask -> ann
            0    owner ann
            5    customer says: hello?
            10   ann says: yes
            10   clock first_response met
            10   status in_progress
            10   queued mail
            10   ! mail carl@example.org: [#7] No light / yes
            20   customer says: more
            20   clock next_response due 80
            25   customer says: again
            40   ann says: so
            40   clock next_response met
            40   queued mail
            40   ! mail carl@example.org: [#7] No light / so
            40   = in_progress of ann, ask ann
        "#]],
    );
}

#[test]
fn a_resolved_ticket_meets_its_resolution_and_a_cancelled_one_stops_it() {
    check(
        0,
        0,
        120,
        "0 filed\n 50 ann does ask fix\n 70 ann does sure\n 300 echo",
        expect![[r#"
            0    filed
            0    clock resolution due 120
            0    ask -> ann
            0    owner ann
            50   ann did ask: fix
            50   status in_progress
            50   status resolved
            50   clock resolution met
            50   sure -> bob
            70   ann did sure: done
            70   ended closed
            300  = closed of ann, ended
        "#]],
    );
    check(
        30,
        0,
        120,
        "0 filed\n 50 ann does ask drop\n 300 echo",
        expect![[r#"
            0    filed
            0    clock first_response due 30
            0    clock resolution due 120
            0    ask -> ann
            0    owner ann
            15   level 50% of first_response told [ann]
            15   ! ann: Ticket #7 “No light”: the first response has used 50% of its time
            30   clock first_response late
            30   level 100% of first_response told [ann lea]
            30   ! ann: Ticket 7 is late
            30   ! lea: Ticket 7 is late
            50   ann did ask: drop
            50   status in_progress
            50   ended cancelled
            300  = cancelled of ann, ended
        "#]],
    );
}

#[test]
fn each_level_fires_once_however_often_it_wakes() {
    check(
        0,
        0,
        60,
        "0 filed\n 30 echo\n 60 echo\n 200 echo",
        expect![[r#"
            0    filed
            0    clock resolution due 60
            0    ask -> ann
            0    owner ann
            30   level 50% of resolution told [ann]
            30   ! ann: Ticket #7 “No light”: the resolution has used 50% of its time
            60   clock resolution late
            60   level 100% of resolution told [ann lea]
            60   ! ann: Ticket 7 is late
            60   ! lea: Ticket 7 is late
            120  queued mail
            120  ! mail carl@example.org: [#7] No light / Ticket #7 “No light”: the resolution is late (200% of its time)
            120  level 200% of resolution told [lea]
            120  ! lea: Ticket #7 “No light”: the resolution is late (200% of its time)
            200  = new of ann due 60, ask ann
        "#]],
    );
}

#[test]
fn a_level_that_comes_after_a_later_one_is_stale() {
    use model::record::Purpose;

    use crate::step::Stimulus;
    let mut office = Office::new(FLOW).promise(0, 0, 60);
    office.play("0 filed");
    let clock = office.case.clocks[0].id;
    let told = |office: &mut Office, level| {
        let step = office.happen(Stimulus::Wake { purpose: Purpose::Level { clock, level } }).unwrap();
        step.notices.len()
    };
    assert_eq!(told(&mut office, 1), 2);
    assert_eq!(told(&mut office, 0), 0);
    assert_eq!(told(&mut office, 1), 0);
    assert_eq!(told(&mut office, 7), 0);
}

#[test]
fn a_clock_keeps_the_reason_of_its_target_and_its_due_time() {
    use model::trace::Trace;
    let mut office = Office::new(FLOW).promise(30, 0, 0);
    office.play("0 filed");
    let event = office.steps[0].events.iter().find(|event| event.what.name() == "clock_started").unwrap();
    assert!(matches!(event.traces.as_slice(), [Trace::Policy(_), Trace::Due(_)]));
}
