//! Ladders: what a level does, telling again, quiet hours, digests.

use expect_test::{Expect, expect};

use super::office::Office;

const FLOW: &str = "ask task @desk : fix -> fixed
                    fixed act status:on_hold : -> sure
                    sure task @desk : -> end
                    end end";

fn check(ladder: &str, resolution: i64, happens: &str, expected: Expect) {
    let mut office = Office::new(FLOW).promise(0, 0, resolution).promised(ladder);
    office.play(happens);
    expected.assert_eq(&office.told());
}

#[test]
fn a_level_acts_and_tells_and_happens_once() {
    check(
        "ladder 50 owner priority:high queue:second assign:role:lead \"tell:bob=Have a look\", 100 %lead mails",
        60,
        "0 filed\n 30 tick\n 70 echo",
        expect![[r#"
            0    filed
            0    clock resolution due 60
            0    ask -> ann
            0    owner ann
            30   level 50% of resolution told [ann]
            30   priority high
            30   queue second
            30   owner lea
            30   told [bob]
            30   ! ann: Ticket #7 “No light”: the resolution has used 50% of its time
            30   ! bob: Have a look
            60   clock resolution late
            60   queued mail
            60   ! mail lea@example.com: [#7] No light / Ticket #7 “No light”: the resolution is late (100% of its time)
            60   level 100% of resolution told [lea]
            60   ! lea: Ticket #7 “No light”: the resolution is late (100% of its time)
            70   = new of lea due 60, ask ann
        "#]],
    );
}

#[test]
fn a_level_is_told_again_until_somebody_has_it() {
    check(
        "ladder 50 owner again:10m*5, 100 %lead again:20m*2",
        60,
        "0 filed\n 55 ann has it\n 56 ann has it\n 90 tick\n 200 echo",
        expect![[r#"
            0    filed
            0    clock resolution due 60
            0    ask -> ann
            0    owner ann
            30   level 50% of resolution told [ann]
            30   ! ann: Ticket #7 “No light”: the resolution has used 50% of its time
            40   level 50% of resolution told again (1) ann
            40   ! ann: Ticket #7 “No light”: the resolution has used 50% of its time
            50   level 50% of resolution told again (2) ann
            50   ! ann: Ticket #7 “No light”: the resolution has used 50% of its time
            55   ann has it
            56   no: nothing is waiting for somebody to take note of it
            60   clock resolution late
            60   level 100% of resolution told [lea]
            60   ! lea: Ticket #7 “No light”: the resolution is late (100% of its time)
            80   level 100% of resolution told again (1) lea
            80   ! lea: Ticket #7 “No light”: the resolution is late (100% of its time)
            100  level 100% of resolution told again (2) lea
            100  ! lea: Ticket #7 “No light”: the resolution is late (100% of its time)
            200  = new of ann due 60, ask ann
        "#]],
    );
}

#[test]
fn a_later_level_ends_the_repeats_of_an_earlier_one_and_a_clock_that_is_met_ends_them_all() {
    check(
        "ladder 50 owner again:25m*9, 100 %lead again:25m*9",
        60,
        "0 filed\n 100 ann does ask fix\n 120 bob does sure\n 400 echo",
        expect![[r#"
            0    filed
            0    clock resolution due 60
            0    ask -> ann
            0    owner ann
            30   level 50% of resolution told [ann]
            30   ! ann: Ticket #7 “No light”: the resolution has used 50% of its time
            55   level 50% of resolution told again (1) ann
            55   ! ann: Ticket #7 “No light”: the resolution has used 50% of its time
            60   clock resolution late
            60   level 100% of resolution told [lea]
            60   ! lea: Ticket #7 “No light”: the resolution is late (100% of its time)
            85   level 100% of resolution told again (1) lea
            85   ! lea: Ticket #7 “No light”: the resolution is late (100% of its time)
            100  ann did ask: fix
            100  status in_progress
            100  status on_hold
            100  sure -> bob
            110  level 100% of resolution told again (2) lea
            110  ! lea: Ticket #7 “No light”: the resolution is late (100% of its time)
            120  bob did sure: done
            120  clock resolution met late
            120  ended closed
            400  = closed of ann, ended
        "#]],
    );
}

#[test]
fn nothing_is_told_again_while_the_clock_rests() {
    let mut office = Office::new(FLOW);
    office = office.promised("ladder 50 owner again:30m*9").rests(60);
    office.play("0 filed\n 40 ann does ask fix\n 300 bob does sure\n 400 echo");
    expect![[r#"
        0    filed
        0    clock resolution due 60
        0    ask -> ann
        0    owner ann
        30   level 50% of resolution told [ann]
        30   ! ann: Ticket #7 “No light”: the resolution has used 50% of its time
        40   ann did ask: fix
        40   status in_progress
        40   status on_hold
        40   clock resolution paused
        40   sure -> bob
        300  bob did sure: done
        300  clock resolution met
        300  ended closed
        400  = closed of ann, ended
    "#]]
    .assert_eq(&office.told());
}

#[test]
fn quiet_hours_are_waited_for_and_urgent_tickets_break_through() {
    // Minute 0 is nine in the morning; 22:00 is minute 780, 7:00 is minute 1320.
    check(
        "ladder 100 owner quiet:22-7!",
        900,
        "0 filed\n 901 tick",
        expect![[r#"
        0    filed
        0    clock resolution due 900
        0    ask -> ann
        0    owner ann
        900  clock resolution late
        900  level 100% of resolution told [ann]
        900  ! ann at 1320: Ticket #7 “No light”: the resolution is late (100% of its time)
        901  = new of ann due 900, ask ann
    "#]],
    );
    check(
        "ladder 100 owner quiet:22-7!",
        900,
        "0 filed\n 5 ann wants it urgent\n 901 tick",
        expect![[r#"
        0    filed
        0    clock resolution due 900
        0    ask -> ann
        0    owner ann
        5    ann priority urgent
        900  clock resolution late
        900  level 100% of resolution told [ann]
        900  ! ann: Ticket #7 “No light”: the resolution is late (100% of its time)
        901  = new of ann due 900, ask ann
    "#]],
    );
}

#[test]
fn what_is_told_in_a_digest_waits_for_the_next_one_and_a_cap_holds_everything_back() {
    check(
        "ladder 100 owner %lead digest:60",
        25,
        "0 filed\n 30 tick",
        expect![[r#"
        0    filed
        0    clock resolution due 25
        0    ask -> ann
        0    owner ann
        25   clock resolution late
        25   level 100% of resolution told [ann lea]
        25   ! ann at 60: Ticket #7 “No light”: the resolution is late (100% of its time)
        25   ! lea at 60: Ticket #7 “No light”: the resolution is late (100% of its time)
        30   = new of ann due 25, ask ann
    "#]],
    );
    check(
        "ladder 100 owner most:3",
        25,
        "0 filed\n 30 tick",
        expect![[r#"
        0    filed
        0    clock resolution due 25
        0    ask -> ann
        0    owner ann
        25   clock resolution late
        25   level 100% of resolution told [ann]
        25   ! ann at 25: Ticket #7 “No light”: the resolution is late (100% of its time)
        30   = new of ann due 25, ask ann
    "#]],
    );
}

#[test]
fn a_level_whose_act_fails_tells_all_the_same_and_an_administrator_knows() {
    check(
        "ladder 50 owner queue:nowhere priority:high",
        60,
        "0 filed\n 30 tick",
        expect![[r#"
        0    filed
        0    clock resolution due 60
        0    ask -> ann
        0    owner ann
        30   level 50% of resolution told [ann]
        30   ! ann: Ticket #7 “No light”: the resolution has used 50% of its time
        30   ? the queue nowhere cannot be found
        30   = new of ann due 60, ask ann
    "#]],
    );
}
