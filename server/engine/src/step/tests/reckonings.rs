//! A calendar or a policy is published, and running times are counted anew: what moves, what stays quiet, what goes on.

use chrono::{DateTime, Duration, Utc};
use expect_test::{Expect, expect};
use model::{
    Kind, Text,
    calendar::Calendar,
    policy::{Pauses, Policy, Targets},
    reckoning::Published,
    record::{Clock, ClockState, Event, Happening, Pause, Target},
};
use proptest::prelude::*;

use super::{office::Office, script, world::monday};
use crate::{
    calendar::tests::{drawn, oracle},
    refusal::Refusal,
    step::{Touched, outlook},
};

const FLOW: &str = "ask task @desk 1000m warn:50 : wait -> wait, done -> end
                    wait wait reply most:6000w : -> ask, timeout -> end
                    end end";

fn office(flow: &str, minutes: i64) -> Office {
    let mut office = Office::new(flow);
    office.world.policy(Policy {
        format: Policy::FORMAT,
        calendar: "office".into(),
        ladder: Some("usual".into()),
        otherwise: Targets { resolution: script::span(&format!("{minutes}m")), ..Targets::default() },
        pauses: Pauses { waiting_for_customer: vec![Target::Resolution], on_hold: Vec::new() },
        ..Policy::default()
    });
    office
}

fn check(mut office: Office, happens: &str, expected: Expect) {
    office.play(happens);
    expected.assert_eq(&office.told());
}

