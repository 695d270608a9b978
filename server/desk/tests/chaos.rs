//! Two nodes and a third that is killed and started again at random, on one database, with a clock that runs sixty times
//! as fast: leases end and timers fire while everyone files and completes. `cargo xtask chaos` runs it for minutes, over
//! thousands of tickets, and restarts PostgreSQL meanwhile.

mod invariants;
mod node;
mod office;

use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use chrono::{DateTime, TimeDelta, Utc};
use desk::{Clock, Desk, Settings, SystemClock, SystemIds};
use invariants::{Known, number};
use model::id::PersonId;
use node::Books;
use office::{Office, everywhere, long};
use serde::{Deserialize, Serialize};
use store::{Location, Options, Store};

const TEST: &str = "nodes_that_are_killed_at_random_lose_nothing_and_do_nothing_twice";
/// The variable by which a node is told what to do.
const ORDERS: &str = "DESKLOOM_TEST_CHAOS_NODE";
/// How much faster than the machine's the clock of every node runs.
const SPEED: i32 = 60;
/// How many clients each node serves at once.
const CLIENTS: usize = 8;

/// How many tickets are filed; more in the long form.
fn tickets() -> usize {
    long("DESKLOOM_TEST_CHAOS_TICKETS").unwrap_or(90)
}

/// How long the third node is killed again and again, at least.
fn patience() -> Duration {
    Duration::from_secs(long("DESKLOOM_TEST_CHAOS_SECONDS").unwrap_or(6))
}

/// A clock that all nodes read alike: it began at an instant and runs fast.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Fast {
    began: DateTime<Utc>,
    at: DateTime<Utc>,
}

impl Clock for Fast {
    fn now(&self) -> DateTime<Utc> {
        self.at + (SystemClock.now() - self.began) * SPEED
    }
}

/// What a node is to do until its input ends.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Orders {
    location: String,
    admin: PersonId,
    clock: Fast,
    told: PathBuf,
    /// What its keys begin with.
    name: String,
    /// From which key to which.
    keys: std::ops::Range<usize>,
}

/// Tells whoever breaks the database meanwhile, by a file, whether to leave it alone.
fn calm(is_calm: bool) {
    if let Some(file) = long::<PathBuf>("DESKLOOM_TEST_CALM") {
        let _ = if is_calm { std::fs::write(file, "") } else { std::fs::remove_file(file) };
    }
}

async fn open(location: &str, clock: Fast, told: &std::path::Path) -> Desk {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let store = Store::open(&location.parse::<Location>().unwrap(), Options::default()).await.unwrap();
    let settings = Settings {
        clock: Arc::new(clock),
        ids: Arc::new(SystemIds::default()),
        carrier: Some(Arc::new(Books::open(told))),
        poll: Duration::from_millis(50),
        ..Settings::default()
    };
    Desk::open(store, settings).await.unwrap()
}

/// A node: serves clients and works off what is due, until its input ends.
async fn obey(orders: Orders) {
    let desk = loop {
        // The database may be away for a moment.
        let opening = tokio::spawn({
            let orders = orders.clone();
            async move { open(&orders.location, orders.clock, &orders.told).await }
        });
        match opening.await {
            Ok(desk) => break desk,
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    };
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    std::thread::spawn(move || {
        let _ = std::io::stdin().lines().count();
        drop(stop);
    });
    let worker = tokio::spawn({
        let desk = desk.clone();
        async move { desk.work(async { drop(stopped.await) }).await }
    });
    let admin = node::insist(|| desk.actor(orders.admin)).await;
    let next = Arc::new(std::sync::atomic::AtomicUsize::new(orders.keys.start));
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let (desk, admin, next, orders) = (desk.clone(), admin.clone(), Arc::clone(&next), orders.clone());
            tokio::spawn(async move {
                loop {
                    let number = next.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                    if number >= orders.keys.end {
                        return;
                    }
                    let key = format!("{}-{number}", orders.name);
                    let row = node::insist(|| node::file(&desk, &admin, &key)).await;
                    println!("answered {key} {}", row.number);
                    node::insist(|| node::complete(&desk, &admin, &key, row.id)).await;
                    println!("done {key}");
                }
            })
        })
        .collect();
    for client in clients {
        client.await.unwrap();
    }
    println!("over");
    worker.await.unwrap().unwrap();
    desk.store().clone().close().await;
}

/// What a node has said so far.
#[derive(Default)]
struct Said {
    answered: BTreeMap<String, i64>,
    done: std::collections::BTreeSet<String>,
    over: bool,
}

/// A node that runs, with an ear for what it says.
struct Running {
    child: Child,
    ear: std::thread::JoinHandle<()>,
}

