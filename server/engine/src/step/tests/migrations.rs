//! Cases that move to another version of their flow: steps that stay, that go elsewhere, and that hold a case back.

use expect_test::expect;

use super::check;

#[test]
fn a_step_that_the_new_version_has_too_stays_with_its_owner_and_speaks_the_new_words() {
    check(
        "ask task @desk : yes -> end, no -> end
         end end
         flow next
         ask task person:bob : yes -> look, no -> over
         look task person:lea : -> over
         over end",
        "0 filed\n 3 lea moves it to next\n 5 ann does ask yes\n 6 lea does look",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            3    verdict: safe
            3    lea moved to version 2
            5    ann did ask: yes
            5    status in_progress
            5    look -> lea
            6    lea did look: done
            6    ended closed
            6    = closed of ann, ended
        "#]],
    );
}

#[test]
fn a_step_that_is_gone_needs_a_word_where_it_goes_on() {
    check(
        "ask task @desk : -> old
         old task person:ann : -> end
         end end
         flow next
         ask task @desk : -> fresh
         fresh task person:lea : -> over
         over end",
        "0 filed\n 2 ann does ask\n 3 lea moves it to next\n 4 lea moves it to next old>nowhere
         5 lea moves it to next old>fresh\n 6 lea does fresh",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            2    ann did ask: done
            2    status in_progress
            2    old -> ann
            3    verdict: where to from old
            3    no: the ticket cannot be moved to that version
            4    verdict: blocked: there is no nowhere
            4    no: the ticket cannot be moved to that version
            5    verdict: mapped
            5    lea moved to version 2
            5    old cancelled
            5    fresh -> lea
            6    lea did fresh: done
            6    ended closed
            6    = closed of ann, ended
        "#]],
    );
}

#[test]
fn a_step_of_another_kind_is_no_longer_the_same() {
    check(
        "ask task @desk : -> end
         end end
         flow next
         ask approval ann bob : agreed -> over, refused -> over
         over end",
        "0 filed\n 3 lea moves it to next\n 4 lea moves it to next ask>ask",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            3    verdict: where to from ask
            3    no: the ticket cannot be moved to that version
            4    verdict: mapped
            4    lea moved to version 2
            4    ask cancelled
            4    ask -> ann
            4    ask -> bob
            4    ! ann: Ticket #7 “No light”: the step “ask” asks for your approval
            4    ! bob: Ticket #7 “No light”: the step “ask” asks for your approval
            4    = new of ann, ask [ann bob]
        "#]],
    );
}

