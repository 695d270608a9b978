//! Who is asked in an approval, where the flow finds them by what happened before or by an expression.

use expect_test::expect;

use super::check;

#[test]
fn whoever_did_a_step_and_their_managers_are_asked() {
    check(
        "ask task @desk : -> sign
         sign approval same:ask manager:ask filer filers-manager : agreed -> end, refused -> end
         end end",
        "0 bob files\n 1 ann does ask",
        expect![[r#"
            0    bob filed
            0    ask -> ann
            0    owner ann
            1    ann did ask: done
            1    status in_progress
            1    sign -> ann
            1    sign -> lea
            1    sign -> bob
            1    ! ann: Ticket #7 “No light”: the step “sign” asks for your approval
            1    ! lea: Ticket #7 “No light”: the step “sign” asks for your approval
            1    ! bob: Ticket #7 “No light”: the step “sign” asks for your approval
            1    = in_progress of ann, sign [ann lea bob]
        "#]],
    );
}

#[test]
fn an_expression_gives_those_who_are_asked() {
    check(
        "sign approval \"by:[fields.helper, ticket.filed_by]\" : agreed -> end, refused -> end
         end end",
        "0 bob files helper=lea@example.com",
        expect![[r#"
            0    bob filed
            0    sign -> lea
            0    sign -> bob
            0    ! lea: Ticket #7 “No light”: the step “sign” asks for your approval
            0    ! bob: Ticket #7 “No light”: the step “sign” asks for your approval
            0    = new, sign [lea bob]
        "#]],
    );
}

#[test]
fn an_approval_that_finds_nobody_is_stuck_and_says_so() {
    check(
        "sign approval same:late filer : agreed -> late, refused -> end
         late task @desk : -> end
         end end",
        "0 filed\n 1 lea skips sign",
        expect![[r#"
            0    filed
            0    sign stuck
            0    ? nobody can be asked for the approval sign
            1    late -> ann
            1    owner ann
            1    1 settled
            1    = new of ann, late ann
        "#]],
    );
}
