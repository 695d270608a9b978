//! Every guard: of two commits that rest on the same fact, exactly one wins, from one process or from two.

use chrono::Duration;
use model::{id::*, record::*};
use serde_json::json;

use super::{
    base::{Base, at, id, on_both},
    sample,
};
use crate::{AccessToken, Changes, Refused, Store, Unique};

/// Commits pairs of changes at the same time, through one store and through two, and expects one winner of each pair.
async fn one_wins(base: &Base, pair: impl AsyncFn(usize) -> [Changes; 2], expected: &str) {
    let second: Store = base.another().await;
    for round in 0..8 {
        let [a, b] = pair(round).await;
        let stores = if round % 2 == 0 { [&base.store, &base.store] } else { [&base.store, &second] };
        let (a, b) = tokio::join!(stores[0].commit(a), stores[1].commit(b));
        let loser = match (a, b) {
            (Ok(()), Err(refused)) | (Err(refused), Ok(())) => refused,
            both => panic!("{expected}: {both:?}"),
        };
        let loser = match loser {
            Refused::Moved { what } => format!("moved {what}"),
            Refused::Taken { what } => format!("taken {what:?}"),
            other => panic!("{expected}: {other:?}"),
        };
        assert_eq!(loser, expected);
    }
    second.close().await;
}

macro_rules! version_race {
    ($test:ident, $noun:literal, $make:expr, $insert:ident, $update:ident, $version:ident) => {
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $test() {
            on_both(async |base| {
                let pair = async |round: usize| {
                    let mut record = $make(round);
                    let mut changes = base.changes();
                    changes.$insert(&record);
                    base.store.commit(changes).await.unwrap();
                    record.$version += 1;
                    [(); 2].map(|()| {
                        let mut changes = base.changes();
                        changes.$update(&record).audit(None, "race", &json!(round));
                        changes
                    })
                };
                one_wins(&base, pair, concat!("moved ", $noun)).await;
                assert_eq!(base.scope().audit(None, 100).await.unwrap().len(), 8, "losers store nothing");
            })
            .await;
        }
    };
}

fn number(round: usize) -> i64 {
    i64::try_from(round).unwrap() + 1
}

