//! Whatever a flow looks like and whatever happens to it, no step panics, and a run that goes on always stands at an
//! open task, a wait or an incident. The office looks after every step whether that was kept.

use chrono::Duration;
use model::{
    incident::Mends,
    record::{RunState, Standing, TaskState, Who},
};
use proptest::prelude::*;

use super::{
    office::Office,
    world::{World, monday},
};
use crate::step::Stimulus;

/// Flows as publishing lets them through: built from blocks that can be nested, so that every path ends.
fn flow() -> impl Strategy<Value = String> {
    proptest::collection::vec(0_u8..20, 1..10).prop_map(|blocks| {
        let mut lines = Vec::new();
        let mut next = "end".to_owned();
        for (number, block) in blocks.iter().enumerate().rev() {
            let n = number;
            let first = format!("n{n}");
            match block {
                0 => lines.push(format!("n{n} task @desk 30m warn:50 backs : -> {next}")),
                1 => lines.push(format!("n{n} task role:lead 20m leave backs : -> {next}, again -> n{n}, late -> {next}")),
                2 => lines.push(format!("n{n} choice : when fields.a > 1 -> {next}, else -> n{n}t\nn{n}t task claim:second : -> {next}")),
                3..=5 => {
                    let join = ["", "any", "2"][usize::from(block - 3)];
                    lines.push(format!(
                        "n{n} parallel : -> n{n}a, -> n{n}b, -> n{n}c\n\
                         n{n}a task @desk 15m : -> n{n}j\n\
                         n{n}b wait 10m : -> n{n}d\n\
                         n{n}d parallel : -> n{n}e, -> n{n}j\n\
                         n{n}e task same:n{n}a backs : -> n{n}j\n\
                         n{n}c act set:a={n} : -> n{n}j\n\
                         n{n}j join {join} : -> {next}"
                    ));
                }
                13 => lines.push(format!(
                    "n{n} inclusive : when fields.a > 3 -> n{n}a, when fields.a > 9 -> n{n}b, when fields.a > 20 -> n{n}j, else -> n{n}c\n\
                     n{n}a task @desk 15m backs : -> n{n}j\n\
                     n{n}b wait 10m : -> n{n}j\n\
                     n{n}c act set:a={n} : -> n{n}j\n\
                     n{n}j join {} : -> {next}",
                    ["", "any", "2"][n % 3]
                )),
                14 => lines.push(format!(
                    "n{n} each other {} most:4 of:{} : -> {next}",
                    ["turn", "turn enough:2", "enough:1", ""][n % 4],
                    ["3", "fields.a", "[`x`,`y`]", "[]"][(n + blocks.len()) % 4]
                )),
                15 => lines.push(format!("n{n} flow asked give:a=fields.a take:b=vars.c : -> {next}, cancelled -> n{n}t\nn{n}t task claim:second : -> {next}")),
                16 => lines.push(format!("n{n} wait \"holds:fields.a > 15\" most:45m : -> {next}, timeout -> {next}")),
                17 => lines.push(format!("n{n} wait signal:go:a most:45m : -> {next}, timeout -> {next}")),
                18 => lines.push(format!("n{n} act set:a={n} call:https://example.com/hook take:b=vars.answer.body : -> {next}{}", ["", &format!(", error -> {next}")][n % 2])),
                19 => lines.push(format!("n{n} task @asked 30m leave backs : -> {next}, late -> {next}")),
                6 => lines.push(format!("n{n} wait reply most:45m : -> {next}, timeout -> {next}")),
                7 => lines.push(format!("n{n} act \"compute:b=fields.a + 1\" cc:%lead \"mail:customer=Hi\" \"tell:followers=Ho\" : -> {next}, error -> {next}")),
                8 => lines.push(format!("n{n} act \"compute:b=fields.a.x + 1\" : -> {next}")),
                9 => lines.push(format!("n{n} flow other : -> {next}")),
                11 => {
                    let how = ["any", "turn", "50% abstain", "skip"][n % 4];
                    lines.push(format!("n{n} approval ann bob %lead {how} 40m warn:50 leave backs : agreed -> {next}, refused -> {next}, late -> n{n}"));
                }
                10 => lines.push(format!("n{n} act status:resolved assign:owner queue:second : -> n{n}t\nn{n}t task owner : -> {next}, back -> n{n}")),
                _ => lines.push(format!("n{n} wait \"until:now\" : -> {next}")),
            }
            next = first;
        }
        lines.reverse();
        format!(
            "{}\nend end\nflow other\nboth parallel : -> deep, -> wide\ndeep task @desk 25m : stop -> over, -> meet\n\
             wide wait 20m : -> meet\nmeet join : -> over\nover end\nflow asked\n\
             much choice : when vars.a > 9 -> no, else -> keep\nkeep act var:c=vars.a : -> yes\nyes end\nno end cancelled",
            lines.join("\n")
        )
    })
}