#[test]
fn a_holiday_moves_every_running_time_and_what_lies_ahead_comes_as_ever() {
    check(
        office(FLOW, 960),
        "0 filed\n 60 calendar office 9-17 off:2026-01-06\n 60 calendar office 9-17 off:2026-01-06\n 4320 tick",
        expect![[r#"
            0    filed
            0    clock resolution due 1920
            0    ask -> ann due 2920
            0    owner ann
            60   reckoned by office: resolution due 1920 -> 3360, ask due 2920 -> 4360
            480  level 50% of resolution told [ann]
            480  ! ann: Ticket #7 “No light”: the resolution has used 50% of its time
            2900 ask at 50%
            2900 ! ann: Ticket #7 “No light”: the step “ask” has used 50% of its time
            3360 clock resolution late
            3360 level 100% of resolution told [ann lea]
            3360 ! ann: Ticket 7 is late
            3360 ! lea: Ticket 7 is late
            4320 = new of ann due 3360, ask ann
        "#]],
    );
}

#[test]
fn what_is_late_by_the_reckoning_alone_is_told_to_nobody() {
    check(
        office(FLOW, 960),
        "0 filed\n 1000 calendar office 0-24\n 2000 calendar office 8-24\n 9000 tick",
        expect![[r#"
            0    filed
            0    clock resolution due 1920
            0    ask -> ann due 2920
            0    owner ann
            480  level 50% of resolution told [ann]
            480  ! ann: Ticket #7 “No light”: the resolution has used 50% of its time
            1000 reckoned by office: resolution due 1920 -> 960 late, ask due 2920 -> 1000 late
            1920 queued mail
            1920 ! mail carl@example.org: [#7] No light / Ticket #7 “No light”: the resolution is late (200% of its time)
            1920 level 200% of resolution told [lea]
            1920 ! lea: Ticket #7 “No light”: the resolution is late (200% of its time)
            2000 reckoned by office: resolution due 960 -> 1440, ask due 1000 -> 1480
            9000 = new of ann due 1440, ask ann
        "#]],
    );
}

#[test]
fn what_was_late_by_a_day_that_is_a_holiday_now_is_in_time_again() {
    check(
        office(FLOW, 500),
        "0 filed\n 1470 calendar office 9-17 off:2026-01-06\n 2000 tick\n 3000 tick",
        expect![[r#"
            0    filed
            0    clock resolution due 1460
            0    ask -> ann due 2920
            0    owner ann
            250  level 50% of resolution told [ann]
            250  ! ann: Ticket #7 “No light”: the resolution has used 50% of its time
            1460 clock resolution late
            1460 level 100% of resolution told [ann lea]
            1460 ! ann: Ticket 7 is late
            1460 ! lea: Ticket 7 is late
            1460 ask at 50%
            1460 ! ann: Ticket #7 “No light”: the step “ask” has used 50% of its time
            1470 reckoned by office: resolution due 1460 -> 2900 in time, ask due 2920 -> 4360
            2900 clock resolution late
            3000 = new of ann due 2900, ask ann
        "#]],
    );
}

#[test]
fn a_time_that_stands_still_is_counted_when_it_goes_on() {
    check(
        office(FLOW, 600),
        "0 filed\n 100 ann does ask wait\n 200 calendar office 9-17 off:2026-01-06\n 300 customer yes\n 4000 tick",
        expect![[r#"
            0    filed
            0    clock resolution due 1560
            0    ask -> ann due 2920
            0    owner ann
            100  ann did ask: wait
            100  status in_progress
            100  wait waits due 6100
            100  status waiting_for_customer
            100  clock resolution paused
            300  customer says: yes
            300  status in_progress
            300  clock resolution resumed due 3200
            300  wait over
            300  ask -> bob due 4660
            2900 level 50% of resolution told [ann]
            2900 ! ann: Ticket #7 “No light”: the resolution has used 50% of its time
            3200 clock resolution late
            3200 level 100% of resolution told [ann lea]
            3200 ! ann: Ticket 7 is late
            3200 ! lea: Ticket 7 is late
            3200 ask at 50%
            3200 ! bob: Ticket #7 “No light”: the step “ask” has used 50% of its time
            4000 = in_progress of ann due 3200, ask bob
        "#]],
    );
    check(
        office("ask task @desk 600m : -> end\n end end", 600),
        "0 filed\n 100 ann holds later\n 200 calendar office 9-17 off:2026-01-06\n 300 ann resumes\n 300 tick",
        expect![[r#"
            0    filed
            0    clock resolution due 1560
            0    ask -> ann due 1560
            0    owner ann
            100  ann holds: later
            100  status on_hold
            200  reckoned by office: resolution due 1560 -> 3000
            300  level 50% of resolution told [ann]
            300  ! ann: Ticket #7 “No light”: the resolution has used 50% of its time
            300  ann resumes
            300  status new
            300  = new of ann due 3000, ask ann
        "#]],
    );
}

#[test]
fn the_flow_goes_on_where_time_has_passed_and_its_alarms_stay_silent() {
    check(
        office(
            "ask task @desk 600m on:office leave late:tell:%lead=Late : -> end, late -> nap
             nap wait 600m on:office : -> lead
             lead task role:lead : -> end
             end end",
            60_000,
        ),
        "0 filed\n 479 tick\n 700 calendar office 0-24\n 800 calendar office 0-2\n 3000 calendar office 0-24\n 3001 tick",
        expect![[r#"
            0    filed
            0    clock resolution due 248160
            0    ask -> ann due 1560
            0    owner ann
            700  reckoned by office: resolution due 248160 -> 60000, ask due 1560 -> 600 late
            700  ask cancelled
            700  nap waits due 1300
            800  reckoned by office: resolution due 60000 -> 719580, nap due 1300 -> 6780
            3000 reckoned by office: resolution due 719580 -> 60000, nap due 6780 -> 1300 late
            3000 nap over
            3000 lead -> lea
            3001 = new of ann due 60000, lead lea
        "#]],
    );
}

#[test]
fn a_level_whose_timer_is_late_is_told_as_ever() {
    // The worker was down over minute 60: what was due then was due before anything was published.
    let mut office = office(FLOW, 60);
    office.play("0 filed");
    office.now = monday() + Duration::minutes(200);
    let because = Office::reckoning(Kind::Calendar, "office");
    office.world.calendar("office", &script::calendar(&["9-18"]));
    office.happen(because).unwrap();
    office.play("200 tick");
    expect![[r#"
        0    filed
        0    clock resolution due 60
        0    ask -> ann due 2920
        0    owner ann
        0    = new of ann due 60, ask ann
        200  reckoned by office: ask due 2920 -> 1900
        200  level 50% of resolution told [ann]
        200  ! ann: Ticket #7 “No light”: the resolution has used 50% of its time
        200  clock resolution late
        200  level 100% of resolution told [ann lea]
        200  ! ann: Ticket 7 is late
        200  ! lea: Ticket 7 is late
        200  queued mail
        200  ! mail carl@example.org: [#7] No light / Ticket #7 “No light”: the resolution is late (200% of its time)
        200  level 200% of resolution told [lea]
        200  ! lea: Ticket #7 “No light”: the resolution is late (200% of its time)
        200  = new of ann due 60, ask ann
    "#]]
    .assert_eq(&office.told());
}

#[test]
fn a_policy_gives_new_targets_takes_old_ones_away_and_says_so() {
    check(
        office(FLOW, 960),
        "0 filed\n 30 policy 20 0 480\n 30 policy 20 0 480\n 40 policy 0 0 0\n 9000 tick",
        expect![[r#"
            0    filed
            0    clock resolution due 1920
            0    ask -> ann due 2920
            0    owner ann
            30   reckoned by gold: first_response -> 20 late, resolution due 1920 -> 480
            40   queued mail
            40   ! mail carl@example.org: [#7] No light / Ticket #7 “No light”: the first response is late (200% of its time)
            40   level 200% of first_response told [lea]
            40   ! lea: Ticket #7 “No light”: the first response is late (200% of its time)
            40   reckoned by gold: first_response due 20 gone, resolution due 480 gone
            1460 ask at 50%
            1460 ! ann: Ticket #7 “No light”: the step “ask” has used 50% of its time
            2920 ask late
            9000 = new of ann due 2920, ask ann
        "#]],
    );
}

fn published(key: &str) -> Published {
    Published { kind: Kind::Calendar, key: key.into(), title: Text::default(), number: 2 }
}

#[test]
fn a_ticket_that_runs_by_something_else_is_left_alone() {
    let mut office = office(FLOW, 960);
    office.play("0 filed");
    let found = outlook(&office.case, &published("always"), office.now, &office.world).unwrap();
    assert!(!found.uses && found.shifts.is_empty());
}

#[test]
fn a_calendar_that_is_gone_cannot_be_counted_on_and_nothing_is_changed() {
    let mut office = office(FLOW, 960);
    office.play("0 filed");
    office.world.lose_calendar("office");
    let found = outlook(&office.case, &published("office"), office.now, &office.world);
    assert!(matches!(found, Err(Refusal::CannotReckon { .. })), "{found:?}");
}

#[test]
fn reminders_go_on_at_their_pace() {
    let mut office = office(FLOW, 600);
    office.world.ladders.insert("usual".into(), std::sync::Arc::new(script::ladder("50 owner again:120m*5")));
    check(
        office,
        "0 filed\n 310 calendar office 9-10\n 400 calendar office 0-24\n 600 tick",
        expect![[r#"
        0    filed
        0    clock resolution due 1560
        0    ask -> ann due 2920
        0    owner ann
        300  level 50% of resolution told [ann]
        300  ! ann: Ticket #7 “No light”: the resolution has used 50% of its time
        310  reckoned by office: resolution due 1560 -> 13020, ask due 2920 -> 23080
        400  reckoned by office: resolution due 13020 -> 600, ask due 23080 -> 1000
        420  level 50% of resolution told again (1) ann
        420  ! ann: Ticket #7 “No light”: the resolution has used 50% of its time
        500  ask at 50%
        500  ! ann: Ticket #7 “No light”: the step “ask” has used 50% of its time
        540  level 50% of resolution told again (2) ann
        540  ! ann: Ticket #7 “No light”: the resolution has used 50% of its time
        600  clock resolution late
        600  = new of ann due 600, ask ann
    "#]],
    );
}

fn resolution(office: &Office) -> &Clock {
    office.case.clocks.iter().find(|clock| clock.target == Target::Resolution).unwrap()
}

/// When a span is used up, minute by minute; nothing where that takes longer than a month.
fn due(calendar: &Calendar, from: DateTime<Utc>, span: i64, pauses: &[Pause]) -> Option<DateTime<Utc>> {
    let rests = |at: DateTime<Utc>| pauses.iter().any(|p| p.from <= at && p.to.is_none_or(|end| at < end));
    let mut left = span;
    for minute in 0..30 * 1_440 {
        let at = from + Duration::minutes(minute);
        if oracle(calendar, at) && !rests(at) {
            left -= 1;
            if left == 0 {
                return Some(at + Duration::minutes(1));
            }
        }
    }
    None
}

/// The instants after a moment at which levels fired.
fn fired(office: &Office, after: DateTime<Utc>) -> Vec<(u16, DateTime<Utc>)> {
    let events = office.steps.iter().flat_map(|step| &step.events);
    let level = |event: &Event| match event.what {
        Happening::Escalated { percent, .. } if event.at > after => Some((percent, event.at)),
        _ => None,
    };
    events.filter_map(level).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is drawn anew, whenever it is published, whether the ticket waited before or waits then: every time is
    /// what it would be had the calendar always been so, by an oracle that counts minutes. Nobody is told, what lies
    /// ahead comes when it would have come, and doing it twice does nothing.
    #[test]
    fn what_is_counted_anew_is_what_is_counted_afresh(
        old in drawn(), new in drawn(), span in 30_i64..3_000, waits in 1_i64..2_000, lasts in 1_i64..2_000,
        at in 1_i64..6_000, knows in any::<bool>(),
    ) {
        let happens = |until: i64| {
            let mut lines = vec![(0, "filed".to_owned())];
            lines.push((waits, "ann does ask wait".to_owned()));
            lines.push((waits + lasts, "customer yes".to_owned()));
            lines.retain(|(minute, _)| *minute < until);
            lines.iter().map(|(minute, what)| format!("{minute} {what}")).collect::<Vec<_>>().join("\n")
        };
        let open = |calendar: &Calendar| {
            let mut office = office(FLOW, span);
            office.world.calendar("office", calendar);
            office.world.forget_former();
            office
        };
        let (mut moved, mut fresh) = (open(&old), open(&new));
        let now = monday() + Duration::minutes(at);
        for office in [&mut moved, &mut fresh] {
            office.play(&happens(at));
            office.pass(now);
        }
        moved.world.calendar("office", &new);
        if !knows {
            moved.world.forget_former();
        }
        let was_due = resolution(&moved).due_at;
        let because = Office::reckoning(Kind::Calendar, "office");
        let step = moved.happen(because.clone()).unwrap();
        prop_assert!(step.notices.is_empty() && step.held.is_empty() && step.effects.is_empty());
        prop_assert!(step.events.iter().all(|event| event.what.name() == "reckoned"));

        let clock = resolution(&moved);
        let closed: Vec<Pause> = clock.pauses.iter().filter(|pause| pause.to.is_some()).copied().collect();
        if let Some(due) = due(&new, clock.started_at, span, &closed).filter(|_| !clock.is_paused()) {
            prop_assert_eq!(clock.due_at, due);
            prop_assert_eq!(clock.state == ClockState::Running, due > now, "{:?}", clock.state);
            prop_assert_eq!(due, resolution(&fresh).due_at);
        }
        let is_late = |office: &Office| matches!(resolution(office).state, ClockState::Breached { .. });
        prop_assert_eq!(is_late(&moved), is_late(&fresh));
        let steps = |office: &Office| -> Vec<_> {
            let open = office.case.tasks.iter().filter(|task| task.state.is_open());
            open.map(|task| (task.node.clone(), task.due_at)).collect()
        };
        prop_assert_eq!(steps(&moved), steps(&fresh));

        let again = moved.happen(because).unwrap();
        prop_assert_eq!(again.touched, Touched::default());
        prop_assert!(again.timers.is_empty() && again.dropped.is_empty());

        // What lies ahead.
        let later = monday() + Duration::days(40);
        for office in [&mut moved, &mut fresh] {
            if at <= waits + lasts && waits < at {
                office.play(&format!("{} customer yes", (waits + lasts).max(at)));
            }
            office.pass(later);
        }
        prop_assert_eq!(resolution(&moved).due_at, resolution(&fresh).due_at);
        prop_assert_eq!(is_late(&moved), is_late(&fresh));
        // Where nobody knows how time was counted before, a clock that is due when it was is taken for one that did not
        // move; its levels may then still come as they were counted.
        if !knows && resolution(&moved).due_at == was_due {
            return Ok(());
        }
        let (ahead, expected) = (fired(&moved, now), fired(&fresh, now));
        prop_assert!(ahead.iter().all(|one| expected.contains(one)), "{:?} of {:?}", ahead, expected);
        let before: Vec<u16> = fired(&moved, DateTime::<Utc>::MIN_UTC).into_iter().filter(|(_, at)| *at <= now)
            .map(|(percent, _)| percent).collect();
        for (percent, at) in expected.iter().filter(|one| !ahead.contains(one)) {
            prop_assert!(before.iter().any(|told| told >= percent), "{} at {} never came", percent, at);
        }
    }
}
