//! What people do to tickets and steps besides working on them: delegating, urging, following, holding, and what is done
//! to a flow by hand. Each with its right, and with who then sees the ticket.

mod office;

use chrono::TimeDelta;
use desk::{Actor, Clock as _, Error, TicketRef};
use model::{
    flow::Leaves,
    record::{Effect, Happening, Status},
    role::Right,
    view::{BulkAct, Completion, TaskView, TicketRow},
};
use office::{Office, everywhere, fields};
use serde_json::json;

/// A flow of two steps, the first for whoever the form names, and roles that reach little.
async fn bring(office: &Office) {
    office
        .bring(json!([
            {"kind": "role", "key": "own", "title": {"en": "Own"}, "body": {"format": 1, "grants": [
                {"right": "read_tickets", "scope": "own"}, {"right": "work_tickets", "scope": "own"}]}},
            {"kind": "role", "key": "reads", "title": {"en": "Reads"}, "body": {"format": 1, "grants": [
                {"right": "read_tickets", "scope": "own"}]}},
            {"kind": "role", "key": "steers", "title": {"en": "Steers"}, "body": {"format": 1, "grants": [
                {"right": "read_tickets", "scope": "all"}, {"right": "move_tickets", "scope": "own"},
                {"right": "end_tickets", "scope": "own"}]}},
            {"kind": "form", "key": "matter", "title": {"en": "Matter"}, "body": {"format": 1,
                "fields": [{"key": "subject", "label": {"en": "Subject"}, "type": "text"},
                           {"key": "who", "label": {"en": "Who"}, "type": "person"}],
                "layouts": [
                    {"key": "intake", "title": {"en": "New"}, "purpose": "intake", "items": [
                        {"item": "row", "cells": [{"field": "subject"}, {"field": "who"}]}]},
                    {"key": "step", "title": {"en": "Step"}, "purpose": "step", "items": [
                        {"item": "row", "cells": [{"field": "subject"}]}]}]}},
            {"kind": "flow", "key": "matter", "title": {"en": "Matter"}, "body": {"format": 1, "form": "matter",
                "nodes": [
                    {"key": "start", "node": "start"},
                    {"key": "step", "title": {"en": "Step"}, "node": "task", "layout": "step",
                     "limit": {"span": {"minutes": 60, "counted": "wall"}},
                     "owner": {"by": "expression", "text": "fields.who"},
                     "outcomes": [{"key": "done", "title": {"en": "Done"}}]},
                    {"key": "check", "title": {"en": "Check"}, "node": "task", "owner": {"by": "ticket_owner"},
                     "outcomes": [{"key": "done", "title": {"en": "Done"}}]},
                    {"key": "end", "title": {"en": "End"}, "node": "end", "leaves": "closed"}],
                "links": [
                    {"key": "a", "from": "start", "to": "step"},
                    {"key": "b", "from": "step", "to": "check", "leaves": {"by": "outcome", "outcome": "done"}},
                    {"key": "c", "from": "check", "to": "end", "leaves": {"by": "outcome", "outcome": "done"}}]}},
            {"kind": "ticket_type", "key": "matter", "title": {"en": "Matter"}, "body": {"format": 1,
                "form": "matter", "flow": "matter", "title_field": "subject"}}
        ]))
        .await;
}

async fn matter_of(office: &Office, who: &Actor) -> (TicketRow, TaskView) {
    let answers = json!({"subject": "A leak", "who": who.person().id});
    let row = office.file(&office.admin, "matter", answers).await;
    let task = office.open_tasks(&row).await.remove(0);
    (row, task)
}

async fn sees(office: &Office, who: &Actor, row: &TicketRow) -> bool {
    office.desk.ticket(who, TicketRef::Id(row.id)).await.is_ok()
}

async fn notices(office: &Office, who: &Actor) -> Vec<String> {
    let notices = office.desk.notices(who).await.unwrap();
    notices.into_iter().map(|notice| notice.text.in_lang(model::Lang::En).to_owned()).collect()
}

