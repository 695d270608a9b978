//! Rules: they act within the step that sets them off, in order, once for each cause, and never for ever.

use expect_test::expect;
use proptest::prelude::*;

use super::{check, office::Office};

const FLOW: &str = "ask task @desk : -> end
                    end end";

fn with(rules: &str) -> String {
    format!("{FLOW}\n{rules}")
}

#[test]
fn an_urgent_complaint_is_raised_and_told_when_it_is_filed() {
    check(
        &with("rule loud filed when fields.kind = large : priority:urgent tell:%lead=Look"),
        "0 filed kind=large\n 1 ann wants it low",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            0    priority urgent [loud]
            0    told [lea] [loud]
            0    ! lea: Look
            1    ann priority low
            1    = new of ann, ask ann
        "#]],
    );
}

#[test]
fn rules_of_another_event_type_or_value_stay_silent() {
    check(
        &with(
            "rule a filed when fields.kind = small : priority:high
             rule b filed for:question : priority:high
             rule c reopened : priority:high
             rule d fields_set:b : priority:high
             rule e off filed : priority:high",
        ),
        "0 filed kind=large\n 1 ann does ask done a=3",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            1    ann did ask: done
            1    status in_progress
            1    ended closed
            1    = closed of ann, ended
        "#]],
    );
}

#[test]
fn rules_are_asked_by_their_numbers_and_one_can_be_the_last() {
    check(
        &with(
            "rule a 3 filed : set:a=3
             rule b 2 stops filed : set:a=2
             rule c 1 filed : set:a=1",
        ),
        "0 filed",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            0    set a=1 [c]
            0    set a=2 [b]
            0    = new of ann, ask ann
        "#]],
    );
}

#[test]
fn what_a_rule_does_sets_off_other_rules_and_each_says_because_of_which() {
    check(
        &with(
            "rule first filed : set:a=1
             rule second fields_set:a : set:b=2
             rule third fields_set:b : priority:high",
        ),
        "0 filed",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            0    set a=1 [first]
            0    set b=2 [second]
            0    priority high [third]
            0    = new of ann, ask ann
        "#]],
    );
}

#[test]
fn setting_what_is_set_already_is_no_change() {
    check(
        &with(
            "rule again priority_set : priority:urgent
             rule told priority_set : tell:%lead=Priority",
        ),
        "0 filed\n 1 ann wants it high\n 2 ann wants it urgent",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            1    ann priority high
            1    priority urgent [again]
            1    told [lea] [told]
            1    told [lea] [told]
            1    ! lea: Priority
            1    ! lea: Priority
            2    = new of ann, ask ann
        "#]],
    );
}

#[test]
fn rules_that_undo_each_other_stop_after_one_round() {
    check(
        &with(
            "rule up priority_set when ticket.priority = low : priority:high
             rule down priority_set when ticket.priority = high : priority:low",
        ),
        "0 filed\n 1 ann wants it low",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            1    ann priority low
            1    priority high [up]
            1    priority low [down]
            1    ~ the rule sets itself off again: up → down → up
            1    = new of ann, ask ann
        "#]],
    );
}

#[test]
fn a_rule_that_counts_up_on_its_own_change_counts_once() {
    check(
        &with("rule count fields_set:n filed : \"compute:n=if fields.n == () { 1 } else { fields.n + 1 }\""),
        "0 filed",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            0    set n=1 [count]
            0    ~ the rule sets itself off again: count → count
            0    = new of ann, ask ann
        "#]],
    );
}

#[test]
fn a_failing_rule_leaves_nothing_behind_and_the_others_go_on() {
    check(
        &with(
            "rule bad 1 filed : priority:high queue:nowhere
             rule worse 2 filed when script fields.a.x > 1 : priority:high
             rule good 3 filed : queue:second",
        ),
        "0 filed a=1",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            0    queue second [good]
            0    ? the rule bad (version 1) failed: the queue nowhere cannot be found
            0    ? the rule worse (version 1) failed: Unknown property 'x' - a getter is not registered for type 'i64' (line 1, column 10) in: fields.a.x > 1
            0    = new of ann, ask ann
        "#]],
    );
}

#[test]
fn a_rule_acts_once_in_an_episode_if_it_is_asked_to() {
    check(
        &with("rule once once note : tell:owner=Noted"),
        "0 filed\n 1 bob notes x\n 2 bob notes y\n 3 ann does ask\n 4 lea reopens again\n 5 bob notes z",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            1    bob notes: x
            1    told [ann] [once]
            1    ! ann: Noted
            2    bob notes: y
            3    ann did ask: done
            3    status in_progress
            3    ended closed
            4    lea reopened: again
            4    status in_progress
            4    ask -> bob
            5    bob notes: z
            5    told [ann] [once]
            5    ! ann: Noted
            5    = in_progress of ann, ask bob
        "#]],
    );
}

#[test]
fn a_rule_about_changes_asks_only_when_what_it_asks_about_has_changed() {
    check(
        &with("rule choosy changed note fields_set when fields.a > 1 : tell:%lead=More"),
        "0 filed a=5\n 1 bob notes x\n 2 ann does ask done b=3 \n 3 lea reopens again\n 4 bob does ask done a=6",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            1    bob notes: x
            2    ann did ask: done
            2    status in_progress
            2    ended closed
            3    lea reopened: again
            3    status in_progress
            3    ask -> bob
            4    bob did ask: done
            4    ended closed
            4    told [lea] [choosy]
            4    ! lea: More
            4    = closed of ann, ended
        "#]],
    );
}

