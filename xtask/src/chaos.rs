//! `cargo xtask chaos`: the tests that kill and break, in their long form. They run in every `cargo xtask test` too, for
//! seconds; here for minutes, with the optimised program and a PostgreSQL of their own that is ended and started again
//! meanwhile.

use std::{
    path::Path,
    process::Command,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    thread,
    time::Duration,
};

use anyhow::{Context as _, Result, ensure};

use crate::{
    machine::Scratch,
    postgres::{Cluster, Kept},
    workspace::{Workspace, carry_out},
};

/// How long, and how much.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// For how long a node is killed and started again, on each database.
    #[arg(long, default_value_t = 5)]
    minutes: u64,
    /// How many tickets the nodes file meanwhile, on each database.
    #[arg(long, default_value_t = 50_000)]
    tickets: usize,
    /// How often each place of the commit path is tried. Twenty are about 500 kills on both databases.
    #[arg(long, default_value_t = 20)]
    passages: u32,
    /// How many timers fall due at once.
    #[arg(long, default_value_t = 10_000)]
    burst: usize,
    /// How many rounds two nodes race for the same timers.
    #[arg(long, default_value_t = 200)]
    rounds: u32,
    /// The seed of the moments at which nodes are killed; printed, and drawn if absent.
    #[arg(long)]
    seed: Option<u64>,
    /// Only these tests: crash, storms, chaos; all, if absent.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
}

/// Runs the long forms.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    carry_out(&mut workspace.cargo(&["test", "--release", "--locked", "-p", "desk", "--tests", "--no-run"]))?;
    let cluster = Cluster::start(Kept::Durably)?;
    let address = cluster.address("postgres");
    let cluster = Mutex::new(cluster);
    let folder = Scratch::new("chaos")?;
    let calm = folder.path.join("calm");
    for test in ["crash", "storms", "chaos"] {
        if !options.only.is_empty() && !options.only.iter().any(|one| one == test) {
            continue;
        }
        let mut command = workspace.cargo(&["test", "--release", "--locked", "-p", "desk", "--test", test]);
        command.args(["--", "--test-threads=1", "--nocapture"]).env("DESKLOOM_TEST_POSTGRES", &address);
        command.env("DESKLOOM_TEST_PASSAGES", options.passages.to_string());
        command.env("DESKLOOM_TEST_BURST", options.burst.to_string());
        command.env("DESKLOOM_TEST_ROUNDS", options.rounds.to_string());
        command.env("DESKLOOM_TEST_CHAOS_SECONDS", (options.minutes * 60).to_string());
        command.env("DESKLOOM_TEST_CHAOS_TICKETS", options.tickets.to_string());
        if let Some(seed) = options.seed {
            command.env("DESKLOOM_TEST_SEED", seed.to_string());
        }
        command.env("DESKLOOM_TEST_CALM", &calm);
        println!("\n== {test}");
        if test == "chaos" { restarting(&cluster, &calm, &mut command)? } else { carry_out(&mut command)? }
    }
    Ok(())
}

/// Runs a command while PostgreSQL is ended now and then, unless there is a file that says to leave it alone: mostly for a
/// moment, once for a minute.
fn restarting(cluster: &Mutex<Cluster>, calm: &Path, command: &mut Command) -> Result<()> {
    let over = AtomicBool::new(false);
    thread::scope(|threads| {
        let breaking = threads.spawn(|| {
            let (mut count, mut quiet) = (0, 0);
            while !over.load(SeqCst) {
                thread::sleep(Duration::from_secs(1));
                quiet += 1;
                if quiet < 40 || calm.exists() {
                    continue;
                }
                quiet = 0;
                count += 1;
                let away = Duration::from_secs(if count == 3 { 60 } else { 1 });
                cluster.lock().unwrap_or_else(PoisonError::into_inner).crash(away)?;
                println!("PostgreSQL was ended and is back after {} s", away.as_secs());
            }
            Ok::<_, anyhow::Error>(count)
        });
        let done = carry_out(command);
        over.store(true, SeqCst);
        let count = breaking.join().ok().context("whatever breaks PostgreSQL broke itself")??;
        done?;
        ensure!(count > 0, "PostgreSQL was never ended: give it more minutes");
        Ok(())
    })
}
