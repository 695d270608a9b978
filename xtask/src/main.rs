//! Builds, runs and checks Deskloom: `cargo xtask run | dist | pages | dev | test | ci | bench | chaos | helpdesk`.
//! Everything a fresh machine needs besides Rust and Node is added or named in plain words by the task that needs it.

mod bench;
mod bytes;
mod chaos;
mod deskloom;
mod dev;
mod helpdesk;
mod machine;
mod postgres;
mod process;
mod site;
mod test;
mod workspace;

use std::{ffi::OsString, process::ExitCode};

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::{deskloom::Build, workspace::Workspace};

/// Builds, runs and checks Deskloom.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Builds everything and serves it on http://127.0.0.1:7878 with SQLite in ./data.
    Run {
        /// Passed on to `deskloom serve`; a `--listen` or `--database` given here replaces the usual one.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
    /// Builds the one binary as it is to be relied on, with the pages inside it, and says where it lies.
    Dist,
    /// Builds what the browser loads, and weighs it.
    Pages {
        /// Builds quickly instead of small.
        #[arg(long)]
        dev: bool,
    },
    /// Builds for development, serves, and builds again whenever a source file changes.
    Dev {
        /// Passed on to `deskloom serve`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
    /// Runs every check that the continuous integration runs.
    Test(test::Options),
    /// The same as `test`, and a check that cannot run here counts as failed.
    Ci(test::Options),
    /// Measures the release binary.
    Bench {
        #[command(subcommand)]
        what: bench::What,
    },
    /// Kills nodes, breaks connections and lets time jump for minutes, and checks that nothing was lost or done twice.
    Chaos(chaos::Options),
    /// Walks the event log of real help desk tickets through the running binary.
    Helpdesk(helpdesk::Options),
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<bool> {
    let workspace = Workspace::find()?;
    match task {
        Task::Run { arguments } => deskloom::dist(&workspace, Build::Trial)?.serve(&workspace, &arguments)?,
        Task::Dist => deskloom::dist(&workspace, Build::Release)?.announce(&workspace)?,
        Task::Pages { dev } => site::announce(&workspace, if dev { site::Speed::Dev } else { site::Speed::Dist })?,
        Task::Dev { arguments } => dev::run(&workspace, &arguments)?,
        Task::Test(options) => return Ok(test::run(&workspace, &options, machine::is_ci())),
        Task::Ci(options) => return Ok(test::run(&workspace, &options, true)),
        Task::Bench { what } => bench::run(&workspace, &what)?,
        Task::Chaos(options) => chaos::run(&workspace, &options)?,
        Task::Helpdesk(options) => helpdesk::run(&workspace, &options)?,
    }
    Ok(true)
}
