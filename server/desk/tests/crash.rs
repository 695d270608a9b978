//! F1, F5 and F6: a node is killed at every place of its way, connections die, answers never come. Afterwards everything
//! that was answered is there, once, and nothing is half there. `cargo xtask chaos` runs the same for longer.

mod invariants;
mod node;
mod office;

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};

use chrono::TimeDelta;
use desk::Error;
use invariants::Known;
use node::Orders;
use office::{Office, Still, everywhere};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

/// The places at which a node can be killed: the way of a request, of a commit, of a timer and of an effect.
const PLACES: [&str; 12] = [
    "request::read",
    "request::decided",
    "commit::before_begin",
    "commit::after_guards",
    "commit::after_deletes",
    "commit::before_commit",
    "commit::after_commit",
    "timer::claimed",
    "timer::decided",
    "effect::before_send",
    "effect::after_send",
    "commit::answered",
];
const KILLED: &str = "a_node_that_is_killed_anywhere_loses_nothing_that_it_answered";

/// How often each place is tried; more in the long form.
fn passages() -> u32 {
    office::long("DESKLOOM_TEST_PASSAGES").unwrap_or(2)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_is_killed_anywhere_loses_nothing_that_it_answered() {
    if let Some(orders) = node::orders() {
        return node::obey(orders).await;
    }
    everywhere(|office: Office| async move {
        office.bring(node::definitions()).await;
        let folder = tempfile::tempdir().unwrap();
        let told = folder.path().join("told");
        let mut known = Known { tells: Some(1), ..Known::default() };
        let mut killed: BTreeMap<&str, u32> = BTreeMap::new();
        let mut round = 0;
        for place in PLACES {
            for passage in 1..=passages() {
                round += 1;
                let keys: Vec<String> = (0..2).map(|number| format!("key-{round}-{number}")).collect();
                let orders = Orders {
                    location: office.location.clone(),
                    admin: office.admin.person().id,
                    at: office.desk.now() + TimeDelta::minutes(10 * i64::from(round)),
                    keys: keys.clone(),
                    then: Some(2),
                    told: told.clone(),
                    // Every second passage, so that filings, completions and timers are all met.
                    dies: Some((place.to_owned(), 2 * passage - 1)),
                };
                known.asked.extend(keys);
                let first = node::run(KILLED, &orders);
                *killed.entry(place).or_default() += u32::from(first.died);
                // Whoever got no answer asks again under the same keys. By then the leases of the dead have ended.
                let again = Orders { at: orders.at + TimeDelta::minutes(5), dies: None, ..orders };
                let second = node::run(KILLED, &again);
                let answers: BTreeMap<String, i64> = second.answered.into_iter().collect();
                assert_eq!(answers.len(), 2, "everyone is answered in the end");
                for (key, number) in first.answered {
                    assert_eq!(answers[&key], number, "{place} {passage}: {key} is answered as it was before");
                }
                known.answered.extend(answers);
                known.told = node::told(&told);
                known.rested = Some(again.at + TimeDelta::minutes(2));
            }
            invariants::check(&office.location, &known).await;
        }
        let missed: Vec<_> = PLACES.iter().filter(|place| killed[**place] == 0).collect();
        assert!(missed.is_empty(), "nothing comes by {missed:?}");
    })
    .await;
}

/// Stands between a desk and PostgreSQL. When told to, it lets the next commit through and its answer not.
struct Cutter {
    address: String,
    armed: Arc<AtomicBool>,
    cut: Arc<AtomicUsize>,
}

impl Cutter {
    async fn before(server: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (armed, cut) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let (server, arm, count) = (server.to_owned(), Arc::clone(&armed), Arc::clone(&cut));
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let upstream = TcpStream::connect(&server).await.unwrap();
                tokio::spawn(pass(client, upstream, Arc::clone(&arm), Arc::clone(&count)));
            }
        });
        Self { address, armed, cut }
    }
}