/// What happens, as small numbers: what, and to which of those there are.
fn happenings() -> impl Strategy<Value = Vec<(u8, usize, i64)>> {
    proptest::collection::vec((0_u8..32, 0_usize..8, 0_i64..40), 0..40)
}

fn nth<T: Copy>(of: &[T], place: usize) -> Option<T> {
    if of.is_empty() { None } else { of.get(place % of.len()).copied() }
}

fn play(office: &mut Office, happens: &[(u8, usize, i64)]) {
    let flow = office.world.main().0;
    office.happen(Stimulus::Filed { flow, who: Who::System }).unwrap();
    let mut minute = 0;
    for (what, which, minutes) in happens {
        minute += minutes;
        office.pass(monday() + Duration::minutes(minute));
        let people: Vec<_> =
            office.world.colleagues.iter().map(|one| (one.person.id, one.person.name.clone())).collect();
        let by = people[which % people.len()].clone();
        let open: Vec<_> =
            office.case.tasks.iter().filter(|task| task.state == TaskState::Open).map(|task| task.id).collect();
        let stuck: Vec<_> = office
            .case
            .run
            .iter()
            .flat_map(|run| &run.tokens)
            .filter(|token| token.standing == Standing::Stuck)
            .map(|token| token.id)
            .collect();
        let stimulus = match what {
            0..=3 => nth(&open, *which).map(|id| {
                let task = office.case.tasks.iter().find(|one| one.id == id).unwrap();
                let outcome = task.outcomes[which % task.outcomes.len()].key.clone();
                let fields = model::Fields::from([("a".into(), model::Value::from(*minutes))]);
                Stimulus::Done { task: id, by: office.owner_or(task, &by), outcome, fields }
            }),
            10 => nth(&open, *which).map(|task| Stimulus::AddApprover {
                task,
                by: office.owner_or(office.case.tasks.iter().find(|one| one.id == task).unwrap(), &by),
                person: by.0,
                before: minutes % 2 == 0,
                reason: String::new(),
            }),
            12 => nth(&open, *which).and_then(|task| {
                let task = office.case.tasks.iter().find(|one| one.id == task).unwrap();
                let run = office.case.run.as_ref().unwrap();
                let trail = &run.tokens.iter().find(|token| token.id == task.token).unwrap().trail;
                let to = trail.get(which % trail.len().max(1))?.node.clone();
                let by = office.owner_or(task, &by);
                Some(Stimulus::SendBack { task: task.id, by, to, returns: minutes % 2 == 0, reason: String::new() })
            }),
            14 => nth(&open, *which).map(|task| Stimulus::Delegate {
                task,
                by: office.owner_or(office.case.tasks.iter().find(|one| one.id == task).unwrap(), &by),
                to: people[(which / 3) % people.len()].0,
                reason: String::new(),
            }),
            15 => nth(&open, *which).map(|task| Stimulus::Recall { task, by: by.clone() }),
            16 => nth(&open, *which).map(|task| Stimulus::Urge { task, by: by.clone(), text: String::new() }),
            17 => Some(Stimulus::Follow { by: by.clone(), people: people.iter().take(2).map(|one| one.0).collect() }),
            18 => Some(Stimulus::Unfollow { person: by.0, by: by.clone() }),
            19 | 20 => {
                let until = (minutes % 3 > 0).then(|| office.now + Duration::minutes(*minutes));
                let on_reply = minutes % 2 == 0;
                Some(Stimulus::Hold { by: by.clone(), until, on_reply, reason: String::new() })
            }
            21 => Some(Stimulus::Resume { by: by.clone() }),
            22 | 23 => {
                let tokens: Vec<_> = office.case.run.iter().flat_map(|run| &run.tokens).collect();
                let nodes = &office.world.main().1.flow().nodes.clone();
                nth(&tokens, *which).map(|token| Stimulus::Jump {
                    token: token.id,
                    by: by.clone(),
                    to: nodes[usize::try_from(*minutes).unwrap() % nodes.len()].key.clone(),
                    reason: String::new(),
                })
            }
            24 if minutes % 5 == 0 => Some(Stimulus::Terminate {
                by: by.clone(),
                leaves: model::flow::Leaves::Cancelled,
                reason: String::new(),
                tells: minutes % 2 == 0,
            }),
            13 => nth(&open, *which).map(|task| {
                let did = office.case.run.as_ref().and_then(|run| run.done_by.values().next().copied());
                let by = did.map_or_else(|| by.clone(), |id| (id, office.world.name(id).to_owned()));
                Stimulus::TakeBack { task, by, reason: String::new() }
            }),
            11 => nth(&open, *which).map(|task| {
                let person = office.case.tasks.iter().find(|one| one.id == task).and_then(|one| one.owner);
                Stimulus::RemoveApprover { task, by: by.clone(), person: person.unwrap_or(by.0) }
            }),
            27 => Some(Stimulus::Signal {
                name: "go".into(),
                by: Who::System,
                fields: model::Fields::from([("a".into(), model::Value::from(*minutes))]),
            }),
            28 => nth(&asked(office), *which).map(|token| answer(office, token, *minutes)),
            29 | 30 => office.case.tasks.iter().find_map(|task| {
                let asked = task.offered_to()?;
                let by = (asked, office.world.name(asked).to_owned());
                Some(match what {
                    29 => Stimulus::Accept { task: task.id, by },
                    _ => Stimulus::Decline { task: task.id, by, reason: String::new() },
                })
            }),
            31 => nth(&open, *which).map(|task| Stimulus::Assign { task }),
            4 => nth(&open, *which).map(|task| Stimulus::Claim { task, by: by.clone() }),
            5 => nth(&open, *which).map(|task| Stimulus::Transfer {
                task,
                by: by.clone(),
                to: None,
                queue: Some("second".into()),
                reason: String::new(),
            }),
            6 => nth(&stuck, *which).map(|token| Stimulus::Retry { token, by: by.clone(), mends: Mends::default() }),
            7 => nth(&stuck, *which).map(|token| Stimulus::Skip { token, by: by.clone(), link: None }),
            8 => Some(Stimulus::Replied {
                by: Who::Customer { id: None, name: "Carl".to_owned() },
                text: "hm".to_owned(),
                public: true,
            }),
            // A timer goes off again, or one that was dropped long ago.
            _ => {
                let all: Vec<_> = office
                    .steps
                    .iter()
                    .flat_map(|step| &step.timers)
                    .filter(|timer| timer.due_at <= office.now)
                    .map(|timer| &timer.purpose)
                    .collect();
                nth(&all, *which).map(|purpose| Stimulus::Wake { purpose: purpose.clone() })
            }
        };
        if let Some(stimulus) = stimulus {
            let _ = office.happen(stimulus);
        }
    }
}

