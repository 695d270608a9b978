//! What a flow writes into a ticket is held against the form.

use expect_test::expect;

use super::{check, office::Office};

const ASK: &str = "ask task @desk : -> end\n end end";

#[test]
fn a_value_that_does_not_fit_is_an_incident_that_says_why_and_nothing_is_half_written() {
    for (act, why) in [
        ("set:a=many", "the field a cannot hold \"many\": it takes number, not text"),
        ("set:a=2000", "the field a cannot hold 2000: the most is 1000"),
        ("set:kind=huge", "the field kind cannot hold \"huge\": huge is not one of its options"),
        ("set:nowhere=1", "the field nowhere cannot hold 1: the form has no such field"),
        ("set:twice=1", "the field twice cannot hold 1: it is computed and never written"),
        ("set:helper=ann", "the field helper cannot hold \"ann\": unknown person"),
        ("compute:a=fields.kind", "the field a cannot hold \"small\": it takes number, not text"),
    ] {
        let mut office = Office::new(&format!("do act set:b=1 {act} : -> ask\n{ASK}"));
        office.play("0 filed kind=small");
        let [incident] = &office.case.incidents[..] else { panic!("{act}: {:?}", office.case.incidents) };
        assert_eq!(incident.text, why, "{act}");
        assert!(!office.case.ticket.fields.contains_key("b"), "{act}: the acts before it are undone");
    }
}

#[test]
fn a_written_field_takes_the_computed_ones_with_it_and_nothing_empties_both() {
    check(
        &format!("do act set:price=4 set:a=1 : -> less\n less act set:price=null : -> ask\n{ASK}"),
        "0 filed",
        expect![[r#"
            0    filed
            0    set a=1 price=4 twice=8
            0    set price=null twice=null
            0    ask -> ann
            0    owner ann
            0    = new of ann, ask ann
        "#]],
    );
}

#[test]
fn a_person_who_is_there_can_be_written() {
    let mut office = Office::new(&format!("do act compute:helper=run.done_by.ask.id : -> end\n{ASK}"));
    office.play("0 filed");
    assert_eq!(office.case.incidents.len(), 1, "nobody did it yet");
    let mut office = Office::new(
        "ask task @desk : -> do\n do act compute:helper=run.done_by.ask.id : -> more\n more task @desk : -> end\n end end",
    );
    office.play("0 filed\n 1 ann does ask");
    let ann = office.world.id("ann").to_string();
    assert_eq!(office.case.ticket.fields["helper"], ann.as_str());
}
