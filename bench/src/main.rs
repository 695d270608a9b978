//! What the engine reaches, beside what bare SQL reaches that writes the same rows in the same run. Started by
//! `cargo xtask bench engine`, which says on standard input, as JSON, where the databases are.
//!
//! * [`office`] is a workspace to measure in; [`bare`] writes the rows that a measurement wrote, without us.
//! * [`pairs`] takes turns and says how sure a ratio is; [`disk`] is what one sync costs; [`report`] is what people read.
//! * One module for each workload: [`file`] (W1), [`rules`] (W2), [`steps`] (W3), [`timers`] (W6).

mod bare;
mod disk;
mod file;
mod office;
mod pairs;
mod peer;
mod report;
mod rules;
mod steps;
mod timers;

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use mimalloc::MiMalloc;
use serde::Deserialize;

use crate::{office::Place, report::Report};

/// As the product has it.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// What is measured, and where.
#[derive(Clone, Debug, Deserialize)]
struct Options {
    /// The workloads; all, if empty.
    only: Vec<String>,
    /// The folder for SQLite files; SQLite is left out, if absent.
    sqlite: Option<PathBuf>,
    /// The server on which databases are made; PostgreSQL is left out, if absent.
    postgres: Option<String>,
    /// How many pairs each ratio rests on.
    pairs: usize,
    /// How long one block of a pair lasts.
    seconds: f64,
    /// How many timers fall due at once.
    timers: usize,
    /// For how many seconds ten timers a second fall due.
    idle: u32,
    /// The program of the other rule engine, where it could be built.
    zen: Option<PathBuf>,
    /// Where the figures are written.
    out: PathBuf,
    /// What was measured and on what.
    facts: Vec<(String, String)>,
}

impl Options {
    fn wants(&self, workload: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|one| one.eq_ignore_ascii_case(workload))
    }

    fn places(&self) -> Vec<Place> {
        let sqlite = self.sqlite.clone().map(Place::Sqlite);
        sqlite.into_iter().chain(self.postgres.clone().map(Place::Postgres)).collect()
    }
}

fn main() -> Result<()> {
    let options: Options =
        serde_json::from_reader(std::io::stdin().lock()).context("started by `cargo xtask bench engine` only")?;
    tokio::runtime::Runtime::new()?.block_on(run(&options))
}

async fn run(options: &Options) -> Result<()> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut report = Report::new(&options.facts);
    if options.wants("w2") {
        rules::measure(options, &mut report)?;
    }
    for place in options.places() {
        report.disk(place.name(), disk::probe(&place.folder())?);
        if options.wants("w1") {
            file::measure(options, &place, &mut report).await?;
        }
        if options.wants("w3") {
            steps::measure(options, &place, &mut report).await?;
        }
        if options.wants("w6") {
            timers::measure(options, &place, &mut report).await?;
        }
        report.disk(place.name(), disk::probe(&place.folder())?);
    }
    report.write(&options.out)?;
    println!("{report}");
    Ok(())
}
