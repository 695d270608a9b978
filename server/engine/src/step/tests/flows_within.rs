//! Sub-flows with what they are given and what is kept of them, and flows that run for each entry of a list.

use expect_test::expect;

use super::{check, office::Office};

#[test]
fn what_a_sub_flow_is_given_is_its_own() {
    check(
        "first act var:sum=1 : -> call
         call flow inner give:sum=2 take:$got=vars.sum : -> last
         last act \"compute:a=vars.sum * 10 + vars.got\" : -> end
         end end
         flow inner
         more act \"var:sum=vars.sum + 3\" : -> over
         over end",
        "0 filed",
        expect![[r#"
            0    filed
            0    set a=15
            0    ended closed
            0    = closed, ended
        "#]],
    );
}

#[test]
fn what_cannot_be_kept_sticks_at_the_step_that_called() {
    check(
        "call flow inner take:a=vars.word : -> end
         end end
         flow inner
         say act \"var:word=`much`\" : -> over
         over end",
        "0 filed
         5 lea skips call",
        expect![[r#"
            0    filed
            0    call stuck
            0    ? the field a cannot hold "much": it takes number, not text
            5    ended closed
            5    1 settled
            5    = closed, ended
        "#]],
    );
}

#[test]
fn a_variable_has_a_limit_that_is_named() {
    let script = "grow act \"var:big=`aaaaaaaaaa`.replace(`a`, `bbbbbbbbbb`).replace(`b`, `cccccccccc`).replace(`c`, `dddddddddd`).replace(`d`, `eee`)\" : -> end
                  end end";
    let mut office = Office::new(script);
    office.play("0 filed");
    assert!(office.told().contains("the variable big would hold 30002 bytes"), "{}", office.told());
}

#[test]
fn a_round_knows_its_entry_even_in_a_flow_that_it_calls() {
    check(
        "parts each outer turn of:fields.list.split(`,`) : -> end
         end end
         flow outer
         call flow inner : -> over
         over end
         flow inner
         note act \"tell:ann={{run.index}} {{run.item}}\" : -> over
         over end",
        "0 filed list=left,right",
        expect![[r#"
            0    filed
            0    parts in 2 rounds
            0    told [ann]
            0    told [ann]
            0    ended closed
            0    ! ann: 1 left
            0    ! ann: 2 right
            0    = closed, ended
        "#]],
    );
}

#[test]
fn the_end_of_one_round_gives_up_the_rest_of_it_and_no_other_round() {
    check(
        "parts each pair of:2 : -> end
         end end
         flow pair
         both parallel : -> a, -> b
         a task person:ann : -> over
         b task person:bob : -> meet
         meet wait 60m : -> over
         over end",
        "0 filed
         5 bob does b
         6 ann does a
         90 tick",
        expect![[r#"
            0    filed
            0    parts in 2 rounds
            0    a -> ann
            0    owner ann
            0    b -> bob
            0    a -> ann
            0    b -> bob
            5    bob did b: done
            5    status in_progress
            5    meet waits due 65
            6    ann did a: done
            90   = in_progress of ann, parts 1 of 2 rounds, a ann, b bob
        "#]],
    );
}

#[test]
fn nobody_waits_for_an_empty_list_and_no_list_is_told() {
    check(
        "parts each check of:[] : -> again
         again each check of:fields.a : -> then
         then each check of:ticket.title : -> end
         end end
         flow check
         look task @desk : -> over
         over end",
        "0 filed",
        expect![[r#"
            0    filed
            0    parts in 0 rounds
            0    again in 0 rounds
            0    then stuck
            0    ? a list or a number of times is needed, not "No light": ticket.title
            0    = new, then STUCK, stuck
        "#]],
    );
}

#[test]
fn a_million_rounds_and_too_many_at_once_are_refused_by_number() {
    check(
        "many each check most:100 of:1000000 : -> end
         end end
         flow check
         over end",
        "0 filed",
        expect![[r#"
            0    filed
            0    many stuck
            0    ? there would be 1000000 rounds; this step allows at most 100
            0    = new, many STUCK, stuck
        "#]],
    );
    let mut office = Office::new(
        "many each wide most:100 of:100 : -> end
         end end
         flow wide
         more each deep most:100 of:100 : -> over
         over end
         flow deep
         look task @desk : -> over
         over end",
    );
    office.play("0 filed");
    let told = office.told();
    assert!(told.contains("? 100 rounds at once would let the run stand at more than 200 places"), "{told}");
    assert!(office.case.run.unwrap().tokens.len() <= 200);
}

#[test]
fn sending_back_stays_in_its_round() {
    check(
        "parts each check of:2 : -> end
         end end
         flow check
         first task @desk : -> second
         second task role:lead backs : -> over
         over end",
        "0 filed
         1 ann does first
         2 lea sends second back first again
         3 ann does first",
        expect![[r#"
            0    filed
            0    parts in 2 rounds
            0    first -> ann
            0    owner ann
            0    first -> bob
            1    ann did first: done
            1    status in_progress
            1    second -> lea
            2    lea sent second (2) back to first and waits
            2    second cancelled
            2    first -> ann
            2    ! ann: Ticket #7 “No light”: the step “second (2)” was sent back to you by lea: again
            3    ann did first: done
            3    second -> lea
            3    = in_progress of ann, parts 0 of 2 rounds, first ann, second lea
        "#]],
    );
}