version_race!(a_ticket_moves_once, "ticket", |n| sample::ticket(number(n)), insert_ticket, update_ticket, version);
version_race!(a_run_steps_once, "run", |_| sample::run(TicketId::new(id())), insert_run, update_run, version);
version_race!(
    a_task_is_completed_once,
    "task",
    |_| sample::task(TicketId::new(id())),
    insert_task,
    update_task,
    version
);
version_race!(a_clock_moves_once, "clock", |_| sample::clock(TicketId::new(id())), insert_clock, update_clock, version);
version_race!(
    a_customer_changes_once,
    "customer",
    |n| model::record::Customer { phone: None, ..sample::customer(&format!("c{n}")) },
    insert_customer,
    update_customer,
    version
);
version_race!(
    a_definition_is_published_once,
    "definition",
    |n| sample::header(&format!("k{n}")),
    insert_definition,
    update_definition,
    revision
);
version_race!(
    a_draft_is_saved_from_one_window,
    "definition_draft",
    |n| sample::draft(&sample::header(&format!("k{n}")), PersonId::new(id())),
    insert_draft,
    update_draft,
    revision
);
version_race!(
    a_team_changes_once,
    "team",
    |n| Team { id: TeamId::new(id()), name: format!("t{n}"), version: 1 },
    insert_team,
    update_team,
    version
);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_changes_once() {
    on_both(async |base| {
        let pair = async |round: usize| {
            let mut person = sample::person(&format!("p{round}"));
            let mut changes = base.changes();
            changes.insert_person(&person, None);
            base.store.commit(changes).await.unwrap();
            person.version = 2;
            [(); 2].map(|()| {
                let mut changes = base.changes();
                changes.update_person(&person);
                changes
            })
        };
        one_wins(&base, pair, "moved person").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_workspace_changes_once() {
    on_both(async |base| {
        let pair = async |round: usize| {
            let version = number(round) + 1;
            [(); 2].map(|()| {
                let mut changes = base.changes();
                changes.update_workspace(&crate::Workspace { version, ..sample::workspace(base.workspace) });
                changes
            })
        };
        one_wins(&base, pair, "moved workspace").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_register_is_raised_once_from_each_value() {
    on_both(async |base| {
        let pair = async |_| {
            let read = base.scope().register("people").await.unwrap();
            [(); 2].map(|()| {
                let mut changes = base.changes();
                changes.bump("people", read);
                changes
            })
        };
        one_wins(&base, pair, "moved register").await;
        assert_eq!(base.scope().register("people").await.unwrap(), 8);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_idempotency_key_is_used_once() {
    on_both(async |base| {
        let pair = async |round: usize| {
            [0, 1].map(|side| {
                let mut changes = base.changes();
                changes.keep_answer(&format!("key-{round}"), "hash", &json!(side));
                changes.insert_ticket(&sample::ticket(number(round) * 10 + side));
                changes
            })
        };
        one_wins(&base, pair, "taken IdempotencyKey").await;
        let all =
            base.scope().tickets(&model::view::TicketQuery::default(), &crate::Visible::All, at(0)).await.unwrap();
        assert_eq!(all.rows.len(), 8, "one ticket for each key");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_is_begun_once() {
    on_both(async |base| {
        let pair = async |round: usize| {
            let draft = sample::draft(&sample::header(&format!("k{round}")), PersonId::new(id()));
            [(); 2].map(|()| {
                let mut changes = base.changes();
                changes.insert_draft(&draft);
                changes
            })
        };
        one_wins(&base, pair, "moved definition_draft").await;
    })
    .await;
}

macro_rules! unique_race {
    ($test:ident, $unique:ident, $changes:expr) => {
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $test() {
            on_both(async |base| {
                let pair = async |round: usize| {
                    [(); 2].map(|()| {
                        let mut changes = base.changes();
                        $changes(&mut changes, round);
                        changes
                    })
                };
                one_wins(&base, pair, &format!("taken {:?}", Unique::$unique)).await;
            })
            .await;
        }
    };
}

unique_race!(a_mail_address_belongs_to_one_person, Email, |changes: &mut Changes, n| {
    changes.insert_person(&sample::person(&format!("p{n}")), None);
});
unique_race!(a_team_name_is_used_once, TeamName, |changes: &mut Changes, n| {
    changes.insert_team(&Team { id: TeamId::new(id()), name: format!("t{n}"), version: 1 });
});
unique_race!(a_ticket_number_is_used_once, TicketNumber, |changes: &mut Changes, n| {
    changes.insert_ticket(&sample::ticket(number(n)));
});
unique_race!(a_definition_key_is_used_once, DefinitionKey, |changes: &mut Changes, n| {
    changes.insert_definition(&sample::header(&format!("k{n}")));
});
unique_race!(a_token_is_unlike_any_other, TokenHash, |changes: &mut Changes, n| {
    let hash = format!("{n:064}");
    let person = PersonId::new(id());
    let id = TokenId::new(id());
    changes.insert_token(&AccessToken { id, person, name: String::new(), hash, created_at: at(0), used_at: None });
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_version_number_and_an_id_are_used_once() {
    on_both(async |base| {
        let pair = async |round: usize| {
            let header = sample::header(&format!("k{round}"));
            [(); 2].map(|()| {
                let mut changes = base.changes();
                changes.insert_version(&sample::version(&header, 1));
                changes
            })
        };
        one_wins(&base, pair, "taken VersionNumber").await;
        let pair = async |_| {
            let run = sample::run(TicketId::new(id()));
            [(); 2].map(|()| {
                let mut changes = base.changes();
                changes.insert_run(&run);
                changes
            })
        };
        one_wins(&base, pair, "taken Id").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wake_up_is_acted_on_once() {
    on_both(async |base| {
        let ticket = TicketId::new(id());
        let pair = async |_| {
            let mut changes = base.changes();
            changes.insert_timer(&sample::timer(ticket, 1));
            base.store.commit(changes).await.unwrap();
            let lease = Duration::minutes(1).to_std().unwrap();
            let claimed = base.store.claim_timers(at(2), lease, 10).await.unwrap();
            assert_eq!(claimed.len(), 1);
            [(); 2].map(|()| {
                let mut changes = base.changes();
                changes.finish_timer(claimed[0].what.id, claimed[0].fence).audit(None, "woken", &json!(1));
                changes
            })
        };
        one_wins(&base, pair, "moved timer").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_incident_is_settled_once() {
    on_both(async |base| {
        let pair = async |_| {
            let incident = sample::incident(TicketId::new(id()));
            let mut changes = base.changes();
            changes.insert_incident(&incident);
            base.store.commit(changes).await.unwrap();
            [(); 2].map(|()| {
                let mut changes = base.changes();
                changes.settle_incident(incident.id, at(5));
                changes
            })
        };
        one_wins(&base, pair, "moved incident").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_given_more_than_there_is_room_for_by_whomever() {
    on_both(async |base| {
        let (busy, free) = (sample::person("Busy"), sample::person("Free"));
        let mut changes = base.changes();
        changes.insert_person(&busy, None).insert_person(&free, None);
        base.store.commit(changes).await.unwrap();
        let second = base.another().await;
        let given: Vec<_> = (0..60)
            .map(|number| {
                // One has room for 13 more pieces of 3, the other for all.
                let (person, weight, most) = if number % 3 == 0 { (&free, 1, 100) } else { (&busy, 3, 40) };
                let ticket = sample::ticket(number + 1);
                let task = Task { owner: Some(person.id), weight, ..sample::task(ticket.id) };
                let mut changes = base.changes();
                changes.insert_ticket(&ticket).insert_task(&task).room(person.id, i64::from(weight), most);
                let store = if number % 2 == 0 { base.store.clone() } else { second.clone() };
                tokio::spawn(async move { store.commit(changes).await })
            })
            .collect();
        let mut refused = 0;
        for one in given {
            match one.await.unwrap() {
                Ok(()) => {}
                Err(Refused::Moved { what }) if what == "task" => refused += 1,
                Err(other) => panic!("{other:?}"),
            }
        }
        let loads = base.scope().colleagues().await.unwrap();
        let load = |name: &str| loads.iter().find(|one| one.person.name == name).map(|one| one.weight);
        assert_eq!((load("Busy"), load("Free"), refused), (Some(39), Some(20), 27));
        second.close().await;
    })
    .await;
}
