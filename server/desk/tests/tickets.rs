//! What agents rely on when they file and work tickets.

mod office;

use model::{
    Code, Value,
    key::OutcomeKey,
    record::{Answer, Channel, Status},
    role::Right,
    view::{Asker, Completion, CustomerChange, TicketQuery},
};
use office::{Office, everywhere, fields, filing};
use serde_json::json;

/// A complaint: triage by the duty queue, then the money decides who answers.
fn complaint() -> Value {
    json!([
        {"kind": "role", "key": "front", "title": {"en": "Front"}, "body": {"format": 1, "grants": [
            {"right": "read_tickets", "scope": "team"}, {"right": "create_tickets", "scope": "all"},
            {"right": "work_tickets", "scope": "team"}]}},
        {"kind": "queue", "key": "duty", "title": {"en": "Duty"}, "body": {"format": 1, "roles": ["front"]}},
        {"kind": "form", "key": "complaint-form", "title": {"en": "Complaint form"}, "body": {"format": 1,
            "fields": [
                {"key": "subject", "label": {"en": "Subject"}, "type": "text", "required": "always",
                 "searchable": true},
                {"key": "amount", "label": {"en": "Amount"}, "type": "number", "least": 0.0},
                {"key": "cause", "label": {"en": "Cause"}, "type": "select", "options": [
                    {"key": "late", "label": {"en": "Late"}}, {"key": "broken", "label": {"en": "Broken"}}]}],
            "layouts": [
                {"key": "intake", "title": {"en": "New"}, "purpose": "intake", "items": [
                    {"item": "row", "cells": [{"field": "subject"}, {"field": "amount"}]}]},
                {"key": "triage", "title": {"en": "Triage"}, "purpose": "step", "items": [
                    {"item": "row", "cells": [{"field": "cause", "required": true}]}]}]}},
        {"kind": "flow", "key": "complaint-flow", "title": {"en": "Complaint flow"}, "body": {"format": 1,
            "form": "complaint-form",
            "nodes": [
                {"key": "start", "node": "start"},
                {"key": "triage", "title": {"en": "Triage"}, "node": "task", "owner": {"by": "ticket_queue"},
                 "layout": "triage", "outcomes": [{"key": "sorted", "title": {"en": "Sorted"}}],
                 "limit": {"span": {"minutes": 60}, "warnings": [{"at_percent": 50}]}},
                {"key": "large", "title": {"en": "Large?"}, "node": "choice"},
                {"key": "refund", "title": {"en": "Refund"}, "node": "task",
                 "owner": {"by": "same_as", "node": "triage"},
                 "outcomes": [{"key": "paid", "title": {"en": "Paid"}}]},
                {"key": "tell", "title": {"en": "Tell the customer"}, "node": "action", "acts": [
                    {"act": "mail", "to": {"who": "customer"}, "subject": {"en": "#{{ticket.number}}"},
                     "body": {"en": "Done."}}]},
                {"key": "end", "title": {"en": "Closed"}, "node": "end", "leaves": "closed"}],
            "links": [
                {"key": "l1", "from": "start", "to": "triage"},
                {"key": "l2", "from": "triage", "to": "large", "leaves": {"by": "outcome", "outcome": "sorted"}},
                {"key": "l3", "from": "large", "to": "refund", "leaves": {"by": "when", "condition":
                    {"is": "compare", "left": "fields.amount", "how": "at_least", "right": {"value": 500}}}},
                {"key": "l4", "from": "large", "to": "tell", "leaves": {"by": "otherwise"}},
                {"key": "l5", "from": "refund", "to": "tell", "leaves": {"by": "outcome", "outcome": "paid"}},
                {"key": "l6", "from": "tell", "to": "end"}]}},
        {"kind": "ticket_type", "key": "grievance", "title": {"en": "Grievance"}, "body": {"format": 1,
            "form": "complaint-form", "flow": "complaint-flow", "queue": "duty", "title_field": "subject"}}
    ])
}

