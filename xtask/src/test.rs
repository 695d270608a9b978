//! `cargo xtask test`: every check that the continuous integration runs, in order, with a table at the end.

mod absences;
mod browser;
mod graph;
mod list;
mod tree;

use anyhow::{Result, ensure};
use clap::Args;

use crate::{
    bench,
    deskloom::{self, Build},
    helpdesk, machine,
    postgres::{Cluster, Kept},
    site::{self, Manifest, Speed, TRIPLE},
    workspace::{Workspace, carry_out},
};
use list::Checks;

/// The most that a browser may download before the heaviest page of the desk is alive, in bytes after brotli. The goal
/// is 450,000; until it is reached this keeps the pages from growing further.
const DESK_WEIGHT: u64 = 652_000;
/// The same for the designers. Here the goal is 700,000.
const DESIGNER_WEIGHT: u64 = 825_000;

/// Which checks run.
#[derive(Debug, Args)]
pub struct Options {
    /// Leaves out what needs a release build or a browser.
    #[arg(long)]
    quick: bool,
    /// Writes what is now so into the files that checks compare with (the browser's dependencies).
    #[arg(long)]
    bless: bool,
}

/// Runs the checks; true if none failed. With `strict`, a check that cannot run here has failed.
pub fn run(workspace: &Workspace, options: &Options, strict: bool) -> bool {
    let mut checks = Checks::new(strict);
    checks.check("formatting", || carry_out(&mut workspace.cargo(&["fmt", "--all", "--check"])).map(quiet));
    checks.check("arrows between crates", || graph::judge(workspace));
    checks.check("what crates may name", || absences::judge(workspace));
    checks.check("dependencies of the browser", || tree::judge(workspace, options.bless));
    checks.check("lints", || clippy(workspace, &[], &[]));
    checks.check("lints of the tests", || clippy(workspace, &["--all-targets"], &IN_TESTS));
    checks.check("lints of the browser", || {
        site::ensure_target(workspace)?;
        clippy(workspace, &["-p", "frontend", "--target", TRIPLE], &[])
    });
    let cluster = checks.prepare("PostgreSQL", || Cluster::start(Kept::Loosely));
    checks.check("unit and integration tests", || tests(workspace, cluster.as_ref()));
    if !options.quick {
        whole(workspace, &mut checks, cluster.as_ref());
    }
    checks.close()
}

/// The checks of the built product.
fn whole(workspace: &Workspace, checks: &mut Checks, cluster: Option<&Cluster>) {
    let manifest = checks.prepare("pages", || site::build(workspace, Speed::Dist));
    let Some(manifest) = manifest else { return };
    checks.check("weight of the pages", || weigh(workspace, &manifest));
    let binary = checks.prepare("release build", || deskloom::around(workspace, &manifest, Build::Release));
    let Some(binary) = binary else { return };
    checks.check("start and memory", || {
        let smoke = bench::smoke(workspace, &binary)?;
        smoke.judge()?;
        Ok(smoke.to_string())
    });
    let replay = |database: Option<String>| {
        let options = helpdesk::Options {
            database,
            binary: Some(binary.clone()),
            kill: 2,
            seed: Some(2012),
            ..helpdesk::Options::default()
        };
        helpdesk::run(workspace, &options).map(quiet)
    };
    checks.check("help desk on SQLite, killed twice", || replay(None));
    if let Some(cluster) = cluster {
        checks.check("help desk on PostgreSQL, killed twice", || replay(Some(cluster.create("helpdesk")?)));
    }
    let browser = checks.prepare("browser", || browser::Browser::prepare(workspace));
    let Some(browser) = browser else { return };
    checks.check("browser specs are well typed", || browser.judge_types());
    checks.check("browser specs on SQLite", || browser.walk(&binary, "sqlite:{folder}/{name}.db", true));
    if let Some(cluster) = cluster {
        checks.check("browser specs on PostgreSQL", || browser.walk(&binary, &cluster.address("{name}"), false));
    }
}

/// What a test may do: its helpers panic where an assertion would, take what is convenient, and need not be small.
const IN_TESTS: [&str; 10] = [
    "-A",
    "clippy::unwrap_used",
    "-A",
    "clippy::expect_used",
    "-A",
    "clippy::indexing_slicing",
    "-A",
    "clippy::large_futures",
    "-A",
    "clippy::needless_pass_by_value",
];

fn clippy(workspace: &Workspace, which: &[&str], but: &[&str]) -> Result<String> {
    let mut command = workspace.cargo(&["clippy", "--quiet", "--locked"]);
    carry_out(command.args(which).args(["--", "-D", "warnings"]).args(but)).map(quiet)
}

/// The tests of every crate but the frontend, on both databases where there is a cluster.
fn tests(workspace: &Workspace, cluster: Option<&Cluster>) -> Result<String> {
    let mut command = if machine::program("cargo-nextest", &[]).is_some() {
        workspace.cargo(&[
            "nextest",
            "run",
            "--locked",
            "--no-fail-fast",
            "--status-level",
            "slow",
            "--no-tests",
            "pass",
        ])
    } else {
        workspace.cargo(&["test", "--locked", "--no-fail-fast", "--lib", "--bins", "--tests"])
    };
    if let Some(cluster) = cluster {
        command.env("DESKLOOM_TEST_POSTGRES", cluster.address("postgres"));
    }
    carry_out(&mut command)?;
    Ok(if cluster.is_some() { "on SQLite and PostgreSQL" } else { "on SQLite only" }.to_owned())
}

fn weigh(workspace: &Workspace, manifest: &Manifest) -> Result<String> {
    let weight = site::weight(workspace, manifest)?;
    let site::Weight { desk, designers } = weight;
    ensure!(desk <= DESK_WEIGHT, "the desk: {desk} bytes after brotli, the budget is {DESK_WEIGHT}");
    ensure!(designers <= DESIGNER_WEIGHT, "the designers: {designers} bytes, the budget is {DESIGNER_WEIGHT}");
    Ok(format!("the desk {desk} of {DESK_WEIGHT} bytes, the designers {designers} of {DESIGNER_WEIGHT}"))
}

fn quiet((): ()) -> String {
    String::new()
}
