//! F7, T1, T2, T3 and T6: many at once, and time that does not behave. Whatever comes, each timer takes effect once, never
//! early, and nobody who asked is left without an answer.

mod invariants;
mod node;
mod office;

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use desk::{Actor, Desk};
use invariants::{Known, number};
use model::record::Happening;
use office::{Office, Still, everywhere};
use sqlx::Connection as _;

/// How many timers fall due at once; more in the long form.
fn burst() -> usize {
    office::long("DESKLOOM_TEST_BURST").unwrap_or(300)
}

/// How many rounds two nodes race; more in the long form.
fn rounds() -> u32 {
    office::long("DESKLOOM_TEST_ROUNDS").unwrap_or(4)
}

/// Files tickets and completes their step, so that each waits a minute.
async fn waiting(desk: &Desk, admin: &Actor, keys: Vec<String>, known: &mut Known) {
    let clients: Vec<_> = keys
        .chunks(keys.len().div_ceil(16).max(1))
        .map(|keys| {
            let (desk, admin, keys) = (desk.clone(), admin.clone(), keys.to_vec());
            tokio::spawn(async move {
                let mut answered = Vec::new();
                for key in keys {
                    let row = node::insist(|| node::file(&desk, &admin, &key)).await;
                    node::insist(|| node::complete(&desk, &admin, &key, row.id)).await;
                    answered.push((key, row.number));
                }
                answered
            })
        })
        .collect();
    known.asked.extend(keys);
    for client in clients {
        known.answered.extend(client.await.unwrap());
    }
}

fn keys(prefix: &str, count: usize) -> Vec<String> {
    (0..count).map(|number| format!("{prefix}-{number}")).collect()
}

/// Two nodes on one database with clocks of their own.
struct Two {
    first: Desk,
    second: Desk,
    clocks: [Arc<Still>; 2],
    folder: tempfile::TempDir,
}

impl Two {
    async fn on(office: &Office) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let told = folder.path().join("told");
        let clocks = [(); 2].map(|()| Arc::new(Still::at(office.desk.now())));
        let [first, second] = &clocks;
        let first = node::desk(&office.location, Arc::clone(first), &told).await;
        let second = node::desk(&office.location, Arc::clone(second), &told).await;
        Self { first, second, clocks, folder }
    }

    fn pass(&self, by: TimeDelta) {
        for clock in &self.clocks {
            clock.turn(by);
        }
    }

    /// Lets both work until neither finds anything.
    async fn work(&self) {
        let until_idle = |desk: Desk| async move { while desk.work_once().await.unwrap() > 0 {} };
        tokio::join!(until_idle(self.first.clone()), until_idle(self.second.clone()));
        until_idle(self.first.clone()).await;
    }

    fn rested(&self, known: &mut Known) {
        known.told = node::told(&self.folder.path().join("told"));
        known.rested = Some(self.first.now());
    }
}

