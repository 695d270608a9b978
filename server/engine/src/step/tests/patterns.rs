//! The twenty control-flow patterns of van der Aalst, ter Hofstede, Kiepuszewski and Barros, “Workflow Patterns”
//! (Distributed and Parallel Databases 14, 2003), each as a flow and what happens to it.
//!
//! Three of them there are not, on purpose:
//!
//! * Implicit termination (11): a flow ends at an end, never because nothing is left to do, so that a manager sees on the
//!   drawing where a ticket is closed. A path that leads nowhere is not published.
//! * Multiple instances without synchronization (12): whatever a ticket starts is waited for or given up; nothing goes on
//!   behind a closed ticket. Work that outlives its ticket is a ticket of its own.
//! * Interleaved parallel routing (17): steps in any order but never two at once. Paths know no lock; where the order does
//!   not matter, a for-each in turn sets one, and where a person is to choose it, a step asks them.
//!
//! The instances without a priori run-time knowledge (15) come one after the other.

use expect_test::expect;

use super::check;

#[test]
fn p01_sequence() {
    check(
        "a task @desk : -> b
         b task @desk : -> end
         end end",
        "0 filed
         1 ann does a
         2 bob does b",
        expect![[r#"
            0    filed
            0    a -> ann
            0    owner ann
            1    ann did a: done
            1    status in_progress
            1    b -> bob
            2    bob did b: done
            2    ended closed
            2    = closed of ann, ended
        "#]],
    );
}

#[test]
fn p02_parallel_split_and_p03_synchronization() {
    check(
        "split parallel : -> a, -> b
         a task person:ann : -> meet
         b task person:bob : -> meet
         meet join : -> last
         last task @desk : -> end
         end end",
        "0 filed
         1 bob does b
         2 ann does a
         3 ann does last",
        expect![[r#"
            0    filed
            0    a -> ann
            0    owner ann
            0    b -> bob
            1    bob did b: done
            1    status in_progress
            2    ann did a: done
            2    last -> ann
            3    ann did last: done
            3    ended closed
            3    = closed of ann, ended
        "#]],
    );
}

#[test]
fn p04_exclusive_choice_and_p05_simple_merge() {
    check(
        "which choice : when fields.a > 10 -> a, else -> b
         a task person:ann : -> last
         b task person:bob : -> last
         last task @desk : -> end
         end end",
        "0 filed a=20
         1 ann does a
         2 ann does last",
        expect![[r#"
            0    filed
            0    which chose a
            0    a -> ann
            0    owner ann
            1    ann did a: done
            1    status in_progress
            1    last -> bob
            2    ann did last: done
            2    ended closed
            2    = closed of ann, ended
        "#]],
    );
}

#[test]
fn p06_multi_choice_and_p07_synchronizing_merge() {
    let flow = "which inclusive : when fields.a > 1 -> a, when fields.a > 10 -> b, when fields.a > 100 -> c, else -> d
                a task person:ann : -> meet
                b task person:bob : -> meet
                c task person:ann : -> meet
                d task person:lea : -> meet
                meet join : -> end
                end end";
    check(
        flow,
        "0 filed a=20
         1 bob does b
         2 ann does a",
        expect![[r#"
            0    filed
            0    which goes a and b
            0    a -> ann
            0    owner ann
            0    b -> bob
            1    bob did b: done
            1    status in_progress
            2    ann did a: done
            2    ended closed
            2    = closed of ann, ended
        "#]],
    );
    check(
        flow,
        "0 filed a=0
         1 lea does d",
        expect![[r#"
            0    filed
            0    which goes d
            0    d -> lea
            0    owner lea
            1    lea did d: done
            1    status in_progress
            1    ended closed
            1    = closed of lea, ended
        "#]],
    );
}

#[test]
fn p08_multi_merge() {
    check(
        "split parallel : -> a, -> b
         a task person:ann : -> check
         b task person:bob : -> check
         check task role:lead : -> meet
         meet join : -> end
         end end",
        "0 filed
         1 ann does a
         2 bob does b
         3 lea does check
         4 lea does check",
        expect![[r#"
            0    filed
            0    a -> ann
            0    owner ann
            0    b -> bob
            1    ann did a: done
            1    status in_progress
            1    check -> lea
            2    bob did b: done
            2    check -> lea
            3    lea did check: done
            4    lea did check: done
            4    ended closed
            4    = closed of ann, ended
        "#]],
    );
}

/// The ways that are not waited for are given up, so that nobody works for nothing.
#[test]
fn p09_discriminator() {
    check(
        "split parallel : -> a, -> b, -> c
         a task person:ann : -> meet
         b task person:bob : -> meet
         c task person:lea : -> meet
         meet join any : -> last
         last task @desk : -> end
         end end",
        "0 filed
         1 bob does b
         2 bob does last",
        expect![[r#"
            0    filed
            0    a -> ann
            0    owner ann
            0    b -> bob
            0    c -> lea
            1    bob did b: done
            1    status in_progress
            1    a cancelled
            1    c cancelled
            1    last -> ann
            2    bob did last: done
            2    ended closed
            2    = closed of ann, ended
        "#]],
    );
}

#[test]
fn p10_arbitrary_cycles() {
    check(
        "a task person:ann : -> b
         b task person:bob : again -> a, on -> c
         c task role:lead : again -> b, on -> end
         end end",
        "0 filed
         1 ann does a
         2 bob does b on
         3 lea does c again
         4 bob does b again
         5 ann does a
         6 bob does b on
         7 lea does c on",
        expect![[r#"
            0    filed
            0    a -> ann
            0    owner ann
            1    ann did a: done
            1    status in_progress
            1    b -> bob
            2    bob did b: on
            2    c -> lea
            3    lea did c: again
            3    b -> bob
            4    bob did b: again
            4    a -> ann
            5    ann did a: done
            5    b -> bob
            6    bob did b: on
            6    c -> lea
            7    lea did c: on
            7    ended closed
            7    = closed of ann, ended
        "#]],
    );
}

#[test]
fn p11_implicit_termination_is_not_published() {
    let mut flow = super::script::flows("a task @desk : -> b\nb wait 10m : -> end\nend end").remove(0).1;
    flow.links.retain(|link| link.from.as_str() != "b");
    let problems = model::check::flow(&flow, None);
    assert!(problems.iter().any(|problem| problem.code == model::Code::DeadEnd && problem.is_error()), "{problems:?}");
}

#[test]
fn p13_multiple_instances_known_when_drawn_and_p14_when_run() {
    let inner = "flow one
                 work task @desk : -> over
                 over end";
    check(
        &format!("rounds each one of:2 : -> end\nend end\n{inner}"),
        "0 filed
         1 ann does work
         2 bob does work",
        expect![[r#"
            0    filed
            0    rounds in 2 rounds
            0    work -> ann
            0    owner ann
            0    work -> bob
            1    ann did work: done
            1    status in_progress
            2    bob did work: done
            2    ended closed
            2    = closed of ann, ended
        "#]],
    );
    check(
        &format!("rounds each one of:fields.a : -> end\nend end\n{inner}"),
        "0 filed a=3
         1 ann does work
         2 bob does work
         3 ann does work",
        expect![[r#"
            0    filed
            0    rounds in 3 rounds
            0    work -> ann
            0    owner ann
            0    work -> bob
            0    work -> ann
            1    ann did work: done
            1    status in_progress
            2    bob did work: done
            3    ann did work: done
            3    ended closed
            3    = closed of ann, ended
        "#]],
    );
}

#[test]
fn p15_multiple_instances_not_known_beforehand_come_one_after_the_other() {
    check(
        "again flow one : -> more
         more task person:ann : yes -> again, no -> end
         end end
         flow one
         work task person:bob : -> over
         over end",
        "0 filed
         1 bob does work
         2 ann does more yes
         3 bob does work
         4 ann does more no",
        expect![[r#"
            0    filed
            0    work -> bob
            0    owner bob
            1    bob did work: done
            1    status in_progress
            1    more -> ann
            2    ann did more: yes
            2    work -> bob
            3    bob did work: done
            3    more -> ann
            4    ann did more: no
            4    ended closed
            4    = closed of bob, ended
        "#]],
    );
}

/// Whatever comes first decides: here the customer's words or the payment.
#[test]
fn p16_deferred_choice() {
    check(
        "race parallel : -> hear, -> paid
         hear wait reply most:60m : -> said, timeout -> meet
         said act var:way=1 : -> meet
         paid wait signal:paid most:60m : -> got, timeout -> meet
         got act var:way=2 : -> meet
         meet join any : -> which
         which choice : when vars.way = 1 -> a, when vars.way = 2 -> b, else -> end
         a task person:ann : -> end
         b task person:bob : -> end
         end end",
        "0 filed
         5 lea signals paid
         6 customer \"too late\"
         7 bob does b",
        expect![[r#"
            0    filed
            0    hear waits due 60
            0    status waiting_for_customer
            0    paid waits due 60
            5    lea signals paid
            5    paid over
            5    status in_progress
            5    which chose b
            5    b -> bob
            5    owner bob
            6    customer says: too late
            7    bob did b: done
            7    ended closed
            7    = closed of bob, ended
        "#]],
    );
}

/// The second path goes on only when the first has come so far.
#[test]
fn p18_milestone() {
    check(
        "split parallel : -> a, -> hold
         a task person:ann : -> reached
         reached act var:milestone=1 : -> b
         b task person:ann : -> meet
         hold wait \"holds:vars.milestone = 1\" most:60m : -> c, timeout -> meet
         c task person:bob : -> meet
         meet join : -> end
         end end",
        "0 filed
         5 ann does a
         6 bob does c
         7 ann does b",
        expect![[r#"
            0    filed
            0    a -> ann
            0    owner ann
            0    hold waits due 60
            5    ann did a: done
            5    status in_progress
            5    b -> ann
            5    hold over
            5    c -> bob
            6    bob did c: done
            7    ann did b: done
            7    ended closed
            7    = closed of ann, ended
        "#]],
    );
}

#[test]
fn p19_cancel_activity() {
    check(
        "race parallel : -> work, -> hear
         work task person:ann : -> meet
         hear wait reply most:600m : -> meet, timeout -> meet
         meet join any : -> end
         end end",
        "0 filed
         5 customer \"never mind\"",
        expect![[r#"
            0    filed
            0    work -> ann
            0    owner ann
            0    hear waits due 600
            0    status waiting_for_customer
            5    customer says: never mind
            5    status in_progress
            5    hear over
            5    work cancelled
            5    ended closed
            5    = closed of ann, ended
        "#]],
    );
}

#[test]
fn p20_cancel_case() {
    check(
        "split parallel : -> a, -> b
         a task person:ann : -> meet, stop -> off
         b flow deep : -> meet
         meet join : -> end
         end end
         off end cancelled
         flow deep
         work task person:bob : -> over
         over end",
        "0 filed
         5 ann does a stop",
        expect![[r#"
            0    filed
            0    a -> ann
            0    owner ann
            0    work -> bob
            5    ann did a: stop
            5    status in_progress
            5    work cancelled
            5    ended cancelled
            5    = cancelled of ann, ended
        "#]],
    );
}
