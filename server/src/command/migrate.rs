//! `deskloom migrate`.

use anyhow::Result;

use crate::config::Global;

/// Brings the database up to date.
pub async fn run(global: &Global) -> Result<()> {
    let applied = migrations::up(global.database.url()).await?;
    println!("{applied} changes were made; the database is up to date.");
    Ok(())
}
