//! Backwards: steps that are sent back or taken back, through parallels, approvals and sub-flows.

use expect_test::expect;

use super::check;

#[test]
fn a_step_goes_back_to_whoever_did_it_and_all_the_way_again_or_straight_back() {
    check(
        "first task @desk : -> second
         second task @desk : -> third
         third task role:lead backs : -> end
         end end",
        "0 filed\n 1 ann does first\n 2 bob does second
         3 lea sends third back first \"not enough\"\n 4 ann does first\n 5 lea sends third round first
         6 ann does first\n 7 bob does second\n 8 lea does third",
        expect![[r#"
            0    filed
            0    first -> ann
            0    owner ann
            1    ann did first: done
            1    status in_progress
            1    second -> bob
            2    bob did second: done
            2    third -> lea
            3    lea sent third back to first and waits
            3    third cancelled
            3    first -> ann
            3    ! ann: Ticket #7 “No light”: the step “third” was sent back to you by lea: not enough
            4    ann did first: done
            4    third -> lea
            5    lea sent third back to first
            5    third cancelled
            5    first -> ann
            5    ! ann: Ticket #7 “No light”: the step “third” was sent back to you by lea
            6    ann did first: done
            6    second -> bob
            7    bob did second: done
            7    third -> lea
            8    lea did third: done
            8    ended closed
            8    = closed of ann, ended
        "#]],
    );
}

#[test]
fn only_where_the_flow_allows_it_and_only_to_what_was_passed() {
    check(
        "first task @desk : -> second
         second task @desk backs : -> third
         third task @desk : -> end
         end end",
        "0 filed\n 1 ann does first\n 2 bob sends second back third\n 3 bob sends second back second
         4 bob does second\n 5 ann sends third back first",
        expect![[r#"
            0    filed
            0    first -> ann
            0    owner ann
            1    ann did first: done
            1    status in_progress
            1    second -> bob
            2    no: the path has not passed third
            3    no: the path has not passed second
            4    bob did second: done
            4    third -> ann
            5    no: this step cannot be sent or taken back
            5    = in_progress of ann, third ann
        "#]],
    );
}

#[test]
fn back_out_of_a_parallel_gives_up_the_other_paths() {
    check(
        "first task @desk : -> both
         both parallel : -> a, -> b
         a task person:ann : -> c
         c task person:ann backs : -> meet
         b task person:bob : -> meet
         meet join : -> end
         end end",
        "0 filed\n 1 ann does first\n 2 ann does a
         3 ann sends c back first\n 4 ann sends c back a\n 5 ann does a\n 6 ann sends c round first
         7 ann does first\n 8 ann does a\n 9 ann does c\n 10 bob does b",
        expect![[r#"
            0    filed
            0    first -> ann
            0    owner ann
            1    ann did first: done
            1    status in_progress
            1    a -> ann
            1    b -> bob
            2    ann did a: done
            2    c -> ann
            3    no: the path has not passed c
            4    ann sent c back to a and waits
            4    c cancelled
            4    a -> ann
            5    ann did a: done
            5    c -> ann
            6    ann sent c back to first
            6    b cancelled
            6    c cancelled
            6    first -> ann
            7    ann did first: done
            7    a -> ann
            7    b -> bob
            8    ann did a: done
            8    c -> ann
            9    ann did c: done
            10   bob did b: done
            10   ended closed
            10   = closed of ann, ended
        "#]],
    );
}

#[test]
fn what_was_passed_inside_a_parallel_is_forgotten_behind_its_join() {
    check(
        "first task @desk : -> both
         both parallel : -> a, -> b
         a task person:ann : -> meet
         b task person:bob : -> meet
         meet join : -> last
         last task role:lead backs : -> end
         end end",
        "0 filed\n 1 ann does first\n 2 ann does a\n 3 bob does b
         4 lea sends last back a\n 5 lea sends last back first\n 6 ann does first\n 7 lea does last",
        expect![[r#"
            0    filed
            0    first -> ann
            0    owner ann
            1    ann did first: done
            1    status in_progress
            1    a -> ann
            1    b -> bob
            2    ann did a: done
            3    bob did b: done
            3    last -> lea
            4    no: the path has not passed a
            5    lea sent last back to first and waits
            5    last cancelled
            5    first -> ann
            5    ! ann: Ticket #7 “No light”: the step “last” was sent back to you by lea
            6    ann did first: done
            6    last -> lea
            7    lea did last: done
            7    ended closed
            7    = closed of ann, ended
        "#]],
    );
}

#[test]
fn an_approval_is_sent_back_by_one_and_asks_everyone_again() {
    check(
        "ask task @desk : -> sign
         sign approval ann bob backs : agreed -> end, refused -> end
         end end",
        "0 filed\n 1 ann does ask\n 2 bob votes agreed sign\n 3 ann sends sign back ask\n 4 ann does ask
         5 ann votes agreed sign\n 6 bob votes agreed sign",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            1    ann did ask: done
            1    status in_progress
            1    sign -> ann
            1    sign -> bob
            1    ! ann: Ticket #7 “No light”: the step “sign” asks for your approval
            1    ! bob: Ticket #7 “No light”: the step “sign” asks for your approval
            2    bob did sign: agreed
            3    ann sent sign back to ask and waits
            3    sign cancelled
            3    ask -> ann
            4    ann did ask: done
            4    sign -> ann
            4    sign -> bob
            4    ! ann: Ticket #7 “No light”: the step “sign” asks for your approval
            4    ! bob: Ticket #7 “No light”: the step “sign” asks for your approval
            5    ann did sign: agreed
            6    bob did sign: agreed
            6    sign agreed: 2 for, 0 against, 0 neither
            6    ended closed
            6    = closed of ann, ended
        "#]],
    );
}

#[test]
fn whoever_did_a_step_takes_it_back_until_something_was_done() {
    check(
        "ask task @desk : -> sign
         sign approval bob lea backs : agreed -> end, refused -> end
         end end",
        "0 filed\n 1 ann does ask\n 2 bob takes back sign\n 3 ann takes back sign\n 4 ann does ask
         5 bob votes agreed sign\n 6 ann takes back sign",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            1    ann did ask: done
            1    status in_progress
            1    sign -> bob
            1    sign -> lea
            1    ! bob: Ticket #7 “No light”: the step “sign” asks for your approval
            1    ! lea: Ticket #7 “No light”: the step “sign” asks for your approval
            2    no: it can no longer be taken back
            3    ann took back ask
            3    sign cancelled
            3    sign cancelled
            3    ask -> ann
            4    ann did ask: done
            4    sign -> bob
            4    sign -> lea
            4    ! bob: Ticket #7 “No light”: the step “sign” asks for your approval
            4    ! lea: Ticket #7 “No light”: the step “sign” asks for your approval
            5    bob did sign: agreed
            6    no: it can no longer be taken back
            6    = in_progress of ann, sign [lea]
        "#]],
    );
}

#[test]
fn a_sub_flow_goes_back_within_itself() {
    check(
        "first task @desk : -> call
         call flow other : -> end
         end end
         flow other
         deep task person:bob : -> deeper
         deeper task person:lea backs : -> over
         over end",
        "0 filed\n 1 ann does first\n 2 bob does deep\n 3 lea sends deeper back first
         4 lea sends deeper back deep\n 5 bob does deep\n 6 lea does deeper",
        expect![[r#"
            0    filed
            0    first -> ann
            0    owner ann
            1    ann did first: done
            1    status in_progress
            1    deep -> bob
            2    bob did deep: done
            2    deeper -> lea
            3    no: the path has not passed first
            4    lea sent deeper back to deep and waits
            4    deeper cancelled
            4    deep -> bob
            4    ! bob: Ticket #7 “No light”: the step “deeper” was sent back to you by lea
            5    bob did deep: done
            5    deeper -> lea
            6    lea did deeper: done
            6    ended closed
            6    = closed of ann, ended
        "#]],
    );
}
