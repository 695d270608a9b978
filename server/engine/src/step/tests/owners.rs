//! Owners: each rule of a node, and what happens when it finds nobody.

use expect_test::expect;

use super::check;

#[test]
fn a_queue_gives_work_to_whoever_has_the_least() {
    check(
        "both parallel : -> a, -> b, -> c, -> d
         a task @desk : -> meet
         b task @desk : -> meet
         c task @desk : -> meet
         d task @second : -> meet
         meet join : -> end
         end end",
        "0 filed",
        expect![[r#"
            0    filed
            0    a -> ann
            0    owner ann
            0    b -> bob
            0    c -> ann
            0    d -> lea
            0    = new of ann, a ann, b bob, c ann, d lea
        "#]],
    );
}

#[test]
fn the_tickets_queue_counts_when_the_step_names_no_owner() {
    check(
        "ask task : -> end\n end end",
        "0 filed",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            0    = new of ann, ask ann
        "#]],
    );
}

#[test]
fn a_role_a_person_and_the_tickets_owner_own_steps() {
    check(
        "a task role:lead : -> b
         b task person:bob : -> c
         c task owner : -> end
         end end",
        "0 filed
         1 lea does a
         2 bob does b",
        expect![[r#"
            0    filed
            0    a -> lea
            0    owner lea
            1    lea did a: done
            1    status in_progress
            1    b -> bob
            2    bob did b: done
            2    c -> lea
            2    = in_progress of lea, c lea
        "#]],
    );
}

#[test]
fn whoever_did_the_first_step_also_does_the_last() {
    check(
        "a task @desk : -> b
         b task @second : -> c
         c task same:a : -> end
         end end",
        "0 filed
         1 bob does a
         2 lea does b",
        expect![[r#"
            0    filed
            0    a -> ann
            0    owner ann
            1    bob did a: done
            1    status in_progress
            1    b -> lea
            2    lea did b: done
            2    c -> bob
            2    = in_progress of ann, c bob
        "#]],
    );
}

#[test]
fn an_expression_names_the_owner() {
    let flow = |text: &str| format!("a task \"by:{text}\" : -> end\n end end");
    check(
        &flow("`BOB@example.com`"),
        "0 filed",
        expect![[r#"
            0    filed
            0    a -> bob
            0    owner bob
            0    = new of bob, a bob
        "#]],
    );
    check(
        &flow("[`ann@example.com`, `lea@example.com`, `nobody@example.com`]"),
        "0 filed",
        expect![[r#"
            0    filed
            0    a -> ann
            0    owner ann
            0    = new of ann, a ann
        "#]],
    );
    check(
        &flow("if fields.big == true { `lea@example.com` } else { () }"),
        "0 filed big=false",
        expect![[r#"
            0    filed
            0    a -> nobody
            0    = new, a nobody
        "#]],
    );
    check(
        &flow("42"),
        "0 filed",
        expect![[r#"
            0    filed
            0    a stuck
            0    ? it must give a mail address, an id or a list of them, not 42: 42
            0    = new, a STUCK, stuck
        "#]],
    );
}

#[test]
fn a_step_to_be_claimed_waits_in_its_queue() {
    check(
        "a task claim:second : -> end\n end end",
        "0 filed\n 1 lea claims a\n 2 lea does a",
        expect![[r#"
            0    filed
            0    a -> nobody
            1    lea claimed a
            1    status in_progress
            1    owner lea
            2    lea did a: done
            2    ended closed
            2    = closed of lea, ended
        "#]],
    );
}

#[test]
fn nobody_away_is_given_work_and_the_step_waits_in_the_queue() {
    check(
        "a task @desk : -> b
         b task person:bob : -> end
         end end",
        "0 ann away
         0 bob away
         0 filed
         1 lea claims a
         2 lea does a",
        expect![[r#"
            0    filed
            0    a -> nobody
            1    lea claimed a
            1    status in_progress
            1    owner lea
            2    lea did a: done
            2    b -> nobody
            2    = in_progress of lea, b nobody
        "#]],
    );
    check(
        "a task @chinese : -> end\n end end",
        "0 filed",
        expect![[r#"
            0    filed
            0    a -> nobody
            0    = new, a nobody
        "#]],
    );
}

#[test]
fn the_reason_names_everyone_who_was_looked_at() {
    use model::trace::Trace;
    let mut office = super::Office::new("a task @desk : -> end\n end end");
    office.play("0 bob away\n 0 filed");
    let Trace::Owner(trace) = &office.case.tasks[0].traces[0] else { panic!("no owner trace") };
    let looked_at: Vec<String> =
        trace.candidates.iter().map(|one| format!("{} {} {:?}", one.name, one.open, one.barred)).collect();
    assert_eq!(trace.rule, "queue");
    assert_eq!(trace.place, Some("desk".into()));
    assert_eq!(looked_at, ["ann 0 None", "bob 0 Some(Away)"]);
    assert_eq!(trace.picked, Some(office.world.id("ann")));
}

#[test]
fn whoever_has_leave_is_stood_in_for_where_they_are_meant_by_name() {
    check(
        "a task person:bob : -> b
         b task same:a : -> end
         end end",
        "0 bob leaves keep lea
         0 filed
         1 lea leaves keep ann
         1 lea does a",
        expect![[r#"
            0    filed
            0    a -> lea
            0    owner lea
            1    lea did a: done
            1    status in_progress
            1    b -> ann
            1    = in_progress of lea, b ann
        "#]],
    );
    // The other one may have leave too, or be away without any.
    check(
        "a task person:bob : -> end\n end end",
        "0 lea away\n 0 bob leaves keep lea\n 0 filed",
        expect![[r#"
        0    filed
        0    a -> nobody
        0    = new, a nobody
    "#]],
    );
    check(
        "a task person:bob : -> end\n end end",
        "0 bob leaves keep\n 0 filed",
        expect![[r#"
        0    filed
        0    a -> nobody
        0    = new, a nobody
    "#]],
    );
}

#[test]
fn open_work_of_whoever_leaves_goes_where_they_asked() {
    let flow = "a task person:bob : -> end\n end end";
    check(
        flow,
        "0 filed\n 5 bob leaves stand_in lea\n 5 bob hands_over a\n 6 lea does a",
        expect![[r#"
        0    filed
        0    a -> bob
        0    owner bob
        5    a of bob goes to lea
        5    ! lea: Ticket #7 “No light”: the step “a” is yours while bob has leave
        6    lea did a: done
        6    status in_progress
        6    ended closed
        6    = closed of bob, ended
    "#]],
    );
    check(
        flow,
        "0 filed\n 5 bob leaves release\n 5 bob hands_over a",
        expect![[r#"
        0    filed
        0    a -> bob
        0    owner bob
        5    a of bob goes to its queue
        5    a given to ann
        5    = new of bob, a ann
    "#]],
    );
    check(
        flow,
        "0 filed\n 5 bob leaves keep lea\n 5 bob hands_over a",
        expect![[r#"
        0    filed
        0    a -> bob
        0    owner bob
        5    = new of bob, a bob
    "#]],
    );
    // What was lent goes back to whoever lent it.
    check(
        flow,
        "0 filed\n 1 bob delegates a to ann\n 5 ann leaves release\n 5 ann hands_over a",
        expect![[r#"
        0    filed
        0    a -> bob
        0    owner bob
        1    bob delegates a to ann
        1    ! ann: Ticket #7 “No light”: the step “a” was delegated to you by bob
        5    brings a back to bob
        5    ! bob: Ticket #7 “No light”: the step “a” was given back to you by ann
        5    = new of bob, a bob
    "#]],
    );
    // Nobody can stand in, and nobody of the queue is free: it waits there.
    let gone = "0 filed\n 5 lea away\n 5 ann away\n 5 bob leaves stand_in lea\n 5 bob hands_over a";
    check(
        flow,
        gone,
        expect![[r#"
        0    filed
        0    a -> bob
        0    owner bob
        5    a of bob goes to its queue
        5    = new of bob, a nobody
    "#]],
    );
    // What waits for its customer waits for the one who knows it.
    let waits = "both parallel : -> a, -> w
         a task person:bob : -> meet
         w wait reply most:60m : -> meet, timeout -> meet
         meet join : -> end
         end end";
    check(
        waits,
        "0 filed\n 5 bob leaves stand_in lea\n 5 bob hands_over a",
        expect![[r#"
        0    filed
        0    a -> bob
        0    owner bob
        0    w waits due 60
        0    status waiting_for_customer
        5    = waiting_for_customer of bob, a bob, w waits
    "#]],
    );
}

#[test]
fn a_vote_is_the_stand_ins_and_nobody_is_asked_twice() {
    check(
        "a approval bob lea : agreed -> end, refused -> end\n end end",
        "0 bob leaves keep ann\n 0 lea leaves keep ann\n 0 filed",
        expect![[r#"
            0    filed
            0    a -> ann
            0    a -> lea
            0    ! ann: Ticket #7 “No light”: the step “a” asks for your approval
            0    ! lea: Ticket #7 “No light”: the step “a” asks for your approval
            0    = new, a [ann lea]
        "#]],
    );
}

#[test]
fn the_reason_says_for_whom_somebody_stands_in() {
    use model::trace::{Barred, Trace};
    let mut office = super::Office::new("a task person:bob : -> end\n end end");
    office.play("0 bob leaves keep lea\n 0 filed");
    let Trace::Owner(trace) = &office.case.tasks[0].traces[0] else { panic!("no owner trace") };
    let looked_at: Vec<_> =
        trace.candidates.iter().map(|one| (one.name.as_str(), one.barred, one.stands_in_for)).collect();
    assert_eq!(looked_at, [("bob", Some(Barred::Absent), None), ("lea", None, Some(office.world.id("bob")))]);
    assert_eq!(trace.picked, Some(office.world.id("lea")));
}