#[test]
fn times_end_when_they_would_have_ended_or_begin_anew() {
    let flows = "ask task @desk 60m warn:50 : -> end
         end end
         flow next
         ask task @desk 120m warn:50 : -> over
         over end";
    check(
        flows,
        "0 filed\n 20 lea moves it to next\n 150 tick",
        expect![[r#"
        0    filed
        0    ask -> ann due 60
        0    owner ann
        20   verdict: safe
        20   lea moved to version 2
        30   ask at 50%
        30   ! ann: Ticket #7 “No light”: the step “ask” has used 50% of its time
        60   ask late
        150  = new of ann due 60, ask ann
    "#]],
    );
    check(
        flows,
        "0 filed\n 20 lea moves it to next restart\n 150 tick",
        expect![[r#"
        0    filed
        0    ask -> ann due 60
        0    owner ann
        20   verdict: safe
        20   lea moved to version 2
        80   ask at 50%
        80   ! ann: Ticket #7 “No light”: the step “ask” has used 50% of its time
        140  ask late
        150  = new of ann due 140, ask ann
    "#]],
    );
}

#[test]
fn a_limit_that_is_gone_ends_and_a_new_one_begins() {
    check(
        "ask task @desk 60m : -> end
         end end
         flow next
         ask task @desk : -> over
         over end",
        "0 filed\n 20 lea moves it to next\n 90 ann does ask",
        expect![[r#"
            0    filed
            0    ask -> ann due 60
            0    owner ann
            20   verdict: safe
            20   lea moved to version 2
            90   ann did ask: done
            90   status in_progress
            90   ended closed
            90   = closed of ann, ended
        "#]],
    );
    check(
        "ask task @desk : -> end
         end end
         flow next
         ask task @desk 60m : -> over
         over end",
        "0 filed\n 20 lea moves it to next\n 90 ann does ask",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            20   verdict: safe
            20   lea moved to version 2
            80   ask late
            90   ann did ask: done
            90   status in_progress
            90   ended closed
            90   = closed of ann, ended
        "#]],
    );
}

#[test]
fn a_wait_goes_on_or_begins_anew() {
    let flows = "hear wait reply most:60m : -> end, timeout -> end
         end end
         flow next
         hear wait reply most:120m : -> over, timeout -> late
         late task person:lea : -> over
         over end";
    check(
        flows,
        "0 filed\n 20 lea moves it to next\n 90 tick",
        expect![[r#"
        0    filed
        0    hear waits due 60
        0    status waiting_for_customer
        20   verdict: safe
        20   lea moved to version 2
        60   status in_progress
        60   hear timed out
        60   late -> lea
        60   owner lea
        90   = in_progress of lea, late lea
    "#]],
    );
    check(
        flows,
        "0 filed\n 20 lea moves it to next restart\n 150 tick",
        expect![[r#"
        0    filed
        0    hear waits due 60
        0    status waiting_for_customer
        20   verdict: safe
        20   lea moved to version 2
        20   hear waits due 140
        140  status in_progress
        140  hear timed out
        140  late -> lea
        140  owner lea
        150  = in_progress of lea, late lea
    "#]],
    );
}

#[test]
fn an_approval_keeps_its_answers_and_is_decided_by_the_new_rule() {
    check(
        "sign approval ann bob : agreed -> end, refused -> end
         end end
         flow next
         sign approval any ann bob : agreed -> over, refused -> over
         over end resolved",
        "0 filed\n 2 ann votes agreed sign\n 3 lea moves it to next",
        expect![[r#"
            0    filed
            0    sign -> ann
            0    sign -> bob
            0    ! ann: Ticket #7 “No light”: the step “sign” asks for your approval
            0    ! bob: Ticket #7 “No light”: the step “sign” asks for your approval
            2    ann did sign: agreed
            2    status in_progress
            3    verdict: safe
            3    lea moved to version 2
            3    sign cancelled
            3    sign agreed: 1 for, 0 against, 0 neither
            3    ended resolved
            3    = resolved, ended
        "#]],
    );
}

#[test]
fn within_a_parallel_every_path_needs_its_place_in_the_same_split() {
    let old = "both parallel : -> a, -> b
         a task person:ann : -> meet
         b task person:bob : -> meet
         meet join : -> end
         end end
         flow next
         ";
    // One more step on a path, and a third path: whoever is under way meets as before.
    check(
        &format!(
            "{old}both parallel : -> a, -> b, -> c
             a task person:ann : -> more
             more task person:lea : -> meet
             b task person:bob : -> meet
             c task person:bob : -> meet
             meet join : -> over
             over end"
        ),
        "0 filed\n 1 bob does b\n 3 lea moves it to next\n 4 ann does a\n 5 lea does more",
        expect![[r#"
            0    filed
            0    a -> ann
            0    owner ann
            0    b -> bob
            1    bob did b: done
            1    status in_progress
            3    verdict: safe
            3    lea moved to version 2
            4    ann did a: done
            4    more -> lea
            5    lea did more: done
            5    ended closed
            5    = closed of ann, ended
        "#]],
    );
    // Without the split there is nobody to meet.
    check(
        &format!("{old}a task person:ann : -> b\n b task person:bob : -> over\n over end"),
        "0 filed\n 3 lea moves it to next",
        expect![[r#"
            0    filed
            0    a -> ann
            0    owner ann
            0    b -> bob
            3    verdict: blocked: the split both is gone
            3    no: the ticket cannot be moved to that version
            3    = new of ann, a ann, b bob
        "#]],
    );
    // A path that would go past its join would cut the other one off.
    check(
        &format!(
            "{old}both parallel : -> a, -> c
             a task person:ann : -> meet
             c task person:bob : -> meet
             meet join : -> b
             b task person:bob : -> over
             over end"
        ),
        "0 filed\n 3 lea moves it to next\n 4 lea moves it to next b>c",
        expect![[r#"
            0    filed
            0    a -> ann
            0    owner ann
            0    b -> bob
            3    verdict: blocked: tokens_left_behind at /nodes/over
            3    no: the ticket cannot be moved to that version
            4    verdict: mapped
            4    lea moved to version 2
            4    b cancelled
            4    c -> bob
            4    = new of ann, a ann, c bob
        "#]],
    );
}

#[test]
fn a_path_that_would_wait_at_another_join_than_its_siblings_is_held_back() {
    check(
        "both parallel : -> a, -> b
         a task person:ann : -> meet
         b task person:bob : -> meet
         meet join : -> end
         end end
         flow next
         both parallel : -> a, -> b
         a task person:ann : -> meet
         b task person:bob : -> meet
         meet join : -> again
         again parallel : -> c, -> d
         c task person:ann : -> met
         d task person:bob : -> met
         met join : -> over
         over end",
        "0 filed\n 3 lea moves it to next b>d",
        expect![[r#"
            0    filed
            0    a -> ann
            0    owner ann
            0    b -> bob
            3    verdict: blocked: join_never_completes at /nodes/meet, join_never_completes at /nodes/met
            3    no: the ticket cannot be moved to that version
            3    = new of ann, a ann, b bob
        "#]],
    );
}

#[test]
fn a_join_counts_anew() {
    check(
        "both parallel : -> a, -> b
         a task person:ann : -> meet
         b task person:bob : -> meet
         meet join : -> end
         end end
         flow next
         both parallel : -> a, -> b
         a task person:ann : -> meet
         b task person:bob : -> meet
         meet join any : -> over
         over end",
        "0 filed\n 1 ann does a\n 3 lea moves it to next",
        expect![[r#"
            0    filed
            0    a -> ann
            0    owner ann
            0    b -> bob
            1    ann did a: done
            1    status in_progress
            3    verdict: safe
            3    lea moved to version 2
            3    b cancelled
            3    ended closed
            3    = closed of ann, ended
        "#]],
    );
}

#[test]
fn what_is_stuck_is_tried_again_in_the_new_version() {
    check(
        "set act \"compute:b=fields.a.x + 1\" : -> end
         end end
         flow next
         set act \"compute:b=fields.a + 1\" : -> over
         over end",
        "0 filed a=1\n 3 lea moves it to next",
        expect![[r#"
            0    filed
            0    set stuck
            0    ? Unknown property 'x' - a getter is not registered for type 'i64' (line 1, column 10) in: fields.a.x + 1
            3    verdict: safe
            3    lea moved to version 2
            3    set b=2
            3    ended closed
            3    1 settled
            3    = closed, ended
        "#]],
    );
}

#[test]
fn a_flow_within_goes_on_in_its_own_version() {
    check(
        "call flow other : -> end
         end end
         flow other
         deep task @desk : -> out
         out end
         flow next
         call flow other : -> last
         last task person:lea : -> over
         over end",
        "0 filed\n 3 lea moves it to next\n 4 ann does deep\n 5 lea does last",
        expect![[r#"
            0    filed
            0    deep -> ann
            0    owner ann
            3    verdict: safe
            3    lea moved to version 3
            4    ann did deep: done
            4    status in_progress
            4    last -> lea
            5    lea did last: done
            5    ended closed
            5    = closed of ann, ended
        "#]],
    );
}

#[test]
fn a_ticket_whose_flow_is_over_does_not_move() {
    check(
        "ask task @desk : -> end
         end end
         flow next
         ask task @desk : -> over
         over end",
        "0 filed\n 1 ann does ask\n 3 lea moves it to next",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            1    ann did ask: done
            1    status in_progress
            1    ended closed
            3    verdict: current
            3    no: the flow of this ticket is over
            3    = closed of ann, ended
        "#]],
    );
}

#[test]
fn what_was_moved_is_moved_back() {
    check(
        "ask task @desk : -> end
         end end
         flow next
         ask task @desk : -> look
         look task person:lea : -> over
         over end
         flow third
         ask task @desk : -> over
         over end",
        "0 filed\n 1 lea moves it to next\n 2 lea moves it to third back\n 3 lea moves it to main back
         4 lea moves it to next\n 5 ann does ask\n 6 lea moves it to main back\n 7 lea moves it to main back look>ask",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            1    verdict: safe
            1    lea moved to version 2
            2    verdict: current
            2    no: the ticket cannot be moved to that version
            3    verdict: safe
            3    lea moved to version 1
            4    verdict: safe
            4    lea moved to version 2
            5    ann did ask: done
            5    status in_progress
            5    look -> lea
            6    verdict: where to from look
            6    no: the ticket cannot be moved to that version
            7    verdict: mapped
            7    lea moved to version 1
            7    look cancelled
            7    ask -> bob
            7    = in_progress of ann, ask bob
        "#]],
    );
}

#[test]
fn a_hold_lasts_while_every_path_stays_and_times_begin_anew_when_it_ends() {
    let flows = "ask task @desk 60m warn:50 : -> end
         end end
         flow next
         ask task @desk 120m warn:50 : -> over
         over end";
    for how in ["", " restart"] {
        let expected = if how.is_empty() {
            expect![[r#"
            0    filed
            0    ask -> ann due 60
            0    owner ann
            10   ann holds: later
            10   status on_hold
            20   verdict: safe
            20   lea moved to version 2
            40   ann resumes
            40   status new
            90   ask at 50%
            90   ! ann: Ticket #7 “No light”: the step “ask” has used 50% of its time
            150  ask late
            300  = new of ann due 150, ask ann
        "#]]
        } else {
            expect![[r#"
            0    filed
            0    ask -> ann due 60
            0    owner ann
            10   ann holds: later
            10   status on_hold
            20   verdict: safe
            20   lea moved to version 2
            40   ann resumes
            40   status new
            100  ask at 50%
            100  ! ann: Ticket #7 “No light”: the step “ask” has used 50% of its time
            160  ask late
            300  = new of ann due 160, ask ann
        "#]]
        };
        let happens =
            format!("0 filed\n 10 ann holds later\n 20 lea moves it to next{how}\n 40 ann resumes\n 300 tick");
        check(flows, &happens, expected);
    }
}

#[test]
fn a_hold_ends_when_a_path_goes_elsewhere() {
    check(
        "both parallel : -> a, -> b
         a task @desk 60m : -> meet
         b task @desk 60m : -> meet
         meet join : -> end
         end end
         flow next
         both parallel : -> a, -> c
         a task @desk 60m : -> meet
         c task @desk : -> meet
         meet join : -> over
         over end",
        "0 filed\n 10 ann holds later\n 20 lea moves it to next b>c restart\n 200 tick",
        expect![[r#"
            0    filed
            0    a -> ann due 60
            0    owner ann
            0    b -> bob due 60
            10   ann holds: later
            10   status on_hold
            20   verdict: mapped
            20   lea moved to version 2
            20   lea resumes
            20   status new
            20   b cancelled
            20   c -> bob
            80   a late
            200  = new of ann due 80, a ann, c bob
        "#]],
    );
}