#[test]
fn a_silent_customer_is_told_once_and_again_after_they_were_heard() {
    check(
        &with("rule silent every:60 once when ticket.heard_at ago 120 : tell:%lead=Silent"),
        "0 filed\n 60 look silent\n 120 look silent\n 180 look silent\n 200 customer here\n 260 look silent\n
         320 look silent\n 380 look silent",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            120  told [lea] [silent]
            120  ! lea: Silent
            200  customer says: here
            320  told [lea] [silent]
            320  ! lea: Silent
            380  = new of ann, ask ann
        "#]],
    );
}

#[test]
fn a_rule_that_looks_leaves_alone_what_is_over() {
    check(
        &with("rule all every:60 : tell:%lead=Look"),
        "0 filed\n 60 look all\n 61 ann does ask\n 120 look all",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            60   told [lea] [all]
            60   ! lea: Look
            61   ann did ask: done
            61   status in_progress
            61   ended closed
            120  = closed of ann, ended
        "#]],
    );
}

#[test]
fn a_rule_cannot_take_up_a_ticket_whose_flow_has_ended() {
    check(
        &with(
            "rule undo ended : status:in_progress
             rule tell ended : tell:%lead=Over",
        ),
        "0 filed\n 1 ann does ask",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            1    ann did ask: done
            1    status in_progress
            1    ended closed
            1    told [lea] [tell]
            1    ! lea: Over
            1    ? the rule undo (version 1) failed: the flow of the ticket has ended; a rule cannot change its status
            1    = closed of ann, ended
        "#]],
    );
}

#[test]
fn the_clocks_of_a_new_ticket_follow_what_rules_make_of_it() {
    let mut office = Office::new(&with("rule loud filed : priority:urgent"));
    office.world.policy(super::carry::policy());
    office.play("0 filed");
    expect![[r#"
        0    filed
        0    clock first_response due 30
        0    clock resolution due 480
        0    ask -> ann
        0    owner ann
        0    priority urgent [loud]
        0    clock first_response moved due 10
        0    clock resolution moved due 60
        0    = new of ann due 10, ask ann
    "#]]
    .assert_eq(&office.told());
}

#[test]
fn a_chain_of_rules_ends_after_ten() {
    // The later ones are asked first, so that each is set off by the one before it and not by the first event.
    let rules: Vec<String> = (0..15)
        .map(|n| {
            let when = if n == 0 { "filed" } else { "fields_set:n" };
            format!("rule r{n:02} {} {when} when fields.n = {n} : set:n={}", 15 - n, n + 1)
        })
        .collect();
    let mut office = Office::new(&with(&rules.join("\n")));
    office.play("0 filed n=0");
    let n = office.case.ticket.fields.get("n").cloned();
    assert_eq!(n, Some(10.into()), "{}", office.told());
    assert!(office.told().contains("longer than 10"), "{}", office.told());
}

/// Rules out of a few words, so that they often set each other off.
fn rules() -> impl Strategy<Value = String> {
    let trigger = prop_oneof![
        Just("filed"),
        Just("fields_set"),
        Just("fields_set:a"),
        Just("fields_set:b"),
        Just("priority_set"),
        Just("status_set"),
        Just("queue_set"),
        Just("owner_set"),
        Just("note"),
        Just("step_done"),
        Just("step_opened"),
        Just("every:30"),
        Just("ended"),
    ];
    let how = prop_oneof![Just(""), Just("once"), Just("stops"), Just("changed"), Just("3")];
    let when = prop_oneof![
        Just(""),
        Just("when fields.a > 1"),
        Just("when ticket.priority = low"),
        Just("when script fields.a.b > 1"),
        Just("when ticket.heard_at ago 20"),
        Just("when fields.b changed 1"),
    ];
    let act = prop_oneof![
        Just("set:a=1"),
        Just("set:a=2"),
        Just("set:b=1"),
        Just("\"compute:a=if fields.a == () { 1 } else { fields.a + 1 }\""),
        Just("\"compute:b=fields.a + 1\""),
        Just("priority:low"),
        Just("priority:urgent"),
        Just("status:on_hold"),
        Just("status:in_progress"),
        Just("queue:second"),
        Just("queue:desk"),
        Just("assign:@desk"),
        Just("queue:nowhere"),
        Just("tell:owner=Hi"),
        Just("mail:customer=Hi"),
    ];
    let one = (trigger, how, when, proptest::collection::vec(act, 1..4));
    proptest::collection::vec(one, 0..12).prop_map(|rules| {
        let line = |(at, (trigger, how, when, acts)): (usize, (&str, &str, &str, Vec<&str>))| {
            format!("rule r{at} {trigger} {how} {when} : {}", acts.join(" "))
        };
        rules.into_iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The office asks every step twice and compares, and looks after every promise of a step.
    #[test]
    fn whatever_the_rules_every_step_ends_and_is_the_same_again(rules in rules()) {
        let mut office = Office::new(&with(&rules));
        office.play("0 filed a=1 b=2\n 1 bob notes x\n 2 ann wants it low\n 3 customer hello");
        let names: Vec<String> = office.world.rules.iter().map(|rule| rule.key().to_string()).collect();
        for name in names {
            office.play(&format!("40 look {name}"));
        }
        office.play("41 ann hands ask to bob\n 42 bob does ask done a=7\n 43 lea reopens again\n 44 bob says hi");
        for step in &office.steps {
            let acted = step.ruled.runs.iter().filter(|run| run.came == model::record::Came::Acted);
            prop_assert!(acted.clone().count() <= crate::step::rule::MOST_RUNS);
            for run in acted {
                prop_assert!(!run.chain.contains(&run.rule), "a rule led to itself: {:?}", run);
                prop_assert!(run.chain.len() <= model::rule::LONGEST_CHAIN);
            }
        }
    }
}
