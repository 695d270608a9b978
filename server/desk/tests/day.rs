//! What agents rely on around their tasks: saved views, their day, phrases, mentions, many tickets at once.

mod office;

use model::{
    Value,
    key::DefinitionKey,
    record::Shared,
    view::{BulkAct, TaskQuery, TicketQuery, ViewDraft},
};
use office::{Office, everywhere};
use serde_json::json;

/// A request: it waits in the duty queue until someone takes it, and has a phrase of its own.
fn request() -> Value {
    json!([
        {"kind": "role", "key": "front", "title": {"en": "Front"}, "body": {"format": 1, "grants": [
            {"right": "read_tickets", "scope": "team"}, {"right": "create_tickets", "scope": "all"},
            {"right": "work_tickets", "scope": "team"}]}},
        {"kind": "role", "key": "alone", "title": {"en": "Alone"}, "body": {"format": 1, "grants": [
            {"right": "read_tickets", "scope": "own"}, {"right": "work_tickets", "scope": "own"}]}},
        {"kind": "queue", "key": "duty", "title": {"zh-CN": "值班", "en": "Duty"}, "body": {"format": 1,
            "roles": ["front"]}},
        {"kind": "phrase", "key": "a-hello", "title": {"en": "A hello"}, "body": {"format": 1, "shortcut": "hi",
            "text": {"zh-CN": "您好，工单#{{ticket.number}}", "en": "This is {{actor.name}} about #{{ticket.number}}"}}},
        {"kind": "phrase", "key": "z-late", "title": {"en": "Z late"}, "body": {"format": 1, "text": {"en": "Late."}}},
        {"kind": "form", "key": "request-form", "title": {"en": "Request form"}, "body": {"format": 1,
            "fields": [{"key": "subject", "label": {"en": "Subject"}, "type": "text", "searchable": true}],
            "layouts": [{"key": "intake", "title": {"en": "New"}, "purpose": "intake", "items": [
                {"item": "row", "cells": [{"field": "subject"}]}]}]}},
        {"kind": "flow", "key": "request-flow", "title": {"en": "Request flow"}, "body": {"format": 1,
            "form": "request-form",
            "nodes": [
                {"key": "start", "node": "start"},
                {"key": "look", "title": {"en": "Look"}, "node": "task", "owner": {"by": "ticket_queue"},
                 "phrases": ["z-late"], "outcomes": [{"key": "ok", "title": {"en": "Fine"}}],
                 "limit": {"span": {"minutes": 60}}},
                {"key": "end", "title": {"en": "Closed"}, "node": "end", "leaves": "closed"}],
            "links": [
                {"key": "l1", "from": "start", "to": "look"},
                {"key": "l2", "from": "look", "to": "end", "leaves": {"by": "outcome", "outcome": "ok"}}]}},
        {"kind": "ticket_type", "key": "request", "title": {"en": "Request"}, "body": {"format": 1,
            "form": "request-form", "flow": "request-flow", "queue": "duty", "title_field": "subject"}}
    ])
}

fn draft(title: &str, shared: Shared) -> ViewDraft {
    ViewDraft {
        title: title.to_owned(),
        shared,
        query: TicketQuery { mine: true, text: "漏水".to_owned(), ..TicketQuery::default() },
        columns: vec!["number".to_owned()],
    }
}

async fn titles(office: &Office, actor: &desk::Actor) -> Vec<String> {
    office.desk.views(actor).await.unwrap().into_iter().map(|row| row.view.title).collect()
}

#[tokio::test]
async fn a_view_is_found_by_those_it_is_shared_with_and_changed_by_its_owner() {
    everywhere(|office: Office| async move {
        office.bring(request()).await;
        let li = office.hire("Li", &["front"]).await;
        let wang = office.hire("Wang", &["front"]).await;
        let mine = office.desk.create_view(&li, draft(" Mine ", Shared::Private)).await.unwrap();
        assert_eq!(mine.title, "Mine");
        office.desk.create_view(&li, draft("Team", Shared::Team)).await.unwrap();
        let all = office.desk.create_view(&office.admin, draft("All", Shared::All)).await.unwrap();
        assert_eq!(titles(&office, &li).await, ["All", "Mine", "Team"]);
        assert_eq!(titles(&office, &wang).await, ["All"], "Wang is in no team with Li");

        // Whoever does not see every ticket cannot give a list to everyone.
        let refused = office.desk.create_view(&li, draft("Mine for all", Shared::All)).await;
        assert!(matches!(refused, Err(desk::Error::Refused { code: "view_for_all", .. })), "{refused:?}");
        let refused = office.desk.change_view(&li, all.id, all.version, draft("Stolen", Shared::All)).await;
        assert!(matches!(refused, Err(desk::Error::Refused { code: "view_of_another", .. })), "{refused:?}");
        let absent = office.desk.change_view(&wang, mine.id, mine.version, draft("x", Shared::Private)).await;
        assert!(matches!(absent, Err(desk::Error::NotFound)), "a private view looks as if it were not there");

        let changed = office.desk.change_view(&li, mine.id, mine.version, draft("Renamed", Shared::Private)).await;
        assert_eq!(changed.unwrap().version, 2);
        let second = office.desk.change_view(&li, mine.id, mine.version, draft("Again", Shared::Private)).await;
        assert!(matches!(second, Err(desk::Error::Moved { .. })), "{second:?}");
        let empty = office.desk.create_view(&li, draft("  ", Shared::Private)).await;
        assert!(matches!(empty, Err(desk::Error::Invalid(problems)) if problems[0].path == "/title"));

        office.desk.delete_view(&li, mine.id).await.unwrap();
        office.desk.delete_view(&li, mine.id).await.unwrap();
        assert_eq!(titles(&office, &li).await, ["All", "Team"]);
    })
    .await;
}