fn asked(office: &Office) -> Vec<model::record::RunToken> {
    let tokens = office.case.run.iter().flat_map(|run| &run.tokens);
    tokens.filter(|token| token.standing == Standing::Effect).map(|token| token.id).collect()
}

fn answer(office: &Office, token: model::record::RunToken, minutes: i64) -> Stimulus {
    let answer = match minutes % 3 {
        0 => Err("it answered 500".to_owned()),
        1 => Ok(serde_json::json!({"status": 200, "body": minutes})),
        _ => Ok(serde_json::json!({"status": 200, "body": "much"})),
    };
    Stimulus::Answered { run: office.case.run.as_ref().unwrap().id, token, answer }
}

/// Willing people and time bring a run to its end.
fn bring_to_its_end(office: &mut Office) {
    for round in 0..400 {
        let Some(run) = office.case.run.clone().filter(|run| !matches!(run.state, RunState::Ended { .. })) else {
            return;
        };
        office.pass(office.now + Duration::minutes(30));
        let by = (office.world.id("lea"), "lea".to_owned());
        let open = office.case.tasks.iter().find(|task| task.state == TaskState::Open).cloned();
        let stuck = run.tokens.iter().find(|token| token.standing == Standing::Stuck);
        let stimulus = match (open, stuck) {
            (Some(task), _) => {
                let outcome = task.outcomes[round / 7 % task.outcomes.len()].key.clone();
                let by = office.owner_or(&task, &by);
                Stimulus::Done { task: task.id, by, outcome, fields: model::Fields::new() }
            }
            (None, Some(token)) => Stimulus::Skip { token: token.id, by, link: None },
            (None, None) if run.hold.is_some() => Stimulus::Resume { by },
            (None, None) => match nth(&asked(office), round) {
                Some(token) => answer(office, token, 1),
                None => continue,
            },
        };
        // The wait may just have ended the run.
        let _ = office.happen(stimulus);
    }
    panic!("the run never ends: {:?}", office.case.run);
}

