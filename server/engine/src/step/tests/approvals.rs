//! Approvals: when several people have decided, who is asked when, and who is asked besides.

use expect_test::expect;

use super::check;

const THREE: &str = "sign approval ann bob %lead HOW : agreed -> yes, refused -> no
                     yes end
                     no end cancelled";

fn three(how: &str) -> String {
    THREE.replace("HOW", how)
}

#[test]
fn everyone_must_agree_and_the_first_refusal_decides() {
    check(
        &three(""),
        "0 filed\n 5 ann votes agreed sign\n 6 lea votes agreed sign\n 7 bob votes agreed sign",
        expect![[r#"
            0    filed
            0    sign -> ann
            0    sign -> bob
            0    sign -> lea
            0    ! ann: Ticket #7 “No light”: the step “sign” asks for your approval
            0    ! bob: Ticket #7 “No light”: the step “sign” asks for your approval
            0    ! lea: Ticket #7 “No light”: the step “sign” asks for your approval
            5    ann did sign: agreed
            5    status in_progress
            6    lea did sign: agreed
            7    bob did sign: agreed
            7    sign agreed: 3 for, 0 against, 0 neither
            7    ended closed
            7    = closed, ended
        "#]],
    );
    check(
        &three(""),
        "0 filed\n 5 ann votes agreed sign\n 6 lea votes refused sign\n 7 bob votes agreed sign",
        expect![[r#"
            0    filed
            0    sign -> ann
            0    sign -> bob
            0    sign -> lea
            0    ! ann: Ticket #7 “No light”: the step “sign” asks for your approval
            0    ! bob: Ticket #7 “No light”: the step “sign” asks for your approval
            0    ! lea: Ticket #7 “No light”: the step “sign” asks for your approval
            5    ann did sign: agreed
            5    status in_progress
            6    lea did sign: refused
            6    sign cancelled
            6    sign refused: 1 for, 1 against, 0 neither
            6    ended cancelled
            7    no: the flow of this ticket is over
            7    = cancelled, ended
        "#]],
    );
}

#[test]
fn one_is_enough_where_one_is_enough() {
    check(
        &three("any"),
        "0 filed\n 5 ann votes refused sign\n 6 lea votes agreed sign",
        expect![[r#"
        0    filed
        0    sign -> ann
        0    sign -> bob
        0    sign -> lea
        0    ! ann: Ticket #7 “No light”: the step “sign” asks for your approval
        0    ! bob: Ticket #7 “No light”: the step “sign” asks for your approval
        0    ! lea: Ticket #7 “No light”: the step “sign” asks for your approval
        5    ann did sign: refused
        5    status in_progress
        6    lea did sign: agreed
        6    sign cancelled
        6    sign agreed: 1 for, 1 against, 0 neither
        6    ended closed
        6    = closed, ended
    "#]],
    );
    check(
        &three("any abstain"),
        "0 filed\n 5 ann votes refused sign\n 6 lea votes abstained sign\n 7 bob votes abstained sign",
        expect![[r#"
            0    filed
            0    sign -> ann
            0    sign -> bob
            0    sign -> lea
            0    ! ann: Ticket #7 “No light”: the step “sign” asks for your approval
            0    ! bob: Ticket #7 “No light”: the step “sign” asks for your approval
            0    ! lea: Ticket #7 “No light”: the step “sign” asks for your approval
            5    ann did sign: refused
            5    status in_progress
            6    lea did sign: abstained
            7    bob did sign: abstained
            7    sign refused: 0 for, 1 against, 2 neither
            7    ended cancelled
            7    = cancelled, ended
        "#]],
    );
}

#[test]
fn a_share_counts_those_who_do_not_abstain() {
    check(
        &three("60% abstain"),
        "0 filed\n 5 ann votes agreed sign\n 6 lea votes abstained sign\n 7 bob votes agreed sign",
        expect![[r#"
            0    filed
            0    sign -> ann
            0    sign -> bob
            0    sign -> lea
            0    ! ann: Ticket #7 “No light”: the step “sign” asks for your approval
            0    ! bob: Ticket #7 “No light”: the step “sign” asks for your approval
            0    ! lea: Ticket #7 “No light”: the step “sign” asks for your approval
            5    ann did sign: agreed
            5    status in_progress
            6    lea did sign: abstained
            7    bob did sign: agreed
            7    sign agreed: 2 for, 0 against, 1 neither
            7    ended closed
            7    = closed, ended
        "#]],
    );
    check(
        &three("60%"),
        "0 filed\n 5 ann votes refused sign\n 6 lea votes refused sign",
        expect![[r#"
        0    filed
        0    sign -> ann
        0    sign -> bob
        0    sign -> lea
        0    ! ann: Ticket #7 “No light”: the step “sign” asks for your approval
        0    ! bob: Ticket #7 “No light”: the step “sign” asks for your approval
        0    ! lea: Ticket #7 “No light”: the step “sign” asks for your approval
        5    ann did sign: refused
        5    status in_progress
        6    lea did sign: refused
        6    sign cancelled
        6    sign refused: 0 for, 2 against, 0 neither
        6    ended cancelled
        6    = cancelled, ended
    "#]],
    );
}

#[test]
fn in_turn_each_is_asked_when_the_one_before_has_agreed() {
    check(
        &three("turn"),
        "0 filed\n 5 ann votes agreed sign\n 6 bob votes agreed sign\n 7 lea votes refused sign",
        expect![[r#"
            0    filed
            0    sign -> ann
            0    ! ann: Ticket #7 “No light”: the step “sign” asks for your approval
            5    ann did sign: agreed
            5    status in_progress
            5    sign -> bob
            5    ! bob: Ticket #7 “No light”: the step “sign” asks for your approval
            6    bob did sign: agreed
            6    sign -> lea
            6    ! lea: Ticket #7 “No light”: the step “sign” asks for your approval
            7    lea did sign: refused
            7    sign refused: 2 for, 1 against, 0 neither
            7    ended cancelled
            7    = cancelled, ended
        "#]],
    );
}

#[test]
fn only_whoever_is_asked_decides_and_nobody_is_asked_twice() {
    check(
        "sign approval ann bob @desk : agreed -> yes, refused -> yes
         yes end",
        "0 filed
         1 lea votes agreed sign
         2 bob hands sign to ann
         3 ann hands sign to @second
         4 ann hands sign to lea
         5 ann votes agreed sign
         6 lea votes agreed sign
         7 bob votes agreed sign",
        expect![[r#"
            0    filed
            0    sign -> ann
            0    sign -> bob
            0    ! ann: Ticket #7 “No light”: the step “sign” asks for your approval
            0    ! bob: Ticket #7 “No light”: the step “sign” asks for your approval
            1    no: only whoever is asked can decide
            2    no: the person is asked already
            3    no: name the person or the queue that is to have the task
            4    ann handed sign to lea
            4    ! lea: Ticket #7 “No light”: the step “sign” was handed to you by ann
            5    ann did sign: agreed
            5    status in_progress
            6    lea did sign: agreed
            6    sign agreed: 2 for, 0 against, 0 neither
            6    ended closed
            7    no: the flow of this ticket is over
            7    = closed, ended
        "#]],
    );
}

#[test]
fn somebody_else_is_asked_before_or_after() {
    check(
        "sign approval ann : agreed -> yes, refused -> no
         yes end
         no end cancelled",
        "0 filed
         1 ann asks bob before sign
         2 bob asks lea after sign
         3 bob votes agreed sign
         4 ann votes agreed sign
         5 lea votes agreed sign",
        expect![[r#"
            0    filed
            0    sign -> ann
            0    ! ann: Ticket #7 “No light”: the step “sign” asks for your approval
            1    ann asks bob before sign
            1    sign -> bob
            1    sign cancelled
            1    ! bob: Ticket #7 “No light”: the step “sign” asks for your approval
            2    bob asks lea after sign
            3    bob did sign: agreed
            3    status in_progress
            3    sign -> lea
            3    sign -> ann
            3    ! lea: Ticket #7 “No light”: the step “sign” asks for your approval
            3    ! ann: Ticket #7 “No light”: the step “sign” asks for your approval
            4    ann did sign: agreed
            5    lea did sign: agreed
            5    sign agreed: 3 for, 0 against, 0 neither
            5    ended closed
            5    = closed, ended
        "#]],
    );
    // Where one is enough, whoever was added behind speaks last.
    check(
        "sign approval any ann bob : agreed -> yes, refused -> no
         yes end
         no end cancelled",
        "0 filed
         1 ann asks lea after sign
         2 ann votes agreed sign
         3 lea votes refused sign
         4 bob votes refused sign",
        expect![[r#"
            0    filed
            0    sign -> ann
            0    sign -> bob
            0    ! ann: Ticket #7 “No light”: the step “sign” asks for your approval
            0    ! bob: Ticket #7 “No light”: the step “sign” asks for your approval
            1    ann asks lea after sign
            2    ann did sign: agreed
            2    status in_progress
            2    sign -> lea
            2    ! lea: Ticket #7 “No light”: the step “sign” asks for your approval
            3    lea did sign: refused
            4    bob did sign: refused
            4    sign refused: 1 for, 2 against, 0 neither
            4    ended cancelled
            4    = cancelled, ended
        "#]],
    );
}

#[test]
fn whoever_was_asked_besides_can_be_spared() {
    check(
        "sign approval ann 30m warn:50 : agreed -> yes, refused -> no
         yes end
         no end cancelled",
        "0 filed
         1 ann asks bob before sign
         2 bob spares bob sign
         3 ann spares bob sign
         4 ann spares ann sign
         20 ann votes agreed sign",
        expect![[r#"
            0    filed
            0    sign -> ann due 30
            0    ! ann: Ticket #7 “No light”: the step “sign” asks for your approval
            1    ann asks bob before sign
            1    sign -> bob due 30
            1    sign cancelled
            1    ! bob: Ticket #7 “No light”: the step “sign” asks for your approval
            2    no: the person was not added to this approval, or has decided already
            3    ann spares bob sign
            3    sign -> ann due 30
            3    sign cancelled
            3    ! ann: Ticket #7 “No light”: the step “sign” asks for your approval
            4    no: the person was not added to this approval, or has decided already
            15   sign at 50%
            15   ! ann: Ticket #7 “No light”: the step “sign” has used 50% of its time
            20   ann did sign: agreed
            20   status in_progress
            20   sign agreed: 1 for, 0 against, 0 neither
            20   ended closed
            20   = closed, ended
        "#]],
    );
}

#[test]
fn whoever_has_agreed_is_not_asked_again() {
    check(
        "first approval ann : agreed -> second, refused -> end
         second approval skip ann bob : agreed -> third, refused -> end
         third approval skip ann : agreed -> end, refused -> end
         end end",
        "0 filed\n 1 ann votes agreed first\n 2 bob votes agreed second",
        expect![[r#"
            0    filed
            0    first -> ann
            0    ! ann: Ticket #7 “No light”: the step “first” asks for your approval
            1    ann did first: agreed
            1    status in_progress
            1    first agreed: 1 for, 0 against, 0 neither
            1    second takes ann as agreed
            1    second -> bob
            1    ! bob: Ticket #7 “No light”: the step “second” asks for your approval
            2    bob did second: agreed
            2    second agreed: 2 for, 0 against, 0 neither
            2    third takes ann as agreed
            2    third agreed: 1 for, 0 against, 0 neither
            2    ended closed
            2    = closed, ended
        "#]],
    );
}

#[test]
fn an_approval_is_late_once_for_all() {
    check(
        "sign approval ann bob 30m warn:50 leave : agreed -> yes, refused -> yes, late -> no
         yes end
         no end cancelled",
        "0 filed\n 5 ann votes agreed sign\n 60 tick\n 61 echo",
        expect![[r#"
            0    filed
            0    sign -> ann due 30
            0    sign -> bob due 30
            0    ! ann: Ticket #7 “No light”: the step “sign” asks for your approval
            0    ! bob: Ticket #7 “No light”: the step “sign” asks for your approval
            5    ann did sign: agreed
            5    status in_progress
            15   sign at 50%
            15   ! bob: Ticket #7 “No light”: the step “sign” has used 50% of its time
            30   sign late
            30   sign cancelled
            30   ended cancelled
            61   = cancelled, ended
        "#]],
    );
}

#[test]
fn an_approval_that_asks_nobody_is_stuck() {
    check(
        "sign approval %nobody : agreed -> yes, refused -> yes\n yes end",
        "0 filed\n 1 lea skips sign",
        expect![[r#"
            0    filed
            0    sign stuck
            0    ? nobody can be asked for the approval sign
            1    ended closed
            1    1 settled
            1    = closed, ended
        "#]],
    );
}

#[test]
fn an_approval_is_given_up_with_its_path() {
    check(
        "both parallel : -> sign, -> work
         sign approval ann bob : agreed -> meet, refused -> meet
         work task person:lea : -> meet
         meet join any : -> end
         end end",
        "0 filed\n 5 lea does work",
        expect![[r#"
            0    filed
            0    sign -> ann
            0    sign -> bob
            0    work -> lea
            0    owner lea
            0    ! ann: Ticket #7 “No light”: the step “sign” asks for your approval
            0    ! bob: Ticket #7 “No light”: the step “sign” asks for your approval
            5    lea did work: done
            5    status in_progress
            5    sign cancelled
            5    sign cancelled
            5    ended closed
            5    = closed of lea, ended
        "#]],
    );
}