async fn ended(office: &Office) -> i64 {
    number(&office.location, "SELECT count(*) FROM event WHERE what = 'ended'").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_fire_each_timer_once_though_a_third_died_with_some_in_its_hands() {
    // T1: the same due timers, and one node that is killed holding claims.
    everywhere(|office: Office| async move {
        office.bring(node::definitions()).await;
        let two = Two::on(&office).await;
        let mut known = Known { tells: Some(1), ..Known::default() };
        for round in 0..rounds() {
            waiting(&two.first, &office.admin, keys(&format!("round-{round}"), 24), &mut known).await;
            two.work().await;
            two.pass(TimeDelta::seconds(61));
            // The third claims some and is never heard of again.
            let lease = Duration::from_mins(1);
            let held = two.second.store().claim_timers(two.first.now(), lease, 7).await.unwrap();
            assert_eq!(held.len(), 7);
            two.work().await;
            assert_eq!(ended(&office).await, i64::from(round) * 24 + 17, "what is claimed is left alone");
            two.pass(TimeDelta::seconds(61));
            two.work().await;
            assert_eq!(ended(&office).await, i64::from(round + 1) * 24);
            for timer in held {
                // It was only slow, and comes back: its claim is worth nothing any more.
                let late =
                    two.second.store().release_timer(timer.workspace, timer.what.id, timer.fence, two.first.now());
                assert!(!late.await.unwrap(), "a late owner changes nothing");
            }
        }
        two.rested(&mut known);
        invariants::check(&office.location, &known).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_burst_of_timers_is_fired_once_while_people_are_served() {
    // T2: the checker runs again before the first batch is done.
    everywhere(|office: Office| async move {
        office.bring(node::definitions()).await;
        let two = Two::on(&office).await;
        let mut known = Known { tells: Some(1), ..Known::default() };
        waiting(&two.first, &office.admin, keys("burst", burst()), &mut known).await;
        two.work().await;
        two.pass(TimeDelta::minutes(2));
        let over = Arc::new(AtomicBool::new(false));
        let people = tokio::spawn({
            let (desk, admin, over) = (two.first.clone(), office.admin.clone(), Arc::clone(&over));
            async move {
                let (mut answered, mut longest) = (BTreeMap::new(), Duration::ZERO);
                for number in 0.. {
                    if over.load(SeqCst) && number > 0 {
                        break;
                    }
                    let (key, asked) = (format!("meanwhile-{number}"), Instant::now());
                    let row = node::insist(|| node::file(&desk, &admin, &key)).await;
                    longest = longest.max(asked.elapsed());
                    answered.insert(key, row.number);
                }
                (answered, longest)
            }
        });
        let began = Instant::now();
        two.work().await;
        let took = began.elapsed();
        over.store(true, SeqCst);
        let (answered, longest) = people.await.unwrap();
        assert_eq!(ended(&office).await, i64::try_from(burst()).unwrap());
        // Far above what it takes, and far below what a person gives up at: nobody waits for the whole burst.
        assert!(longest < Duration::from_secs(5), "someone waited {longest:?} of {took:?}");
        known.asked.extend(answered.keys().cloned());
        known.answered.extend(answered);
        two.work().await;
        two.rested(&mut known);
        invariants::check(&office.location, &known).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_jumps_fires_nothing_early_and_nothing_twice() {
    // T3: two hours forward, two hours back, and a second back while timers fire; each node has its own clock.
    everywhere(|office: Office| async move {
        office.bring(node::definitions()).await;
        let two = Two::on(&office).await;
        let mut known = Known { tells: Some(1), ..Known::default() };
        let [here, there] = &two.clocks;
        waiting(&two.first, &office.admin, keys("jump", 20), &mut known).await;
        let due = two.first.now() + TimeDelta::minutes(1);
        let work = async |desk: &Desk| while desk.work_once().await.unwrap() > 0 {};

        here.turn(TimeDelta::hours(-2));
        work(&two.first).await;
        assert_eq!(ended(&office).await, 0, "a clock that was set back fires nothing");
        here.turn(TimeDelta::hours(2) + TimeDelta::seconds(59));
        work(&two.first).await;
        assert_eq!(ended(&office).await, 0, "not a second early");
        // The other node's clock is two hours ahead: it fires what is due by it, and the first finds nothing left.
        there.turn(TimeDelta::hours(2));
        let slipping = async {
            for _ in 0..20 {
                here.turn(TimeDelta::seconds(-1));
                two.first.work_once().await.unwrap();
                here.turn(TimeDelta::seconds(2));
            }
        };
        tokio::join!(work(&two.second), slipping);
        there.turn(TimeDelta::hours(-2));
        here.turn(TimeDelta::minutes(2));
        there.turn(TimeDelta::minutes(3));
        two.work().await;
        assert_eq!(ended(&office).await, 20);
        assert!(two.first.now() > due);
        // What was filed by the clock that is right is due by it, whatever the other one says.
        two.rested(&mut known);
        invariants::check(&office.location, &known).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_three_days_down_everything_overdue_happens_once_and_nobody_is_flooded() {
    // T6.
    everywhere(|office: Office| async move {
        let mut definitions = node::definitions();
        let ladder = serde_json::json!({"kind": "ladder", "key": "matter", "title": {"en": "Matter"}, "body": {
            "format": 1, "digest": 30, "levels": [
                {"at_percent": 50, "tell": [{"who": "role", "role": "administrator"}], "text": {"en": "half"}},
                {"at_percent": 100, "tell": [{"who": "role", "role": "administrator"}], "text": {"en": "late"}}]}});
        for definition in definitions.as_array_mut().unwrap() {
            if definition["kind"] == "policy" {
                definition["body"]["ladder"] = "matter".into();
            }
        }
        definitions.as_array_mut().unwrap().push(ladder);
        office.bring(definitions).await;
        let two = Two::on(&office).await;
        let mut known = Known { tells: Some(1), ..Known::default() };
        waiting(&two.first, &office.admin, keys("old", 20), &mut known).await;
        // Another twenty are answered too late by far: their steps stay open.
        for key in keys("open", 20) {
            let row = node::insist(|| node::file(&two.first, &office.admin, &key)).await;
            known.asked.insert(key.clone());
            known.answered.insert(key, row.number);
        }
        two.work().await;
        let before = office.desk.notices(&office.admin).await.unwrap().len();
        // Not at the minute at which a digest is told.
        two.pass(TimeDelta::days(3) + TimeDelta::minutes(7));
        two.work().await;
        two.pass(TimeDelta::hours(1));
        two.work().await;
        assert_eq!(ended(&office).await, 20);
        let told = office.desk.notices(&office.admin).await.unwrap().len() - before;
        assert!((1..=4).contains(&told), "forty levels are told in a digest or two, not one by one: {told}");
        for key in keys("open", 20) {
            let row = node::insist(|| node::file(&two.first, &office.admin, &key)).await;
            let events = office.desk.timeline(&office.admin, row.id, None, 200).await.unwrap().rows;
            let breached = events.iter().filter(|event| matches!(event.what, Happening::ClockBreached { .. })).count();
            assert_eq!(breached, 2, "each target is missed once");
        }
        two.rested(&mut known);
        invariants::check(&office.location, &known).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_writers_are_all_answered_though_the_database_is_busy() {
    // F7: SQLITE_BUSY, deadlocks and rows that someone else holds, again and again, while two nodes write.
    everywhere(|office: Office| async move {
        office.bring(node::definitions()).await;
        let two = Two::on(&office).await;
        let over = Arc::new(AtomicBool::new(false));
        let bully = tokio::spawn(hold_now_and_then(office.location.clone(), Arc::clone(&over)));
        let writers: Vec<_> = (0..64)
            .map(|writer| {
                let desk = if writer % 2 == 0 { two.first.clone() } else { two.second.clone() };
                let admin = office.admin.clone();
                tokio::spawn(async move {
                    let mut answered = Vec::new();
                    for number in 0..3 {
                        let key = format!("key-{writer}-{number}");
                        // No client asks again here: the server itself gets over it.
                        let row = node::file(&desk, &admin, &key).await.unwrap();
                        node::complete(&desk, &admin, &key, row.id).await.unwrap();
                        answered.push((key, row.number));
                    }
                    answered
                })
            })
            .collect();
        let mut known = Known { tells: Some(1), ..Known::default() };
        for writer in writers {
            known.answered.extend(writer.await.unwrap());
        }
        over.store(true, SeqCst);
        assert!(bully.await.unwrap() > 3, "the database was busy");
        known.asked = known.answered.keys().cloned().collect();
        assert_eq!(known.answered.len(), 192);
        two.pass(TimeDelta::minutes(2));
        two.work().await;
        two.rested(&mut known);
        invariants::check(&office.location, &known).await;
    })
    .await;
}

/// Holds the whole file, or rows in an order of its own, for a moment, and again. How often it did.
async fn hold_now_and_then(location: String, over: Arc<AtomicBool>) -> u32 {
    let moment = Duration::from_millis(60);
    let mut held = 0;
    if let Some(path) = location.strip_prefix("sqlite:") {
        let mut connection = sqlx::SqliteConnection::connect(&format!("sqlite://{path}")).await.unwrap();
        while !over.load(SeqCst) {
            sqlx::query("PRAGMA busy_timeout = 10000").execute(&mut connection).await.unwrap();
            sqlx::query("BEGIN IMMEDIATE").execute(&mut connection).await.unwrap();
            tokio::time::sleep(moment).await;
            sqlx::query("COMMIT").execute(&mut connection).await.unwrap();
            held += 1;
            tokio::time::sleep(moment / 4).await;
        }
        return held;
    }
    let mut connection = sqlx::PgConnection::connect(&location).await.unwrap();
    while !over.load(SeqCst) {
        // The tasks before their runs: the other way round than the store locks them. One of the two is ended.
        sqlx::query("BEGIN").execute(&mut connection).await.unwrap();
        let rows = "SELECT id FROM (SELECT id FROM task ORDER BY id DESC LIMIT 40) AS some";
        let locked = sqlx::query(sqlx::AssertSqlSafe(format!("SELECT 1 FROM task WHERE id IN ({rows}) FOR UPDATE")))
            .execute(&mut connection)
            .await;
        tokio::time::sleep(moment).await;
        if locked.is_ok() {
            let _ =
                sqlx::query("SELECT 1 FROM run ORDER BY id DESC LIMIT 40 FOR UPDATE").execute(&mut connection).await;
        }
        let _ = sqlx::query("ROLLBACK").execute(&mut connection).await;
        held += 1;
        tokio::time::sleep(moment / 4).await;
    }
    held
}