/// Any drawing: nodes of any kind with links that lead mostly onwards, sometimes back.
fn drawing() -> impl Strategy<Value = String> {
    let node = (0_u8..9, any::<[usize; 3]>(), 0_usize..8);
    proptest::collection::vec(node, 1..9).prop_map(|nodes| {
        let most = nodes.len();
        let mut lines = Vec::new();
        for (n, (kind, ways, back)) in nodes.iter().enumerate() {
            let name = |to: usize| if to >= most { "end".to_owned() } else { format!("n{to}") };
            let onward = |way: usize| name(n + 1 + way % 3);
            let [a, b, c] = [onward(ways[0]), onward(ways[1]), onward(ways[2])];
            let round = if *back == 0 { name(n.saturating_sub(2)) } else { b.clone() };
            lines.push(match kind {
                0 => format!("n{n} task @desk 20m warn:50 : -> {a}, again -> {round}"),
                1 => format!("n{n} task claim:second 10m leave : -> {a}, late -> {b}"),
                2 => format!("n{n} choice : when fields.a > 9 -> {a}, else -> {round}"),
                3 => format!("n{n} parallel : -> {a}, -> {b}, -> {c}"),
                4 => format!("n{n} join : -> {a}"),
                5 => format!("n{n} join any : -> {a}"),
                6 => format!("n{n} wait reply most:15m : -> {a}, timeout -> {b}"),
                7 => format!("n{n} inclusive : when fields.a > 9 -> {a}, when fields.a > 19 -> {b}, else -> {c}"),
                _ => format!("n{n} act \"compute:b=fields.b + 1\" : -> {a}, error -> {round}"),
            });
        }
        format!("{}\nend end", lines.join("\n"))
    })
}

/// Whether publishing lets the flow through.
fn is_sound(flow: &model::flow::Flow) -> bool {
    !model::problem::has_error(&model::check::flow(flow, None))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_run_is_ever_dead_or_endless(flow in flow(), happens in happenings(), promised in any::<bool>()) {
        let mut office = Office::with(World::new(super::script::flows(&flow)));
        if promised {
            office = office.promise(30, 60, 240);
        }
        play(&mut office, &happens);
        bring_to_its_end(&mut office);
    }

    #[test]
    fn what_publishing_lets_through_is_never_dead(flow in drawing(), happens in happenings()) {
        let flows = super::script::flows(&flow);
        let sound = is_sound(&flows[0].1);
        let mut office = Office::with(World::new(flows));
        office.sound = sound;
        play(&mut office, &happens);
    }
}

#[test]
fn the_drawings_are_often_sound_enough_to_be_published() {
    use proptest::{strategy::ValueTree, test_runner::TestRunner};
    let mut runner = TestRunner::deterministic();
    let drawings = drawing();
    let sound = (0..200).filter(|_| {
        let drawing = drawings.new_tree(&mut runner).unwrap().current();
        is_sound(&super::script::flows(&drawing)[0].1)
    });
    let sound = sound.count();
    assert!(sound > 40, "only {sound} of 200 are sound");
}