#[tokio::test]
async fn a_ticket_walks_its_flow_from_intake_to_close() {
    everywhere(|office: Office| async move {
        office.bring(complaint()).await;
        let li = office.hire("Li", &["front"]).await;
        let row = office.file(&li, "grievance", json!({"subject": "Too late", "amount": 900})).await;
        assert_eq!(row.title, "Too late");
        assert_eq!(row.status, Status::New);

        let page = office.page(&li, &row).await;
        let [triage] = &page.tasks[..] else { panic!("one open task, not {:#?}", page.tasks) };
        assert_eq!(triage.owner.as_ref().map(|owner| owner.id), Some(li.person().id));
        assert_eq!(triage.due_at, Some("2026-03-02T02:00:00Z".parse().unwrap()), "an hour of working time");
        assert_eq!(triage.traces.len(), 2, "why this owner, and why this due time");

        office.complete(&li, triage, "sorted", json!({"cause": "late"})).await;
        let [refund] = &office.open_tasks(&row).await[..] else { panic!("the large amount leads to the refund") };
        assert_eq!(refund.node.as_str(), "refund");
        assert_eq!(refund.owner.as_ref().map(|owner| owner.id), Some(li.person().id));

        let closed = office.complete(&li, refund, "paid", json!({})).await;
        assert_eq!(closed.status, Status::Closed);
        assert!(office.open_tasks(&row).await.is_empty());
        let page = office.page(&li, &row).await;
        assert_eq!(page.fields, fields(json!({"subject": "Too late", "amount": 900, "cause": "late"})));
    })
    .await;
}

#[tokio::test]
async fn a_small_amount_takes_the_short_way_and_the_reason_is_kept() {
    everywhere(|office: Office| async move {
        office.bring(complaint()).await;
        let li = office.hire("Li", &["front"]).await;
        let row = office.file(&li, "grievance", json!({"subject": "Scratch", "amount": 20})).await;
        let task = office.open_tasks(&row).await.remove(0);
        let done = office.complete(&li, &task, "sorted", json!({"cause": "broken"})).await;
        assert_eq!(done.status, Status::Closed);
        let events = office.desk.timeline(&li, row.id, None, 100).await.unwrap().rows;
        let chose = events.iter().find(|event| event.what.name() == "chose").unwrap();
        assert!(matches!(&chose.traces[..], [model::trace::Trace::Choice(why)] if why.otherwise));
    })
    .await;
}

