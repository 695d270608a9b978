//! What a designer relies on who keeps test runs with a flow, and replays real tickets before publishing.

mod office;

use model::{
    Code, Kind, Value,
    flow::Flow,
    key::DefinitionKey,
    replay::{Otherwise, Replay},
    scenario::ScenarioReport,
    view::{TicketQuery, TicketRow},
};
use office::{Office, everywhere};
use serde_json::json;

fn title(words: &str) -> Value {
    json!({"en": words, "zh-CN": words})
}

/// `start → ask → end`; large things go to the lead first, where the flow says so.
fn flow(asks_lead: bool, scenarios: &Value, is_gated: bool) -> Value {
    let large = json!({"by": "when", "condition": {"is": "compare", "left": "fields.size", "how": "greater",
        "right": {"value": 10}}});
    let to = if asks_lead { "lead" } else { "end" };
    let mut nodes = vec![
        json!({"key": "start", "node": "start"}),
        json!({"key": "ask", "title": title("Ask"), "node": "task", "owner": {"by": "ticket_owner"},
            "outcomes": [{"key": "done", "title": title("Done")}]}),
        json!({"key": "large", "title": title("Large?"), "node": "choice"}),
        json!({"key": "end", "title": title("End"), "node": "end", "leaves": "resolved"}),
    ];
    let mut links = vec![
        json!({"key": "a", "from": "start", "to": "ask", "leaves": {"by": "next"}}),
        json!({"key": "b", "from": "ask", "to": "large", "leaves": {"by": "outcome", "outcome": "done"}}),
        json!({"key": "c", "from": "large", "to": to, "leaves": large}),
        json!({"key": "d", "from": "large", "to": "end", "leaves": {"by": "otherwise"}}),
    ];
    if asks_lead {
        nodes.push(json!({"key": "lead", "title": title("Lead"), "node": "task", "owner": {"by": "ticket_owner"},
            "outcomes": [{"key": "done", "title": title("Done")}]}));
        links.push(json!({"key": "e", "from": "lead", "to": "end", "leaves": {"by": "outcome", "outcome": "done"}}));
    }
    json!({"kind": "flow", "key": "thing", "title": title("Thing"), "body": {"format": 1, "form": "thing",
        "nodes": nodes, "links": links, "scenarios": scenarios, "is_gated": is_gated}})
}

fn everything(flow: Value) -> Value {
    json!([
        {"kind": "form", "key": "thing", "title": title("Thing"), "body": {"format": 1,
            "fields": [{"key": "subject", "label": title("subject"), "type": "text"},
                {"key": "size", "label": title("size"), "type": "number"}],
            "layouts": [{"key": "intake", "title": title("New"), "purpose": "intake",
                "items": [{"item": "row", "cells": [{"field": "subject"}, {"field": "size"}]}]}]}},
        flow,
        {"kind": "ticket_type", "key": "thing", "title": title("Thing"),
            "body": {"format": 1, "form": "thing", "flow": "thing", "title_field": "subject"}}
    ])
}

/// A large thing goes to the lead; a small one does not.
fn scenarios() -> Value {
    let done = json!({"move": "finish", "node": "ask", "outcome": "done"});
    json!([
        {"key": "large", "title": title("A large thing"), "trial": {"start": "2026-03-02T01:00:00Z",
            "ticket": {"fields": {"size": 20}}, "moves": [done]},
            "expects": [{"expect": "stands", "node": "lead"}, {"expect": "no_incident"}]},
        {"key": "small", "title": title("A small thing"), "trial": {"start": "2026-03-02T01:00:00Z",
            "ticket": {"fields": {"size": 2}}, "moves": [done]},
            "expects": [{"expect": "over"}, {"expect": "status", "status": "resolved"}, {"expect": "avoids", "node": "lead"}]}
    ])
}

fn body(drawn: &Value) -> Flow {
    serde_json::from_value(drawn["body"].clone()).unwrap()
}

async fn tried(office: &Office, drawn: &Value) -> ScenarioReport {
    office.desk.try_scenarios(&office.admin, "thing".into(), body(drawn)).await.unwrap()
}

async fn save(office: &Office, drawn: Value) {
    let content: model::Definition = serde_json::from_value(drawn).unwrap();
    let page = office.desk.definition(&office.admin, Kind::Flow, &"thing".into()).await.unwrap();
    office.desk.save_draft(&office.admin, content, page.revision, false).await.unwrap();
}

async fn publish(office: &Office) -> desk::Result<i64> {
    let version = office.desk.publish(&office.admin, Kind::Flow, &"thing".into(), String::new()).await?;
    Ok(version.number)
}

