//! `cargo xtask bench`: what the release binary costs.

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
}

/// Builds the release binary and measures it.
pub fn run(workspace: &Workspace, what: &What) -> Result<()> {
    let dist = deskloom::dist(workspace, Build::Release)?;
    match what {
        What::Smoke => println!("{}", smoke(workspace, &dist.binary)?),
    }
    Ok(())
}