#[tokio::test]
async fn what_waits_is_counted_and_the_most_urgent_is_taken_next() {
    everywhere(|office: Office| async move {
        office.bring(request()).await;
        // Nobody is there to be given work, so it waits.
        let first = office.file(&office.admin, "request", json!({"subject": "first"})).await;
        office.pass(5).await;
        let second = office.file(&office.admin, "request", json!({"subject": "second"})).await;
        let li = office.hire("Li", &["front"]).await;
        let day = office.desk.day(&li).await.unwrap();
        let [duty] = &day.queues[..] else { panic!("one queue, not {:#?}", day.queues) };
        assert_eq!((duty.key.as_str(), duty.waiting), ("duty", 2));
        assert_eq!(duty.oldest, Some(office::MONDAY.parse().unwrap()));
        let risky: Vec<_> = day.at_risk.iter().map(|row| row.number).collect();
        assert_eq!(risky, [first.number], "the second one has an hour left");

        let counted = office.desk.count_tickets(&li, TicketQuery::default()).await.unwrap();
        assert_eq!((counted.count, counted.late, counted.more), (2, 0, false));
        let view = office.desk.create_view(&li, draft("Mine", Shared::Private)).await.unwrap();
        let ways = office.desk.ways(&li).await.unwrap();
        assert_eq!((ways.tasks, ways.tickets, ways.views), (0, 2, [(view.id, 0)].into()));
        let taken = office.desk.claim_next(&li, None).await.unwrap().unwrap();
        assert_eq!(taken.number, first.number, "the one that is due first");
        assert_eq!(office.desk.ways(&li).await.unwrap().tasks, 1);
        let taken = office.desk.claim_next(&li, Some(DefinitionKey::from("duty"))).await.unwrap().unwrap();
        assert_eq!(taken.number, second.number);
        assert_eq!(office.desk.claim_next(&li, None).await.unwrap(), None);
        let mine = TicketQuery { mine: true, ..TicketQuery::default() };
        assert_eq!(office.desk.tickets(&li, mine).await.unwrap().rows.len(), 2);
        assert_eq!(office.desk.tickets(&li, TicketQuery::default()).await.unwrap().rows[0].progress.len(), 1);

        office.complete(&li, &taken, "ok", json!({})).await;
        let done = office.desk.done_since(&li, office::MONDAY.parse().unwrap()).await.unwrap();
        assert_eq!(done.iter().map(|step| (step.number, step.late)).collect::<Vec<_>>(), [(second.number, false)]);
        let later = "2026-03-02T02:00:00Z".parse().unwrap();
        assert_eq!(office.desk.done_since(&li, later).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_step_goes_back_into_its_queue_with_a_reason() {
    everywhere(|office: Office| async move {
        office.bring(request()).await;
        let li = office.hire("Li", &["front"]).await;
        let row = office.file(&li, "request", json!({"subject": "back"})).await;
        let task = office.open_tasks(&row).await.remove(0);
        assert_eq!(task.owner.as_ref().map(|owner| owner.id), Some(li.person().id));
        let waits = office.desk.release(&li, task.id, None, " going home ".to_owned()).await.unwrap();
        assert_eq!((waits.owner, waits.queue), (None, Some(DefinitionKey::from("duty"))));
        let events = office.desk.timeline(&li, row.id, None, 100).await.unwrap().rows;
        let said = events.iter().any(|event| {
            matches!(&event.what,
            model::record::Happening::Transferred { to: None, reason, .. } if reason == "going home")
        });
        assert!(said, "{events:#?}");
        let wrong = office.desk.release(&office.admin, task.id, Some("nowhere".into()), String::new()).await;
        assert!(matches!(wrong, Err(desk::Error::Invalid(problems)) if problems[0].path == "/queue"));
        let other = office.hire("Other", &["alone"]).await;
        let absent = office.desk.release(&other, task.id, None, String::new()).await;
        assert!(matches!(absent, Err(desk::Error::NotFound)), "{absent:?}");
    })
    .await;
}

#[tokio::test]
async fn the_phrases_of_the_step_come_first_and_are_filled_in() {
    everywhere(|office: Office| async move {
        office.bring(request()).await;
        let li = office.hire("Li", &["front"]).await;
        let row = office.file(&li, "request", json!({"subject": "words"})).await;
        let phrases = office.desk.phrases(&li, row.id).await.unwrap();
        assert_eq!((phrases[0].key.as_str(), phrases[0].here), ("z-late", true));
        let hello = phrases.iter().find(|phrase| phrase.key.as_str() == "a-hello").unwrap();
        assert!(!hello.here);
        assert_eq!(hello.shortcut, "hi");
        assert_eq!(hello.text.in_lang(model::Lang::En), format!("This is Li about #{}", row.number));
        let other = office.hire("Other", &["alone"]).await;
        assert!(matches!(office.desk.phrases(&other, row.id).await, Err(desk::Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn a_mentioned_colleague_is_told_unless_the_ticket_is_out_of_reach() {
    everywhere(|office: Office| async move {
        office.bring(request()).await;
        let li = office.hire("Li", &["front"]).await;
        let row = office.file(&li, "request", json!({"subject": "look"})).await;
        let wang = office.hire("Wang", &["front"]).await;
        let out = office.hire("Outsider", &["alone"]).await;
        let can: Vec<_> = office.desk.mentionable(&li, row.id).await.unwrap().into_iter().map(|one| one.id).collect();
        assert!(can.contains(&wang.person().id) && !can.contains(&out.person().id) && !can.contains(&li.person().id));

        let note = "@Wang please look,\n@Outsider too".to_owned();
        office.desk.reply(&li, row.id, note, false, None).await.unwrap();
        let day = office.desk.day(&wang).await.unwrap();
        let [mention] = &day.mentions[..] else { panic!("one mention, not {:#?}", day.mentions) };
        assert_eq!((mention.number, mention.by.id, mention.is_new), (row.number, li.person().id, true));
        assert_eq!(mention.text, "@Wang please look, @Outsider too");
        assert!(office.desk.notices(&out).await.unwrap().is_empty());
        // Words to the customer tell nobody.
        office.desk.reply(&li, row.id, "Dear @Wang".to_owned(), true, None).await.unwrap();
        assert_eq!(office.desk.day(&wang).await.unwrap().mentions.len(), 1);
        office.desk.read_notices(&wang).await.unwrap();
        assert!(!office.desk.day(&wang).await.unwrap().mentions[0].is_new);
    })
    .await;
}

#[tokio::test]
async fn of_many_tickets_each_is_handled_or_says_why_not() {
    everywhere(|office: Office| async move {
        office.bring(request()).await;
        let waits = office.file(&office.admin, "request", json!({"subject": "waits"})).await;
        let li = office.hire("Li", &["front"]).await;
        let given = office.file(&office.admin, "request", json!({"subject": "given"})).await;
        let closed = office.file(&office.admin, "request", json!({"subject": "closed"})).await;
        let task = office.open_tasks(&closed).await.remove(0);
        office.complete(&li, &task, "ok", json!({})).await;

        assert_eq!(office.desk.handle(&li, waits.id, &BulkAct::Claim).await.unwrap(), 1);
        let code = |answer: desk::Result<u32>| match answer {
            Err(desk::Error::Refused { code, .. }) => code,
            other => panic!("{other:?}"),
        };
        assert_eq!(code(office.desk.handle(&li, given.id, &BulkAct::Claim).await), "yours_already");
        assert_eq!(code(office.desk.handle(&office.admin, closed.id, &BulkAct::Claim).await), "no_open_step");
        let to = li.person().id;
        let hand = BulkAct::Transfer { to, reason: "x".to_owned() };
        assert_eq!(code(office.desk.handle(&office.admin, given.id, &hand).await), "theirs_already");
        let back = BulkAct::Release { reason: "x".to_owned() };
        assert_eq!(office.desk.handle(&li, given.id, &back).await.unwrap(), 1);
        assert_eq!(code(office.desk.handle(&office.admin, given.id, &back).await), "waits_already");
        assert_eq!(office.desk.handle(&office.admin, given.id, &hand).await.unwrap(), 1);
        let mine = TaskQuery { mine: true, ..TaskQuery::default() };
        assert_eq!(office.desk.tasks(&li, mine).await.unwrap().rows.len(), 2);
    })
    .await;
}
