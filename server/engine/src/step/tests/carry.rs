//! A changed ticket is held against its policy anew; what was used stays used.

use expect_test::{Expect, expect};
use model::{policy::Policy, record::Target};
use serde_json::json;

use super::office::Office;

const FLOW: &str = "ask task @desk : -> end
                    end end";

/// Urgent: an hour to resolve. Large: two. Else eight, and half an hour to answer.
pub fn policy() -> Policy {
    let is =
        |left: &str, value: &str| json!({"is": "compare", "left": left, "how": "equal", "right": {"value": value}});
    serde_json::from_value(json!({"format": 1, "calendar": "always", "ladder": "usual", "rules": [
        {"title": {"en": "Urgent"}, "when": is("ticket.priority", "urgent"),
         "targets": {"first_response": {"minutes": 10}, "resolution": {"minutes": 60}}},
        {"title": {"en": "Large"}, "when": is("fields.kind", "large"), "targets": {"resolution": {"minutes": 120}}},
    ], "otherwise": {"first_response": {"minutes": 30}, "resolution": {"minutes": 480}}}))
    .unwrap()
}

fn check(flow: &str, happens: &str, expected: Expect) {
    let mut office = Office::new(flow);
    office.world.policy(policy());
    office.play(happens);
    expected.assert_eq(&office.told());
}

