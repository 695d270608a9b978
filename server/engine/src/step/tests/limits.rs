//! Time: limits, warnings, lateness, waits and stale timers.

use expect_test::expect;

use super::check;

#[test]
fn a_missed_deadline_goes_to_the_lead() {
    check(
        "ask task @desk 30m leave : -> end, late -> lead
         lead task @second : -> end
         end end",
        "0 filed
         10 tick
         41 lea does lead",
        expect![[r#"
            0    filed
            0    ask -> ann due 30
            0    owner ann
            30   ask late
            30   ask cancelled
            30   lead -> lea
            41   lea did lead: done
            41   status in_progress
            41   ended closed
            41   = closed of ann, ended
        "#]],
    );
}

#[test]
fn a_warning_tells_the_owner_or_does_what_it_says() {
    check(
        "ask task @desk 60m warn:50 \"warn:75:tell:%lead=Hurry up with {{ticket.title}}\" : -> end
         end end",
        "0 filed
         59 tick
         59 echo",
        expect![[r#"
            0    filed
            0    ask -> ann due 60
            0    owner ann
            30   ask at 50%
            30   ! ann: Ticket #7 “No light”: the step “ask” has used 50% of its time
            45   ask at 75%
            45   told [lea]
            45   ! lea: Hurry up with No light
            59   = new of ann due 60, ask ann
        "#]],
    );
}

#[test]
fn a_late_step_tells_once_and_stays_open() {
    check(
        "ask task @desk 30m late:tell:manager=Late late:priority:urgent : -> end
         end end",
        "0 filed
         40 echo
         50 ann does ask
         60 echo",
        expect![[r#"
            0    filed
            0    ask -> ann due 30
            0    owner ann
            30   ask late
            30   told [lea]
            30   priority urgent
            30   ! lea: Late
            50   ann did ask: done
            50   status in_progress
            50   ended closed
            60   = closed of ann, ended
        "#]],
    );
}

#[test]
fn a_step_done_in_time_is_never_late() {
    check(
        "ask task @desk 30m warn:50 : again -> ask, -> end
         end end",
        "0 filed
         10 ann does ask again
         39 tick
         40 ann does ask
         90 echo",
        expect![[r#"
            0    filed
            0    ask -> ann due 30
            0    owner ann
            10   ann did ask: again
            10   status in_progress
            10   ask -> bob due 40
            25   ask at 50%
            25   ! bob: Ticket #7 “No light”: the step “ask” has used 50% of its time
            40   ask late
            40   ann did ask: done
            40   ended closed
            90   = closed of ann, ended
        "#]],
    );
}

#[test]
fn limits_count_on_the_calendar_of_the_step() {
    check(
        "ask task @desk 8h on:office : -> next
         next task @desk 60w on:office : -> nap
         nap wait 30m on:office : -> end
         end end",
        "0 filed
         600 ann does ask
         660 ann does next",
        expect![[r#"
            0    filed
            0    ask -> ann due 480
            0    owner ann
            480  ask late
            600  ann did ask: done
            600  status in_progress
            600  next -> bob due 660
            660  next late
            660  ann did next: done
            660  nap waits due 1470
            660  = in_progress of ann, nap waits
        "#]],
    );
}

#[test]
fn a_wait_lasts_its_time_or_until_a_date() {
    check(
        "nap wait 30m : -> day
         day wait \"until:fields.day\" : -> past
         past wait \"until:`2026-01-01`\" : -> end
         end end",
        "0 filed day=2026-01-06
         10 customer hello
         2000 echo",
        expect![[r#"
            0    filed
            0    nap waits due 30
            10   customer says: hello
            30   nap over
            30   day waits due 900
            900  day over
            900  past waits due -6300
            900  past over
            900  ended closed
            2000 = closed, ended
        "#]],
    );
}

#[test]
fn a_wait_for_no_instant_is_an_incident() {
    check(
        "day wait \"until:fields.day\" : -> end\n end end",
        "0 filed day=soon",
        expect![[r#"
            0    filed
            0    day stuck
            0    ? the wait needs an instant or a date, not "soon": fields.day
            0    = new, day STUCK, stuck
        "#]],
    );
}

#[test]
fn the_due_time_has_its_reckoning() {
    use model::trace::{Stretch, Trace};
    let mut office = super::Office::new("ask task @desk 9h on:office : -> end\n end end");
    office.play("0 filed");
    let Some(Trace::Due(trace)) = office.case.tasks[0].traces.get(1) else { panic!("no due trace") };
    let stretches: Vec<&Stretch> = trace.segments.iter().map(|segment| &segment.is).collect();
    assert_eq!(stretches, [&Stretch::Working, &Stretch::Closed, &Stretch::Working]);
    assert_eq!(trace.due.to_rfc3339(), "2026-01-06T10:00:00+00:00");
}