#[tokio::test]
async fn wrong_input_is_named_field_by_field_and_nothing_is_stored() {
    everywhere(|office: Office| async move {
        office.bring(complaint()).await;
        let li = office.hire("Li", &["front"]).await;
        let wrong = filing("grievance", json!({"amount": -1, "colour": "red"}));
        let refused = office.desk.file(&li, wrong, Channel::Api, None).await;
        let Err(desk::Error::Invalid(mut problems)) = refused else { panic!("{refused:?}") };
        problems.sort_by(|a, b| a.path.cmp(&b.path));
        let told: Vec<_> = problems.iter().map(|problem| (problem.path.as_str(), problem.code)).collect();
        assert_eq!(
            told,
            [
                ("/fields/amount", Code::TooSmall),
                ("/fields/colour", Code::UnknownField),
                ("/fields/subject", Code::Required)
            ]
        );
        let unknown = office.desk.file(&li, filing("nonsense", json!({})), Channel::Api, None).await;
        assert!(matches!(unknown, Err(desk::Error::Invalid(p)) if p[0].code == Code::UnknownTicketType));
        let all = office.desk.tickets(&office.admin, TicketQuery::default()).await.unwrap();
        assert!(all.rows.is_empty());

        let row = office.file(&li, "grievance", json!({"subject": "x"})).await;
        let task = office.open_tasks(&row).await.remove(0);
        let missing = Completion { outcome: OutcomeKey::from("sorted"), fields: fields(json!({})) };
        let refused = office.desk.complete(&li, task.id, missing, None).await;
        assert!(matches!(refused, Err(desk::Error::Invalid(p)) if p[0].path == "/fields/cause"));
        let other = Completion { outcome: OutcomeKey::from("shelved"), fields: fields(json!({"cause": "late"})) };
        let refused = office.desk.complete(&li, task.id, other, None).await;
        assert!(matches!(refused, Err(desk::Error::Invalid(p)) if p[0].code == Code::UnknownOutcome));
        assert_eq!(office.open_tasks(&row).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_request_sent_twice_is_done_once() {
    everywhere(|office: Office| async move {
        office.bring(complaint()).await;
        let li = office.hire("Li", &["front"]).await;
        let request = || Some(desk::Request { key: "k-1".to_owned(), hash: "h".to_owned() });
        let ask = || filing("grievance", json!({"subject": "Once"}));
        let (first, second) = tokio::join!(
            office.desk.file(&li, ask(), Channel::Api, request()),
            office.desk.file(&li, ask(), Channel::Api, request())
        );
        assert_eq!(first.unwrap(), second.unwrap());
        let third = office.desk.file(&li, ask(), Channel::Api, request()).await.unwrap();
        let all = office.desk.tickets(&office.admin, TicketQuery::default()).await.unwrap();
        assert_eq!(all.rows.len(), 1);
        assert_eq!(all.rows[0].id, third.id);
        let other = Some(desk::Request { key: "k-1".to_owned(), hash: "another".to_owned() });
        let refused = office.desk.file(&li, ask(), Channel::Api, other).await;
        assert!(matches!(refused, Err(desk::Error::Conflict(_))));
    })
    .await;
}

#[tokio::test]
async fn of_two_who_complete_a_task_at_once_one_wins_and_the_other_learns_who() {
    everywhere(|office: Office| async move {
        office.bring(complaint()).await;
        let li = office.hire("Li", &["front"]).await;
        for round in 0..5 {
            let row = office.file(&li, "grievance", json!({"subject": format!("Race {round}"), "amount": 900})).await;
            let task = office.open_tasks(&row).await.remove(0);
            let completion =
                || Completion { outcome: OutcomeKey::from("sorted"), fields: fields(json!({"cause": "late"})) };
            let (a, b) = tokio::join!(
                office.desk.complete(&li, task.id, completion(), None),
                office.desk.complete(&office.admin, task.id, completion(), None)
            );
            let (won, lost) = if a.is_ok() { (a, b) } else { (b, a) };
            assert!(won.is_ok());
            assert!(matches!(&lost, Err(desk::Error::Moved { by: Some(_) })), "{lost:?}");
            let told = office.told(&row).await;
            assert_eq!(told.iter().filter(|name| **name == "step_done").count(), 1);
        }
    })
    .await;
}

#[tokio::test]
async fn many_agents_share_the_work_evenly() {
    everywhere(|office: Office| async move {
        office.bring(complaint()).await;
        let li = office.hire("Li", &["front"]).await;
        office.hire("Wang", &["front"]).await;
        office.hire("Zhao", &["front"]).await;
        for index in 0..9 {
            office.file(&li, "grievance", json!({"subject": format!("{index}")})).await;
        }
        let all = office.desk.tasks(&office.admin, model::view::TaskQuery::default()).await.unwrap().rows;
        let mut counts = std::collections::BTreeMap::new();
        for task in all {
            *counts.entry(task.owner.map(|owner| owner.name)).or_insert(0) += 1;
        }
        assert_eq!(counts.values().copied().collect::<Vec<_>>(), [3, 3, 3]);
    })
    .await;
}

#[tokio::test]
async fn what_was_typed_is_private_and_outlives_the_work_of_others() {
    everywhere(|office: Office| async move {
        office.bring(complaint()).await;
        let li = office.hire("Li", &["front"]).await;
        let row = office.file(&li, "grievance", json!({"subject": "Draft"})).await;
        let task = office.open_tasks(&row).await.remove(0);
        office.desk.save_step_draft(&li, task.id, fields(json!({"cause": "half a wo"}))).await.unwrap();
        office.desk.save_reply_draft(&li, row.id, "Dear".to_owned(), true).await.unwrap();
        office.desk.reply(&office.admin, row.id, "Look into this".to_owned(), false, None).await.unwrap();
        let page = office.page(&li, &row).await;
        assert_eq!(page.tasks[0].draft, Some(fields(json!({"cause": "half a wo"}))));
        assert_eq!(office.desk.reply_draft(&li, row.id).await.unwrap(), Some(("Dear".to_owned(), true)));
        let theirs = office.page(&office.admin, &row).await;
        assert_eq!(theirs.tasks[0].draft, None);
        assert_eq!(office.desk.reply_draft(&office.admin, row.id).await.unwrap(), None);
        office.desk.reply(&li, row.id, "Dear customer".to_owned(), true, None).await.unwrap();
        assert_eq!(office.desk.reply_draft(&li, row.id).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_task_can_be_handed_over_and_taken() {
    everywhere(|office: Office| async move {
        office.bring(complaint()).await;
        let li = office.hire("Li", &["front"]).await;
        let row = office.file(&li, "grievance", json!({"subject": "Mine"})).await;
        let wang = office.hire("Wang", &["front"]).await;
        let task = office.open_tasks(&row).await.remove(0);
        let moved = office.desk.transfer(&li, task.id, wang.person().id, "knows the customer".to_owned()).await;
        assert_eq!(moved.unwrap().owner.map(|owner| owner.id), Some(wang.person().id));
        let back = office.desk.claim(&office.admin, task.id).await.unwrap();
        assert_eq!(back.owner.map(|owner| owner.id), Some(office.admin.person().id));
        let told = office.told(&row).await;
        assert!(told.contains(&"transferred") && told.contains(&"claimed"), "{told:?}");
    })
    .await;
}

#[tokio::test]
async fn nobody_sees_or_works_what_their_role_does_not_reach() {
    everywhere(|office: Office| async move {
        office.bring(complaint()).await;
        let li = office.hire("Li", &["front"]).await;
        let stranger = office.hire("Stranger", &[]).await;
        let row = office.file(&li, "grievance", json!({"subject": "Secret"})).await;
        let forbidden = office.desk.tickets(&stranger, TicketQuery::default()).await;
        assert!(matches!(forbidden, Err(desk::Error::Forbidden { right: Right::ReadTickets })));

        office
            .bring(json!([{"kind": "role", "key": "other", "title": {"en": "Other"}, "body": {"format": 1, "grants": [
                {"right": "read_tickets", "scope": "own"}, {"right": "work_tickets", "scope": "own"}]}}]))
            .await;
        let other = office.hire("Other", &["other"]).await;
        assert!(office.desk.tickets(&other, TicketQuery::default()).await.unwrap().rows.is_empty());
        let absent = office.desk.ticket(&other, desk::TicketRef::Number(row.number)).await;
        assert!(matches!(absent, Err(desk::Error::NotFound)));
        let task = office.open_tasks(&row).await.remove(0);
        assert!(matches!(office.desk.claim(&other, task.id).await, Err(desk::Error::NotFound)));
        let words = office.desk.reply(&other, row.id, "hello".to_owned(), true, None).await;
        assert!(matches!(words, Err(desk::Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn a_customer_gets_an_address_from_whoever_works_on_the_ticket() {
    everywhere(|office: Office| async move {
        office.bring(complaint()).await;
        let li = office.hire("Li", &["front"]).await;
        let asked = |name: &str, email: Option<&str>| {
            let asker = Asker::New { name: name.to_owned(), email: email.map(str::to_owned), phone: None };
            let mut filing = filing("grievance", json!({"subject": "Too late", "amount": 900}));
            filing.customer = Some(asker);
            filing
        };
        let row = office.desk.file(&li, asked("Wang", None), Channel::Phone, None).await.unwrap();
        let other = office.desk.file(&li, asked("Zhao", Some("zhao@example.com")), Channel::Phone, None).await.unwrap();
        let wang = office.page(&li, &row).await.customer.unwrap();
        let change = |email: &str, version| CustomerChange {
            name: "Wang".to_owned(),
            email: email.to_owned(),
            phone: String::new(),
            manager: None,
            version,
        };

        let codes = |answer: Result<_, desk::Error>| match answer {
            Err(desk::Error::Invalid(found) | desk::Error::Conflict(found)) => {
                found.into_iter().map(|problem| (problem.path, problem.code)).collect::<Vec<_>>()
            }
            other => panic!("refused with its field, not {other:?}"),
        };
        let wrong = office.desk.change_customer(&li, row.id, change("not an address", wang.version)).await;
        assert_eq!(codes(wrong), [("/email".to_owned(), Code::BadEmail)]);
        let taken = office.desk.change_customer(&li, row.id, change("zhao@example.com", wang.version)).await;
        assert_eq!(codes(taken), [("/email".to_owned(), Code::Taken)]);
        let stranger = office.hire("Sun", &[]).await;
        let hidden = office.desk.change_customer(&stranger, row.id, change("w@example.com", wang.version)).await;
        assert!(matches!(hidden, Err(desk::Error::Forbidden { .. })), "{hidden:?}");

        let mended =
            office.desk.change_customer(&li, row.id, change(" Wang@Example.com ", wang.version)).await.unwrap();
        assert_eq!(mended.email.as_deref(), Some("wang@example.com"));
        assert_eq!(office.page(&li, &row).await.customer, Some(mended.clone()));
        let stale = office.desk.change_customer(&li, row.id, change("late@example.com", wang.version)).await;
        assert!(matches!(stale, Err(desk::Error::Moved { .. })), "{stale:?}");

        // The address finds them now, and is free again once they have another one.
        let again =
            office.desk.file(&li, asked("Somebody", Some("wang@example.com")), Channel::Phone, None).await.unwrap();
        assert_eq!(office.page(&li, &again).await.customer.map(|found| found.id), Some(wang.id));
        office.desk.change_customer(&li, row.id, change("wang@work.example.com", mended.version)).await.unwrap();
        let zhao = office.page(&li, &other).await.customer.unwrap();
        let freed = CustomerChange { name: "Zhao".to_owned(), ..change("wang@example.com", zhao.version) };
        office.desk.change_customer(&li, other.id, freed).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_approval_is_decided_by_those_who_are_asked() {
    everywhere(|office: Office| async move {
        office
            .bring(json!([
                {"kind": "role", "key": "front", "title": {"en": "Front"}, "body": {"format": 1, "grants": [
                    {"right": "read_tickets", "scope": "all"}, {"right": "create_tickets", "scope": "all"},
                    {"right": "work_tickets", "scope": "own"}]}},
                {"kind": "role", "key": "boss", "title": {"en": "Boss"}, "body": {"format": 1, "grants": [
                    {"right": "read_tickets", "scope": "all"}, {"right": "work_tickets", "scope": "all"}]}},
                {"kind": "form", "key": "wish", "title": {"en": "Wish"}, "body": {"format": 1,
                    "fields": [{"key": "subject", "label": {"en": "Subject"}, "type": "text"}],
                    "layouts": [{"key": "intake", "title": {"en": "New"}, "purpose": "intake", "items": [
                        {"item": "row", "cells": [{"field": "subject"}]}]}]}},
                {"kind": "flow", "key": "wish", "title": {"en": "Wish"}, "body": {"format": 1, "form": "wish",
                    "nodes": [
                        {"key": "start", "node": "start"},
                        {"key": "sign", "title": {"en": "Sign"}, "node": "approval", "skips_agreed": true,
                         "approvers": [{"who": "role", "role": "boss"}, {"who": "role", "role": "front"}]},
                        {"key": "yes", "title": {"en": "Yes"}, "node": "end", "leaves": "closed"},
                        {"key": "no", "title": {"en": "No"}, "node": "end", "leaves": "cancelled"}],
                    "links": [
                        {"key": "l1", "from": "start", "to": "sign"},
                        {"key": "l2", "from": "sign", "to": "yes", "leaves": {"by": "outcome", "outcome": "agreed"}},
                        {"key": "l3", "from": "sign", "to": "no", "leaves": {"by": "outcome", "outcome": "refused"}}]}},
                {"kind": "ticket_type", "key": "wish", "title": {"en": "Wish"}, "body": {"format": 1,
                    "form": "wish", "flow": "wish"}}
            ]))
            .await;
        let li = office.hire("Li", &["front"]).await;
        let chen = office.hire("Chen", &["boss"]).await;
        let sun = office.hire("Sun", &["boss"]).await;
        let row = office.file(&li, "wish", json!({"subject": "A larger desk"})).await;
        let answers = |page: &model::view::TicketPage| {
            let votes = page.tasks.first().map(|task| task.votes.clone()).unwrap_or_default();
            votes.into_iter().map(|vote| (vote.person.name, vote.answer, vote.is_asked)).collect::<Vec<_>>()
        };
        // Whoever files it has agreed with it.
        let wanted = [
            ("Chen".to_owned(), None, true),
            ("Sun".to_owned(), None, true),
            ("Li".to_owned(), Some(Answer::Agreed), false),
        ];
        assert_eq!(answers(&office.page(&chen, &row).await), wanted);

        // A boss sees every task and still answers only their own.
        let own = |page: &model::view::TicketPage, who: &desk::Actor| {
            let tasks = page.tasks.iter().filter(|task| task.may_complete).cloned().collect::<Vec<_>>();
            assert!(tasks.iter().all(|task| task.owner.as_ref().map(|owner| owner.id) == Some(who.person().id)));
            tasks.into_iter().next()
        };
        let page = office.page(&chen, &row).await;
        let suns = page.tasks.iter().find(|task| task.owner.as_ref().is_some_and(|owner| owner.name == "Sun")).unwrap();
        let agreed = || Completion { outcome: OutcomeKey::from("agreed"), fields: model::Fields::new() };
        let stolen = office.desk.complete(&chen, suns.id, agreed(), None).await;
        assert!(matches!(stolen, Err(desk::Error::Refused { code: "not_asked", .. })), "{stolen:?}");

        // Somebody else is asked first.
        let wang = office.hire("Wang", &["front"]).await;
        let chens = own(&page, &chen).unwrap();
        let ask = office.desk.add_approver(&chen, chens.id, sun.person().id, true, String::new()).await;
        assert!(matches!(ask, Err(desk::Error::Refused { code: "asked_already", .. })), "{ask:?}");
        office.desk.add_approver(&chen, chens.id, wang.person().id, true, "knows desks".to_owned()).await.unwrap();
        assert!(own(&office.page(&chen, &row).await, &chen).is_none());
        let wangs = own(&office.page(&wang, &row).await, &wang).unwrap();
        office.desk.complete(&wang, wangs.id, agreed(), None).await.unwrap();
        let chens = own(&office.page(&chen, &row).await, &chen).unwrap();
        office.desk.complete(&chen, chens.id, agreed(), None).await.unwrap();
        let suns = own(&office.page(&sun, &row).await, &sun).unwrap();
        let done = office.desk.complete(&sun, suns.id, agreed(), None).await.unwrap();
        assert_eq!(done.status, Status::Closed);
    })
    .await;
}
