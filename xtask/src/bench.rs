//! `cargo xtask bench`: what the release binary costs, and what the engine reaches.

mod engine;
mod smoke;

use anyhow::Result;
use clap::Subcommand;

pub use smoke::smoke;

use crate::{
    deskloom::{self, Build},
    workspace::Workspace,
};

/// One measurement.
#[derive(Debug, Subcommand)]
pub enum What {
    /// The time until the binary answers `/readyz`, and its memory when idle.
    Smoke,
    /// Filing, rules, steps and timers beside bare SQL that writes the same rows, on both databases.
    Engine(engine::Options),
}

/// Builds what is measured and measures it.
pub fn run(workspace: &Workspace, what: &What) -> Result<()> {
    match what {
        What::Smoke => {
            let dist = deskloom::dist(workspace, Build::Release)?;
            println!("{}", smoke(workspace, &dist.binary)?);
        }
        What::Engine(options) => engine::run(workspace, options)?,
    }
    Ok(())
}
