//! What a designer relies on when trying a flow before anyone works by it.

mod office;

use desk::Error;
use model::{
    Code,
    flow::Flow,
    key::DefinitionKey,
    record::{Effect, FrameId, Status},
    trial::{Move, Trial, Tried},
    view::TicketQuery,
};
use office::{Office, everywhere};
use serde_json::json;

/// `start → ask → end`, and late to the lead; the end mails the customer first.
fn flow() -> Flow {
    let text = |words: &str| json!({"en": words, "zh-CN": words});
    serde_json::from_value(json!({"format": 1, "nodes": [
        {"key": "start", "node": "start"},
        {"key": "ask", "title": text("Ask"), "node": "task", "owner": {"by": "role", "role": "agent"},
            "limit": {"span": {"minutes": 30}, "leave_when_late": true},
            "outcomes": [{"key": "done", "title": text("Done")}]},
        {"key": "lead", "title": text("Lead"), "node": "task", "owner": {"by": "role", "role": "manager"},
            "outcomes": [{"key": "done", "title": text("Done")}]},
        {"key": "tell", "node": "action", "acts": [{"act": "mail", "to": {"who": "customer"},
            "subject": text("Done"), "body": text("It is done")}]},
        {"key": "end", "node": "end", "leaves": "resolved"}],
      "links": [
        {"key": "a", "from": "start", "to": "ask"},
        {"key": "b", "from": "ask", "to": "tell", "leaves": {"by": "outcome", "outcome": "done"}},
        {"key": "c", "from": "ask", "to": "lead", "leaves": {"by": "late"}},
        {"key": "d", "from": "lead", "to": "tell", "leaves": {"by": "outcome", "outcome": "done"}},
        {"key": "e", "from": "tell", "to": "end"}]}))
    .unwrap()
}

fn done(node: &str) -> Move {
    Move::Finish { frame: FrameId(0), node: node.into(), outcome: "done".into(), fields: model::Fields::new() }
}

async fn tried(office: &Office, moves: Vec<Move>) -> Tried {
    let trial = Trial { moves, ..Trial::default() };
    office.desk.try_flow(&office.admin, DefinitionKey::from("draft"), flow(), trial).await.unwrap()
}

#[tokio::test]
async fn a_draft_is_walked_with_the_people_of_the_workspace_and_nothing_is_stored() {
    everywhere(|office: Office| async move {
        office.hire("Ann", &["agent"]).await;
        let first = tried(&office, vec![]).await;
        assert_eq!(first.open.len(), 1);
        assert_eq!(first.open[0].owner.as_deref(), Some("Ann"));
        assert!(first.next.is_some());

        let last = tried(&office, vec![Move::NextEvent, done("lead")]).await;
        assert_eq!((last.is_over, last.ticket.status), (true, Status::Resolved));
        let taken: Vec<&str> = last.taken.iter().map(model::key::LinkKey::as_str).collect();
        assert_eq!(taken, ["a", "c", "d", "e"]);
        assert!(matches!(&last.effects[..], [one] if matches!(&one.effect, Effect::Mail { to, .. } if to == "customer@example.com")));

        let tickets = office.desk.tickets(&office.admin, TicketQuery::default()).await.unwrap();
        assert!(tickets.rows.is_empty());
    })
    .await;
}

#[tokio::test]
async fn only_designers_try_flows_and_a_broken_one_says_what_is_wrong() {
    everywhere(|office: Office| async move {
        let agent = office.hire("Ann", &["agent"]).await;
        let draft = || DefinitionKey::from("draft");
        let refused = office.desk.try_flow(&agent, draft(), flow(), Trial::default()).await;
        assert!(matches!(refused, Err(Error::Forbidden { .. })));

        let mut broken = flow();
        broken.nodes.remove(0);
        let refused = office.desk.try_flow(&office.admin, draft(), broken, Trial::default()).await;
        let Err(Error::Invalid(problems)) = refused else { panic!("{refused:?}") };
        assert!(problems.iter().any(|problem| problem.code == Code::NoStart), "{problems:?}");

        let trial = Trial { moves: vec![Move::NextEvent; 201], ..Trial::default() };
        let refused = office.desk.try_flow(&office.admin, draft(), flow(), trial).await;
        let Err(Error::Invalid(problems)) = refused else { panic!("{refused:?}") };
        assert_eq!((problems[0].code, problems[0].path.as_str()), (Code::TooMany, "/moves"));
    })
    .await;
}

#[tokio::test]
async fn a_type_that_uses_the_flow_lends_its_queue_and_its_promises() {
    everywhere(|office: Office| async move {
        let types = office.desk.types(&office.admin).await.unwrap();
        let starter = office.desk.definition(&office.admin, model::Kind::TicketType, &types[0].key).await.unwrap();
        let model::Body::TicketType(kind) = starter.content.body else { panic!("a ticket type") };
        let tried = office.desk.try_flow(&office.admin, kind.flow.clone(), flow(), Trial::default()).await.unwrap();
        assert!(tried.ticket_type.is_some());
        assert_eq!(tried.ticket.queue, kind.queue);
    })
    .await;
}
