//! What `check` promises about flows, held against the engine itself: a run of a flow without errors never stands still,
//! nor does one that moves on the way to another such flow that has a place for it.

use std::sync::Arc;

use chrono::DateTime;
use model::{
    Fields, Lang,
    flow::{Does, Flow},
    id::VersionId,
    key::DefinitionKey,
    ladder::Ladder,
    migration::Plan,
    queue::Queue,
    record::{RunState, Standing, Ticket, Who},
};
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    calendar::WorkCalendar,
    condition::Calendars,
    dispatch::Colleague,
    program::Program,
    step::{Case, Ids, Library, Stimulus, Target, step, verdict},
};

/// Versions of flows, the first by the id [`version`] gives for 0.
struct Shelf(Vec<Arc<Program>>);

const fn version(number: u128) -> VersionId {
    VersionId::new(Uuid::from_u128(900 + number))
}

impl Calendars for Shelf {
    fn calendar(&self, _key: &DefinitionKey) -> Option<Arc<WorkCalendar>> {
        None
    }
}

impl Library for Shelf {
    fn program(&self, id: VersionId) -> Option<Arc<Program>> {
        (0..).zip(&self.0).find(|(number, _)| version(*number) == id).map(|(_, program)| Arc::clone(program))
    }

    fn current_flow(&self, _key: &DefinitionKey) -> Option<(VersionId, Arc<Program>)> {
        None
    }

    fn queue(&self, _key: &DefinitionKey) -> Option<Arc<Queue>> {
        None
    }

    fn ladder(&self, _key: &DefinitionKey) -> Option<Arc<Ladder>> {
        None
    }

    fn colleagues(&self) -> &[Colleague] {
        &[]
    }

    fn default_calendar(&self) -> Option<&DefinitionKey> {
        None
    }

    fn zone(&self) -> &'static str {
        "UTC"
    }

    fn lang(&self) -> Lang {
        Lang::En
    }
}

struct Numbers(u128);

impl Ids for Numbers {
    fn uuid(&mut self) -> Uuid {
        self.0 += 1;
        Uuid::from_u128(self.0)
    }
}

/// A node: its kind, and where it leads.
type Drawn = (u8, [usize; 3]);

fn node() -> impl Strategy<Value = Drawn> {
    (0_u8..11, [0_usize..12, 0..12, 0..12])
}

/// Any graph of a few nodes: each has a kind and leads to up to three others, forwards more often than back.
fn drawn() -> impl Strategy<Value = Flow> {
    proptest::collection::vec(node(), 3..9).prop_map(|nodes| flow(&nodes))
}

/// Such a graph, and another one in which a few nodes were drawn anew.
fn redrawn() -> impl Strategy<Value = (Flow, Flow)> {
    let changes = proptest::collection::vec((0_usize..9, node()), 1..4);
    (proptest::collection::vec(node(), 3..9), changes).prop_map(|(nodes, changes)| {
        let mut other = nodes.clone();
        for (place, drawn) in changes {
            let place = place % other.len();
            other[place] = drawn;
        }
        (flow(&nodes), flow(&other))
    })
}

fn flow(nodes: &[Drawn]) -> Flow {
    let count = nodes.len();
    let text = |words: &str| json!({"en": words, "zh-CN": words});
    let mut drawn = vec![json!({"key": "begin", "node": "start"}), json!({"key": "end", "node": "end"})];
    let mut links = vec![json!({"key": "first", "from": "begin", "to": "n0"})];
    for (number, (kind, to)) in nodes.iter().enumerate() {
        let target = |shift: usize| match number + 1 + shift {
            to if shift < 8 && to < count => format!("n{to}"),
            _ if shift < 10 => "end".to_owned(),
            _ => format!("n{}", shift % count),
        };
        let outcomes = || json!([{"key": "o0", "title": text("0")}, {"key": "o1", "title": text("1")}]);
        let when = |how: &str| {
            json!({"by": "when", "condition": {"is": "compare", "left": "fields.a", "how": how,
            "right": {"value": 1}}})
        };
        let (node, doors) = match kind {
            0..=3 => (
                json!({"node": "task", "owner": {"by": "ticket_owner"}, "outcomes": outcomes()}),
                vec![json!({"by": "outcome", "outcome": "o0"}), json!({"by": "outcome", "outcome": "o1"})],
            ),
            4 | 5 => (json!({"node": "parallel"}), vec![json!({"by": "next"}); 2 + usize::from(*kind == 5)]),
            6 => (json!({"node": "join", "when": "any"}), vec![json!({"by": "next"})]),
            7 => (json!({"node": "join", "when": "count", "count": 2}), vec![json!({"by": "next"})]),
            8 => (json!({"node": "join", "when": "all"}), vec![json!({"by": "next"})]),
            9 => (json!({"node": "inclusive"}), vec![when("at_least"), when("equal"), json!({"by": "otherwise"})]),
            _ => (json!({"node": "choice"}), vec![when("equal"), json!({"by": "otherwise"})]),
        };
        let mut node: Value = node;
        node["key"] = format!("n{number}").into();
        node["title"] = text("N");
        drawn.push(node);
        for (index, (leaves, shift)) in doors.into_iter().zip(to).enumerate() {
            links.push(json!({"key": format!("l{number}-{index}"), "from": format!("n{number}"),
                "to": target(*shift), "leaves": leaves}));
        }
    }
    pruned(serde_json::from_value(json!({"format": 1, "nodes": drawn, "links": links})).unwrap())
}

