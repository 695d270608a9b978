//! Followers: who reads along and what they are told.

use expect_test::expect;

use super::check;

#[test]
fn followers_hear_what_the_customer_hears_what_was_decided_and_the_end() {
    check(
        "sign approval ann : agreed -> end, refused -> end
         end end",
        "0 filed\n 1 ann adds bob lea\n 2 ann adds bob\n 3 bob says \"we look into it\"\n 4 ann notes \"hm\"
         5 lea mutes\n 6 customer \"thanks\"\n 7 ann votes agreed sign",
        expect![[r#"
            0    filed
            0    sign -> ann
            0    ! ann: Ticket #7 “No light”: the step “sign” asks for your approval
            1    ann adds [bob lea]
            1    ! bob: Ticket #7 “No light”: ann lets you follow it
            1    ! lea: Ticket #7 “No light”: ann lets you follow it
            3    bob says: we look into it
            3    status in_progress
            3    queued mail
            3    ! mail carl@example.org: [#7] No light / we look into it
            3    ! lea: Ticket #7 “No light”: bob wrote: we look into it
            4    ann notes: hm
            6    customer says: thanks
            6    ! bob: Ticket #7 “No light”: Carl wrote: thanks
            7    ann did sign: agreed
            7    sign agreed: 1 for, 0 against, 0 neither
            7    ended closed
            7    ! bob: Ticket #7 “No light”: the step “sign” was agreed
            7    ! bob: Ticket #7 “No light” was closed
            7    = closed, ended
        "#]],
    );
}

#[test]
fn one_follows_by_oneself_and_leaves_again() {
    check(
        "ask task @desk : -> end
         end end",
        "0 filed\n 1 bob follows\n 2 ann drops bob\n 3 ann drops bob\n 4 ann says \"hello\"\n 5 ann does ask",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            1    bob adds [bob]
            2    ann drops [bob]
            3    no: the person does not follow this ticket
            4    ann says: hello
            4    status in_progress
            4    queued mail
            4    ! mail carl@example.org: [#7] No light / hello
            5    ann did ask: done
            5    ended closed
            5    = closed of ann, ended
        "#]],
    );
}

#[test]
fn a_flow_lets_people_follow_and_tells_them() {
    check(
        "copy act cc:%lead cc:lea tell:followers=Look mail:followers=There : -> ask
         ask task @desk : -> end
         end end",
        "0 filed\n 1 ann does ask",
        expect![[r#"
            0    filed
            0    adds [lea]
            0    told [lea]
            0    queued mail
            0    ! mail lea@example.com: About 7 / There
            0    ask -> ann
            0    owner ann
            0    ! lea: Ticket #7 “No light”: you follow it from now on
            0    ! lea: Look
            1    ann did ask: done
            1    status in_progress
            1    ended closed
            1    ! lea: Ticket #7 “No light” was closed
            1    = closed of ann, ended
        "#]],
    );
}