#[tokio::test]
async fn a_step_is_delegated_seen_by_both_and_comes_back() {
    everywhere(|office: Office| async move {
        bring(&office).await;
        let (ann, bob, eve) = (
            office.hire("Ann", &["own"]).await,
            office.hire("Bob", &["own"]).await,
            office.hire("Eve", &["own"]).await,
        );
        let (row, task) = matter_of(&office, &ann).await;
        // Only whoever has it, and to someone else.
        let stolen = office.desk.delegate(&bob, task.id, bob.person().id, String::new()).await;
        assert!(matches!(stolen, Err(Error::NotFound)), "{stolen:?}");
        let self_given = office.desk.delegate(&ann, task.id, ann.person().id, String::new()).await;
        assert!(matches!(self_given, Err(Error::Refused { code: "own_step", .. })), "{self_given:?}");
        office.desk.save_step_draft(&ann, task.id, fields(json!({"subject": "half"}))).await.unwrap();
        office.desk.delegate(&ann, task.id, bob.person().id, "you know it".to_owned()).await.unwrap();
        assert!(sees(&office, &bob, &row).await);
        assert!(sees(&office, &ann, &row).await, "whoever gave it away still sees it");
        assert!(!sees(&office, &eve, &row).await);
        let page = office.page(&bob, &row).await;
        assert_eq!(page.tasks[0].delegated_by.as_ref().map(|one| one.name.as_str()), Some("Ann"));
        assert!(page.tasks[0].may_complete);
        // Bob's answers stand in the ticket, and Ann has the final word.
        office.complete(&bob, &task, "done", json!({"subject": "A leak in the pump"})).await;
        let page = office.page(&ann, &row).await;
        assert_eq!(page.fields.get("subject"), Some(&json!("A leak in the pump")));
        assert_eq!(page.tasks[0].owner.as_ref().map(|one| one.name.as_str()), Some("Ann"));
        assert_eq!(page.tasks[0].draft, None, "what was begun before is older than what came back");
        assert!(page.tasks[0].due_at.is_some(), "the limit runs on");
        office.desk.delegate(&ann, task.id, bob.person().id, String::new()).await.unwrap();
        office.desk.recall(&ann, task.id).await.unwrap();
        let gone = office.desk.recall(&ann, task.id).await;
        assert!(matches!(gone, Err(Error::Refused { code: "not_delegated", .. })), "{gone:?}");
        office.complete(&ann, &task, "done", json!({})).await;
        let told = office.told(&row).await;
        let wanted = ["delegated", "delegate_done", "delegated", "recalled", "step_done"];
        let kept: Vec<_> = told.into_iter().filter(|name| wanted.contains(name)).collect();
        assert_eq!(kept, wanted);
    })
    .await;
}

#[tokio::test]
async fn a_held_ticket_goes_on_by_itself_with_the_time_that_was_left() {
    everywhere(|office: Office| async move {
        bring(&office).await;
        let ann = office.hire("Ann", &["own"]).await;
        let (row, task) = matter_of(&office, &ann).await;
        let due = task.due_at.unwrap();
        office.pass(10).await;
        let now = office.clock.now();
        let blank = office.desk.hold(&ann, row.id, None, false, " ".to_owned()).await;
        assert!(matches!(blank, Err(Error::Invalid(_))), "{blank:?}");
        let past = office.desk.hold(&ann, row.id, Some(now), false, "x".to_owned()).await;
        assert!(matches!(past, Err(Error::Invalid(_))), "{past:?}");
        let until = now + TimeDelta::minutes(90);
        office.desk.hold(&ann, row.id, Some(until), false, "the part is ordered".to_owned()).await.unwrap();
        let page = office.page(&ann, &row).await;
        assert_eq!((page.row.status, page.row.due_at), (Status::OnHold, None));
        let hold = page.hold.unwrap();
        assert_eq!(
            (hold.by.name.as_str(), hold.until, hold.reason.as_str()),
            ("Ann", Some(until), "the part is ordered")
        );
        let urged = office.desk.urge(&office.admin, task.id, String::new()).await;
        assert!(matches!(urged, Err(Error::Refused { code: "on_hold", .. })), "{urged:?}");
        office.pass(89).await;
        assert_eq!(office.page(&ann, &row).await.row.status, Status::OnHold);
        office.pass(2).await;
        let page = office.page(&ann, &row).await;
        assert_eq!((page.row.status, page.hold.is_none()), (Status::New, true));
        assert_eq!(page.tasks[0].due_at, Some(due + TimeDelta::minutes(90)), "the step has the time it had left");
        office.pass(60).await;
        assert!(office.told(&row).await.contains(&"step_late"));
        let free = office.desk.resume(&ann, row.id).await;
        assert!(matches!(free, Err(Error::Refused { code: "not_held", .. })), "{free:?}");
    })
    .await;
}

