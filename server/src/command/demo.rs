//! `deskloom demo`.

use anyhow::Result;

use super::{local, said};
use crate::config::{Demo, Global};

/// Fills the workspace with invented people, customers and weeks of tickets.
pub async fn run(global: &Global, told: Demo) -> Result<()> {
    let (desk, system) = local(global).await?;
    let made = desk.demo(&system, told.seed).await.map_err(|error| said(global.lang, error))?;
    println!(
        "{} people, {} customers and {} tickets, {} of them open.",
        made.people, made.customers, made.tickets, made.open
    );
    desk.store().clone().close().await;
    Ok(())
}
