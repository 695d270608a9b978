//! Offers: a step is offered to one after another until someone accepts it.

use std::sync::Arc;

use expect_test::expect;
use model::trace::{Barred, Trace};

use super::{check, office::Office};

const ASK: &str = "ask task @asked : -> end\n end end";

#[test]
fn whoever_accepts_has_the_step_and_nobody_else_can_accept_it() {
    check(
        ASK,
        "0 filed\n 1 bob accepts ask\n 2 ann accepts ask\n 3 ann accepts ask\n 4 echo\n 5 ann does ask",
        expect![[r#"
            0    filed
            0    ask -> nobody
            0    ask offered to ann due 5
            0    ! ann: Ticket #7 “No light”: the step “ask” is offered to you
            1    no: the step is not offered to you, or not any more
            2    ann claimed ask
            2    status in_progress
            2    owner ann
            5    ann did ask: done
            5    ended closed
            5    = closed of ann, ended
        "#]],
    );
}

#[test]
fn whoever_declines_or_lets_the_time_go_by_is_followed_by_the_next_one() {
    check(
        ASK,
        "0 filed\n 1 ann declines ask busy\n 2 ann accepts ask\n 6 tick\n 7 echo\n 8 ann accepts ask",
        expect![[r#"
            0    filed
            0    ask -> nobody
            0    ask offered to ann due 5
            0    ! ann: Ticket #7 “No light”: the step “ask” is offered to you
            1    ann declines ask
            1    ask offered to bob due 6
            1    ! bob: Ticket #7 “No light”: the step “ask” is offered to you
            2    no: the step is not offered to you, or not any more
            6    ask not accepted by bob
            6    ask offered to ann in round 2 due 11
            6    ! ann: Ticket #7 “No light”: the step “ask” is offered to you
            8    ann claimed ask
            8    status in_progress
            8    owner ann
            8    = in_progress of ann, ask ann
        "#]],
    );
}

#[test]
fn after_the_last_round_it_goes_where_the_queue_says_and_the_alarm_rings_once() {
    check(
        ASK,
        "0 filed\n 5 tick\n 10 tick\n 15 tick\n 20 tick\n 30 tick\n 31 echo\n 32 lea does ask",
        expect![[r#"
        0    filed
        0    ask -> nobody
        0    ask offered to ann due 5
        0    ! ann: Ticket #7 “No light”: the step “ask” is offered to you
        5    ask not accepted by ann
        5    ask offered to bob due 10
        5    ! bob: Ticket #7 “No light”: the step “ask” is offered to you
        10   ask not accepted by bob
        10   ask offered to ann in round 2 due 15
        10   ! ann: Ticket #7 “No light”: the step “ask” is offered to you
        15   ask not accepted by ann
        15   ask offered to bob in round 2 due 20
        15   ! bob: Ticket #7 “No light”: the step “ask” is offered to you
        20   ask not accepted by bob
        20   ask accepted by nobody, goes to second told [lea]
        20   ask given to lea
        20   owner lea
        20   ! lea: Ticket #7 “No light”: the step “ask”: nobody has accepted it
        32   lea did ask: done
        32   status in_progress
        32   ended closed
        32   = closed of lea, ended
    "#]],
    );
}

#[test]
fn without_a_queue_to_go_to_it_stays_to_be_claimed() {
    let mut office = Office::new(ASK).promised("offer asked 5m alarm:%lead alarm:lea alarm:ann");
    office.play("0 filed\n 1 ann declines ask\n 2 bob declines ask\n 3 lea assigns ask\n 60 echo\n 61 bob claims ask");
    expect![[r#"
        0    filed
        0    ask -> nobody
        0    ask offered to ann due 5
        0    ! ann: Ticket #7 “No light”: the step “ask” is offered to you
        1    ann declines ask
        1    ask offered to bob due 6
        1    ! bob: Ticket #7 “No light”: the step “ask” is offered to you
        2    bob declines ask
        2    ask accepted by nobody told [lea ann]
        2    ! lea: Ticket #7 “No light”: the step “ask”: nobody has accepted it
        2    ! ann: Ticket #7 “No light”: the step “ask”: nobody has accepted it
        61   bob claimed ask
        61   status in_progress
        61   owner bob
        61   = in_progress of bob, ask bob
    "#]]
    .assert_eq(&office.told());
}

#[test]
fn whoever_claims_completes_or_gets_it_ends_the_offer() {
    check(
        ASK,
        "0 filed\n 1 bob claims ask\n 9 echo",
        expect![[r#"
        0    filed
        0    ask -> nobody
        0    ask offered to ann due 5
        0    ! ann: Ticket #7 “No light”: the step “ask” is offered to you
        1    bob claimed ask
        1    status in_progress
        1    owner bob
        1    ! ann: Ticket #7 “No light”: the step “ask” is no longer offered to you: bob saw to it
        9    = in_progress of bob, ask bob
    "#]],
    );
    check(
        ASK,
        "0 filed\n 1 lea does ask\n 9 echo",
        expect![[r#"
        0    filed
        0    ask -> nobody
        0    ask offered to ann due 5
        0    ! ann: Ticket #7 “No light”: the step “ask” is offered to you
        1    lea did ask: done
        1    status in_progress
        1    ended closed
        1    ! ann: Ticket #7 “No light”: the step “ask” is no longer offered to you: lea saw to it
        9    = closed, ended
    "#]],
    );
    check(
        ASK,
        "0 filed\n 1 lea hands ask to bob\n 9 echo",
        expect![[r#"
        0    filed
        0    ask -> nobody
        0    ask offered to ann due 5
        0    ! ann: Ticket #7 “No light”: the step “ask” is offered to you
        1    lea handed ask to bob
        1    ! ann: Ticket #7 “No light”: the step “ask” is no longer offered to you: lea saw to it
        1    ! bob: Ticket #7 “No light”: the step “ask” was handed to you by lea
        9    = new, ask bob
    "#]],
    );
    check(
        ASK,
        "0 filed\n 1 lea hands ask to @second\n 9 echo",
        expect![[r#"
        0    filed
        0    ask -> nobody
        0    ask offered to ann due 5
        0    ! ann: Ticket #7 “No light”: the step “ask” is offered to you
        1    lea handed ask to nobody
        1    ! ann: Ticket #7 “No light”: the step “ask” is no longer offered to you: lea saw to it
        9    = new, ask nobody
    "#]],
    );
    check(
        ASK,
        "0 filed\n 1 ann claims ask\n 9 echo",
        expect![[r#"
        0    filed
        0    ask -> nobody
        0    ask offered to ann due 5
        0    ! ann: Ticket #7 “No light”: the step “ask” is offered to you
        1    ann claimed ask
        1    status in_progress
        1    owner ann
        9    = in_progress of ann, ask ann
    "#]],
    );
}

#[test]
fn what_is_over_is_offered_no_more() {
    let flow = "ask task @asked 3m leave : -> end, late -> other\n other task @second : -> end\n end end";
    check(
        flow,
        "0 filed\n 3 tick\n 9 echo",
        expect![[r#"
        0    filed
        0    ask -> nobody due 3
        0    ask offered to ann due 5
        0    ! ann: Ticket #7 “No light”: the step “ask” is offered to you
        3    ask late
        3    ask cancelled
        3    other -> lea
        3    owner lea
        9    = new of lea, other lea
    "#]],
    );
    check(
        ASK,
        "0 filed\n 1 lea terminates cancelled enough\n 9 echo",
        expect![[r#"
        0    filed
        0    ask -> nobody
        0    ask offered to ann due 5
        0    ! ann: Ticket #7 “No light”: the step “ask” is offered to you
        1    lea terminates: enough
        1    ask cancelled
        1    ended cancelled
        9    = cancelled, ended
    "#]],
    );
    check(
        flow,
        "0 filed\n 1 lea moves ask to other\n 9 echo",
        expect![[r#"
        0    filed
        0    ask -> nobody due 3
        0    ask offered to ann due 5
        0    ! ann: Ticket #7 “No light”: the step “ask” is offered to you
        1    lea moves ask to other
        1    ask cancelled
        1    other -> lea
        1    owner lea
        9    = new of lea, other lea
    "#]],
    );
}

#[test]
fn where_nobody_is_free_it_waits_and_is_offered_later() {
    let mut office = Office::new(ASK);
    for colleague in &mut office.world.colleagues {
        Arc::make_mut(&mut colleague.person).away = colleague.person.name != "lea";
    }
    office.play("0 filed\n 30 lea assigns ask");
    Arc::make_mut(&mut office.world.colleagues[1].person).away = false;
    office.play("31 lea assigns ask\n 36 tick\n 41 tick");
    expect![[r#"
        0    filed
        0    ask -> nobody
        30   = new, ask nobody
        31   ask offered to bob due 36
        31   ! bob: Ticket #7 “No light”: the step “ask” is offered to you
        36   ask not accepted by bob
        36   ask offered to bob in round 2 due 41
        36   ! bob: Ticket #7 “No light”: the step “ask” is offered to you
        41   ask not accepted by bob
        41   ask accepted by nobody, goes to second told [lea]
        41   ask given to lea
        41   owner lea
        41   ! lea: Ticket #7 “No light”: the step “ask”: nobody has accepted it
        41   = new of lea, ask lea
    "#]]
    .assert_eq(&office.told());
}

#[test]
fn an_offer_counts_as_work_while_it_is_open() {
    let mut office = Office::new(
        "both parallel : -> a, -> b, -> c
         a task @asked : -> meet
         b task @asked : -> meet
         c task @asked : -> meet
         meet join : -> end
         end end",
    );
    for colleague in &mut office.world.colleagues {
        Arc::make_mut(&mut colleague.person).capacity = Some(1);
    }
    office.play("0 filed\n 1 ann declines a\n 2 lea assigns c");
    expect![[r#"
        0    filed
        0    a -> nobody
        0    a offered to ann due 5
        0    b -> nobody
        0    b offered to bob due 5
        0    c -> nobody
        0    ! ann: Ticket #7 “No light”: the step “a” is offered to you
        0    ! bob: Ticket #7 “No light”: the step “b” is offered to you
        1    ann declines a
        1    a offered to ann in round 2 due 6
        1    ! ann: Ticket #7 “No light”: the step “a” is offered to you
        2    = new, a offered to ann, b offered to bob, c nobody
    "#]]
    .assert_eq(&office.told());
}

#[test]
fn the_time_of_an_offer_runs_on_while_a_ticket_is_held() {
    check(
        ASK,
        "0 filed\n 1 lea holds later\n 6 bob accepts ask\n 9 lea resumes",
        expect![[r#"
        0    filed
        0    ask -> nobody
        0    ask offered to ann due 5
        0    ! ann: Ticket #7 “No light”: the step “ask” is offered to you
        1    lea holds: later
        1    status on_hold
        5    ask not accepted by ann
        5    ask offered to bob due 10
        5    ! bob: Ticket #7 “No light”: the step “ask” is offered to you
        6    bob claimed ask
        6    owner bob
        9    lea resumes
        9    status new
        9    = new of bob, ask bob
    "#]],
    );
}

#[test]
fn the_reason_says_who_has_passed() {
    let mut office = Office::new(ASK);
    office.play("0 filed\n 1 ann declines ask");
    let event = office.steps.last().unwrap().events.last().unwrap();
    let Trace::Owner(trace) = &event.traces[0] else { panic!("no owner trace") };
    let barred: Vec<_> = trace.candidates.iter().map(|one| (one.name.as_str(), one.barred)).collect();
    assert_eq!(barred, [("ann", Some(Barred::Passed)), ("bob", None)]);
    assert_eq!(trace.picked, Some(office.world.id("bob")));
    assert_eq!(office.case.tasks[0].traces, event.traces);
}

#[test]
fn a_queue_that_no_longer_offers_gives_the_work() {
    let mut office = Office::new(ASK);
    office.play("0 filed");
    let queue = office.world.queues.get_mut(&model::key::DefinitionKey::from("asked")).unwrap();
    std::sync::Arc::make_mut(queue).offer = None;
    office.play("5 tick\n 9 echo");
    expect![[r#"
        0    filed
        0    ask -> nobody
        0    ask offered to ann due 5
        0    ! ann: Ticket #7 “No light”: the step “ask” is offered to you
        0    = new, ask offered to ann
        5    ask not accepted by ann
        5    ask given to ann
        5    owner ann
        9    = new of ann, ask ann
    "#]]
    .assert_eq(&office.told());
}
