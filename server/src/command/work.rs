//! `deskloom work`.

use anyhow::Result;

use super::{open, said};
use crate::{
    config::{Global, Work},
    signal,
};

/// Runs timers and effects until told to stop.
pub async fn run(global: &Global, told: Work) -> Result<()> {
    let desk = open(global, &told.outgoing, &told.base_url).await?;
    println!("Deskloom works on {:?}", global.database);
    desk.work(signal::asked_to_stop()).await.map_err(|error| said(global.lang, error))?;
    desk.store().clone().close().await;
    Ok(())
}