#[tokio::test]
async fn followers_read_the_ticket_and_hear_what_they_want_to_hear() {
    everywhere(|office: Office| async move {
        bring(&office).await;
        let (ann, eve) = (office.hire("Ann", &["own"]).await, office.hire("Eve", &["reads"]).await);
        let (row, task) = matter_of(&office, &ann).await;
        let blind = office.desk.follow(&eve, row.id, vec![eve.person().id]).await;
        assert!(matches!(blind, Err(Error::NotFound)), "what one cannot see one cannot follow: {blind:?}");
        office.desk.follow(&ann, row.id, vec![eve.person().id, ann.person().id]).await.unwrap();
        assert!(sees(&office, &eve, &row).await);
        // A follower reads, and neither works nor adds others.
        let adds = office.desk.follow(&eve, row.id, vec![office.admin.person().id]).await;
        assert!(matches!(adds, Err(Error::Forbidden { right: Right::WorkTickets })), "{adds:?}");
        let drops = office.desk.unfollow(&eve, row.id, ann.person().id).await;
        assert!(matches!(drops, Err(Error::Forbidden { right: Right::WorkTickets })), "{drops:?}");
        let says = async |text: &str| {
            office.desk.reply(&office.admin, row.id, text.to_owned(), true, None).await.unwrap();
        };
        says("hello").await;
        assert!(notices(&office, &eve).await.iter().any(|text| text.ends_with("wrote: hello")));
        office.desk.mute(&eve, row.id, true).await.unwrap();
        says("silence").await;
        assert!(!notices(&office, &eve).await.iter().any(|text| text.ends_with("silence")));
        office.desk.mute(&eve, row.id, false).await.unwrap();
        // A follower takes part, and may urge.
        office.desk.urge(&eve, task.id, "the customer waits".to_owned()).await.unwrap();
        let again = office.desk.urge(&eve, task.id, String::new()).await;
        let Err(Error::Refused { code: "urged_already", facts }) = again else { panic!("{again:?}") };
        assert_eq!(facts, [("minutes".to_owned(), "30".to_owned())]);
        office.pass(30).await;
        office.desk.urge(&eve, task.id, String::new()).await.unwrap();
        assert_eq!(office.page(&ann, &row).await.tasks[0].urged, 2);
        office.desk.unfollow(&eve, row.id, eve.person().id).await.unwrap();
        assert!(!sees(&office, &eve, &row).await);
    })
    .await;
}

#[tokio::test]
async fn a_flow_is_moved_and_ended_only_by_those_whose_right_reaches_it() {
    everywhere(|office: Office| async move {
        bring(&office).await;
        let (ann, max) = (office.hire("Ann", &["own"]).await, office.hire("Max", &["steers"]).await);
        let (row, _) = matter_of(&office, &ann).await;
        let page = office.page(&office.admin, &row).await;
        let place = &page.places[0];
        assert_eq!(place.to.iter().map(|step| step.node.as_str()).collect::<Vec<_>>(), ["check", "end"]);
        let jump = async |who: &Actor, to: &str| {
            office.desk.jump(who, row.id, place.token, to.into(), "the wrong way".to_owned()).await
        };
        let end = async |who: &Actor, tells: bool| {
            office.desk.terminate(who, row.id, Leaves::Cancelled, tells, "filed twice".to_owned()).await
        };
        assert!(matches!(jump(&ann, "check").await, Err(Error::Forbidden { right: Right::MoveTickets })));
        assert!(matches!(end(&ann, false).await, Err(Error::Forbidden { right: Right::EndTickets })));
        // Max sees it and has the rights, but they reach only his own tickets.
        assert!(office.page(&max, &row).await.places.is_empty() && !office.page(&max, &row).await.may_end);
        assert!(matches!(jump(&max, "check").await, Err(Error::Forbidden { right: Right::MoveTickets })));
        assert!(matches!(end(&max, false).await, Err(Error::Forbidden { right: Right::EndTickets })));
        let nowhere = jump(&office.admin, "nowhere").await;
        assert!(matches!(nowhere, Err(Error::Refused { code: "no_such_node", .. })), "{nowhere:?}");
        jump(&office.admin, "check").await.unwrap();
        let moved = jump(&office.admin, "check").await;
        assert!(
            matches!(moved, Err(Error::Refused { code: "nothing_here", .. })),
            "moved from where it was seen: {moved:?}"
        );
        end(&office.admin, true).await.unwrap();
        let page = office.page(&office.admin, &row).await;
        assert_eq!((page.row.status, page.tasks.len(), page.may_end), (Status::Cancelled, 0, false));
        let audit = office.desk.store().scope(office.admin.workspace()).audit(None, 10).await.unwrap();
        let audit: Vec<_> = audit.iter().map(|entry| entry.what.as_str()).collect();
        assert!(audit.contains(&"ticket_moved") && audit.contains(&"ticket_ended"), "{audit:?}");
    })
    .await;
}

