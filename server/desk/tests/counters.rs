//! What the usual operations cost in statements and commits. These figures do not depend on the machine; one that grows
//! is a regression, one that shrinks is written down here.

mod office;

use model::{record::Channel, view::TicketRow};
use office::{Office, everywhere, filing};
use serde_json::json;

/// What an operation cost: commits that were stored, transactions they took, statements in them, and an upper bound of
/// the statements that read. Whether the shelf is looked up again within its second is chance, so reads are no exact
/// number.
type Cost = (u64, u64, u64, u64);

/// Holds an operation to its cost.
async fn costs<T>(
    office: &Office,
    name: &str,
    (commits, groups, statements, reads): Cost,
    work: impl Future<Output = T>,
) -> T {
    let before = office.desk.store().counters();
    let done = work.await;
    let after = office.desk.store().counters();
    let found = (after.commits - before.commits, after.groups - before.groups, after.statements - before.statements);
    assert_eq!(found, (commits, groups, statements), "{name}: commits, transactions, statements");
    let found = after.reads - before.reads;
    assert!(found <= reads, "{name}: {found} reads instead of at most {reads}");
    done
}

/// A fault with twelve answers and a customer of its own, as the starter content's form takes it.
async fn fault(office: &Office) -> TicketRow {
    let filing = filing(
        "technical",
        json!({"subject": "Pump leaks", "product": "P-100", "symptom": "leak", "impact": "limited",
               "phone": "13800138000", "priority": "normal"}),
    );
    office.desk.file(&office.admin, filing, Channel::Desk, None).await.unwrap()
}

#[tokio::test]
async fn an_operation_is_one_transaction_of_few_statements() {
    everywhere(|office: Office| async move {
        let ann = office.hire("Ann", &["engineer"]).await;
        let bob = office.hire("Bob", &["engineer"]).await;
        // Whatever is done for the first time in a process is not counted.
        fault(&office).await;
        let row = costs(&office, "file", (1, 1, 7, 4), fault(&office)).await;
        let task = office.open_tasks(&row).await.remove(0);
        let to = if task.owner.as_ref().is_some_and(|owner| owner.id == ann.person().id) { &bob } else { &ann };
        let given = office.desk.transfer(&office.admin, task.id, to.person().id, "nearer".to_owned());
        costs(&office, "assign", (1, 1, 7, 18), given).await.unwrap();
        let said = office.desk.reply(&office.admin, row.id, "We are on our way.".to_owned(), true, None);
        costs(&office, "reply", (1, 1, 8, 11), said).await.unwrap();
        let done = office.complete(&office.admin, &task, "ask", json!({"diagnosis": "Valve?"}));
        costs(&office, "complete", (1, 1, 13, 12), done).await;
    })
    .await;
}

#[tokio::test]
async fn a_timer_that_fires_is_one_transaction() {
    everywhere(|office: Office| async move {
        office
            .bring(json!([
                {"kind": "form", "key": "short", "title": {"en": "Short"}, "body": {"format": 1,
                    "fields": [{"key": "subject", "label": {"en": "Subject"}, "type": "text"}],
                    "layouts": [{"key": "intake", "title": {"en": "New"}, "purpose": "intake", "items": [
                        {"item": "row", "cells": [{"field": "subject"}]}]}]}},
                {"kind": "flow", "key": "wait", "title": {"en": "Wait"}, "body": {"format": 1, "form": "short", "nodes": [
                    {"key": "start", "node": "start"},
                    {"key": "rest", "title": {"en": "Rest"}, "node": "wait",
                     "until": {"for": "duration", "span": {"minutes": 1, "counted": "wall"}}},
                    {"key": "end", "node": "end", "leaves": "closed"}],
                    "links": [{"key": "a", "from": "start", "to": "rest"}, {"key": "b", "from": "rest", "to": "end"}]}},
                {"kind": "ticket_type", "key": "wait", "title": {"en": "Wait"}, "body": {"format": 1, "form": "short",
                    "flow": "wait", "queue": "service"}}
            ]))
            .await;
        office.file(&office.admin, "wait", json!({"subject": "x"})).await;
        office.desk.work_once().await.unwrap();
        office.clock.turn(chrono::TimeDelta::minutes(1));
        let fired = costs(&office, "timer", (1, 1, 9, 21), office.desk.work_once()).await.unwrap();
        assert_eq!(fired, 1);
    })
    .await;
}
