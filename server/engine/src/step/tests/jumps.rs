//! Jumps and terminations: what an administrator does to a flow by hand.

use expect_test::expect;

use super::check;

#[test]
fn a_path_is_moved_forwards_and_backwards() {
    check(
        "first task @desk 30m : -> second
         second approval lea : agreed -> third, refused -> end
         third task @desk : -> end
         end end",
        "0 filed\n 1 lea moves first to third\n 2 lea moves third to second\n 3 lea moves second to first
         4 lea moves first to nowhere\n 5 lea moves second to third",
        expect![[r#"
            0    filed
            0    first -> ann due 30
            0    owner ann
            1    lea moves first to third
            1    first cancelled
            1    third -> bob
            2    lea moves third to second
            2    third cancelled
            2    second -> lea
            2    ! lea: Ticket #7 “No light”: the step “second” asks for your approval
            3    lea moves second to first
            3    second cancelled
            3    first -> ann due 33
            4    no: the flow has no node nowhere
            5    no: the flow is no longer here
            5    = new of ann due 33, first ann
        "#]],
    );
}

#[test]
fn out_of_a_parallel_everything_in_it_is_given_up_and_into_one_there_is_no_way() {
    check(
        "first task @desk : -> both
         both parallel : -> a, -> b, -> c
         a task person:ann : -> d
         d task person:ann : -> meet
         b wait 60m : -> meet
         c flow other : -> meet
         meet join : -> last
         last task role:lead : -> end
         end end
         flow other
         deep task person:bob : -> over
         over end",
        "0 filed\n 1 lea moves first to a\n 2 lea moves first to meet\n 3 ann does first
         4 lea moves a to d\n 5 lea moves d to b\n 6 lea moves d to first\n 7 ann does first\n 8 lea moves a to last
         9 lea moves last to d\n 10 lea moves last to both",
        expect![[r#"
            0    filed
            0    first -> ann
            0    owner ann
            1    no: a lies in a parallel that this path is not in
            2    no: meet lies in a parallel that this path is not in
            3    ann did first: done
            3    status in_progress
            3    a -> ann
            3    b waits due 63
            3    deep -> bob
            4    lea moves a to d
            4    a cancelled
            4    d -> ann
            5    no: b lies in a parallel that this path is not in
            6    lea moves d to first
            6    deep cancelled
            6    d cancelled
            6    first -> ann
            7    ann did first: done
            7    a -> ann
            7    b waits due 67
            7    deep -> bob
            8    lea moves a to last
            8    a cancelled
            8    deep cancelled
            8    last -> lea
            9    no: d lies in a parallel that this path is not in
            10   lea moves last to both
            10   last cancelled
            10   a -> ann
            10   b waits due 70
            10   deep -> bob
            10   = in_progress of ann, a ann, b waits, c calls, deep bob
        "#]],
    );
}

#[test]
fn out_of_an_inner_parallel_the_outer_one_goes_on() {
    check(
        "outer parallel : -> inner, -> x
         inner parallel : -> a, -> b
         a task person:ann : -> close
         b task person:bob : -> close
         close join : -> c
         c task person:ann : -> meet
         x task role:lead : -> meet
         meet join : -> end
         end end",
        "0 filed\n 1 lea moves a to c\n 2 ann does c\n 3 lea does x",
        expect![[r#"
            0    filed
            0    x -> lea
            0    owner lea
            0    a -> ann
            0    b -> bob
            1    lea moves a to c
            1    a cancelled
            1    b cancelled
            1    c -> ann
            2    ann did c: done
            2    status in_progress
            3    lea did x: done
            3    ended closed
            3    = closed of lea, ended
        "#]],
    );
}

#[test]
fn a_step_is_skipped_to_the_join_and_a_stuck_path_moved_on() {
    check(
        "both parallel : -> a, -> b
         a task person:ann : -> meet
         b act \"compute:b=fields.a.x + 1\" : -> meet
         meet join : -> end
         end end",
        "0 filed a=1\n 1 lea moves a to meet\n 2 lea moves b to meet",
        expect![[r#"
            0    filed
            0    a -> ann
            0    owner ann
            0    b stuck
            0    ? Unknown property 'x' - a getter is not registered for type 'i64' (line 1, column 10) in: fields.a.x + 1
            1    lea moves a to meet
            1    a cancelled
            2    lea moves b to meet
            2    ended closed
            2    1 settled
            2    = closed of ann, ended
        "#]],
    );
}

#[test]
fn a_path_inside_a_sub_flow_is_moved_within_it_and_its_caller_gives_it_up() {
    check(
        "call flow other : -> last
         last task role:lead : -> end
         end end
         flow other
         deep task @desk : -> more
         more task @desk : -> over
         over end",
        "0 filed\n 1 lea moves deep to last\n 2 lea moves deep to more\n 3 lea moves call to last",
        expect![[r#"
            0    filed
            0    deep -> ann
            0    owner ann
            1    no: the flow has no node last
            2    lea moves deep to more
            2    deep cancelled
            2    more -> bob
            3    lea moves call to last
            3    more cancelled
            3    last -> lea
            3    = new of ann, last lea
        "#]],
    );
}

#[test]
fn a_run_is_terminated_with_everything_under_way() {
    check(
        "both parallel : -> a, -> b, -> c
         a task @desk 30m : -> meet
         b wait 60m : -> meet
         c flow other : -> meet
         meet join : -> end
         end end
         flow other
         deep approval ann bob : agreed -> over, refused -> over
         over end",
        "0 filed\n 1 ann holds until:50 \"later\"\n 2 lea terminates cancelled tell \"filed twice\"
         3 lea terminates closed \"again\"\n 4 ann reopens \"no\"",
        expect![[r#"
            0    filed
            0    a -> ann due 30
            0    owner ann
            0    b waits due 60
            0    deep -> ann
            0    deep -> bob
            0    ! ann: Ticket #7 “No light”: the step “deep” asks for your approval
            0    ! bob: Ticket #7 “No light”: the step “deep” asks for your approval
            1    ann holds until 50: later
            1    status on_hold
            2    lea terminates: filed twice
            2    a cancelled
            2    deep cancelled
            2    deep cancelled
            2    ended cancelled
            2    queued mail
            2    ! mail carl@example.org: [#7] No light / Your ticket #7 “No light” was cancelled: filed twice
            3    no: the flow of this ticket is over
            4    ann reopened: no
            4    status in_progress
            4    a -> ann due 34
            4    b waits due 64
            4    deep -> ann
            4    deep -> bob
            4    ! ann: Ticket #7 “No light”: the step “deep” asks for your approval
            4    ! bob: Ticket #7 “No light”: the step “deep” asks for your approval
            4    = in_progress of ann due 34, a ann, b waits, c calls, deep [ann bob]
        "#]],
    );
}

#[test]
fn an_inclusive_split_is_left_but_not_entered_by_hand() {
    check(
        "first task @desk : -> which
         which inclusive : when fields.a > 1 -> a, when fields.a > 10 -> b, else -> b
         a task @desk : -> meet
         b task @desk : -> meet
         meet join : -> last
         last task role:lead : -> end
         end end",
        "0 filed a=20\n 1 lea moves first to b\n 2 ann does first\n 3 lea moves a to b\n 4 lea moves a to last",
        expect![[r#"
            0    filed
            0    first -> ann
            0    owner ann
            1    no: b lies in a parallel that this path is not in
            2    ann did first: done
            2    status in_progress
            2    which goes a and b
            2    a -> bob
            2    b -> ann
            3    no: b lies in a parallel that this path is not in
            4    lea moves a to last
            4    a cancelled
            4    b cancelled
            4    last -> lea
            4    = in_progress of ann, last lea
        "#]],
    );
}

#[test]
fn a_path_of_one_round_is_moved_within_it_and_the_other_rounds_go_on() {
    check(
        "call each part of:2 : -> end
         end end
         flow part
         deep task @desk : -> more
         more task @desk : -> over
         over end",
        "0 filed\n 1 lea moves deep to end\n 2 lea moves deep to more",
        expect![[r#"
            0    filed
            0    call in 2 rounds
            0    deep -> ann
            0    owner ann
            0    deep -> bob
            1    no: the flow has no node end
            2    lea moves deep to more
            2    deep cancelled
            2    more -> ann
            2    = new of ann, call 0 of 2 rounds, deep bob, more ann
        "#]],
    );
}
