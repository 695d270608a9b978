//! `cargo xtask helpdesk`: sends a log of real tickets through the REST API of a running server, in log order and by
//! several clients at once, and then asks the same API whether every one of them went the way of the log.

use std::{fmt::Write as _, path::PathBuf, time::Duration};

use anyhow::{Context as _, Result, bail, ensure};

mod chance;
mod client;
mod log;
mod prepare;
mod replay;
mod server;
mod verify;
mod way;

use client::{Client, Wire};
use log::Case;

use crate::{
    deskloom::{self, Build},
    workspace::Workspace,
};

/// The ticket type, form and flow of the package.
const KEY: &str = "helpdesk";

/// What is replayed, and where.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// A running server, such as http://127.0.0.1:7878; one of our own is started, if absent.
    #[arg(long, requires = "token")]
    pub url: Option<String>,
    /// A bearer token of an administrator of that server.
    #[arg(long, requires = "url")]
    pub token: Option<String>,
    /// The database of our own server, `sqlite:PATH` or `postgres://…`; a fresh SQLite file, if absent.
    #[arg(long, conflicts_with = "url")]
    pub database: Option<String>,
    /// The server program of our own server; the release build, which is made first, if absent.
    #[arg(long, conflicts_with = "url")]
    pub binary: Option<PathBuf>,
    /// The log: CSV with the columns of `xtask/fixtures/helpdesk_excerpt.csv`, plain or gzipped; that excerpt, if absent.
    #[arg(long)]
    pub log: Option<PathBuf>,
    /// Only the first so many cases of the log.
    #[arg(long)]
    pub cases: Option<usize>,
    /// How many clients work at once. Each case stays in order.
    #[arg(long, default_value_t = 8)]
    pub clients: usize,
    /// Go on with cases that an earlier run has begun, instead of refusing to meet them.
    #[arg(long)]
    pub resume: bool,
    /// Kill our own server (as `kill -9` does) so many times at random moments, and start it again.
    #[arg(long, default_value_t = 0, conflicts_with = "url")]
    pub kill: usize,
    /// The seed of the random moments; printed, and drawn from the clock if absent.
    #[arg(long)]
    pub seed: Option<u64>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            url: None,
            token: None,
            database: None,
            binary: None,
            log: None,
            cases: None,
            clients: 8,
            resume: false,
            kill: 0,
            seed: None,
        }
    }
}

/// Replays the log and verifies what became of it.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let log = options.log.clone().unwrap_or_else(|| workspace.root.join("xtask/fixtures/helpdesk_excerpt.csv"));
    let mut cases = log::read(&log).with_context(|| format!("reading {}", log.display()))?;
    if let Some(most) = options.cases {
        cases.truncate(most);
    }
    ensure!(!cases.is_empty(), "the log has no case");
    let events: usize = cases.iter().map(|case| case.events.len()).sum();
    println!("{} cases, {events} events from {}", cases.len(), log.display());

    let package = workspace.root.join("packages/helpdesk.json");
    let package = std::fs::read_to_string(&package).with_context(|| format!("reading {}", package.display()))?;

    let mut own = None;
    if options.url.is_none() {
        let binary = match &options.binary {
            Some(binary) => binary.clone(),
            None => deskloom::dist(workspace, Build::Release)?.binary,
        };
        own = Some(server::Own::start(&binary, options.database.as_deref(), options.resume)?);
    }
    let given = (options.url.as_deref().unwrap_or_default(), options.token.as_deref().unwrap_or_default());
    let (url, token) = own.as_ref().map_or(given, |own| (own.url(), own.token()));
    let wire = Wire::new(url.trim_end_matches('/').to_owned());
    let admin = Client::new(&wire, token);
    let done = drive(options, &cases, &package, &wire, &admin, own.as_mut());
    if done.is_err()
        && let Some(own) = own
    {
        eprintln!("{}", own.keep());
    }
    done
}

fn drive(
    options: &Options,
    cases: &[Case],
    package: &str,
    wire: &Wire,
    admin: &Client,
    own: Option<&mut server::Own>,
) -> Result<()> {
    let ways = way::Ways::of(package)?;
    admin.wait_until_ready(Duration::from_mins(1))?;
    prepare::import(admin, package)?;
    let known = verify::tickets(admin)?;
    if !known.is_empty() && !options.resume {
        bail!("the server already has {} tickets of this type; --resume goes on with them", known.len());
    }
    let agents = prepare::people(admin, cases, own.as_deref())?;

    let pace = replay::replay(options, wire, cases, &ways, &agents, own)?;
    println!(
        "replayed in {:.1} s: {:.1} tickets/s, {:.1} transitions/s; {} requests, {} retried",
        pace.seconds,
        pace.tickets_per_second,
        pace.transitions_per_second,
        wire.requests(),
        wire.retries(),
    );
    let report = verify::verify(wire, cases, &ways, &agents, options.clients)?;
    print!("{report}");
    if report.differences.is_empty() {
        println!("every case went the way of the log");
        return Ok(());
    }
    let mut words = format!("{} differences from the log:", report.differences.len());
    for difference in report.differences.iter().take(40) {
        let _ = write!(words, "\n  {difference}");
    }
    bail!(words)
}