async fn pass(client: TcpStream, server: TcpStream, armed: Arc<AtomicBool>, cut: Arc<AtomicUsize>) {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let silent = Arc::new(AtomicBool::new(false));
    let is_silent = Arc::clone(&silent);
    let back = tokio::spawn(async move {
        let mut bytes = [0; 16_384];
        while let Ok(count @ 1..) = from_server.read(&mut bytes).await {
            // The server has answered: the commit is done, and nobody hears of it.
            if is_silent.load(SeqCst) || to_client.write_all(&bytes[..count]).await.is_err() {
                return;
            }
        }
    });
    let mut bytes = [0; 16_384];
    while let Ok(count @ 1..) = from_client.read(&mut bytes).await {
        let sent = &bytes[..count];
        // The whole word, as it is sent: isolation levels are called "committed" too.
        if sent.windows(7).any(|word| word == b"COMMIT\0") && armed.swap(false, SeqCst) {
            silent.store(true, SeqCst);
            cut.fetch_add(1, SeqCst);
        }
        if to_server.write_all(sent).await.is_err() {
            break;
        }
        if silent.load(SeqCst) {
            let _ = back.await;
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_whose_answer_never_came_is_found_by_its_key() {
    everywhere(|office: Office| async move {
        let Some(rest) = office.location.strip_prefix("postgres://") else { return };
        office.bring(node::definitions()).await;
        let (user, place) = rest.split_once('@').unwrap();
        let (server, database) = place.split_once('/').unwrap();
        let cutter = Cutter::before(server).await;
        let folder = tempfile::tempdir().unwrap();
        let told = folder.path().join("told");
        let clock = Arc::new(Still::at(office.desk.now()));
        let through = format!("postgres://{user}@{}/{database}", cutter.address);
        let desk = node::desk(&through, clock, &told).await;
        let mut known = Known::default();
        for number in 0..10 {
            let key = format!("key-{number}");
            known.asked.insert(key.clone());
            // A number may have to be reserved, which is a commit of its own kind.
            let before = format!("before-{number}");
            node::insist(|| node::file(&desk, &office.admin, &before)).await;
            cutter.armed.store(true, SeqCst);
            let unknown = node::file(&desk, &office.admin, &key).await;
            assert!(matches!(unknown, Err(Error::Broken(_))), "nobody may say that it is stored: {unknown:?}");
            let row = node::insist(|| node::file(&desk, &office.admin, &key)).await;
            known.answered.insert(key, row.number);
        }
        assert_eq!(cutter.cut.load(SeqCst), 10);
        invariants::check(&office.location, &known).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_that_the_database_ends_cost_no_answer_and_heal_by_themselves() {
    use sqlx::Connection as _;
    everywhere(|office: Office| async move {
        if !office.location.starts_with("postgres://") {
            return;
        }
        office.bring(node::definitions()).await;
        let folder = tempfile::tempdir().unwrap();
        let desk =
            node::desk(&office.location, Arc::new(Still::at(office.desk.now())), &folder.path().join("told")).await;
        let over = Arc::new(AtomicBool::new(false));
        let (location, stop) = (office.location.clone(), Arc::clone(&over));
        let killer = tokio::spawn(async move {
            let mut connection = sqlx::PgConnection::connect(&location).await.unwrap();
            let mut ended = 0;
            while !stop.load(SeqCst) {
                let one = "SELECT count(pg_terminate_backend(pid)) FROM (SELECT pid FROM pg_stat_activity \
                           WHERE datname = current_database() AND pid <> pg_backend_pid() \
                           AND application_name = 'deskloom' ORDER BY random() LIMIT 1) AS one";
                ended += sqlx::query_scalar::<_, i64>(one).fetch_one(&mut connection).await.unwrap();
                tokio::time::sleep(Duration::from_millis(40)).await;
            }
            ended
        });
        let clients: Vec<_> = (0..16)
            .map(|client| {
                let (desk, admin) = (desk.clone(), office.admin.clone());
                tokio::spawn(async move {
                    let mut answered = Vec::new();
                    for number in 0..6 {
                        let key = format!("key-{client}-{number}");
                        let row = node::insist(|| node::file(&desk, &admin, &key)).await;
                        node::insist(|| node::complete(&desk, &admin, &key, row.id)).await;
                        answered.push((key, row.number));
                    }
                    answered
                })
            })
            .collect();
        let mut known = Known::default();
        for client in clients {
            known.answered.extend(client.await.unwrap());
        }
        over.store(true, SeqCst);
        assert!(killer.await.unwrap() > 5, "connections were ended");
        known.asked = known.answered.keys().cloned().collect();
        assert_eq!(known.answered.len(), 96);
        invariants::check(&office.location, &known).await;
    })
    .await;
}
