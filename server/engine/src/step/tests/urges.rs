//! Urging whoever has a step.

use expect_test::expect;

use super::check;

#[test]
fn whoever_has_the_step_is_told_and_not_too_often() {
    check(
        "ask task @desk : -> end
         end end",
        "0 filed\n 1 lea urges ask \"the customer waits\"\n 2 lea urges ask\n 3 bob urges ask\n 4 ann urges ask
         30 lea urges ask\n 31 lea urges ask\n 32 ann does ask\n 33 lea urges ask",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            1    lea urges [ann] for ask
            1    ! ann: Ticket #7 “No light”: the step “ask”: lea urges you to do it: the customer waits
            2    no: you urged them a moment ago; you can again in 29 minutes
            3    bob urges [ann] for ask
            3    ! ann: Ticket #7 “No light”: the step “ask”: bob urges you to do it
            4    no: it is your own step
            30   no: you urged them a moment ago; you can again in 1 minutes
            31   lea urges [ann] for ask
            31   ! ann: Ticket #7 “No light”: the step “ask”: lea urges you to do it
            32   ann did ask: done
            32   status in_progress
            32   ended closed
            33   no: the flow of this ticket is over
            33   = closed of ann, ended
        "#]],
    );
}

#[test]
fn where_nobody_has_it_everyone_who_could_take_it_is_told() {
    check(
        "ask task claim:desk : -> sign
         sign approval ann bob : agreed -> end, refused -> end
         end end",
        "0 filed\n 1 bob urges ask\n 2 ann holds \"later\"\n 3 lea urges ask\n 4 ann does ask\n 5 lea urges sign",
        expect![[r#"
            0    filed
            0    ask -> nobody
            1    bob urges [ann] for ask
            1    ! ann: Ticket #7 “No light”: the step “ask”: bob urges you to do it
            2    ann holds: later
            2    status on_hold
            3    no: the ticket is on hold
            4    ann resumes
            4    status new
            4    ann did ask: done
            4    status in_progress
            4    sign -> ann
            4    sign -> bob
            4    ! ann: Ticket #7 “No light”: the step “sign” asks for your approval
            4    ! bob: Ticket #7 “No light”: the step “sign” asks for your approval
            5    lea urges [bob] for sign
            5    ! bob: Ticket #7 “No light”: the step “sign”: lea urges you to do it
            5    = in_progress, sign [ann bob]
        "#]],
    );
}
