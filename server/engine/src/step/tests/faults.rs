//! Faults: what cannot be done becomes an incident that a person settles; nothing is silently dead.

use expect_test::expect;
use model::incident::Mends;

use super::{check, office::Office};
use crate::{
    refusal::Refusal,
    step::{Stimulus, unfit},
};

#[test]
fn actions_change_the_ticket_and_ask_the_world() {
    check(
        "do act set:a=1 \"compute:b=fields.a + 1\" priority:high status:on_hold queue:second assign:@second \
         \"tell:owner=Ticket {{ticket.number}} has b {{fields.b}}\" \"mail:customer=Dear {{customer.name}}\" \
         \"mail:%lead=Look\" call:https://example.org/hook : -> ask
         ask task owner : -> end
         end end",
        "0 filed",
        expect![[r#"
            0    filed
            0    set a=1 b=2
            0    priority high
            0    status on_hold
            0    queue second
            0    owner lea
            0    told [lea]
            0    queued mail
            0    ! mail carl@example.org: About 7 / Dear Carl
            0    queued mail
            0    ! mail lea@example.com: About 7 / Look
            0    queued webhook
            0    ! call https://example.org/hook
            0    ask -> lea
            0    ! lea: Ticket 7 has b 2
            0    = on_hold of lea, ask lea
        "#]],
    );
}

#[test]
fn a_failing_expression_is_an_incident_and_trying_again_works_afterwards() {
    let flow = "both parallel : -> mend, -> do
                mend task @desk : -> meet
                do act set:a=1 \"tell:%lead=Once\" \"compute:b=fields.n + 1\" : -> ask
                ask task @desk : -> meet
                meet join : -> end
                end end";
    check(
        flow,
        "0 filed n=[]
         1 ann retries do
         2 ann does mend done n=4
         3 ann retries do
         4 ann retries do
         5 bob does ask",
        expect![[r#"
            0    filed
            0    mend -> ann
            0    owner ann
            0    do stuck
            0    ? no function takes these values: + (array, i64) (line 1, column 10) in: fields.n + 1
            1    do stuck
            1    1 settled
            1    ? no function takes these values: + (array, i64) (line 1, column 10) in: fields.n + 1
            2    ann did mend: done
            2    status in_progress
            3    set a=1
            3    told [lea]
            3    set b=5
            3    ask -> bob
            3    ! lea: Once
            3    1 settled
            4    no: nothing is stuck here
            5    bob did ask: done
            5    ended closed
            5    = closed of ann, ended
        "#]],
    );
}

#[test]
fn a_failing_condition_is_an_incident_and_can_be_skipped() {
    check(
        "pick choice : script \"fields.n.x > 2\" -> ask, else -> end
         ask task @desk : -> end
         end end",
        "0 filed n=1
         1 ann skips pick wrong
         2 ann skips pick",
        expect![[r#"
            0    filed
            0    pick stuck
            0    ? the condition of the link pick_ask_1 failed: Unknown property 'x' - a getter is not registered for type 'i64' (line 1, column 10) in: fields.n.x > 2
            1    no: no link wrong leaves this node
            2    ask -> ann
            2    owner ann
            2    1 settled
            2    = new of ann, ask ann
        "#]],
    );
}

#[test]
fn an_action_that_fails_takes_its_error_link() {
    check(
        "do act set:a=1 \"compute:b=fields.n.x.y + 1\" : -> end, error -> ask
         ask task @desk : -> end
         end end",
        "0 filed n=1",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            0    ? Unknown property 'x' - a getter is not registered for type 'i64' (line 1, column 10) in: fields.n.x.y + 1 (settled)
            0    = new of ann, ask ann
        "#]],
    );
}

#[test]
fn acts_that_fail_when_a_step_is_late_leave_it_open() {
    check(
        "ask task @desk 30m \"late:compute:b=fields.n.x.y + 1\" : -> end
         end end",
        "0 filed n=1
         30 tick
         40 ann does ask",
        expect![[r#"
            0    filed
            0    ask -> ann due 30
            0    owner ann
            30   ask late
            30   ? Unknown property 'x' - a getter is not registered for type 'i64' (line 1, column 10) in: fields.n.x.y + 1
            40   ann did ask: done
            40   status in_progress
            40   ended closed
            40   1 settled
            40   = closed of ann, ended
        "#]],
    );
}

#[test]
fn an_endless_loop_is_stopped_and_nothing_of_it_is_sent() {
    let mut office = Office::new(
        "ask task @desk : -> round
         round act \"mail:customer=Hello\" : -> again
         again choice : when fields.stop = true -> end, else -> round
         end end",
    );
    office.play("0 filed\n 1 ann does ask\n 2 ann retries round\n 3 ann skips round");
    assert!(office.steps.iter().all(|step| step.effects.is_empty()));
    expect![[r#"
        0    filed
        0    ask -> ann
        0    owner ann
        1    ann did ask: done
        1    status in_progress
        1    round stuck
        1    ? the flow went through more than 1000 nodes without waiting; the last ones were round, again, round, again, round, again, round, again, round, again
        2    round stuck
        2    1 settled
        2    ? the flow went through more than 1000 nodes without waiting; the last ones were round, again, round, again, round, again, round, again, round, again
        3    again stuck
        3    1 settled
        3    ? the flow went through more than 1000 nodes without waiting; the last ones were again, round, again, round, again, round, again, round, again, round
        3    = in_progress of ann, again STUCK, stuck
    "#]].assert_eq(&office.told());
}

#[test]
fn a_parallel_that_feeds_itself_is_stopped() {
    let mut office = Office::new(
        "both parallel : -> both, -> ask
         ask task @desk : -> end
         end end",
    );
    office.play("0 filed");
    assert!(office.case.run.as_ref().unwrap().tokens.len() <= super::super::walk::MOST_TOKENS);
    assert_eq!(office.incidents, 1);
}

#[test]
fn a_flow_that_calls_itself_is_stopped() {
    let mut office = Office::new("call flow main : -> end\n end end");
    office.play("0 filed");
    assert_eq!(office.incidents, 1);
    assert_eq!(office.case.run.as_ref().unwrap().frames.len(), super::super::walk::MOST_FRAMES);
}

#[test]
fn what_a_flow_names_and_cannot_be_found_is_an_incident() {
    check(
        "ask task @gone : -> end\n end end",
        "0 filed",
        expect![[r#"
            0    filed
            0    ask stuck
            0    ? the queue gone cannot be found
            0    = new, ask STUCK, stuck
        "#]],
    );
    check(
        "call flow gone : -> end\n end end",
        "0 filed\n 1 ann skips call",
        expect![[r#"
            0    filed
            0    call stuck
            0    ? the flow gone cannot be found
            1    ended closed
            1    1 settled
            1    = closed, ended
        "#]],
    );
    check(
        "ask task @desk 30m on:gone : -> end\n end end",
        "0 filed",
        expect![[r#"
            0    filed
            0    ask stuck
            0    ? the calendar gone cannot be found
            0    = new, ask STUCK, stuck
        "#]],
    );
    check(
        "ask task @desk : -> end",
        "0 filed\n 1 ann does ask\n 2 ann retries ask",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            1    ann did ask: done
            1    status in_progress
            1    end stuck
            1    ? there is no node end
            2    no: nothing is stuck here
            2    = in_progress of ann, end STUCK, stuck
        "#]],
    );
}

#[test]
fn a_flow_that_is_over_or_unknown_is_refused() {
    use model::id::VersionId;

    use crate::step::tests::world::uuid;
    let mut office = Office::new("end end");
    let filed = Stimulus::Filed { flow: VersionId::new(uuid(1)), who: model::record::Who::System };
    assert_eq!(office.happen(filed.clone()).unwrap_err(), Refusal::NoSuchFlow);
    office.play("0 filed");
    assert_eq!(office.happen(filed).unwrap_err(), Refusal::AlreadyRunning);
    let by = (office.world.id("ann"), "ann".to_owned());
    let retry = Stimulus::Retry { token: model::record::RunToken(0), by, mends: Mends::default() };
    assert_eq!(office.happen(retry).unwrap_err(), Refusal::RunEnded);
}

#[test]
fn a_mail_has_one_line_as_its_subject_whatever_was_answered() {
    use model::record::Effect;
    let mut office = Office::new("ask task @desk : -> end\n end end");
    office.case.ticket.title = "No light\r\nBcc: all@example.com".to_owned();
    office.play("0 filed\n 1 ann says hello");
    let Some((_, Effect::Mail { subject, body, .. })) = office.steps[1].effects.first() else { panic!("no mail") };
    assert_eq!(subject, "[#7] No light Bcc: all@example.com");
    assert_eq!(body, "hello");
}

#[test]
fn a_web_call_carries_the_ticket_and_a_key_against_doubles() {
    use model::{Value, record::Effect};
    let mut office = Office::new("do act set:a=1 call:https://example.org/hook : -> end\n end end");
    office.play("0 filed b=2");
    let Some((_, Effect::Webhook { body, .. })) = office.steps[0].effects.first() else { panic!("no call") };
    let body: Value = serde_json::from_str(body).unwrap();
    assert_eq!(body["ticket"]["number"], 7);
    assert_eq!(body["fields"], serde_json::json!({ "a": 1, "b": 2 }));
    assert_eq!(body["customer"]["name"], "Carl");
    assert!(body["event_id"].is_string());
}

#[test]
fn skipping_to_a_join_where_nothing_else_happens_still_touches_the_ticket() {
    // Without an event the ticket looked unchanged, and its version no longer guarded the case.
    let mut office = Office::new(
        "both parallel : -> do, -> ask
         do act \"compute:b=fields.n.x.y + 1\" : -> meet
         ask task @desk : -> meet
         meet join : -> end
         end end",
    );
    office.play("0 filed n=1\n 1 ann skips do");
    let step = office.steps.last().unwrap();
    assert!(step.events.is_empty());
    assert!(step.touched.run && step.touched.ticket);
}

#[test]
fn what_is_mended_before_a_node_is_tried_again_counts_and_is_told() {
    check(
        "do act \"compute:b=fields.n + vars.more\" : -> ask
         ask task owner : -> end
         end end",
        "0 filed n=[]
         1 ann retries do n=4
         2 ann retries do vars.more=3
         3 ann does ask",
        expect![[r#"
            0    filed
            0    do stuck
            0    ? no function takes these values: + (array, ()) (line 1, column 10) in: fields.n + vars.more
            1    ann set n=4
            1    do stuck
            1    1 settled
            1    ? no function takes these values: + (i64, ()) (line 1, column 10) in: fields.n + vars.more
            2    ann mends more=3
            2    set b=7
            2    ask -> nobody
            2    1 settled
            3    ann did ask: done
            3    status in_progress
            3    ended closed
            3    = closed, ended
        "#]],
    );
}

#[test]
fn variables_that_are_too_long_are_refused_and_nothing_is_written() {
    let mut office = Office::new("do act \"compute:b=vars.more + 1\" : -> end\n end end");
    office.play("0 filed");
    let frame = office.case.run.as_ref().unwrap().frames[0].clone();
    let long = [("more".into(), "x".repeat(30_000).into()), ("less".into(), 1.into())].into();
    let told: Vec<String> = unfit(&frame, &long).iter().map(|problem| problem.path.clone()).collect();
    assert_eq!(told, ["/variables/more"]);
    let many = (0..51).map(|n| (format!("v{n}").as_str().into(), 1.into())).collect();
    assert_eq!(unfit(&frame, &many).len(), 1);
    let token = office.case.run.as_ref().unwrap().tokens[0].id;
    let by = (office.world.id("ann"), "ann".to_owned());
    let before = office.case.clone();
    let mends = Mends { variables: long, ..Mends::default() };
    assert_eq!(office.happen(Stimulus::Retry { token, by, mends }).unwrap_err(), Refusal::VariablesTooLarge);
    assert_eq!(office.case, before);
}