#[tokio::test]
async fn scenarios_travel_with_the_flow_and_say_what_a_change_breaks_and_what_nobody_tries() {
    everywhere(|office: Office| async move {
        office.bring(everything(flow(true, &scenarios(), false))).await;
        let page = office.desk.definition(&office.admin, Kind::Flow, &"thing".into()).await.unwrap();
        let model::Body::Flow(kept) = page.content.body else { panic!("a flow") };
        assert_eq!(kept.scenarios.len(), 2, "they are part of the version");

        let report = tried(&office, &flow(true, &scenarios(), false)).await;
        assert!(report.is_met(), "{report:#?}");
        let missed: Vec<&str> = report.missed_links.iter().map(model::key::LinkKey::as_str).collect();
        assert_eq!((missed, report.missed_nodes.len(), report.nodes), (vec!["e"], 0, 5));
        assert_eq!(report, tried(&office, &flow(true, &scenarios(), false)).await, "the same every time");

        let broken = tried(&office, &flow(false, &scenarios(), false)).await;
        let results: Vec<(&str, bool)> =
            broken.results.iter().map(|result| (result.key.as_str(), result.is_met())).collect();
        assert_eq!(results, [("large", false), ("small", true)]);
        let rows = office.desk.tickets(&office.admin, TicketQuery::default()).await.unwrap().rows;
        assert!(rows.is_empty() && office.caught.done.lock().unwrap().is_empty(), "nothing is stored or sent");
    })
    .await;
}

#[tokio::test]
async fn a_gated_flow_is_published_only_while_every_scenario_comes_out_as_expected() {
    everywhere(|office: Office| async move {
        office.bring(everything(flow(true, &scenarios(), true))).await;
        save(&office, flow(false, &scenarios(), true)).await;
        let refused = publish(&office).await;
        let Err(desk::Error::Invalid(problems)) = refused else { panic!("{refused:?}") };
        let named: Vec<_> =
            problems.iter().map(|one| (one.code, one.path.as_str(), one.facts["title"].as_str())).collect();
        assert_eq!(named, [(Code::ScenarioFails, "/scenarios/large", "A large thing")]);

        // Without the gate the same draft is published: keeping scenarios asks nobody for anything.
        save(&office, flow(false, &scenarios(), false)).await;
        assert_eq!(publish(&office).await.unwrap(), 2);
        save(&office, flow(true, &scenarios(), true)).await;
        assert_eq!(publish(&office).await.unwrap(), 3);
    })
    .await;
}

async fn ended(office: &Office, size: i64) -> TicketRow {
    let row = office.file(&office.admin, "thing", json!({"subject": format!("Of size {size}"), "size": size})).await;
    office.clock.turn(chrono::TimeDelta::minutes(7));
    loop {
        let open = office.open_tasks(&row).await;
        let Some(task) = open.first() else { return row };
        office.complete(&office.admin, task, "done", json!({})).await;
    }
}

async fn replayed(office: &Office, drawn: &Value) -> Replay {
    office.desk.replay_flow(&office.admin, "thing".into(), body(drawn)).await.unwrap()
}

#[tokio::test]
async fn real_tickets_are_replayed_with_a_draft_and_only_what_comes_out_otherwise_is_told() {
    everywhere(|office: Office| async move {
        office.bring(everything(flow(true, &json!([]), false))).await;
        ended(&office, 2).await;
        let large = ended(&office, 20).await;
        office.file(&office.admin, "thing", json!({"subject": "Open", "size": 20})).await;
        let sent = office.caught.done.lock().unwrap().len();

        let same = replayed(&office, &flow(true, &json!([]), false)).await;
        assert_eq!((same.looked, same.same, same.left_out, same.is_whole), (2, 2, 0, true), "{same:#?}");
        assert!(same.tickets.is_empty());

        let found = replayed(&office, &flow(false, &json!([]), false)).await;
        assert_eq!((found.looked, found.same, found.tickets.len()), (2, 1, 1));
        assert_eq!(found.tickets[0].number, large.number);
        let misses_lead = |one: &Otherwise| matches!(one, Otherwise::Misses { node, .. } if node.as_str() == "lead");
        assert!(found.tickets[0].differences.iter().any(misses_lead), "{found:#?}");
        assert_eq!(found, replayed(&office, &flow(false, &json!([]), false)).await, "the same every time");

        assert_eq!(office.caught.done.lock().unwrap().len(), sent, "nothing is sent");
        // Whoever may not design is told nothing, and tickets of long ago are not looked at.
        let agent = office.hire("Ann", &["agent"]).await;
        let refused = office.desk.replay_flow(&agent, "thing".into(), body(&flow(true, &json!([]), false))).await;
        assert!(matches!(refused, Err(desk::Error::Forbidden { .. })));
        office.clock.turn(chrono::TimeDelta::days(31));
        assert_eq!(replayed(&office, &flow(true, &json!([]), false)).await.looked, 0);
        let unknown = office.desk.replay_flow(&office.admin, DefinitionKey::from("other"), Flow::default()).await;
        assert!(unknown.is_err());
    })
    .await;
}
