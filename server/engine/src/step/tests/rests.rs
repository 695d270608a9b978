//! Clocks stand still while a ticket waits for its customer, where the policy says so.

use expect_test::{Expect, expect};
use model::{
    policy::{Pauses, Policy, Targets},
    record::{Clock, Target},
};
use proptest::prelude::*;

use super::{office::Office, script, world::monday};

const FLOW: &str = "ask task @desk : wait -> wait, done -> end
                    wait wait reply most:6000m : -> ask, timeout -> end
                    end end";

fn office(calendar: &str, minutes: i64) -> Office {
    let mut office = Office::new(FLOW);
    office.world.policy(Policy {
        format: Policy::FORMAT,
        calendar: calendar.into(),
        ladder: Some("usual".into()),
        otherwise: Targets { resolution: script::span(&format!("{minutes}m")), ..Targets::default() },
        pauses: Pauses { waiting_for_customer: vec![Target::Resolution], on_hold: Vec::new() },
        ..Policy::default()
    });
    office
}

fn check(calendar: &str, minutes: i64, happens: &str, expected: Expect) {
    let mut office = office(calendar, minutes);
    office.play(happens);
    expected.assert_eq(&office.told());
}

fn clock(office: &Office) -> &Clock {
    office.case.clocks.iter().find(|clock| clock.target == Target::Resolution).unwrap()
}

#[test]
fn a_clock_stands_still_while_the_customer_is_asked_and_goes_on_with_the_answer() {
    check(
        "always",
        60,
        "0 filed\n 20 ann does ask wait\n 500 customer yes\n 560 tick",
        expect![[r#"
        0    filed
        0    clock resolution due 60
        0    ask -> ann
        0    owner ann
        20   ann did ask: wait
        20   status in_progress
        20   wait waits due 6020
        20   status waiting_for_customer
        20   clock resolution paused
        500  customer says: yes
        500  status in_progress
        500  clock resolution resumed due 540
        500  wait over
        500  ask -> bob
        510  level 50% of resolution told [ann]
        510  ! ann: Ticket #7 “No light”: the resolution has used 50% of its time
        540  clock resolution late
        540  level 100% of resolution told [ann lea]
        540  ! ann: Ticket 7 is late
        540  ! lea: Ticket 7 is late
        560  = in_progress of ann due 540, ask bob
    "#]],
    );
}

#[test]
fn a_late_clock_tells_nobody_while_the_customer_is_asked() {
    check(
        "always",
        60,
        "0 filed\n 70 ann does ask wait\n 500 tick\n 501 customer yes\n 560 tick",
        expect![[r#"
        0    filed
        0    clock resolution due 60
        0    ask -> ann
        0    owner ann
        30   level 50% of resolution told [ann]
        30   ! ann: Ticket #7 “No light”: the resolution has used 50% of its time
        60   clock resolution late
        60   level 100% of resolution told [ann lea]
        60   ! ann: Ticket 7 is late
        60   ! lea: Ticket 7 is late
        70   ann did ask: wait
        70   status in_progress
        70   wait waits due 6070
        70   status waiting_for_customer
        70   clock resolution paused
        501  customer says: yes
        501  status in_progress
        501  clock resolution resumed due 60
        501  wait over
        501  ask -> bob
        551  queued mail
        551  ! mail carl@example.org: [#7] No light / Ticket #7 “No light”: the resolution is late (200% of its time)
        551  level 200% of resolution told [lea]
        551  ! lea: Ticket #7 “No light”: the resolution is late (200% of its time)
        560  = in_progress of ann due 60, ask bob
    "#]],
    );
}

#[test]
fn what_was_in_time_when_it_stopped_is_met_in_time() {
    let mut office = office("always", 60);
    office.play("0 filed\n 20 ann does ask wait\n 500 tick");
    assert!(clock(&office).is_paused());
    assert_eq!(office.case.ticket.due_at, None, "nothing is due while it waits");
    office.play("500 customer yes\n 510 ann does ask done");
    assert!(matches!(clock(&office).state, model::record::ClockState::Met { late: false, .. }));
}

#[test]
fn the_reckoning_shows_the_pause() {
    use model::trace::{Stretch, Trace};
    let mut office = office("always", 60);
    office.play("0 filed\n 20 ann does ask wait\n 500 customer yes");
    let mut events = office.steps.iter().flat_map(|step| &step.events);
    let resumed = events.rfind(|event| event.what.name() == "clock_resumed").unwrap();
    let [Trace::Due(due)] = &resumed.traces[..] else { panic!("{:?}", resumed.traces) };
    let stretches: Vec<_> = due.segments.iter().map(|s| ((s.to - s.from).num_minutes(), s.is.clone())).collect();
    assert_eq!(stretches, [(20, Stretch::Working), (480, Stretch::Paused), (40, Stretch::Working)]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// The office works from nine to five. Minute 0 is nine o'clock on a Monday.
    #[test]
    fn a_pause_outside_working_time_changes_nothing(
        span in 60_i64..2_000, day in 0_i64..4, begins in 480_i64..1_430, lasts in 1_i64..900,
    ) {
        let from = day * 1_440 + begins;
        let to = (from + lasts).min((day + 1) * 1_440);
        let mut office = office("office", span);
        let before = {
            office.play("0 filed");
            clock(&office).due_at
        };
        // Only while it is still in time is there anything to compare.
        prop_assume!(before > monday() + chrono::Duration::minutes(from));
        office.play(&format!("{from} ann does ask wait\n{to} customer yes"));
        prop_assert_eq!(clock(&office).due_at, before);
    }

    /// However a pause lies, the clock is due when its span of unpaused working time is over.
    #[test]
    fn only_the_overlap_with_working_time_moves_the_due_time(
        span in 60_i64..2_000, from in 1_i64..4_000, lasts in 1_i64..4_000,
    ) {
        let mut office = office("office", span);
        office.play("0 filed");
        prop_assume!(clock(&office).due_at > monday() + chrono::Duration::minutes(from));
        office.play(&format!("{from} ann does ask wait\n{} customer yes", from + lasts));
        let clock = clock(&office);
        let calendar = crate::condition::Calendars::calendar(&office.world, &"office".into()).unwrap();
        prop_assert_eq!(calendar.used(clock.started_at, clock.due_at, &clock.pauses).num_minutes(), span);
    }
}
