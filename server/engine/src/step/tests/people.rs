//! What people do: end, claim, hand over, write, and what they are refused.

use expect_test::expect;

use super::check;

#[test]
fn a_step_is_done_once_and_the_second_is_told_by_whom() {
    check(
        "a task @desk : -> b
         b task @desk : -> end
         end end",
        "0 filed
         1 ann does a
         1 bob does a
         2 ann does b wrong
         3 ann does b
         4 ann claims b",
        expect![[r#"
            0    filed
            0    a -> ann
            0    owner ann
            1    ann did a: done
            1    status in_progress
            1    b -> bob
            1    no: the task was already closed by ann
            2    no: the task has no outcome wrong
            3    ann did b: done
            3    ended closed
            4    no: the flow of this ticket is over
            4    = closed of ann, ended
        "#]],
    );
}

#[test]
fn answers_are_written_and_seen_by_the_next_choice() {
    check(
        "a task @desk : -> pick
         pick choice : script \"task.outcome == `done` && fields.size > 2\" -> b, else -> end
         b task @second : -> end
         end end",
        "0 filed size=1 old=x
         1 ann does a done size=3 old=null",
        expect![[r#"
            0    filed
            0    a -> ann
            0    owner ann
            1    ann did a: done
            1    status in_progress
            1    pick chose b
            1    b -> lea
            1    = in_progress of ann, b lea
        "#]],
    );
}

#[test]
fn claiming_takes_a_step_and_begins_the_work() {
    check(
        "a task claim:desk : -> end
         end end",
        "0 filed
         1 ann claims a
         2 ann claims a
         3 bob claims a
         4 bob does a",
        expect![[r#"
            0    filed
            0    a -> nobody
            1    ann claimed a
            1    status in_progress
            1    owner ann
            3    bob claimed a
            4    bob did a: done
            4    ended closed
            4    = closed of ann, ended
        "#]],
    );
}

#[test]
fn a_step_is_handed_to_a_colleague_or_back_to_a_queue() {
    check(
        "a task @desk : -> end
         end end",
        "0 filed
         1 ann hands a to lea too hard for me
         2 lea hands a to @second
         3 lea hands a to nobody
         4 lea claims a
         5 lea hands a to lea",
        expect![[r#"
            0    filed
            0    a -> ann
            0    owner ann
            1    ann handed a to lea
            1    ! lea: Ticket #7 “No light”: the step “a” was handed to you by ann: too hard for me
            2    lea handed a to nobody
            3    no: name the person or the queue that is to have the task
            4    lea claimed a
            4    status in_progress
            5    = in_progress of ann, a lea
        "#]],
    );
}

#[test]
fn a_wait_for_the_customer_ends_when_they_write() {
    let flow = "hear wait reply most:60m : -> solve, timeout -> end
                solve task @desk : -> end
                end end cancelled";
    check(
        flow,
        "0 filed\n 10 ann notes hm\n 20 ann says hello\n 30 customer hi\n 90 echo",
        expect![[r#"
            0    filed
            0    hear waits due 60
            0    status waiting_for_customer
            10   ann notes: hm
            20   ann says: hello
            20   queued mail
            20   ! mail carl@example.org: [#7] No light / hello
            30   customer says: hi
            30   status in_progress
            30   hear over
            30   solve -> ann
            30   owner ann
            90   = in_progress of ann, solve ann
        "#]],
    );
    check(
        flow,
        "0 filed\n 90 customer late",
        expect![[r#"
            0    filed
            0    hear waits due 60
            0    status waiting_for_customer
            60   status in_progress
            60   hear timed out
            60   ended cancelled
            90   customer says: late
            90   = cancelled, ended
        "#]],
    );
}