#[test]
fn a_more_pressing_ticket_gets_shorter_targets_and_keeps_the_time_it_used() {
    check(
        FLOW,
        "0 filed\n 5 ann wants it urgent\n 9 echo\n 20 tick",
        expect![[r#"
        0    filed
        0    clock first_response due 30
        0    clock resolution due 480
        0    ask -> ann
        0    owner ann
        5    ann priority urgent
        5    clock first_response moved due 10
        5    clock resolution moved due 60
        5    level 50% of first_response told [ann]
        5    ! ann: Ticket #7 “No light”: the first response has used 50% of its time
        10   clock first_response late
        10   level 100% of first_response told [ann lea]
        10   ! ann: Ticket 7 is late
        10   ! lea: Ticket 7 is late
        20   queued mail
        20   ! mail carl@example.org: [#7] No light / Ticket #7 “No light”: the first response is late (200% of its time)
        20   level 200% of first_response told [lea]
        20   ! lea: Ticket #7 “No light”: the first response is late (200% of its time)
        20   = new of ann due 10, ask ann
    "#]],
    );
}

#[test]
fn a_target_that_was_used_up_already_is_late_at_once_and_tells_once() {
    check(
        FLOW,
        "0 filed\n 100 ann wants it urgent\n 101 tick",
        expect![[r#"
        0    filed
        0    clock first_response due 30
        0    clock resolution due 480
        0    ask -> ann
        0    owner ann
        15   level 50% of first_response told [ann]
        15   ! ann: Ticket #7 “No light”: the first response has used 50% of its time
        30   clock first_response late
        30   level 100% of first_response told [ann lea]
        30   ! ann: Ticket 7 is late
        30   ! lea: Ticket 7 is late
        60   queued mail
        60   ! mail carl@example.org: [#7] No light / Ticket #7 “No light”: the first response is late (200% of its time)
        60   level 200% of first_response told [lea]
        60   ! lea: Ticket #7 “No light”: the first response is late (200% of its time)
        100  ann priority urgent
        100  clock first_response moved due 10
        100  clock resolution moved due 60
        100  clock resolution late
        100  level 100% of resolution told [ann lea]
        100  ! ann: Ticket 7 is late
        100  ! lea: Ticket 7 is late
        101  = new of ann due 10, ask ann
    "#]],
    );
}

#[test]
fn whoever_gets_more_time_is_no_longer_late() {
    check(
        FLOW,
        "0 filed\n 1 ann wants it urgent\n 70 ann wants it low\n 500 tick",
        expect![[r#"
        0    filed
        0    clock first_response due 30
        0    clock resolution due 480
        0    ask -> ann
        0    owner ann
        1    ann priority urgent
        1    clock first_response moved due 10
        1    clock resolution moved due 60
        5    level 50% of first_response told [ann]
        5    ! ann: Ticket #7 “No light”: the first response has used 50% of its time
        10   clock first_response late
        10   level 100% of first_response told [ann lea]
        10   ! ann: Ticket 7 is late
        10   ! lea: Ticket 7 is late
        20   queued mail
        20   ! mail carl@example.org: [#7] No light / Ticket #7 “No light”: the first response is late (200% of its time)
        20   level 200% of first_response told [lea]
        20   ! lea: Ticket #7 “No light”: the first response is late (200% of its time)
        30   level 50% of resolution told [ann]
        30   ! ann: Ticket #7 “No light”: the resolution has used 50% of its time
        60   clock resolution late
        60   level 100% of resolution told [ann lea]
        60   ! ann: Ticket 7 is late
        60   ! lea: Ticket 7 is late
        70   ann priority low
        70   clock first_response moved due 30
        70   clock resolution moved due 480
        480  clock resolution late
        500  = new of ann due 30, ask ann
    "#]],
    );
}

#[test]
fn an_answer_that_the_policy_asks_about_changes_the_targets_and_another_one_does_not() {
    check(
        "ask task @desk : -> more
         more task @desk : -> end
         end end",
        "0 filed\n 10 ann does ask done a=5\n 20 ann does more done kind=large",
        expect![[r#"
            0    filed
            0    clock first_response due 30
            0    clock resolution due 480
            0    ask -> ann
            0    owner ann
            10   ann did ask: done
            10   status in_progress
            10   more -> bob
            15   level 50% of first_response told [ann]
            15   ! ann: Ticket #7 “No light”: the first response has used 50% of its time
            20   ann did more: done
            20   clock resolution met
            20   ended closed
            20   = closed of ann, ended
        "#]],
    );
}

#[test]
fn the_answer_that_stands_for_the_priority_and_the_priority_never_disagree() {
    let mut office = Office::new(FLOW);
    office.world.kind.priority_field = Some("urgency".into());
    office.play("0 filed urgency=normal\n 1 ann wants it urgent");
    assert_eq!(office.case.ticket.fields["urgency"], "urgent");
    office.play("2 ann wants it high");
    assert_eq!(office.case.ticket.fields["urgency"], "urgent", "the form has no such option");
    let mut office = Office::new("ask task @desk : -> more\n more task @desk : -> end\n end end");
    office.world.kind.priority_field = Some("urgency".into());
    office.play("0 filed\n 1 ann does ask done urgency=urgent");
    assert_eq!(office.case.ticket.priority, model::flow::Priority::Urgent);
}

#[test]
fn a_clock_that_was_moved_says_why_and_from_when_it_counts() {
    use model::trace::Trace;
    let mut office = Office::new(FLOW);
    office.world.policy(policy());
    office.play("0 filed\n 5 ann wants it urgent");
    let last = office.steps.last().unwrap();
    let moved = last.events.iter().find(|event| event.what.name() == "clock_moved").unwrap();
    let [Trace::Policy(policy), Trace::Due(due)] = &moved.traces[..] else { panic!("{:?}", moved.traces) };
    assert_eq!(policy.rule.as_ref().unwrap().in_lang(model::Lang::En), "Urgent");
    assert_eq!(due.from, super::world::monday());
    let resolution = office.case.clocks.iter().find(|clock| clock.target == Target::Resolution).unwrap();
    assert_eq!((resolution.due_at - due.from).num_minutes(), 60);
}

#[test]
fn a_title_is_changed_by_whoever_changes_it_and_the_same_one_is_no_change() {
    check(
        FLOW,
        "0 filed\n 1 ann calls it \"The light is out\"\n 2 ann calls it \"The light is out\"",
        expect![[r#"
        0    filed
        0    clock first_response due 30
        0    clock resolution due 480
        0    ask -> ann
        0    owner ann
        1    ann title The light is out
        2    = new of ann due 30, ask ann
    "#]],
    );
}