#[tokio::test]
async fn the_customer_is_told_of_an_end_by_hand_if_that_is_wished() {
    everywhere(|office: Office| async move {
        bring(&office).await;
        let customer = serde_json::from_value(json!({"new": {"name": "Wang", "email": "wang@example.com"}})).unwrap();
        let filing = model::view::Filing {
            customer: Some(customer),
            ..office::filing("matter", json!({"subject": "A leak", "who": office.admin.person().id}))
        };
        let row = office.desk.file(&office.admin, filing, model::record::Channel::Desk, None).await.unwrap();
        office.desk.terminate(&office.admin, row.id, Leaves::Closed, true, "filed twice".to_owned()).await.unwrap();
        office.pass(1).await;
        let mails: Vec<_> = office.caught.done.lock().unwrap().iter().map(|(_, effect)| effect.clone()).collect();
        let told = mails.iter().any(|effect| {
            matches!(effect, Effect::Mail { to, body, .. } if to == "wang@example.com" && body.contains("filed twice"))
        });
        assert!(told, "{mails:?}");
        let events = office.desk.timeline(&office.admin, row.id, None, 100).await.unwrap().rows;
        let ended = events.iter().find(|event| matches!(event.what, Happening::Terminated { .. })).unwrap();
        assert_eq!(ended.visibility, model::record::Visibility::Public, "what the customer was told they may read");
    })
    .await;
}

#[tokio::test]
async fn many_tickets_are_urged_held_and_ended_one_by_one() {
    everywhere(|office: Office| async move {
        bring(&office).await;
        let ann = office.hire("Ann", &["own"]).await;
        let (row, task) = matter_of(&office, &ann).await;
        let urge = BulkAct::Urge { text: "please".to_owned() };
        assert_eq!(office.desk.handle(&office.admin, row.id, &urge).await.unwrap(), 1);
        let again = office.desk.handle(&office.admin, row.id, &urge).await;
        assert!(matches!(again, Err(Error::Refused { code: "urged_already", .. })), "{again:?}");
        let own = office.desk.handle(&ann, row.id, &urge).await;
        assert!(matches!(own, Err(Error::Refused { code: "own_step", .. })), "{own:?}");
        let hold = BulkAct::Hold { reason: "a holiday".to_owned() };
        assert_eq!(office.desk.handle(&ann, row.id, &hold).await.unwrap(), 1);
        // Whoever works on it takes it up again.
        let completion = Completion { outcome: "done".into(), fields: fields(json!({})) };
        let next = office.desk.complete(&ann, task.id, completion, None).await.unwrap();
        assert_eq!(next.status, Status::InProgress);
        let end = BulkAct::End { reason: "filed twice".to_owned() };
        let not_hers = office.desk.handle(&ann, row.id, &end).await;
        assert!(matches!(not_hers, Err(Error::Forbidden { right: Right::EndTickets })), "{not_hers:?}");
        assert_eq!(office.desk.handle(&office.admin, row.id, &end).await.unwrap(), 1);
        assert_eq!(office.page(&office.admin, &row).await.row.status, Status::Cancelled);
    })
    .await;
}