impl Running {
    fn start(orders: &Orders, said: &Arc<Mutex<Said>>) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", TEST, "--nocapture"])
            .env(ORDERS, serde_json::to_string(orders).unwrap())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (lines, said) = (BufReader::new(child.stdout.take().unwrap()).lines(), Arc::clone(said));
        let ear = std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let mut said = said.lock().unwrap();
                match line.split(' ').collect::<Vec<_>>()[..] {
                    ["answered", key, number] => {
                        let number: i64 = number.parse().unwrap();
                        let before = said.answered.insert(key.to_owned(), number);
                        assert!(before.is_none_or(|before| before == number), "{key}: {before:?}, then {number}");
                    }
                    ["done", key] => {
                        said.done.insert(key.to_owned());
                    }
                    ["over"] => said.over = true,
                    _ => {}
                }
            }
        });
        Self { child, ear }
    }

    /// Kills it as `kill -9` does.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.ear.join().expect("an answer was taken back");
    }

    /// Lets it put its work down.
    fn stop(mut self) {
        drop(self.child.stdin.take());
        let status = self.child.wait().unwrap();
        assert!(status.success(), "a node failed: {status}");
        self.ear.join().expect("an answer was taken back");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nodes_that_are_killed_at_random_lose_nothing_and_do_nothing_twice() {
    if let Some(orders) = long::<String>(ORDERS) {
        return obey(serde_json::from_str(&orders).unwrap()).await;
    }
    everywhere(|office: Office| async move {
        office.bring(node::definitions()).await;
        let folder = tempfile::tempdir().unwrap();
        let told = folder.path().join("told");
        let clock = Fast { began: SystemClock.now(), at: office.desk.now() };
        let each = tickets().div_ceil(3);
        let orders = |name: &str, from: usize| Orders {
            location: office.location.clone(),
            admin: office.admin.person().id,
            clock,
            told: told.clone(),
            name: name.to_owned(),
            keys: from..each,
        };
        let seed = long("DESKLOOM_TEST_SEED").unwrap_or_else(|| u64::from(std::process::id()));
        println!("seed {seed}");
        let mut chance = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let mut below = move |most: u64| {
            chance ^= chance << 13;
            chance ^= chance >> 7;
            chance ^= chance << 17;
            chance % most
        };
        calm(false);
        let began = Instant::now();
        let names = ["first", "second", "third"];
        let said: [Arc<Mutex<Said>>; 3] = Default::default();
        let steady = [0, 1].map(|place| Running::start(&orders(names[place], 0), &said[place]));
        let mut third = Running::start(&orders(names[2], 0), &said[2]);
        let mut kills = 0;
        let everyone_is_over = || said.iter().all(|said| said.lock().unwrap().over);
        while began.elapsed() < patience() || !everyone_is_over() {
            tokio::time::sleep(Duration::from_millis(300 + below(1_200))).await;
            assert!(began.elapsed() < patience() + Duration::from_mins(10), "it never comes to an end");
            if began.elapsed() > patience() {
                // Left alone, it finishes what it has.
                continue;
            }
            third.kill();
            kills += 1;
            // Its clients ask again under the keys that were not done.
            let from =
                (0..each).find(|n| !said[2].lock().unwrap().done.contains(&format!("third-{n}"))).unwrap_or(each);
            third = Running::start(&orders(names[2], from), &said[2]);
        }
        calm(true);
        // Everything is due within a minute, and every lease ends within another: two seconds.
        let idle = "SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM timer WHERE purpose LIKE '%wait%')";
        let since = Instant::now();
        while number(&office.location, idle).await > 0 {
            assert!(since.elapsed() < patience() + Duration::from_mins(2), "something is left for ever");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        steady.into_iter().for_each(Running::stop);
        third.stop();
        let mut known = Known { tells: Some(1), told: node::told(&told), ..Known::default() };
        for said in &said {
            known.answered.extend(std::mem::take(&mut said.lock().unwrap().answered));
        }
        for name in names {
            known.asked.extend((0..each).map(|number| format!("{name}-{number}")));
        }
        known.rested = Some(office.desk.now() + TimeDelta::minutes(1));
        assert_eq!(known.answered.len(), 3 * each, "everyone is answered in the end");
        let ended = number(&office.location, "SELECT count(*) FROM event WHERE what = 'ended'").await;
        assert_eq!(ended, i64::try_from(3 * each).unwrap(), "every timer fired once");
        assert!(kills >= 3, "the third was killed {kills} times");
        println!("{} tickets, {kills} kills, {:.0?}", 3 * each, began.elapsed());
        invariants::check(&office.location, &known).await;
    })
    .await;
}
