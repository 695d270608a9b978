//! `cargo xtask bench engine`: builds the crate `bench`, which links the desk itself, gives it a database of each kind and
//! keeps its figures. Nothing here is a gate: machines differ, and a ratio says more than a time.

use std::{
    fs,
    io::Write as _,
    path::PathBuf,
    process::{Command, Stdio},
};

use anyhow::{Context as _, Result, ensure};
use clap::ValueEnum;
use serde_json::json;

use crate::{
    machine::Scratch,
    postgres::{Cluster, Kept},
    workspace::{Workspace, carry_out, output_of},
};

/// What is measured.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Only these workloads: w1 (filing), w2 (rules), w3 (steps), w6 (timers); all, if absent.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Only this database; both, if absent.
    #[arg(long)]
    database: Option<Database>,
    /// How many pairs of ours and the reference each ratio rests on.
    #[arg(long, default_value_t = 6)]
    pairs: usize,
    /// How long one block of a pair lasts, in seconds.
    #[arg(long, default_value_t = 2.0)]
    seconds: f64,
    /// How many timers fall due at once.
    #[arg(long, default_value_t = 5_000)]
    timers: usize,
    /// For how many seconds ten timers a second fall due.
    #[arg(long, default_value_t = 30)]
    idle: u32,
    /// The lengths that a claim needs: 10 pairs of 5 seconds, 100,000 timers at once, 10 minutes of idling.
    #[arg(long, conflicts_with_all = ["pairs", "seconds", "timers", "idle"])]
    long: bool,
    /// Leaves the comparison with zen-engine out, which takes minutes to build at first.
    #[arg(long)]
    without_zen: bool,
}

/// A kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Database {
    Sqlite,
    Postgres,
}

/// Measures.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    carry_out(&mut workspace.cargo(&["build", "--release", "--locked", "-p", "bench"]))?;
    let program = workspace.target.join("release").join("bench").with_extension(std::env::consts::EXE_EXTENSION);
    let wants = |workload: &str| options.only.is_empty() || options.only.iter().any(|one| one == workload);
    let zen = if wants("w2") && !options.without_zen { zen(workspace) } else { None };
    let is_wanted = |database| options.database.is_none_or(|only| only == database);
    let cluster = is_wanted(Database::Postgres).then(|| Cluster::start(Kept::Durably)).transpose()?;
    let folder = is_wanted(Database::Sqlite).then(|| Scratch::new("bench")).transpose()?;
    let [pairs, timers, idle] = if options.long {
        [10, 100_000, 600]
    } else {
        [options.pairs, options.timers, usize::try_from(options.idle).unwrap_or(30)]
    };
    let told = json!({
        "only": options.only,
        "sqlite": folder.as_ref().map(|folder| &folder.path),
        "postgres": cluster.as_ref().map(|cluster| cluster.address("postgres")),
        "pairs": pairs,
        "seconds": if options.long { 5.0 } else { options.seconds },
        "timers": timers,
        "idle": idle,
        "zen": zen,
        "out": workspace.target.join("bench"),
        "facts": facts(workspace, cluster.as_ref()),
    });
    measure(&mut Command::new(&program), &told)?;
    println!("raw figures: {}", workspace.target.join("bench").display());
    Ok(())
}

/// The other rule engine, built by itself; none where it cannot be built.
fn zen(workspace: &Workspace) -> Option<PathBuf> {
    let target = workspace.target.join("zen");
    let mut build = workspace.cargo(&["build", "--release", "--locked", "--manifest-path", "bench/zen/Cargo.toml"]);
    match carry_out(build.env("CARGO_TARGET_DIR", &target)) {
        Ok(()) => Some(target.join("release/bench-zen").with_extension(std::env::consts::EXE_EXTENSION)),
        Err(error) => {
            println!("zen-engine is left out: {error:#}");
            None
        }
    }
}

/// Runs the measurement. What it is told holds the password of the cluster, and so is no argument.
fn measure(command: &mut Command, told: &serde_json::Value) -> Result<()> {
    let mut child = command.stdin(Stdio::piped()).spawn().context("start the bench")?;
    let mut input = child.stdin.take().context("speak to the bench")?;
    input.write_all(told.to_string().as_bytes()).context("speak to the bench")?;
    drop(input);
    let status = child.wait().context("wait for the bench")?;
    ensure!(status.success(), "the bench failed ({status})");
    Ok(())
}

/// What was measured, and on what.
fn facts(workspace: &Workspace, cluster: Option<&Cluster>) -> Vec<(String, String)> {
    let first = |text: String| text.lines().next().unwrap_or_default().trim().to_owned();
    let said = |command: &mut Command| output_of(command).map_or_else(|_| "unknown".to_owned(), first);
    let read = |path: &str, name: &str| {
        let text = fs::read_to_string(path).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_default();
        line.split_once(':').map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    };
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let mut facts = vec![
        ("commit".to_owned(), said(&mut workspace.command("git", &["describe", "--always", "--dirty"]))),
        ("compiler".to_owned(), said(&mut workspace.command("rustc", &["--version"]))),
        ("processor".to_owned(), format!("{} × {}", cores, read("/proc/cpuinfo", "model name"))),
        ("memory".to_owned(), read("/proc/meminfo", "MemTotal")),
        ("kernel".to_owned(), said(Command::new("uname").arg("-sr"))),
        ("load at the start".to_owned(), load.split(' ').take(3).collect::<Vec<_>>().join(" ")),
    ];
    if let Some(cluster) = cluster {
        facts.push(("PostgreSQL".to_owned(), cluster.version()));
    }
    facts
}