/// The flow without what cannot be reached: that would only be refused.
fn pruned(mut flow: Flow) -> Flow {
    let mut reached = vec![model::key::NodeKey::from("begin")];
    let mut looked = 0;
    while looked < reached.len() {
        for link in flow.links_from(&reached[looked].clone()) {
            if !reached.contains(&link.to) {
                reached.push(link.to.clone());
            }
        }
        looked += 1;
    }
    flow.nodes.retain(|node| reached.contains(&node.key));
    flow.links.retain(|link| reached.contains(&link.from));
    flow
}

fn ticket() -> Ticket {
    let (id, now) = (Uuid::from_u128(7), "2026-01-05T09:00:00Z");
    serde_json::from_value(json!({
        "id": id, "number": 1, "ticket_type": "t", "type_version": id, "form_version": id, "title": "T",
        "status": "new", "priority": "normal", "channel": "desk", "customer": null, "queue": null, "owner": null,
        "filed_by": null, "fields": {}, "due_at": null, "created_at": now, "updated_at": now, "closed_at": null,
        "episode": 1, "version": 1
    }))
    .unwrap()
}

/// Plays a flow to its end or for so many turns; says where it stands still, if it does. With a plan it moves on the way,
/// before a turn, to another flow, if that has a place for it.
fn stands_still(flow: &Flow, turns: &[(usize, usize, i64)], moves: Option<(&Flow, &Plan, usize)>) -> Option<String> {
    let flows = [flow].into_iter().chain(moves.map(|(to, ..)| to));
    let shelf = Shelf(flows.map(|flow| Arc::new(Program::compile(flow).unwrap())).collect());
    let (mut ids, now) = (Numbers(100), DateTime::UNIX_EPOCH);
    let filed = Stimulus::Filed { flow: version(0), who: Who::System };
    let mut case = step(Case::new(ticket(), None), filed, now, &shelf, &mut ids).unwrap().case;
    for (turn, (which, outcome, amount)) in turns.iter().enumerate() {
        if let Some((_, plan, at)) = moves
            && at == turn
        {
            let target = Target { flow: version(1), number: 2, from: [version(0)].into(), back: false, form: None };
            if verdict(&case, &target, plan, &shelf).moves() {
                let by = (model::id::PersonId::new(Uuid::from_u128(3)), "Ann".to_owned());
                let moved = Stimulus::Migrate { target, plan: plan.clone(), by };
                case = step(case.clone(), moved, now, &shelf, &mut ids).unwrap().case;
                case.tasks.retain(|task| task.state.is_open());
            }
        }
        let run = case.run.as_ref().unwrap();
        if matches!(run.state, RunState::Ended { .. }) {
            return None;
        }
        let open: Vec<_> = case.tasks.iter().filter(|task| task.state.is_open()).collect();
        if open.is_empty() {
            // An automatic circle that a choice can leave is only warned of; the engine stops it with an incident.
            let stuck = run.tokens.iter().any(|token| token.standing == Standing::Stuck);
            return (!stuck).then(|| format!("{:?}", run.tokens));
        }
        let task = open[which % open.len()];
        let done = Stimulus::Done {
            task: task.id,
            by: (model::id::PersonId::new(Uuid::from_u128(3)), "Ann".to_owned()),
            outcome: task.outcomes[outcome % task.outcomes.len()].key.clone(),
            fields: Fields::from([("a".into(), json!(amount))]),
        };
        case = step(case.clone(), done, now, &shelf, &mut ids).unwrap().case;
        case.tasks.retain(|task| task.state.is_open());
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, max_global_rejects: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn a_run_of_a_flow_without_errors_never_stands_still(
        flow in drawn(),
        turns in proptest::collection::vec((0_usize..6, 0_usize..2, 0_i64..3), 30),
    ) {
        let has = |wanted: fn(&Does) -> bool| flow.nodes.iter().any(|node| wanted(&node.does));
        prop_assume!(has(|does| matches!(does, Does::Join(_))) && has(Does::splits));
        prop_assume!(!model::problem::has_error(&model::check::flow(&flow, None)));
        prop_assert_eq!(stands_still(&flow, &turns, None), None);
    }

    #[test]
    fn nor_does_one_that_moves_to_another_such_flow(
        flows in redrawn(),
        places in proptest::collection::btree_map(0_usize..9, 0_usize..10, 0..3),
        at in 0_usize..6,
        turns in proptest::collection::vec((0_usize..6, 0_usize..2, 0_i64..3), 30),
    ) {
        let has = |flow: &Flow, wanted: fn(&Does) -> bool| flow.nodes.iter().any(|node| wanted(&node.does));
        let (from, to) = flows;
        prop_assume!(has(&from, Does::splits) && has(&to, |does| matches!(does, Does::Join(_))));
        let is_sound = |flow: &Flow| !model::problem::has_error(&model::check::flow(flow, None));
        prop_assume!(from != to && is_sound(&from) && is_sound(&to));
        let node = |number: &usize| if *number == 9 { "end".into() } else { format!("n{number}").as_str().into() };
        let places = places.iter().map(|(from, to)| (node(from), node(to))).collect();
        let plan = Plan { places, ..Plan::default() };
        prop_assert_eq!(stands_still(&from, &turns, Some((&to, &plan, at))), None);
    }
}
