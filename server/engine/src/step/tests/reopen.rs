//! A closed ticket is opened again; and incidents end with what they were about.

use expect_test::expect;

use super::{check, office::Office};

#[test]
fn a_ticket_that_is_opened_again_walks_its_flow_anew_with_clocks_of_its_own() {
    let mut office = Office::new("ask task @desk : -> end\n end end").promise(30, 60, 240);
    office.play(
        "0 filed
         10 ann reopens early
         20 ann does ask
         500 lea reopens \"It is dark again\"
         510 bob says looking
         520 ann does ask
         530 echo",
    );
    expect![[r#"
        0    filed
        0    clock first_response due 30
        0    clock resolution due 240
        0    ask -> ann
        0    owner ann
        10   no: the ticket already has a run
        15   level 50% of first_response told [ann]
        15   ! ann: Ticket #7 “No light”: the first response has used 50% of its time
        20   ann did ask: done
        20   status in_progress
        20   clock resolution met
        20   ended closed
        500  lea reopened: It is dark again
        500  status in_progress
        500  clock next_response due 560
        500  clock resolution due 740
        500  ask -> bob
        510  bob says: looking
        510  clock next_response met
        510  queued mail
        510  ! mail carl@example.org: [#7] No light / looking
        520  ann did ask: done
        520  clock resolution met
        520  ended closed
        530  = closed of ann, ended
    "#]]
    .assert_eq(&office.told());
    assert_eq!(office.case.ticket.episode, 2);
    assert_eq!(office.case.ticket.closed_at, Some(office.now - chrono::Duration::minutes(10)));
}

#[test]
fn an_incident_is_settled_when_its_path_is_given_up_or_the_ticket_ends() {
    check(
        "both parallel : -> do, -> ask
         do act set:a=many : -> meet
         ask task @desk : -> meet
         meet join any : -> sure
         sure task @desk : -> end
         end end",
        "0 filed\n 5 ann does ask",
        expect![[r#"
            0    filed
            0    do stuck
            0    ask -> ann
            0    owner ann
            0    ? the field a cannot hold "many": it takes number, not text
            5    ann did ask: done
            5    status in_progress
            5    sure -> bob
            5    1 settled
            5    = in_progress of ann, sure bob
        "#]],
    );
    check(
        "ask task @desk 30m \"late:set:a=many\" : -> end
         end end",
        "0 filed\n 40 ann does ask",
        expect![[r#"
            0    filed
            0    ask -> ann due 30
            0    owner ann
            30   ask late
            30   ? the field a cannot hold "many": it takes number, not text
            40   ann did ask: done
            40   status in_progress
            40   ended closed
            40   1 settled
            40   = closed of ann, ended
        "#]],
    );
}

#[test]
fn an_incident_stays_while_another_path_is_stuck_at_the_same_place() {
    let mut office = Office::new(
        "both parallel : -> do, -> do
         do act set:a=many : -> meet
         meet join : -> end
         end end",
    );
    office.play("0 filed\n 5 ann skips do");
    assert_eq!(office.case.incidents.len(), 2);
    office.play("6 ann skips do");
    assert!(office.case.incidents.is_empty());
}
