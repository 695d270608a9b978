//! Delegation: a step is given to someone for a time and comes back; in approvals it is done in the other one's name.

use expect_test::expect;

use super::check;

#[test]
fn a_delegated_step_comes_back_for_the_final_word() {
    check(
        "ask task @desk 60m warn:50 : yes -> end, no -> ask
         end end",
        "0 filed\n 1 ann delegates ask to lea \"you know it better\"\n 30 tick\n 35 lea does ask no a=5\n 40 ann does ask yes",
        expect![[r#"
            0    filed
            0    ask -> ann due 60
            0    owner ann
            1    ann delegates ask to lea
            1    ! lea: Ticket #7 “No light”: the step “ask” was delegated to you by ann: you know it better
            30   ask at 50%
            30   ! lea: Ticket #7 “No light”: the step “ask” has used 50% of its time
            35   lea did ask for ann: no
            35   status in_progress
            35   ! ann: Ticket #7 “No light”: the step “ask” is back for your final word: lea would end it with “no”
            40   ann did ask: yes
            40   ended closed
            40   = closed of ann, ended
        "#]],
    );
}

#[test]
fn it_is_called_back_or_given_back_undone_at_any_time() {
    check(
        "ask task @desk : -> end
         end end",
        "0 filed\n 1 ann delegates ask to lea\n 2 ann recalls ask\n 3 ann recalls ask
         4 ann delegates ask to lea\n 5 lea recalls ask\n 6 ann does ask",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            1    ann delegates ask to lea
            1    ! lea: Ticket #7 “No light”: the step “ask” was delegated to you by ann
            2    ann brings ask back to ann
            2    ! lea: Ticket #7 “No light”: the step “ask” was called back by ann
            3    no: the step is not delegated
            4    ann delegates ask to lea
            4    ! lea: Ticket #7 “No light”: the step “ask” was delegated to you by ann
            5    lea brings ask back to ann
            5    ! ann: Ticket #7 “No light”: the step “ask” was given back to you by lea
            6    ann did ask: done
            6    status in_progress
            6    ended closed
            6    = closed of ann, ended
        "#]],
    );
}

#[test]
fn only_whoever_has_a_step_delegates_it_and_only_once() {
    check(
        "ask task @desk : -> end
         end end",
        "0 filed\n 1 bob delegates ask to lea\n 2 ann delegates ask to ann\n 3 ann delegates ask to bob
         4 bob delegates ask to lea\n 5 bob hands ask to @second\n 6 bob hands ask to ann\n 7 bob hands ask to lea
         8 lea does ask\n 9 ann does ask",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            1    no: only whoever has the step can delegate it
            2    no: it is your own step
            3    ann delegates ask to bob
            3    ! bob: Ticket #7 “No light”: the step “ask” was delegated to you by ann
            4    no: the step is delegated already
            5    no: the step was delegated to you; give it back instead
            6    no: the step was delegated to you; give it back instead
            7    bob handed ask to lea
            7    ! lea: Ticket #7 “No light”: the step “ask” was handed to you by bob
            8    lea did ask for ann: done
            8    status in_progress
            8    ! ann: Ticket #7 “No light”: the step “ask” is back for your final word: lea would end it with “done”
            9    ann did ask: done
            9    ended closed
            9    = closed of ann, ended
        "#]],
    );
}

#[test]
fn whoever_takes_a_delegated_step_over_has_the_final_word() {
    check(
        "ask task @desk : -> next
         next task @desk : -> end
         end end",
        "0 filed\n 1 ann delegates ask to bob\n 2 lea claims ask\n 3 lea does ask
         4 bob delegates next to lea\n 5 bob does next",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            1    ann delegates ask to bob
            1    ! bob: Ticket #7 “No light”: the step “ask” was delegated to you by ann
            2    lea claimed ask
            2    status in_progress
            3    lea did ask: done
            3    next -> bob
            4    bob delegates next to lea
            4    ! lea: Ticket #7 “No light”: the step “next” was delegated to you by bob
            5    bob did next: done
            5    ended closed
            5    = closed of ann, ended
        "#]],
    );
}

#[test]
fn a_delegate_votes_in_the_name_of_whoever_was_asked() {
    check(
        "sign approval bob lea : agreed -> again, refused -> end
         again approval skip bob lea : agreed -> end, refused -> end
         end end",
        "0 filed\n 1 bob delegates sign to lea\n 2 bob delegates sign to ann\n 3 lea asks ann after sign
         4 bob votes agreed sign\n 5 ann votes agreed sign\n 6 lea votes agreed sign",
        expect![[r#"
            0    filed
            0    sign -> bob
            0    sign -> lea
            0    ! bob: Ticket #7 “No light”: the step “sign” asks for your approval
            0    ! lea: Ticket #7 “No light”: the step “sign” asks for your approval
            1    no: the person is asked already
            2    bob delegates sign to ann
            2    ! ann: Ticket #7 “No light”: the step “sign” was delegated to you by bob
            3    no: the person is asked already
            4    no: only whoever is asked can decide
            5    ann for bob did sign: agreed
            5    status in_progress
            6    lea did sign: agreed
            6    sign agreed: 2 for, 0 against, 0 neither
            6    again takes bob as agreed
            6    again takes lea as agreed
            6    again agreed: 2 for, 0 against, 0 neither
            6    ended closed
            6    = closed, ended
        "#]],
    );
}

#[test]
fn a_delegated_vote_is_called_back() {
    check(
        "sign approval any bob lea : agreed -> end, refused -> end
         end end",
        "0 filed\n 1 bob delegates sign to ann\n 2 bob recalls sign\n 3 ann votes agreed sign\n 4 bob votes refused sign
         5 lea votes agreed sign",
        expect![[r#"
            0    filed
            0    sign -> bob
            0    sign -> lea
            0    ! bob: Ticket #7 “No light”: the step “sign” asks for your approval
            0    ! lea: Ticket #7 “No light”: the step “sign” asks for your approval
            1    bob delegates sign to ann
            1    ! ann: Ticket #7 “No light”: the step “sign” was delegated to you by bob
            2    bob brings sign back to bob
            2    ! ann: Ticket #7 “No light”: the step “sign” was called back by bob
            3    no: only whoever is asked can decide
            4    bob did sign: refused
            4    status in_progress
            5    lea did sign: agreed
            5    sign agreed: 1 for, 1 against, 0 neither
            5    ended closed
            5    = closed, ended
        "#]],
    );
}

#[test]
fn a_delegate_asks_others_in_the_name_of_whoever_was_asked() {
    check(
        "sign approval any bob : agreed -> end, refused -> end
         end end",
        "0 filed\n 1 bob delegates sign to ann\n 2 ann asks lea after sign\n 3 ann votes agreed sign\n 4 lea votes refused sign",
        expect![[r#"
            0    filed
            0    sign -> bob
            0    ! bob: Ticket #7 “No light”: the step “sign” asks for your approval
            1    bob delegates sign to ann
            1    ! ann: Ticket #7 “No light”: the step “sign” was delegated to you by bob
            2    ann asks lea after sign
            3    ann for bob did sign: agreed
            3    status in_progress
            3    sign -> lea
            3    ! lea: Ticket #7 “No light”: the step “sign” asks for your approval
            4    lea did sign: refused
            4    sign refused: 1 for, 1 against, 0 neither
            4    ended closed
            4    = closed, ended
        "#]],
    );
}
